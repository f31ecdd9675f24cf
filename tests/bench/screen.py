"""How fast the dashboard is in a real terminal, beside an empty Textual app in the same run.

Times are of the wall, best of several starts; CPU times are of the program and stand beside them,
for a machine that is busy with other things. Goals: first useful paint 1.5 of the empty app,
with 100 open calls and with 100,000; a key to its repaint 2; a filter 100 ms (95 %), beside the
rest that it waits for more keys; 120 MB; 2 % of a core while nothing happens.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from ingest import bootstrap
from tests.pseudo_terminal import PseudoTerminal
from tui.screens.arrange_keys import FILTER_SECONDS

_WIDTH, _HEIGHT = 160, 44
_STARTS, _KEYS, _FILTERS = 5, 40, 20
_IDLE_SECONDS = 60.0
_EMPTY = """
from textual.app import App
from textual.widgets import OptionList
class Empty(App):
    def compose(self):
        yield OptionList(*(f"Child{number:06} P." for number in range(100)))
Empty().run()
"""
_CALLS = text("""
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :count)
INSERT INTO contact (reference, kind, received_at, out_of_hours, caller_name, caller_agency, logged_at,
                     logged_by, answered, awaiting, label, search, revision)
SELECT printf('B-%06d', n), 'phone', datetime('now', printf('-%d minutes', :count - n)), 0, 'Sam Tester',
       'Testing Primary School', datetime('now'), 'bench', 0, 1, printf('Child%06d P.', n),
       printf('b-%06d child%06d sam tester', n, n), 1
FROM number
""")


def main() -> None:
    """Print a line for each figure."""
    empty = [sys.executable, "-c", _EMPTY]
    floor, floor_cpu = _first_paint(empty)
    floor_key = _keys(empty)
    print(f"empty app      first paint {floor:.2f} s ({floor_cpu:.2f} s CPU)   key {1000 * floor_key:.0f} ms")
    for count in (100, 100_000):
        with _desk(count) as command:
            paint, cpu = _first_paint(command)
            key = _keys(command)
            print(
                f"{count:7,} calls  first paint {paint:.2f} s ({cpu:.2f} s CPU): {paint / floor:.2f} of the empty "
                f"app ({cpu / floor_cpu:.2f} of its CPU)   key {1000 * key:.0f} ms: {key / floor_key:.2f}"
            )
            _tell_the_rest(command, count)


def _tell_the_rest(command: list[str], count: int) -> None:
    with _running(command) as terminal:
        filters = sorted(_filters(terminal, count))
        print(
            f"{'':15}filter, beside its rest of {FILTER_SECONDS:.2f} s: median {1000 * statistics.median(filters):.0f} "
            f"ms, 95 % {1000 * filters[int(0.95 * len(filters))]:.0f} ms"
        )
        resident = _resident_mib(terminal.program.pid)
        before = _cpu(terminal.program.pid)
        began = time.monotonic()
        terminal.until(lambda: time.monotonic() - began > _IDLE_SECONDS, 2 * _IDLE_SECONDS)
        idle = (_cpu(terminal.program.pid) - before) / _IDLE_SECONDS
        print(f"{'':15}memory {resident:.0f} MiB   idle {100 * idle:.1f} % of a core")


@contextmanager
def _desk(count: int) -> Iterator[list[str]]:
    """The command that opens a dashboard with so many open calls."""
    with TemporaryDirectory(prefix="mash-bench-") as name:
        folder = Path(name)
        settings = folder / "mash.toml"
        settings.write_text(
            '[database]\nurl = "sqlite:///mash.db"\n[desk]\nlock_minutes = 0\n', encoding="utf-8"
        )
        with (
            closing(bootstrap.open_store(bootstrap.load_settings(settings))) as store,
            store.writing() as conn,
        ):
            conn.execute(_CALLS, {"count": count})
        yield [sys.executable, "-P", "-m", "tui", "--config", str(settings), "desk"]


@contextmanager
def _running(command: list[str]) -> Iterator[PseudoTerminal]:
    """The program, once its first rows are on the screen."""
    terminal = PseudoTerminal(command, _WIDTH, _HEIGHT)
    try:
        terminal.until(lambda: b"Child000001" in terminal.bytes)
        yield terminal
    finally:
        terminal.close()


def _first_paint(command: list[str]) -> tuple[float, float]:
    """The best seconds from the start to the first row, and the least CPU that it took."""
    walls, cpus = [], []
    for _ in range(_STARTS):
        began = time.monotonic()
        with _running(command) as terminal:
            walls.append(time.monotonic() - began)
            cpus.append(_cpu(terminal.program.pid))
    return min(walls), min(cpus)


def _keys(command: list[str]) -> float:
    """The middle of the seconds from a key to the first bytes that it changes."""
    taken = []
    with _running(command) as terminal:
        _quiet(terminal)
        for place in range(_KEYS):
            before, began = len(terminal.bytes), time.monotonic()
            terminal.type(b"\x1b[B" if place < _KEYS / 2 else b"\x1b[A")
            terminal.until(lambda before=before: len(terminal.bytes) > before)  # type: ignore[misc]
            taken.append(time.monotonic() - began)
            _quiet(terminal)
    return statistics.median(taken)


def _filters(terminal: PseudoTerminal, count: int) -> Iterator[float]:
    """The seconds from the last letter to the row that it leaves, without the rest for more keys."""
    for place in range(_FILTERS):
        wanted = f"Child{1 + place * (count // _FILTERS):06}"
        terminal.type(b"\x1b")
        _quiet(terminal)
        terminal.type(b"/")
        _quiet(terminal)
        terminal.type(wanted.lower().encode())
        began = time.monotonic()
        terminal.until(lambda: "1 of" in terminal.text and wanted in terminal.text)  # noqa: B023
        yield max(0.0, time.monotonic() - began - FILTER_SECONDS)
        terminal.type(b"\r")
        _quiet(terminal)


def _quiet(terminal: PseudoTerminal, seconds: float = 0.15) -> None:
    """Read until nothing has come for a moment; a tick of the clock is no trouble."""
    before, since = len(terminal.bytes), time.monotonic()
    end = time.monotonic() + 3
    while time.monotonic() - since < seconds and time.monotonic() < end:
        terminal._read()
        if len(terminal.bytes) != before:
            before, since = len(terminal.bytes), time.monotonic()


def _cpu(pid: int) -> float:
    """The CPU seconds of a process and of its threads so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024

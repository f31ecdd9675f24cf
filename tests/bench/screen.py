"""How fast the dashboard is in a real terminal, beside an empty Textual app in the same run.

The two are started in turn, and typed into in turn; ratios are of the middle of each. CPU times are of
the program and stand beside those of the wall, for a machine that is busy with other things. Goals: first
useful paint (a line of a call; the toolkit's own picture of the board comes later, and is told beside it)
1.5 of the empty app's first line, with 100 open calls and with 100,000; a key to its repaint 2; a filter
100 ms (95 %) from its last letter; 120 MB; 2 % of a core while nothing happens.
`python -m tests.bench.screen 100 1000000` measures with other numbers of calls.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import text

from ingest import bootstrap
from tests.pseudo_terminal import PseudoTerminal

_WIDTH, _HEIGHT = 160, 44
_STARTS, _KEYS, _FILTERS = 7, 40, 20
_IDLE_SECONDS = 30.0
_OPENED_SECONDS = 3.0
# The command that has a board, and what stands on it from its first picture on.
_WHOLE = ("desk", b"opening the desk")
_SHARE = 0.95
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
SELECT printf('B-%06d', n), 'phone', datetime('now', printf('-%d minutes', :count - n)) || '.000000', 0, 'Sam Tester',
       'Testing Primary School', datetime('now') || '.000000', 'bench', 0, 1, printf('Child%06d P.', n),
       printf('b%06d child%06d sam tester', n, n), 1
FROM number
""")


@dataclass
class _Measured:
    """Seconds of the wall and of the CPU to the first line, those of the wall to the whole board (of the empty
    app: the same), and the seconds and bytes of each key."""

    paints: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    boards: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    written: list[int] = field(default_factory=list)


def main(counts: Sequence[int] = (100, 100_000)) -> None:
    """Print a line for each figure."""
    empty = [sys.executable, "-P", "-c", _EMPTY]
    with ExitStack() as stack:
        commands = {"empty app": empty}
        commands |= {f"{count:,} calls": stack.enter_context(_desk(count)) for count in counts}
        measured = {name: _Measured() for name in commands}
        _start_in_turn(commands, measured)
        _type_in_turn(commands, measured)
        floor = measured["empty app"]
        for name, command in commands.items():
            _tell(name, measured[name], floor)
            if measured[name] is not floor:
                _tell_the_rest(command, counts[list(commands).index(name) - 1])


def _tell(name: str, one: _Measured, floor: _Measured) -> None:
    print(
        f"{name:14} first paint {median(one.paints):.2f} s, {median(one.paints) / median(floor.paints):.2f} of the "
        f"empty app ({median(one.cpus):.2f} s CPU, {median(one.cpus) / median(floor.cpus):.2f})   key "
        f"{1000 * median(one.keys):.1f} ms, {median(one.keys) / median(floor.keys):.2f} of it, "
        f"{median(one.written):,.0f} bytes"
    )
    if one is not floor:
        whole = median(one.boards)
        print(f"{'':14} board drawn {whole:.2f} s, {whole / median(floor.paints):.2f} of the empty app")


def _tell_the_rest(command: list[str], count: int) -> None:
    with _running(command) as terminal:
        _rest(terminal, _OPENED_SECONDS)
        filters = sorted(_filters(terminal, count))
        print(
            f"{'':14} filter, from its last letter: median {1000 * median(filters):.0f} ms, 95 % "
            f"{1000 * filters[int(_SHARE * len(filters))]:.0f} ms"
        )
        resident = _resident_mib(terminal.program.pid)
        before, written = _cpu(terminal.program.pid), len(terminal.bytes)
        _rest(terminal, _IDLE_SECONDS)
        idle = (_cpu(terminal.program.pid) - before) / _IDLE_SECONDS
        ticked = (len(terminal.bytes) - written) / _IDLE_SECONDS
        print(
            f"{'':14} memory {resident:.0f} MiB   idle {100 * idle:.1f} % of a core, {ticked:.0f} bytes a second"
        )


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


def _start_in_turn(commands: dict[str, list[str]], measured: dict[str, _Measured]) -> None:
    for _ in range(_STARTS):
        for name, command in commands.items():
            began = time.monotonic()
            with _running(command) as terminal:
                measured[name].paints.append(terminal.read_at - began)
                measured[name].cpus.append(_cpu(terminal.program.pid))
                if _WHOLE[0] in command:
                    terminal.until(lambda: _WHOLE[1] in terminal.bytes)
                    measured[name].boards.append(terminal.read_at - began)


def _type_in_turn(commands: dict[str, list[str]], measured: dict[str, _Measured]) -> None:
    """Arrow down and up again: from the key to the first bytes that it changes, and how many came."""
    with ExitStack() as stack:
        running = {name: stack.enter_context(_running(command)) for name, command in commands.items()}
        for terminal in running.values():
            _rest(terminal, _OPENED_SECONDS)
        for place in range(_KEYS):
            for name, terminal in running.items():
                _quiet(terminal)
                before, began = len(terminal.bytes), time.monotonic()
                terminal.type(b"\x1b[B" if place < _KEYS / 2 else b"\x1b[A")
                terminal.until(lambda: len(terminal.bytes) > before)  # noqa: B023
                measured[name].keys.append(terminal.read_at - began)
                _quiet(terminal)
                measured[name].written.append(len(terminal.bytes) - before)


def _filters(terminal: PseudoTerminal, count: int) -> Iterator[float]:
    """The seconds from the last letter, typed after a rest, to the line that tells what it leaves."""
    for place in range(_FILTERS):
        wanted = f"child{1 + place * (count // _FILTERS):06}"
        terminal.type(b"/")
        terminal.sees("filter: type")
        terminal.type(wanted[:-1].encode())
        terminal.until(lambda: f"match “{wanted[:-1]}”" in terminal.text)  # noqa: B023
        _quiet(terminal)
        before, began = len(terminal.bytes), time.monotonic()
        told = f"1 of {count:,} match “{wanted}”".encode()
        terminal.type(wanted[-1].encode())
        terminal.until(lambda: told in terminal.bytes[before:])  # noqa: B023
        yield terminal.read_at - began
        terminal.type(b"\r")
        _quiet(terminal)
        terminal.type(b"\x1b")
        terminal.until(lambda: "match “" not in terminal.text)
        _quiet(terminal)


def _rest(terminal: PseudoTerminal, seconds: float) -> None:
    began = time.monotonic()
    terminal.until(lambda: time.monotonic() - began > seconds, 2 * seconds)


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


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or (100, 100_000))

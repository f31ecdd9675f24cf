"""`mash worker` as a process of its own: started, killed, stopped, and weighed from outside."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SETTINGS = """
[database]
url = "sqlite:///{folder}/mash.db"
[worker]
poll_seconds = {poll_seconds}
connect_seconds = 5
message_seconds = 5
cycle_seconds = 60
back_off_seconds = 0.5
back_off_limit_seconds = 5
[[mailboxes]]
name = "mash"
host = "127.0.0.1"
port = {port}
user = "{user}"
tls = "none"
password_file = "password"
folders = ["Handled"]
"""


@dataclass(frozen=True, slots=True)
class Weight:
    """Sizes in bytes. `pss` and `descriptors` are the worker's own, `family_pss` its children's too."""

    process: int
    rss: int
    pss: int
    family_pss: int
    descriptors: int
    threads: int


@dataclass
class WorkerProcess:
    """At most one worker at a time."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    started: int = 0
    _logs: list[Path] = field(default_factory=list)

    def configure(self, port: int, user: str, password: str, poll_seconds: float) -> None:
        (self.folder / "password").write_text(password)
        self.settings.write_text(
            _SETTINGS.format(folder=self.folder, port=port, user=user, poll_seconds=poll_seconds)
        )

    @property
    def settings(self) -> Path:
        return self.folder / "mash.toml"

    def mash(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tui", "--config", str(self.settings), *words]

    def start(self) -> None:
        self.started += 1
        log = self.folder / f"worker-{self.started:05}.log"
        self._logs.append(log)
        with log.open("wb") as file:
            self.process = subprocess.Popen(self.mash("worker"), stderr=file, stdout=file)

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """End it without another word, and wait until it is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=30)
            self.process = None

    def end(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self.process is not None
        self.process.terminate()
        code = self.process.wait(timeout=60)
        self.process = None
        return code

    def died_by_itself(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def weight(self) -> Weight | None:
        """`None` where it has just gone."""
        process = self.process
        if process is None:
            return None
        try:
            return _weight(process.pid)
        except (OSError, KeyError):
            return None

    def last_words(self) -> str:
        """The end of the log of the last worker that was started."""
        return self._logs[-1].read_text(errors="replace")[-600:]

    def events(self) -> Iterator[str]:
        """What the logs say happened, a word for each line: "pass.done", or with the fault's name."""
        for log in self._logs:
            for text in log.read_text(errors="replace").splitlines():
                yield _event(text)


def _event(text: str) -> str:
    try:
        line = json.loads(text)
        return " ".join(str(line[key]) for key in ("event", "fault", "place") if key in line)
    except (ValueError, TypeError, KeyError):
        return "no event"


def _weight(process: int) -> Weight:
    own = _rollup(process)
    family = sum(_pss_if_there(child) for child in _descendants(process))
    status = Path(f"/proc/{process}/status").read_text()
    threads = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("Threads:"))
    descriptors = len(list(Path(f"/proc/{process}/fd").iterdir()))
    return Weight(process, own["Rss:"], own["Pss:"], own["Pss:"] + family, descriptors, threads)


def _rollup(process: int) -> dict[str, int]:
    rows = (line.split() for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:])
    return {words[0]: int(words[1]) * 1024 for words in rows}


def _pss_if_there(process: int) -> int:
    try:
        return _rollup(process)["Pss:"]
    except (OSError, KeyError):
        return 0


def _descendants(process: int) -> Iterator[int]:
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from _descendants(child)

"""The fork server: a warm process that forks one reader for each message.

`Sandbox` starts it with `python -m parsers.sandbox.server FD`; it is never imported by a
process that has threads. It reads its set-up (pickled by the parent, which it trusts) from
standard input, loads every format reader, then waits on the control socket FD for one
descriptor a message. It never looks at a message itself: each forked reader gives up files,
sockets and other processes before the first byte of one is read, and is killed when its time
is over or the parent has hung up. One reader is always forked ahead, so that a message does not
wait for it. When the control socket closes, everything ends.
"""

from __future__ import annotations

import contextlib
import encodings
import gc
import importlib
import json
import os
import pickle
import pkgutil
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Final

from parsers import alarm
from parsers.errors import OverLimit
from parsers.form import Outcome, Reading
from parsers.labels import Hub, LabelTables
from parsers.mime.leaves import Limits
from parsers.reading_json import to_json
from parsers.sandbox import memory as sandbox_memory
from parsers.sandbox import wire
from parsers.sandbox.lock import Locks, die_with_parent, limit_resources, lock_down

_FOREVER: Final = 3600.0
_LEAST_PAUSE: Final = 0.01
_REQUEST: Final = 16
_LEAF_SHARE: Final = 0.75
_RARELY: Final = 100_000  # new objects between two collections of garbage
_MOST_DESCRIPTORS: Final = 1024


@dataclass(frozen=True, slots=True)
class Setup:
    """What every reader needs and no message may change."""

    tables: LabelTables
    hub: Hub
    limits: Limits


def main(control: socket.socket) -> None:
    """Serve until the control socket closes."""
    with sandbox_memory.in_one_piece():
        setup = Setup(*pickle.loads(sys.stdin.buffer.read()))  # noqa: S301 - the parent's, no message's
        _load_everything(setup)
        gc.collect()
        gc.freeze()
        sandbox_memory.gather()
        control.send(json.dumps(asdict(_probe())).encode("ascii"))
        _Server(control, setup).run()


@dataclass(frozen=True, slots=True)
class _Reader:
    """A process that reads a message: where its answer goes, and when it must have ended.

    `seconds` is what it may work; one that waits for a processor may take until `latest`.
    """

    connection: socket.socket
    seconds: float
    ends: float
    latest: float


class _Server:
    def __init__(self, control: socket.socket, setup: Setup) -> None:
        self._control = control
        self._setup = setup
        self._memory = setup.limits.memory_bytes + _reserved_bytes()
        self._readers: dict[int, _Reader] = {}  # by process id
        self._spare: tuple[int, socket.socket] | None = None
        self._poll = select.poll()

    def run(self) -> None:
        wake, woken = socket.socketpair()
        for end in (wake, woken):
            end.setblocking(False)
        signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _nothing)
        self._poll.register(self._control, select.POLLIN)
        self._poll.register(wake, select.POLLIN)
        while True:
            if self._spare is None:
                self._spare = self._forked()
            ready = {descriptor for descriptor, _ in self._poll.poll(self._pause() * 1000)}
            if wake.fileno() in ready:
                wake.recv(4096)
            self._reap(ready)
            if self._control.fileno() in ready and not self._take():
                return

    def _pause(self) -> float:
        if not self._readers:
            return _FOREVER
        return max(_LEAST_PAUSE, min(reader.ends for reader in self._readers.values()) - time.monotonic())

    def _reap(self, ready: set[int]) -> None:
        """Kill the readers whose time is over, or whose answer nobody waits for; forget the dead.

        Only this process waits for them, so an id that is still in the table is theirs.
        """
        now = time.monotonic()
        for pid, reader in list(self._readers.items()):
            hung_up = reader.connection.fileno() in ready
            if not hung_up and now >= reader.ends and (more := _kept_waiting(pid, reader.seconds)):
                self._readers[pid] = reader = replace(reader, ends=min(now + more, reader.latest))
            if hung_up or now >= reader.ends:
                os.kill(pid, signal.SIGKILL)
            ended = bool(os.waitpid(pid, os.WNOHANG)[0])
            if hung_up or ended:
                self._let_go(reader.connection)
            if ended:
                del self._readers[pid]
        if self._spare and os.waitpid(self._spare[0], os.WNOHANG)[0]:
            self._spare[1].close()
            self._spare = None

    def _let_go(self, connection: socket.socket) -> None:
        if connection.fileno() >= 0:
            self._poll.unregister(connection)
            connection.close()

    def _take(self) -> bool:
        """Hand one message's connection to the reader that waits for it. False: no more come."""
        words, descriptors, _, _ = socket.recv_fds(self._control, _REQUEST, 1)
        if not words or not descriptors:
            return False
        connection = socket.socket(fileno=descriptors[0])
        pid, to_reader = self._spare or self._forked()
        self._spare = None
        with to_reader, contextlib.suppress(OSError):  # if it is dead, its connection tells
            socket.send_fds(to_reader, [b"1"], descriptors)
        # Kept until the reader is dead: only then does the other side see the connection end.
        seconds, now = float(words), time.monotonic()
        self._readers[pid] = _Reader(connection, seconds, now + seconds, now + alarm.LONGEST * seconds)
        self._poll.register(connection, 0)
        return True

    def _forked(self) -> tuple[int, socket.socket]:
        """A reader that is locked down and waits for its connection, forked ahead of its message."""
        ours, theirs = socket.socketpair()
        with theirs:
            server = os.getpid()
            pid = os.fork()
            if pid == 0:
                _as_reader(server, lambda: self._read(theirs))
        return pid, ours

    def _read(self, waiting: socket.socket) -> None:
        _close_all_but(waiting.fileno())
        gc.set_threshold(_RARELY)  # it lives for one message, and little of that is garbage
        limits = self._setup.limits
        limit_resources(self._memory, (int(limits.message_seconds) + 1) * (os.cpu_count() or 1))
        lock_down()
        _, descriptors, _, _ = socket.recv_fds(waiting, 1, 1)
        waiting.close()
        if descriptors:
            connection = socket.socket(fileno=descriptors[0])
            request, raw = wire.receive_request(connection)
            wire.send_frame(
                connection, wire.READING, to_json(_reading(self._setup, request, raw, connection))
            )


def _kept_waiting(pid: int, seconds: float) -> float:
    """How much longer a reader may take that was given a processor for less than `seconds` and waits for one.

    None at all where it sleeps: that is no machine's fault. Source: proc(5).
    """
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        facts = [(task / "stat").read_text().rpartition(")")[2].split() for task in tasks]
    except OSError:
        return 0.0
    worked = sum(int(ticks) for fact in facts for ticks in fact[11:13]) / os.sysconf("SC_CLK_TCK")
    return max(0.0, seconds - worked) if any(fact[0] == "R" for fact in facts) else 0.0


def _close_all_but(kept: int) -> None:
    """The server's own sockets and its readers' connections are none of a reader's business."""
    os.closerange(3, kept)
    os.closerange(kept + 1, _MOST_DESCRIPTORS)


def _reserved_bytes() -> int:
    """Address space that is mapped and not used: libraries reserve much of it."""
    with open("/proc/self/statm", encoding="ascii") as pages:
        mapped, resident = map(int, pages.read().split()[:2])
    return (mapped - resident) * resource.getpagesize()


def _as_reader(server: int, work: Callable[[], None]) -> None:
    """Do `work` in the forked process and end it, whatever happens."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        die_with_parent()
        if os.getppid() == server:
            work()
            status = 0
    finally:
        os._exit(status)


def _reading(setup: Setup, request: wire.Request, raw: bytes, connection: socket.socket) -> Reading:
    from parsers.message import list_leaves, read_headers, read_message

    if request.headers_only:
        return Reading(Outcome.NEEDS_ATTENTION, envelope=read_headers(raw))
    if request.leaves_only:
        return list_leaves(raw, filename=request.filename, limits=setup.limits)

    # Before the whole message's time is over, so that what else it holds is still read.
    seconds = min(setup.limits.leaf_seconds, _LEAF_SHARE * request.seconds)

    def starting(path: str) -> None:
        alarm.stop()
        wire.send_frame(connection, wire.LEAF, path.encode("utf-8", "replace"))
        alarm.start(seconds)

    signal.signal(signal.SIGALRM, _time_is_over)
    try:
        return read_message(
            raw,
            filename=request.filename,
            tables=setup.tables,
            hub=setup.hub,
            limits=setup.limits,
            starting=starting,
            set_aside=request.set_aside,
        )
    finally:
        alarm.stop()


def _time_is_over(_number: int, _frame: FrameType | None) -> None:
    if not alarm.goes_on():
        raise OverLimit


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Only there so that the signal wakes the loop."""


def _load_everything(setup: Setup) -> None:
    """Import and try all that a reader may need: after the lock-down nothing can be loaded."""
    from parsers.sandbox.warm import warm

    for module in pkgutil.iter_modules(encodings.__path__):
        if module.name not in {"mbcs", "oem", "cp65001"}:
            importlib.import_module(f"encodings.{module.name}")
    warm(setup.tables, setup.hub, setup.limits)


def _probe() -> Locks:
    """Which locks a reader will have, tried in a process of its own."""
    source, target = os.pipe()
    server = os.getpid()
    pid = os.fork()
    if pid == 0:
        _as_reader(server, lambda: _report(target))
    os.close(target)
    with os.fdopen(source, "rb") as answer:
        told = answer.read()
    os.waitpid(pid, 0)
    return Locks(**json.loads(told)) if told else Locks(0, False)


def _report(target: int) -> None:
    os.write(target, json.dumps(asdict(lock_down())).encode("ascii"))


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))

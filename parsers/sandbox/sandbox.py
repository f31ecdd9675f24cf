"""Reading a message in a process of its own that can open no file and no socket.

A message can be made to hang a reader, fill the memory or take the process over. So each one
is read in a fresh process, forked from a warm server (`server`), that is killed when
its time is over and whose answer is checked like any other untrusted input. If reading one
leaf kills the process, the message is read again without that leaf: a bad attachment never
hides a form beside it. If that is not enough, its leaves are listed unread, or at least its
headers read. Whatever happens, there is a `Reading`.
"""

from __future__ import annotations

import json
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from parsers.alarm import LONGEST
from parsers.form import Outcome, Reading
from parsers.labels import Hub, LabelTables
from parsers.mime.leaves import Limits
from parsers.reading_json import NotAReading, from_json
from parsers.sandbox import wire

_SERVER: Final = "parsers.sandbox.server"
_START_SECONDS: Final = 180.0  # four of a processor, of which a machine with far too much to do gives little
_GRACE_SECONDS: Final = 3.0
_SECOND_TRY_SECONDS: Final = 5.0
_LEAVES_SECONDS: Final = 2.5
_HEADERS_SECONDS: Final = 2.0
_MOMENT_SECONDS: Final = 0.05
_HEADERS_BYTES: Final = 256 * 1024
_KEPT_ENVIRONMENT: Final = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "TZ")
_ONE_THREAD: Final = dict.fromkeys(
    (
        "OMP_THREAD_LIMIT",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "OPENCV_FOR_THREADS_NUM",
        "MKL_NUM_THREADS",
    ),
    "1",
)
# Fewer pages to copy: a fork takes a third of the time (glibc; ignored by others). Blocks up to the size that
# glibc itself would come to are taken from there too, and not given back between two of them.
_HUGE_PAGES: Final = {
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=67108864"
}
_STOPPED: Final = "reading it took too much time or memory, or broke the reader: open it by hand and key it"
_TOO_LARGE: Final = "the message is larger than the limit: open it by hand and key it"


class SandboxUnavailable(RuntimeError):
    """The process that reads messages could not be started: run `mash check`."""


@dataclass(frozen=True, slots=True)
class SandboxState:
    """Which locks hold: Landlock's ABI version (0: not in this kernel) and seccomp."""

    landlock: int
    seccomp: bool

    @property
    def complete(self) -> bool:
        """Whether neither files nor sockets can be opened."""
        return self.landlock > 0 and self.seccomp


@dataclass(slots=True)
class _Running:
    """A started fork server."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    state: SandboxState


@dataclass(slots=True)
class _Try:
    """What one reader gave: a reading, or the leaf at which it ended.

    `at_fault` is false where the whole server ended: that says nothing of the message.
    """

    reading: Reading | None = None
    last_leaf: str | None = None
    at_fault: bool = True


class Sandbox:
    """Reads messages, each in a process of its own. Safe to use from several threads.

    The server starts with the first message, or with `start`. Close it, or use `with`.
    """

    def __init__(self, tables: LabelTables, hub: Hub, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._setup = (tables, hub)
        self._lock = threading.Lock()
        self._server: _Running | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def limits(self) -> Limits:
        """What one message may cost."""
        return self._limits

    def start(self) -> None:
        """Start the server if it is not running. Raises `SandboxUnavailable`."""
        with self._lock:
            self._running()

    def state(self) -> SandboxState:
        """Which locks the readers have. Raises `SandboxUnavailable`."""
        with self._lock:
            return self._running().state

    def close(self) -> None:
        """End the server and whatever it is reading."""
        with self._lock:
            self._stop()

    def read(self, raw: bytes, filename: str | None = None) -> Reading:
        """What an email or a bare document holds. Never raises for what a message does.

        Raises `SandboxUnavailable` if no reader can be started.
        """
        if len(raw) > self._limits.message_bytes:
            return self._by_headers(raw, filename, _TOO_LARGE)
        request = wire.Request(filename, self._limits.message_seconds)
        first = self._try(request, raw)
        if first.reading is None and not first.at_fault:
            first = self._try(request, raw)
        if first.reading is not None:
            return first.reading
        if first.last_leaf is not None:
            without = replace(request, seconds=_SECOND_TRY_SECONDS, set_aside={first.last_leaf: _STOPPED})
            second = self._try(without, raw)
            if second.reading is not None:
                return second.reading
        listed = self._try(wire.Request(filename, _LEAVES_SECONDS, leaves_only=True), raw).reading
        if listed is not None:
            return replace(listed, reason=_STOPPED)
        return self._by_headers(raw, filename, _STOPPED)

    def read_many(
        self, items: Iterable[tuple[bytes, str | None]], workers: int | None = None
    ) -> Iterator[Reading]:
        """A reading for each (bytes, file name), in order, several at a time."""
        count = workers or os.cpu_count() or 1
        waiting: deque[Future[Reading]] = deque()
        with ThreadPoolExecutor(count) as pool:
            for raw, filename in items:
                waiting.append(pool.submit(self.read, raw, filename))
                if len(waiting) > 2 * count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _by_headers(self, raw: bytes, filename: str | None, reason: str) -> Reading:
        """The last resort: what the headers say, so that an officer knows whose it is."""
        request = wire.Request(filename, _HEADERS_SECONDS, headers_only=True)
        reading = self._try(request, raw[:_HEADERS_BYTES]).reading
        return (
            Reading(Outcome.NEEDS_ATTENTION, reason, envelope=reading.envelope)
            if reading
            else Reading(Outcome.NEEDS_ATTENTION, reason)
        )

    def _try(self, request: wire.Request, raw: bytes) -> _Try:
        server, connection = self._connect(request.seconds)
        result, late = _Try(), False
        with connection:
            connection.settimeout(LONGEST * request.seconds + _GRACE_SECONDS)
            try:
                wire.send_request(connection, request, raw)
                _listen(connection, result)
            except TimeoutError:
                late = True
            except (OSError, wire.Garbled, NotAReading):
                pass
        if late:
            self._end(server)  # it kills what is late: if that did not happen, it is stuck itself
        elif result.reading is None:
            result.at_fault = not _has_ended(server)
        return result

    def _connect(self, seconds: float) -> tuple[_Running, socket.socket]:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                return self._hand_over(theirs, seconds), ours
            except OSError:
                self._stop()  # it died since the last message
                return self._hand_over(theirs, seconds), ours

    def _hand_over(self, connection: socket.socket, seconds: float) -> _Running:
        server = self._running()
        socket.send_fds(server.control, [f"{seconds:.3f}".encode()], [connection.fileno()])
        return server

    def _running(self) -> _Running:
        if self._server is not None and self._server.process.poll() is not None:
            self._stop()
        if self._server is None:
            self._server = _start(*self._setup, self._limits)
        return self._server

    def _end(self, server: _Running) -> None:
        with self._lock:
            if self._server is server:
                self._stop()

    def _stop(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.control.close()
        server.process.kill()
        server.process.wait()


def _has_ended(server: _Running) -> bool:
    try:
        server.process.wait(_MOMENT_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _listen(connection: socket.socket, result: _Try) -> None:
    for kind, content in wire.frames(connection):
        if kind == wire.LEAF:
            result.last_leaf = content[:200].decode("utf-8", "replace")
        elif kind == wire.READING:
            result.reading = from_json(content)
            return
        else:
            raise wire.Garbled("a frame of no known kind")


def _start(tables: LabelTables, hub: Hub, limits: Limits) -> _Running:
    try:
        control, process = _server()
    except OSError as error:  # no process, no memory or no descriptor is left
        raise SandboxUnavailable(SandboxUnavailable.__doc__) from error
    try:
        return _Running(process, control, _ready(process, control, pickle.dumps((tables, hub, limits))))
    except (OSError, ValueError, TypeError) as error:
        control.close()
        process.kill()
        process.wait()
        raise SandboxUnavailable(SandboxUnavailable.__doc__) from error


def _server() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """A server's process and the socket that controls it. Raises `OSError`."""
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ExitStack() as unless_started, theirs:
        unless_started.callback(control.close)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", _SERVER, str(theirs.fileno())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=_environment(),
        )
        unless_started.pop_all()
    return control, process


def _ready(process: subprocess.Popen[bytes], control: socket.socket, setup: bytes) -> SandboxState:
    if process.stdin is None:
        raise ValueError("the server has no standard input")
    with process.stdin as pipe:
        pipe.write(setup)
    control.settimeout(_START_SECONDS)
    told = json.loads(control.recv(4096))
    control.settimeout(None)
    return SandboxState(told["landlock"], told["seccomp"])


def _environment() -> dict[str, str]:
    """Only what a reader needs: the parent's variables may hold passwords.

    Libraries are told to start no threads: a fork would not take them along.
    """
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    here = str(Path(__file__).resolve().parents[2])
    return {**kept, **_ONE_THREAD, **_HUGE_PAGES, "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1"}

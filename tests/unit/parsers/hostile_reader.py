"""A fork server whose readers have been taken over: each does what its request's file name says.

Started in place of `parsers.sandbox.server`, it forks and locks its readers down as that does;
only what they do with a message is different.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from parsers.form import Outcome, Reading
from parsers.reading_json import to_json
from parsers.sandbox import server as sandbox_server
from parsers.sandbox import wire

_PR_SET_PDEATHSIG, _PTRACE_ATTACH, _SHMGET, _SHM_BYTES = 1, 16, 29, 4096
_LIBRARY = ctypes.CDLL(None, use_errno=True)
_HERE = Path(__file__)


def _called(result: int) -> None:
    """Raise `OSError` as Python's own calls do."""
    if result == -1:
        raise OSError(ctypes.get_errno(), "refused")


def _own_the_socket_for_the_parent() -> None:
    fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid())


#: What no reader may do, by name. Each raises `OSError` where it is refused.
ACTS: dict[str, Callable[[], object]] = {
    "open a file": lambda: open(_HERE),  # noqa: SIM115
    "make a file": lambda: open(f"{_HERE}.new", "w"),  # noqa: SIM115
    "list a folder": lambda: os.listdir("/"),
    "set a file's time": lambda: os.utime(_HERE),
    "lock everyone out of a device": lambda: os.fchmod(1, 0),
    "open a socket": socket.socket,
    "make a pair of sockets": socket.socketpair,
    "start a process": lambda: os.fork() or os._exit(0),
    "start a program": lambda: os.execv("/bin/true", ["true"]),
    "kill its parent": lambda: os.kill(os.getppid(), signal.SIGKILL),
    "kill its siblings": lambda: os.kill(0, signal.SIGKILL),
    "stop itself": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "have its parent signalled": _own_the_socket_for_the_parent,
    "trace its parent": lambda: _called(_LIBRARY.ptrace(_PTRACE_ATTACH, os.getppid(), 0, 0)),
    "slow its parent down": lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19),
    "bind its parent to a processor": lambda: os.sched_setaffinity(os.getppid(), {0}),
    "outlive its parent": lambda: _called(_LIBRARY.prctl(_PR_SET_PDEATHSIG, 0, 0, 0, 0)),
    "leave memory behind": lambda: _called(_LIBRARY.shmget(0, _SHM_BYTES, 0o1600)),
    "lift its limits": lambda: _called(_LIBRARY.prlimit(0, 9, struct.pack("QQ", 1 << 40, 1 << 40), None)),
}


def _done() -> str:
    done = []
    for name, act in ACTS.items():
        try:
            act()
            done.append(name)
        except OSError:
            pass
    return ", ".join(done)


def _deaf_and_busy() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        pass


def _fill_the_memory() -> None:
    kept = []
    while True:
        try:
            kept.append(bytearray(1 << 20))
        except MemoryError:
            time.sleep(0.001)


def _breed_threads() -> None:
    threading.stack_size(65536)
    while True:
        try:
            threading.Thread(target=time.sleep, args=(3600,)).start()
        except (RuntimeError, MemoryError):
            time.sleep(0.001)


def _without_end(to: socket.socket, content: bytes) -> None:
    while True:
        to.sendall(content)


def _answer_and_stay(to: socket.socket) -> None:
    wire.send_frame(to, wire.READING, to_json(Reading(Outcome.NO_FORM, "answered")))
    _deaf_and_busy()


def _hang_up_and_stay(to: socket.socket) -> None:
    to.shutdown(socket.SHUT_RDWR)
    _deaf_and_busy()


def _frame(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">I", len(content)) + content


def _only(content: bytes) -> Callable[[socket.socket], None]:
    def send(to: socket.socket) -> None:
        to.sendall(content)
        os._exit(0)

    return send


#: What a reader does instead of reading, by name.
ATTACKS: dict[str, Callable[[socket.socket], object]] = {
    "runs for ever": lambda _: _deaf_and_busy(),
    "sleeps for ever": lambda _: time.sleep(3600),
    "fills the memory": lambda _: _fill_the_memory(),
    "breeds threads": lambda _: _breed_threads(),
    "breaks itself": lambda _: ctypes.string_at(0),
    "writes garbage": lambda to: _without_end(to, bytes(range(256)) * 256),
    "names leaves without end": lambda to: _without_end(to, _frame(wire.LEAF, b"1")),
    "announces more than it sends": _only(wire.READING + struct.pack(">I", 1 << 26) + b"{"),
    "names a leaf of megabytes": _only(_frame(wire.LEAF, b"1" * (1 << 20))),
    "answers with nests": _only(_frame(wire.READING, b"[" * 200_000)),
    "answers with millions of values": _only(_frame(wire.READING, b"[" + b"0," * 3_000_000 + b"0]")),
    "answers with another thing": _only(_frame(wire.READING, b'{"outcome": "referral"}')),
    "answers and stays": _answer_and_stay,
    "hangs up and stays": _hang_up_and_stay,
}


def _attack(
    setup: sandbox_server.Setup, request: wire.Request, raw: bytes, connection: socket.socket
) -> Reading:
    del setup, raw
    if request.headers_only or request.filename is None:
        return Reading(Outcome.NO_FORM, "read")
    if request.filename == "everything":
        return Reading(Outcome.NO_FORM, _done())
    ATTACKS[request.filename](connection)
    raise AssertionError("the attack ended by itself")


if __name__ == "__main__":
    sandbox_server._load_everything = lambda setup: None
    sandbox_server._reading = _attack
    sandbox_server.main(socket.socket(fileno=int(sys.argv[1])))

"""The system calls that a process may still make once it is to read a message, and no others.

What is not named is refused: opening files and sockets, starting programs and processes,
signals, shared memory, changes to files' owners and times, other processes' priorities, and
whatever a later kernel adds. Memory, threads of its own, clocks, and the descriptors that it
holds already are all that reading needs.

Sources: the kernel's syscall_64.tbl and asm-generic/unistd.h, linux/filter.h, seccomp(2).
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Name -> number on x86-64 and on 64-bit ARM, which lacks the older of two that do the same.
_ALLOWED: Final[dict[str, tuple[int | None, int | None]]] = {
    # descriptors that are open already
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "close": (3, 57),
    "close_range": (436, 436),
    "dup": (32, 23),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "shutdown": (48, 210),
    "getsockname": (51, 204),
    "getpeername": (52, 205),
    "setsockopt": (54, 208),
    "getsockopt": (55, 209),
    # memory
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "mremap": (25, 216),
    "mincore": (27, 232),
    "madvise": (28, 233),
    # threads of its own, and how it ends
    "futex": (202, 98),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    "rseq": (334, 293),
    "arch_prctl": (158, None),
    "membarrier": (324, 283),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "exit": (60, 93),
    "exit_group": (231, 94),
    # signals that it takes, and its alarm clock
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "getitimer": (36, 102),
    "setitimer": (38, 103),
    # the time, and facts about itself
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "times": (100, 153),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "gettid": (186, 178),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "uname": (63, 160),
}
_CLONE, _CLONE3, _FCNTL, _IOCTL = (56, 220), (435, 435), (72, 25), (16, 29)
_CLONE_THREAD: Final = 0x00010000
#: Flags of a descriptor. Not its owner: signals on its account would go to any process.
_FCNTL_COMMANDS: Final = (1, 2, 3, 4, 1030)
#: TCGETS FIONREAD FIONBIO FIONCLEX FIOCLEX
_IOCTL_REQUESTS: Final = (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)

_LOAD, _EQUAL, _AT_LEAST, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_X32: Final = 0x40000000


@dataclass(frozen=True, slots=True)
class _Machine:
    audit: int
    column: int


_MACHINES: Final = {"x86_64": _Machine(0xC000003E, 0), "aarch64": _Machine(0xC00000B7, 1)}


def program(machine: str) -> bytes | None:
    """The filter for a machine as `platform.machine` names it; `None` for one that is not known.

    Another architecture's calls kill; what is not allowed answers EACCES.
    """
    known = _MACHINES.get(machine)
    if known is None or struct.calcsize("P") != 8:
        return None
    return b"".join(struct.pack("=HBBI", *step) for step in _steps(known))


def _steps(machine: _Machine) -> Iterator[tuple[int, int, int, int]]:
    """The instructions: code, steps to skip if true and if false, value."""
    column = machine.column
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _EQUAL, 1, 0, machine.audit
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER
    yield _AT_LEAST, 0, 1, _X32
    yield _RETURN, 0, 0, _KILL
    for numbers in _ALLOWED.values():
        number = numbers[column]
        if number is not None:
            yield _EQUAL, 0, 1, number
            yield _RETURN, 0, 0, _ALLOW
    # The C library falls back to clone, whose flags can be looked at.
    yield _EQUAL, 0, 1, _CLONE3[column]
    yield _RETURN, 0, 0, _ERRNO | errno.ENOSYS
    yield _EQUAL, 0, 3, _CLONE[column]
    yield _LOAD, 0, 0, _FIRST_ARGUMENT
    yield _BITS, 0, 1, _CLONE_THREAD
    yield _RETURN, 0, 0, _ALLOW
    for call, values in ((_FCNTL, _FCNTL_COMMANDS), (_IOCTL, _IOCTL_REQUESTS)):
        yield _LOAD, 0, 0, _NUMBER
        yield _EQUAL, 0, 1 + 2 * len(values), call[column]
        yield _LOAD, 0, 0, _SECOND_ARGUMENT
        for value in values:
            yield _EQUAL, 0, 1, value
            yield _RETURN, 0, 0, _ALLOW
    yield _RETURN, 0, 0, _ERRNO | errno.EACCES

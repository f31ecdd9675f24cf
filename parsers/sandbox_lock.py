"""What a process that reads a message may no longer do: files, sockets, programs, signals.

Linux offers two locks and either may be missing from a kernel: Landlock takes away the file
system (and, in later versions, TCP and signals), a seccomp filter takes away the system calls
that open files and sockets, start programs or touch other processes. Both last until the
process ends and nothing in it can lift them. Resource limits hold everywhere.

Sources: landlock(7), seccomp(2), the kernel's syscall tables, linux/filter.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
from dataclasses import dataclass
from typing import Final

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER: Final = 2
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_LANDLOCK_VERSION: Final = 1
_FILE_RIGHTS_BY_ABI: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NET_RIGHTS: Final = 0b11  # bind and connect over TCP, from ABI 4
_SCOPES: Final = 0b11  # abstract sockets and signals, from ABI 6
_OPEN_FILES: Final = 32

_LOAD, _EQUAL, _AT_LEAST, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_CLONE_THREAD: Final = 0x00010000


@dataclass(frozen=True, slots=True)
class _Machine:
    """One architecture's numbers of the system calls that are taken away."""

    audit: int
    clone: int
    denied: tuple[int, ...]


_ANYWHERE: Final = (
    424,
    425,
    434,
    437,
    438,
)  # pidfd_send_signal io_uring_setup pidfd_open openat2 pidfd_getfd
_CLONE3: Final = 435
_X32: Final = 0x40000000
_MACHINES: Final = {
    "x86_64": _Machine(
        0xC000003E,
        56,
        (
            *(2, 85, 257, 304),  # open creat openat open_by_handle_at
            *(41, 42, 43, 49, 50, 53, 288),  # socket connect accept bind listen socketpair accept4
            *(57, 58, 59, 322),  # fork vfork execve execveat
            *(62, 129, 200, 234, 297),  # kill rt_sigqueueinfo tkill tgkill rt_tgsigqueueinfo
            *(101, 302, 310, 311),  # ptrace prlimit64 process_vm_readv process_vm_writev
            *(76, 82, 83, 84, 86, 87, 88, 90, 92, 94, 133),  # truncate rename mkdir rmdir link unlink ...
            *(258, 259, 260, 263, 264, 265, 266, 268, 316),  # the same, relative to a directory
            *(155, 161, 165, 166, 272, 308),  # pivot_root chroot mount umount2 unshare setns
            *(248, 249, 250, 298, 321, 323),  # keys, perf_event_open bpf userfaultfd
            *_ANYWHERE,
        ),
    ),
    "aarch64": _Machine(
        0xC00000B7,
        220,
        (
            *(56, 265),  # openat open_by_handle_at
            *(198, 199, 200, 201, 202, 203, 242),  # socket socketpair bind listen accept connect accept4
            *(221, 281),  # execve execveat
            *(129, 130, 131, 138, 240),  # kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo
            *(117, 261, 270, 271),  # ptrace prlimit64 process_vm_readv process_vm_writev
            *(33, 34, 35, 36, 37, 38, 45, 53, 54, 276),  # mknodat mkdirat unlinkat symlinkat linkat ...
            *(39, 40, 41, 51, 97, 268),  # umount2 mount pivot_root chroot unshare setns
            *(217, 218, 219, 241, 280, 282),  # keys, perf_event_open bpf userfaultfd
            *_ANYWHERE,
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Locks:
    """Which locks this kernel has: Landlock's ABI version (0: none), and seccomp."""

    landlock: int
    seccomp: bool


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_resources(memory_bytes: int, cpu_seconds: int) -> None:
    """Memory and processor time; no new files, no core dump, few descriptors."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lock_down() -> Locks:
    """Take away files, sockets, programs and other processes, as far as the kernel can."""
    if not hasattr(resource, "prlimit"):
        return Locks(0, False)  # no Linux
    _prctl(_PR_SET_DUMPABLE, 0)
    if _prctl(_PR_SET_NO_NEW_PRIVS, 1) != 0:
        return Locks(0, False)
    return Locks(_landlock(), _seccomp())


def _landlock() -> int:
    abi = _syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION)
    if abi < 1:
        return 0
    rights = (1 << _FILE_RIGHTS_BY_ABI.get(abi, 16)) - 1
    attributes = struct.pack("=QQQ", rights, _NET_RIGHTS, _SCOPES)
    attributes = attributes[: 8 if abi < 4 else 16 if abi < 6 else 24]
    ruleset = _syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return 0
    locked = _syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return abi if locked else 0


def _seccomp() -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None or struct.calcsize("P") != 8:
        return False
    program = b"".join(_program(machine))
    kept = ctypes.create_string_buffer(program, len(program))
    filters = _Filter(len(program) // 8, ctypes.cast(kept, ctypes.c_void_p))
    return _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filters)) == 0


def _program(machine: _Machine) -> list[bytes]:
    """The filter: another architecture kills, what is denied answers EACCES, the rest goes."""
    denied = _ERRNO | errno.EACCES
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, machine.audit, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _X32, 0, 1),
        _step(_RETURN, _KILL),
        # The C library falls back to clone, whose flags can be looked at.
        _step(_EQUAL, _CLONE3, 0, 1),
        _step(_RETURN, _ERRNO | errno.ENOSYS),
    ]
    for number in machine.denied:
        steps += [_step(_EQUAL, number, 0, 1), _step(_RETURN, denied)]
    return [
        *steps,
        _step(_EQUAL, machine.clone, 0, 3),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_BITS, _CLONE_THREAD, 1, 0),
        _step(_RETURN, denied),
        _step(_RETURN, _ALLOW),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _prctl(option: int, *arguments: object) -> int:
    padded = [*arguments, *[0] * (4 - len(arguments))]
    return int(_library().prctl(option, *map(_wide, padded)))


def _syscall(number: int, *arguments: object) -> int:
    return int(_library().syscall(ctypes.c_long(number), *map(_wide, arguments)))


def _wide(value: object) -> object:
    return ctypes.c_ulong(value) if isinstance(value, int) else value


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)

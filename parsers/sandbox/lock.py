"""What a process that reads a message may no longer do: files, sockets, programs, signals.

Linux offers two locks and either may be missing from a kernel: Landlock takes away the file
system (and, in later versions, TCP and signals), a seccomp filter leaves only the system calls
that reading needs (`calls`). Both last until the process ends and nothing in it can
lift them. Resource limits hold everywhere.

Sources: landlock(7), seccomp(2).
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
from dataclasses import dataclass
from typing import Final

from parsers.sandbox.calls import program

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER: Final = 2
_STEP: Final = 8  # bytes of one instruction
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_LANDLOCK_VERSION: Final = 1
_FILE_RIGHTS_BY_ABI: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NET_RIGHTS: Final = 0b11  # bind and connect over TCP, from ABI 4
_SCOPES: Final = 0b11  # abstract sockets and signals, from ABI 6
_OPEN_FILES: Final = 32

_LIBRARY: Final = ctypes.CDLL(None, use_errno=True)
# All that a lock needs is made before the fork: what is made in each reader costs it a copy of its pages.
_PRCTL: Final = _LIBRARY.prctl
_SYSCALL: Final = _LIBRARY.syscall


@dataclass(frozen=True, slots=True)
class Locks:
    """Which locks this kernel has: Landlock's ABI version (0: none), and seccomp."""

    landlock: int
    seccomp: bool


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def _filter(steps: bytes | None) -> _Filter | None:
    return _Filter(len(steps) // _STEP, steps) if steps else None


_FILTER: Final = _filter(program(platform.machine()))


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
    if _FILTER is None:
        return False
    return _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(_FILTER)) == 0


def _prctl(option: int, *arguments: object) -> int:
    padded = [*arguments, *[0] * (4 - len(arguments))]
    return int(_PRCTL(option, *map(_wide, padded)))


def _syscall(number: int, *arguments: object) -> int:
    return int(_SYSCALL(ctypes.c_long(number), *map(_wide, arguments)))


def _wide(value: object) -> object:
    return ctypes.c_ulong(value) if isinstance(value, int) else value

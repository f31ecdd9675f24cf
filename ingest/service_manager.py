"""What the service manager is told (systemd's sd_notify protocol): ready, alive, ending.

The watchdog is fed only while the worker gets on: one that is stuck is started anew.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress

_A_THIRD = 3


class ServiceManager:
    """Sends datagrams to the socket that it was given; without one it does nothing. Never raises."""

    def __init__(self, address: str | None = None, watchdog_seconds: float | None = None) -> None:
        self._address = f"\0{address[1:]}" if address and address.startswith("@") else address
        self._watchdog = watchdog_seconds

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ServiceManager:
        """As the manager says in NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID."""
        return cls(environment.get("NOTIFY_SOCKET"), _watchdog_seconds(environment))

    @property
    def feeding_seconds(self) -> float:
        """How often `alive` must be said at least."""
        return self._watchdog / _A_THIRD if self._watchdog else float("inf")

    def ready(self) -> None:
        self._say("READY=1")

    def alive(self) -> None:
        if self._watchdog:
            self._say("WATCHDOG=1")

    def status(self, sentence: str) -> None:
        """One line for `systemctl status`, without personal data."""
        self._say(f"STATUS={' '.join(sentence.split())}")

    def stopping(self) -> None:
        self._say("STOPPING=1")

    def _say(self, words: str) -> None:
        if not self._address:
            return
        with (
            suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock,
        ):
            sock.settimeout(1)
            sock.sendto(words.encode("utf-8", "replace"), self._address)


def _watchdog_seconds(environment: Mapping[str, str]) -> float | None:
    """`None` where there is none, or where it is another process's."""
    micros = environment.get("WATCHDOG_USEC", "")
    if environment.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()) or not micros.isdigit():
        return None
    return int(micros) / 1_000_000 or None

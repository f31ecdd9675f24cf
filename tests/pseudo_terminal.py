"""A program in a real pseudo-terminal: the bytes that reached it, and the screen they made."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 180.0
_A_LOOK_SECONDS = 0.1


class PseudoTerminal:
    """`command` in a terminal of `width` by `height`, with `env` beside this process's own.

    `screen` is what a person would see, `bytes` all that was written, `read_at` when the last of it was
    read (seconds, monotonic), `program` the process,
    which stands in a session of its own, as one started by a login does.
    """

    def __init__(
        self, command: list[str], width: int, height: int, env: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.read_at = 0.0
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.program = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(env or {})},
            start_new_session=True,
        )
        os.close(slave)

    @property
    def lines(self) -> list[str]:
        """The screen's lines, with what is left of a wide letter that was half written over."""
        # pyte's own `display` fails on such a half.
        screen = self.screen
        return [
            "".join(screen.buffer[y][x].data for x in range(screen.columns)).rstrip()
            for y in range(screen.lines)
        ]

    @property
    def text(self) -> str:
        """The screen as text, line by line."""
        return "\n".join(self.lines)

    def until(self, holds: Callable[[], bool], patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Read on until `holds()`; fail if it does not come."""
        end = time.monotonic() + patience_seconds
        while not holds():
            assert time.monotonic() < end, f"it did not come:\n{self.text}"
            self._read()

    def sees(self, words: str, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Read on until a line of the screen holds `words`."""
        self.until(lambda: any(words in line for line in self.lines), patience_seconds)

    def show(self, written: bytes) -> None:
        """Put on the screen what was written."""
        self._stream.feed(written)

    def rest(self, quiet_seconds: float = 0.3) -> None:
        """Read on until nothing more was written for a moment."""
        end = time.monotonic() + PATIENCE_SECONDS
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < quiet_seconds and time.monotonic() < end:
            before = len(self.bytes)
            self._read()
            if len(self.bytes) != before:
                quiet_since = time.monotonic()

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, and tell the program."""
        self.screen.resize(height, width)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.program.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """Let the terminal vanish, as when its window is closed."""
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        """End the program, however it is, and the terminal."""
        self.program.kill()
        self.program.wait()
        if self.master >= 0:
            self.hang_up()

    def _read(self) -> None:
        if select.select([self.master], [], [], _A_LOOK_SECONDS)[0]:
            # Linux answers with an input/output error once the program has ended.
            with contextlib.suppress(OSError):
                data = os.read(self.master, 65536)
                self.read_at = time.monotonic()
                self.bytes += data
                self.show(data)

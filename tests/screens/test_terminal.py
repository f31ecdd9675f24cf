"""The dashboard in a real pseudo-terminal: what reaches it, and what happens when it is gone."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 40.0
PROGRAM = """
from ingest.clock import SetClock
from tests.screens.fake_desk import NOON
from tests.screens.test_hostile import CONTROLS, UNSEEN, hostile_desk
from tui.app import DutyApp
app = DutyApp(hostile_desk(CONTROLS + UNSEEN), SetClock(NOON), lock_minutes=0)
app.run()
raise SystemExit(app.return_code)
"""


class Terminal:
    """A program in a pseudo-terminal, with the bytes that reached it and the screen they made."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        os.close(slave)

    def until(self, holds: Callable[[], bool]) -> None:
        """Read on until `holds()`; fail if it does not come."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < end, "\n".join(self.screen.display)
            if select.select([self.master], [], [], 0.1)[0]:
                with contextlib.suppress(OSError):
                    data = os.read(self.master, 65536)
                    self.bytes += data
                    self._stream.feed(data)

    def sees(self, words: str) -> None:
        self.until(lambda: any(words in line for line in self.screen.display))

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal(120, 40)
    yield opened
    opened.program.kill()
    opened.program.wait()
    with contextlib.suppress(OSError):
        os.close(opened.master)


def test_no_escape_sequence_of_a_record_reaches_the_terminal_and_q_restores_it(terminal: Terminal) -> None:
    terminal.sees("Form due in")
    terminal.sees("␛]52;")
    for view, words in ((b"2", "Calls that"), (b"3", "mailbox"), (b"1", "Phone contact")):
        terminal.type(view)
        terminal.sees(words)
    terminal.type(b"q")
    terminal.until(lambda: terminal.program.poll() is not None and b"\x1b[?1049l" in terminal.bytes)
    # Textual itself sets the shape of the pointer, and no other such sequence.
    reached = re.sub(rb"\x1b\]22;[a-z-]+\x07", b"", terminal.bytes)
    assert b"\x1b]" not in reached
    assert b"\x07" not in reached
    text = reached.decode("utf-8")
    assert not set(text) & set("\x9b\x9d\x85\u202e\u2066\u200b\ufeff\x00\x7f")
    assert terminal.program.returncode == 0


def test_a_terminal_that_vanishes_ends_the_dashboard(terminal: Terminal) -> None:
    terminal.sees("Form due in")
    os.close(terminal.master)
    assert terminal.program.wait(PATIENCE_SECONDS) != 0


def test_a_hang_up_ends_the_dashboard(terminal: Terminal) -> None:
    terminal.sees("Form due in")
    terminal.program.send_signal(signal.SIGHUP)
    terminal.until(lambda: terminal.program.poll() is not None)
    assert b"\x1b[?1049l" in terminal.bytes

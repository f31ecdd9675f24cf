"""The real program in a terminal of tmux, to press keys in and to take pictures of."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 300.0
_A_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class CapturedTerminal:
    """A session of tmux by its name."""

    session: str

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names for them."""
        self._send(*keys)

    def type(self, words: str) -> None:
        """Type words as they stand."""
        self._send("-l", words)

    @property
    def screen(self) -> str:
        """What a person sees now."""
        shown = subprocess.run(
            ["tmux", "capture-pane", "-p", "-t", self.session], check=True, capture_output=True, text=True
        ).stdout
        return "\n".join(line.rstrip() for line in shown.rstrip().splitlines())

    def wait_for(self, words: str) -> None:
        """Wait until the words are on the screen. Raises `TimeoutError` with the screen."""
        end = time.monotonic() + PATIENCE_SECONDS
        while words not in self.screen:
            if time.monotonic() > end:
                raise TimeoutError(f"{words!r} did not come:\n{self.screen}")
            time.sleep(_A_LOOK_SECONDS)

    def _send(self, *words: str) -> None:
        subprocess.run(["tmux", "send-keys", "-t", self.session, *words], check=True)


@contextmanager
def demonstration(session: str, width: int, height: int) -> Iterator[CapturedTerminal]:
    """`mash demo` in a terminal of this size, at the hand of an invented officer."""
    with TemporaryDirectory(prefix="mash-captures-") as state:
        place = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": state, "LOGNAME": "p.marlow"}
        variables = [word for name, value in place.items() for word in ("-e", f"{name}={value}")]
        command = f"'{sys.executable}' -P -m tui demo"
        size = ["-x", str(width), "-y", str(height)]
        subprocess.run(["tmux", "new-session", "-d", "-s", session, *size, *variables, command], check=True)
        try:
            yield CapturedTerminal(session)
        finally:
            subprocess.run(["tmux", "kill-session", "-t", session], check=False, stderr=subprocess.DEVNULL)

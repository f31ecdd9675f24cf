"""The demonstration in a terminal of its own, with keys that have names: what docs/ shows is taken from it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from tests.pseudo_terminal import PseudoTerminal

_PATIENCE_SECONDS = 300.0  # the story's post comes over three minutes
_KEYS = {
    "Escape": b"\x1b",
    "Enter": b"\r",
    "Tab": b"\t",
    "Up": b"\x1b[A",
    "Down": b"\x1b[B",
    "Right": b"\x1b[C",
    "PageDown": b"\x1b[6~",
    "F2": b"\x1bOQ",
    "F6": b"\x1b[17~",
}


class ShownDemonstration:
    """`mash demo` on a screen."""

    def __init__(self, terminal: PseudoTerminal) -> None:
        self._terminal = terminal

    def press(self, key: str) -> None:
        """Press a key by its name, or type what is no key's name."""
        self._terminal.type(_KEYS.get(key, key.encode()))

    def sees(self, words: str) -> None:
        """Wait until a line holds the words. Raises `AssertionError` with the screen."""
        self._terminal.sees(words, _PATIENCE_SECONDS)

    def at_rest(self) -> str:
        """The screen once nothing more is written on it, but for the clock's tick."""
        self._terminal.rest()
        return self._terminal.text.rstrip()


@contextmanager
def demonstration(width: int, height: int) -> Iterator[ShownDemonstration]:
    """`mash demo` in a terminal of this size, at the hand of an invented officer."""
    command = [sys.executable, "-P", "-m", "tui", "demo"]
    with TemporaryDirectory(prefix="mash-captures-") as state:
        terminal = PseudoTerminal(
            command, width, height, {"XDG_STATE_HOME": state, "TMPDIR": state, "LOGNAME": "p.marlow"}
        )
        try:
            yield ShownDemonstration(terminal)
        finally:
            terminal.close()

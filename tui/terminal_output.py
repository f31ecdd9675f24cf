"""What is written to the terminal, on a thread of its own that may wait: the dashboard never does.

    the board -- write --> [pieces] --> thread --> terminal

A terminal that takes nothing (a window that hangs, a line that broke without a word, Ctrl+S before the board)
would else hold the whole dashboard up, its way out too. Where one takes little, the board is not drawn while
older pictures wait, and once more when they have been taken: what is seen then is how it stands then.
"""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

BEHIND_SECONDS: Final = 0.1
_AT_ONCE: Final = 65_536  # bytes: after each piece the thread waits for its turn beside the drawing
_CLEANLY: Final = "backslashreplace"  # as the standard error has it: half a letter must not end the thread


class Outgoing:
    """Stands where the toolkit expects the terminal's file. `write` never waits; `caught_up` is called, on the
    thread, once all is taken after somebody asked `is_behind` in vain; `gone` once, if the terminal is."""

    def __init__(
        self, fileno: int, now: Callable[[], float], caught_up: Callable[[], None], gone: Callable[[], None]
    ) -> None:
        self._fileno = fileno
        self._now = now
        self._caught_up = caught_up
        self._gone = gone
        self._pieces: deque[bytes] = deque()
        self._waits_since: float | None = None
        self._owed = self._is_gone = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def is_behind(self) -> bool:
        """Whether what was written before waits for the terminal. Who asks and is told so will be called."""
        with self._changed:
            since = self._waits_since
            behind = since is not None and self._now() - since > BEHIND_SECONDS
            self._owed = self._owed or behind
            return behind

    def fileno(self) -> int:
        return self._fileno

    def write(self, text: str) -> None:
        if not text:
            return
        with self._changed:
            if self._is_gone:
                return
            self._pieces.append(text.encode("utf-8", _CLEANLY))
            if self._waits_since is None:
                self._waits_since = self._now()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="terminal", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self) -> None:
        """Nothing: the thread writes at once."""

    def drain(self, seconds: float) -> bool:
        """Wait until all is taken, at most so long; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._pieces or self._is_gone, seconds)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._pieces))
                piece = self._pieces[0]
            try:
                self._put(piece)
            except OSError:
                with self._changed:
                    self._is_gone = True
                    self._pieces.clear()
                    self._changed.notify_all()
                self._gone()
                return
            if self._took():
                self._caught_up()

    def _took(self) -> bool:
        """Note that a piece was taken; whether it was the last that somebody waits for."""
        with self._changed:
            self._pieces.popleft()
            if self._pieces:
                return False
            self._waits_since = None
            owed, self._owed = self._owed, False
            self._changed.notify_all()
            return owed

    def _put(self, piece: bytes) -> None:
        while piece:
            with suppress(BlockingIOError):
                piece = piece[os.write(self._fileno, piece[:_AT_ONCE]) :]
                continue
            # Another program that has this terminal too made its own waits our refusals.
            select.select([], [self._fileno], [])

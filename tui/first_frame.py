"""The first rows, on the terminal before the toolkit that draws the board is loaded.

What draws the board takes longer to load than the rows to read: who opens the desk sees who is overdue at
once, each row in the place in which the board then draws it, over this frame. Keys that are pressed
meanwhile wait for the board.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
from contextlib import suppress
from datetime import datetime
from types import FrameType, TracebackType
from typing import Any, Final, TextIO

from ingest.views import Window
from tui.screens.board_shape import BELOW_FROM, BESIDE_FROM
from tui.times import wall_clock
from tui.widgets.row_cells import cells_of, columns_for, headings

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
SMALLEST: Final = (80, 24)
_CLEAR, _HIDE_CURSOR, _SHOW_CURSOR = "\x1b[H\x1b[2J", "\x1b[?25l", "\x1b[?25h"
# As app.tcss lays them out: the lines above the headings, those below the rows, the list's part of the board.
_ABOVE, _FOOT, _KEYS = 7, 1, 1
_BESIDE, _BELOW = 0.56, 0.45


class FirstFrame:
    """Stands from entering it until the board's own picture takes its place; `stands` tells whether there is
    one. However it is left, also by SIGTERM, the terminal is as it was before. A SIGTERM that comes when the
    board has the terminal and does not heed it yet is left in `told_to_end`."""

    def __init__(self, first: Window | None, now: datetime) -> None:
        self._first = first
        self._now = now
        self._to: TextIO | None = sys.__stderr__
        self._keys: int | None = None
        self._before: list[Any] | None = None
        self.stands = self.told_to_end = self._handed_over = False
        self._ends_before: Any = None

    def __enter__(self) -> FirstFrame:
        self._ends_before = signal.signal(signal.SIGTERM, self._end)
        try:
            self._stand()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def _stand(self) -> None:
        lines = self._lines()
        if lines and self._to is not None and sys.__stdin__ is not None:
            self._keys = sys.__stdin__.fileno()
            self._keep_keys()
            self.stands = True
            self._write(ENTER + _HIDE_CURSOR + _CLEAR + "".join(_placed(lines)))

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self.told_to_end = True
        if not self._handed_over:
            sys.exit(128 + number)

    def hand_over(self) -> None:
        """From now on the board's own driver leaves the terminal as it is to be left."""
        self.stands = False
        self._handed_over = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGTERM, self._ends_before)
        if self.stands:
            self._write(_SHOW_CURSOR + LEAVE)
            self.stands = False
        if self._before is not None and self._keys is not None:
            with suppress(termios.error):  # the terminal is gone
                termios.tcsetattr(self._keys, termios.TCSANOW, self._before)

    def _lines(self) -> dict[int, str]:
        if self._first is None or self._to is None:
            return {}
        try:
            width, height = os.get_terminal_size(self._to.fileno())
        except OSError:
            return {}
        if width < SMALLEST[0] or height < SMALLEST[1]:
            return {}
        return frame_lines(self._first, self._now, width, height)

    def _keep_keys(self) -> None:
        """Neither show on the terminal what is typed nor wait for a whole line of it."""
        assert self._keys is not None
        with suppress(termios.error):
            self._before = termios.tcgetattr(self._keys)
            kept = termios.tcgetattr(self._keys)
            kept[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
            kept[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(self._keys, termios.TCSANOW, kept)

    def _write(self, words: str) -> None:
        assert self._to is not None
        with suppress(OSError):  # whoever comes next is told that the terminal is gone
            self._to.write(words)
            self._to.flush()


def frame_lines(first: Window, now: datetime, width: int, height: int) -> dict[int, str]:
    """The frame on a terminal of this size: each line that holds words, by its place from the top."""
    room, rows = _list_room(width, height)
    columns = columns_for(room, timed=True)
    name, time = " MASH duty desk", f"{wall_clock(now)} "
    lines = {0: f"{name}{time:>{width - len(name)}}"}
    lines[_ABOVE] = headings(first.view, columns)
    for place, row in enumerate(first.rows[:rows]):
        cells = cells_of(row, now, columns, private=False)
        told = (cells.time, cells.label, cells.from_words, cells.status, cells.claimed)
        lines[_ABOVE + 1 + place] = " " + (" " * columns.gap).join(told)
    return lines


def _list_room(width: int, height: int) -> tuple[int, int]:
    """The width of a row, and how many rows are in sight."""
    board = height - _ABOVE - _KEYS
    if width >= BESIDE_FROM:
        return int(width * _BESIDE), board - 1 - _FOOT
    if height >= BELOW_FROM:
        return width, int(board * _BELOW) - 1 - _FOOT
    return width, board - 1 - _FOOT


def _placed(lines: dict[int, str]) -> list[str]:
    return [f"\x1b[{place + 1};1H{line}" for place, line in lines.items()]

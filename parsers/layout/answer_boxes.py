"""Boxes for one answer each, their labels outside on the left: several may stand on one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from parsers.blocks import Word
from parsers.layout.grid import Grid

_ONE_LINE: Final = 2.4  # of the letters' height: a box for one line is no higher
_ONE_SEEN_LINE: Final = 3.4  # of what is seen of the letters: "acorn" reaches neither up nor down
_SLACK: Final = 1.0  # points
_HEIGHT: Final = itemgetter(0)


def answer_boxes(tables: Sequence[Grid], free: Sequence[Word]) -> list[Grid]:
    """Those of `tables` that are one box around one line, with a label of their own before them.

    `free` are the words outside all tables. Where a word stands behind the last box of a line, the line is
    something else: a label behind its box, or a row of boxes with words among them.
    """
    single = [grid for grid in tables if is_one_line(grid)]
    if not single:
        return []
    by_height = sorted([((word.top + word.bottom) / 2, at) for at, word in enumerate(free)])
    found = []
    for level in _levels(single):
        _, top, _, bottom = level[0].box
        first = bisect_right(by_height, top, key=_HEIGHT)
        last = bisect_left(by_height, bottom, key=_HEIGHT)
        if _alternate(level, [free[at] for _, at in by_height[first:last]]):
            found += level
    return found


def is_one_line(grid: Grid) -> bool:
    """Whether a grid is one box, with one line of words in it and no room for more."""
    if len(grid.cells) != 1 or not grid.cells[0].words or grid.cells[0].grids:
        return False
    words = grid.cells[0].words
    if max(word.top for word in words) >= min(word.bottom for word in words):
        return False  # two lines
    height = max(word.bottom - word.top for word in words)
    seen = any(word.confidence < 1 for word in words)
    return grid.box[3] - grid.box[1] <= (_ONE_SEEN_LINE if seen else _ONE_LINE) * height


def _levels(boxes: Sequence[Grid]) -> Iterator[list[Grid]]:
    """Boxes that stand beside each other, from left to right."""
    rest = sorted(boxes, key=lambda grid: grid.box[1])
    while rest:
        middle = (rest[0].box[1] + rest[0].box[3]) / 2
        level = [grid for grid in rest if grid.box[1] < middle < grid.box[3]]
        rest = [grid for grid in rest if grid not in level]
        yield sorted(level, key=lambda grid: grid.box[0])


def _alternate(level: Sequence[Grid], words: Sequence[Word]) -> bool:
    """Whether the words that stand level with boxes stand before each of them, and nowhere else."""
    before = float("-inf")
    for grid in level:
        x0, _, x1, _ = grid.box
        if not any(before - _SLACK <= word.x0 and word.x1 <= x0 + _SLACK for word in words):
            return False
        before = x1
    return all(word.x0 < level[-1].box[0] for word in words)

"""Boxes for one answer each, their labels outside on the left: several may stand on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.blocks import Word
from parsers.layout.grid import Grid

_ONE_LINE: Final = 2.4  # of the letters' height: a box for one line is no higher
_ONE_SEEN_LINE: Final = 3.4  # of what is seen of the letters: "acorn" reaches neither up nor down
_SLACK: Final = 1.0  # points


def answer_boxes(tables: Sequence[Grid], free: Sequence[Word]) -> list[Grid]:
    """Those of `tables` that are one box around one line, with a label of their own before them.

    `free` are the words outside all tables. Where a word stands behind the last box of a line, the line is
    something else: a label behind its box, or a row of boxes with words among them.
    """
    single = [grid for grid in tables if _is_one_line(grid)]
    return [grid for level in _levels(single) if _alternate(level, free) for grid in level]


def _is_one_line(grid: Grid) -> bool:
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


def _alternate(level: Sequence[Grid], free: Sequence[Word]) -> bool:
    """Whether before each box, and nowhere else, words stand level with it."""
    top, bottom = level[0].box[1], level[0].box[3]
    words = [word for word in free if top < (word.top + word.bottom) / 2 < bottom]
    before = float("-inf")
    for grid in level:
        x0, _, x1, _ = grid.box
        if not any(before - _SLACK <= word.x0 and word.x1 <= x0 + _SLACK for word in words):
            return False
        before = x1
    return all(word.x0 < level[-1].box[0] for word in words)

"""A column of boxes that stand so close that they make a table, with the label of each on its left, outside.

So a form looks of which some answers are fields still and others are printed: the labels are the
table's first column, whatever is drawn around them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.blocks import Word
from parsers.layout.grid import Grid, GridCell
from parsers.layout.strips import is_field

_FEWEST: Final = 2  # boxes
_MOST: Final = 100  # tables on a page
_SLACK: Final = 1.0  # points
_LONGEST: Final = 70  # letters in a label
_ASIDE: Final = 4.0  # points between where two labels begin


def label_columns(tables: Sequence[Grid], free: Sequence[Word]) -> list[Word]:
    """Give each such table its column of labels; the words outside all tables that are left."""
    for grid in tables[:_MOST]:
        labels = _labels(grid, free) if len(grid.cells) >= _FEWEST else None
        if labels is not None:
            _put_before(grid, labels)
            taken = {id(word) for label in labels for word in label}
            free = [word for word in free if id(word) not in taken]
    return list(free)


def _labels(grid: Grid, free: Sequence[Word]) -> list[list[Word]] | None:
    """The label on the left of each box of a column; `None` where one has none or the words are none."""
    cells = grid.cells
    if any(cell.column or cell.colspan > 1 or cell.grids for cell in cells):
        return None
    if all(is_field(word) for cell in cells for word in cell.words):
        return None  # each stands beside its own label already
    x0, top, _, bottom = grid.box
    level = [word for word in free if top <= (word.top + word.bottom) / 2 <= bottom]
    if not level or any(word.filled or word.x1 > x0 + _SLACK for word in level):
        return None
    cells.sort(key=lambda cell: cell.row)
    parts = [(one.box[3] + other.box[1]) / 2 for one, other in pairwise(cells)]
    labels: list[list[Word]] = [[] for _ in cells]
    for word in level:
        labels[bisect_right(parts, (word.top + word.bottom) / 2)].append(word)
    begin = [min((word.x0 for word in label), default=-1.0) for label in labels]
    letters = [sum(len(word.text) for word in label) for label in labels]
    aligned = min(begin) >= 0 and max(begin) - min(begin) <= _ASIDE
    return labels if aligned and max(letters) <= _LONGEST and min(letters) > 1 else None


def _put_before(grid: Grid, labels: Sequence[Sequence[Word]]) -> None:
    """Let a column of labels stand on the left of a table of one column."""
    _, top, x1, bottom = grid.box
    left = min(word.x0 for label in labels for word in label) - _SLACK
    for cell, label in zip(list(grid.cells), labels, strict=True):
        cell.column = 1
        box = (left, cell.box[1], cell.box[0], cell.box[3])
        grid.cells.append(GridCell(box, cell.row, 0, cell.rowspan, words=list(label)))
    grid.box = (left, top, x1, bottom)
    grid.edges = (left, *grid.edges)
    grid.places = {(row, column + 1): cell for (row, column), cell in grid.places.items()}

"""Boxes for answers with their labels outside: on the left of each, and over columns of them.

So a fillable form looks once it is printed, or of which some answers are fields still: the labels
are the first column, and the titles over the columns the first row, of what the boxes make.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final

from parsers.blocks import Word
from parsers.layout.answer_boxes import is_one_line
from parsers.layout.grid import Grid, GridCell
from parsers.layout.strips import is_field, strips

_MOST: Final = 100  # tables on a page
_SLACK: Final = 1.0  # points
_LONGEST: Final = 70  # letters in a label
#: "Postcode: HX1 1AA": a label that has its answer.
_ANSWERED: Final = re.compile(r"[^:?]{2,40}:\s+\w[^:?]*(?:$|[^:?]{2,40}:)")
_ASIDE: Final = 4.0  # points between where two labels begin, or end
_MOST_LINES: Final = 8  # in a box that stands alone: more are no answer to a label beside it
_OVER: Final = 1.4  # of a title's height: it stands no farther above its column
_TIGHT: Final = 0.5  # of its height: nor do its own lines
_APART: Final = 0.6  # of a title's height: two titles stand no closer
_MANY: Final = 4  # rows
_FEWEST_TITLES: Final = 2


def label_columns(tables: Sequence[Grid], free: Sequence[Word]) -> list[Word]:
    """Give each such table its column of labels and its titles; the words outside all tables that are left."""
    for grid in tables[:_MOST]:
        labels = _labels(grid, free, tables)
        if labels is None:
            continue
        titles = _titles(grid, free) if max(cell.column for cell in grid.cells) else []
        _put_before(grid, labels)
        if titles:
            _put_over(grid, titles)
        taken = {id(word) for part in chain(labels, titles) for word in part}
        free = [word for word in free if id(word) not in taken]
    return _with_labels_over(tables, free)


def _with_labels_over(tables: Sequence[Grid], free: Sequence[Word]) -> list[Word]:
    """Boxes for one answer each that stand side by side, each with the label that stands right over it.

    The words outside all tables that are left.
    """
    over = {id(grid): _label_over(grid, free) for grid in tables[:_MOST] if len(grid.cells) == 1}
    labelled = [grid for grid in tables[:_MOST] if over.get(id(grid))]
    taken: set[int] = set()
    for grid in labelled:
        _, top, _, bottom = grid.box
        middle = (top + bottom) / 2
        if any(other is not grid and other.levels[0] < middle < other.levels[-1] for other in labelled):
            taken |= {id(word) for word in over[id(grid)]}
    for grid in labelled:
        if over[id(grid)] and id(over[id(grid)][0]) in taken:
            _put_over(grid, [over[id(grid)]])
    return [word for word in free if id(word) not in taken]


def _label_over(grid: Grid, free: Sequence[Word]) -> list[Word]:
    """The words right over a box that begin where it begins, and end before it does."""
    x0, top, x1, _ = grid.box
    words = grid.cells[0].words
    if grid.cells[0].grids or any(map(is_field, words)):
        return []
    near = [
        word
        for word in free
        if x0 - _ASIDE <= word.x0 < x1 and top - _OVER * (word.bottom - word.top) <= word.bottom <= top + 2
    ]
    if not near or min(word.x0 for word in near) > x0 + _ASIDE or max(word.x1 for word in near) > x1 + _ASIDE:
        return []
    return near if sum(len(word.text) for word in near) <= _LONGEST else []


def _labels(grid: Grid, free: Sequence[Word], tables: Sequence[Grid]) -> list[list[Word]] | None:
    """The label on the left of each row; `None` where one has none or the words are none."""
    words = [word for cell in grid.cells for word in cell.words]
    if any(cell.rowspan > 1 or cell.grids for cell in grid.cells) or (words and all(map(is_field, words))):
        return None  # fields stand beside their own labels already
    if len(grid.cells) == 1 and not _is_one_answer(grid):
        return None
    _, top, _, bottom = grid.box
    level = [word for word in free if top <= (word.top + word.bottom) / 2 <= bottom]
    own = _before(grid, level, tables)
    if not own or any(word.filled for word in own):
        return None
    bands = [(min(cell.box[1] for cell in row), max(cell.box[3] for cell in row)) for row in grid.rows()]
    parts = [(one[1] + other[0]) / 2 for one, other in pairwise(bands)]
    labels: list[list[Word]] = [[] for _ in bands]
    for word in own:
        labels[bisect_right(parts, (word.top + word.bottom) / 2)].append(word)
    return labels if _are_labels(labels, columns=max(cell.column for cell in grid.cells) + 1) else None


def _is_one_answer(grid: Grid) -> bool:
    """Whether a box that stands alone holds one answer, and is no frame around several labels with theirs.

    That of a single line goes on with the line on which it stands: see `answer_boxes`.
    """
    if is_one_line(grid):
        return False
    lines = strips(grid.cells[0].words, grid.page)
    return len(lines) <= _MOST_LINES and all(len(line.segments) == 1 for line in lines)


def _before(grid: Grid, level: Sequence[Word], tables: Sequence[Grid]) -> list[Word]:
    """The words level with a table between it and the one on its left.

    There are none where others stand on its right, unless they stand before another table in their turn.
    """
    x0, _, x1, _ = grid.box
    others = [other.box for other in tables if other is not grid]
    own: list[Word] = []
    for word in level:
        middle = (word.top + word.bottom) / 2
        beside = [box for box in others if box[1] <= middle <= box[3]]
        if word.x1 > x0 + _SLACK:
            if not any(x1 <= box[0] + _SLACK and word.x1 <= box[0] + _SLACK for box in beside):
                return []
        elif not any(word.x1 <= box[0] + _SLACK and box[2] <= x0 + _SLACK for box in beside):
            own.append(word)
    return own


def _are_labels(labels: Sequence[Sequence[Word]], *, columns: int) -> bool:
    """Whether each row has a label, and all of them begin or end in one place."""
    letters = [sum(len(word.text) for word in label) for label in labels]
    if min(letters) <= 1 or max(letters) > _LONGEST:
        return False
    if any(_ANSWERED.match(" ".join(word.text for word in label)) for label in labels):
        return False  # of another section, beside this one
    if columns > 1 and not all(any(word.text[:1].isalpha() for word in label) for label in labels):
        return False  # numbers beside the rows of a table
    begin = [min(word.x0 for word in label) for label in labels]
    end = [max(word.x1 for word in label) for label in labels]
    return any(map(_are_aligned, (begin, end)))


def _are_aligned(places: Sequence[float]) -> bool:
    """Whether labels stand in one place, of many all but one."""
    kept = sorted(places)
    if len(kept) > _MANY:
        kept = min(kept[1:], kept[:-1], key=lambda rest: rest[-1] - rest[0])
    return kept[-1] - kept[0] <= _ASIDE


def _titles(grid: Grid, free: Sequence[Word]) -> list[list[Word]]:
    """The words right above each column of a table, where they are titles of two columns or more."""
    over = _lines_over(grid, free)
    columns = sorted({(cell.box[0], cell.box[2]) for cell in grid.row(0)})
    titles = [[word for word in over if left <= (word.x0 + word.x1) / 2 <= right] for left, right in columns]
    if len(columns) != len(grid.row(0)) or sum(map(bool, titles)) < _FEWEST_TITLES:
        return []
    ends = [(min(w.x0 for w in title), max(w.x1 for w in title)) for title in titles if title]
    height = max(word.bottom - word.top for word in over)
    apart = all(other[0] - one[1] >= _APART * height for one, other in pairwise(ends))
    return titles if apart and sum(map(len, titles)) == len(over) else []


def _lines_over(grid: Grid, free: Sequence[Word]) -> list[Word]:
    """The words of the lines close above a table, as far up as nothing on them stands beside it."""
    x0, foot, x1, _ = grid.box
    over: list[Word] = []
    farthest = _OVER
    while True:
        # A title made of one that is written sideways is lower than the slack: it is met once all the same.
        above = [
            word
            for word in free
            if word.bottom <= foot + 2 and word.top < foot and word.x0 < x1 and word.x1 > x0
        ]
        last = max(above, key=lambda word: word.bottom, default=None)
        if last is None or foot - last.bottom > farthest * (last.bottom - last.top):
            return over
        line = [word for word in free if last.top < (word.top + word.bottom) / 2 < last.bottom]
        if any(word.x0 < x0 or word.x1 > x1 for word in line):
            return over
        over += line
        foot, farthest = min(word.top for word in line), _TIGHT


def _put_before(grid: Grid, labels: Sequence[Sequence[Word]]) -> None:
    """Let a column of labels stand on the left of a table."""
    _, top, x1, bottom = grid.box
    left = min(word.x0 for label in labels for word in label) - _SLACK
    for row, label in zip(grid.rows(), labels, strict=True):
        first = row[0]
        for cell in row:
            cell.column += 1
        box = (left, first.box[1], first.box[0], first.box[3])
        grid.cells.append(GridCell(box, first.row, 0, words=list(label)))
    grid.box = (left, top, x1, bottom)
    grid.edges = (left, *grid.edges)
    grid.places = {(row, column + 1): cell for (row, column), cell in grid.places.items()}


def _put_over(grid: Grid, titles: Sequence[Sequence[Word]]) -> None:
    """Let a row of titles stand over a table, with nothing over its labels."""
    x0, top, x1, bottom = grid.box
    head = min(word.top for title in titles for word in title) - _SLACK
    under = grid.row(0)
    for cell in grid.cells:
        cell.row += 1
    for cell, title in zip(under, [[]] * (len(under) - len(titles)) + list(titles), strict=True):
        box = (cell.box[0], head, cell.box[2], top)
        grid.cells.append(GridCell(box, 0, cell.column, colspan=cell.colspan, words=list(title)))
    grid.box = (x0, head, x1, bottom)
    grid.levels = (head, *grid.levels)
    grid.places = {(row + 1, column): cell for (row, column), cell in grid.places.items()}

"""Titles in colour above and on the left of answers without rules: only the titles have boxes.

Pages made from web forms and by word processors shade the names of the columns and of the rows,
and draw nothing around what is answered. The boxes make the two legs of a corner.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.blocks import Word
from parsers.layout.grid import Grid, GridCell

_FEWEST: Final = 2  # names of rows
_SLACK: Final = 2.0  # points
_GUTTER: Final = 16.0  # points between two columns of one table
_APART: Final = 12.0  # points between two boxes of a row: there is room for an answer


def fill_corner(grid: Grid, words: Sequence[Word], tables: Sequence[Grid]) -> None:
    """Give a grid the cells within its corner, where words stand there and each within one of them.

    A bar over the names of rows that is wider than they are is the title of one column.
    """
    corner = _corner(grid)
    if corner is None:
        return
    names, columns = corner
    inside = (columns[0][1], names[0].box[1], columns[-1][2], names[-1].box[3])
    if any(
        _meet(other.box, inside) and not _lies_around(other, grid) for other in tables if other is not grid
    ):
        return
    cells = [
        GridCell((x0, name.box[1], x1, name.box[3]), name.row, column)
        for name in names
        for column, x0, x1 in columns
    ]
    _add(grid, cells, [word for word in words if _is_within(word, inside)])


def fill_between(grid: Grid, words: Sequence[Word], tables: Sequence[Grid]) -> None:
    """Give a grid the cells between its columns and beyond the last, where they stand apart with words between.

    So columns of coloured labels stand, each before its answers.
    """
    rows = _without_bars(grid.rows())
    if not _stand_apart(rows):
        return
    x0, top, end, bottom = grid.box[0], rows[0][0].box[1], grid.box[2], grid.box[3]
    edge = max(cell.box[2] for row in rows for cell in row)
    level = [word for word in words if _is_within(word, (x0, top, float("inf"), bottom))]
    right = max([end, *(word.x1 + _SLACK for word in level)])
    beyond = (x0, top, right, bottom)
    others = (other for other in tables if other is not grid and not _lies_around(other, grid))
    if right < edge + _APART or any(_meet(other.box, beyond) for other in others):
        return
    cells: list[GridCell] = []
    for row in rows:
        ends = [*(cell.box[0] for cell in row[1:]), right]
        cells += [
            GridCell((cell.box[2], cell.box[1], end, cell.box[3]), cell.row, 2 * cell.column + 1)
            for cell, end in zip(row, ends, strict=True)
        ]
    within = [word for word in level if not any(_holds(cell, word) for cell in grid.cells)]
    between = [cell for cell in cells if cell.box[2] < edge]
    if not any(_holds(cell, word) for cell in between for word in within):
        return
    if not all(any(_holds(cell, word) for cell in cells) for word in within):
        return
    for cell in grid.cells:
        cell.column *= 2
        cell.colspan = 2 * cell.colspan if cell.colspan > 1 else 1
    grid.box = (x0, grid.box[1], right, bottom)
    grid.edges = (*grid.edges, right) if right > end else grid.edges
    _add(grid, cells, within)


def _without_bars(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """A grid's rows without those at its head that are one box over all of the others."""
    at = 0
    while at < len(rows) - 1 and len(rows[at]) == 1 and rows[at][0].box[2] > rows[at + 1][0].box[2] + _APART:
        at += 1
    return rows[at:]


def _stand_apart(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether boxes stand in columns with room for answers between them."""
    pairs = [pair for row in rows for pair in pairwise(row)]
    if len(rows) < _FEWEST or not pairs:
        return False
    return all(right.box[0] - left.box[2] >= _APART for left, right in pairs) and all(
        cell.rowspan == cell.colspan == 1 for row in rows for cell in row
    )


def joined_columns(grids: Sequence[Grid], words: Sequence[Word]) -> list[Grid]:
    """`grids`, those as one that are single columns of boxes in the same rows, with words between and beyond."""
    found = _side_by_side(grids, words)
    single = [grid for grid in found if len(grid.cells) >= _FEWEST and not any(c.column for c in grid.cells)]
    for left, right in pairwise(sorted(single, key=lambda grid: (round(grid.box[1]), grid.box[0]))):
        if left in found and right in found and _are_level(left, right) and _are_parted(left, right, words):
            found[found.index(left)] = _beside(left, right)
            found.remove(right)
    return found


def _side_by_side(grids: Sequence[Grid], words: Sequence[Word]) -> list[Grid]:
    """`grids`, those as one that are single columns ruled at the same heights, with a narrow empty gutter between."""
    found = list(grids)
    single = [grid for grid in found if len(grid.cells) >= _FEWEST and not any(c.column for c in grid.cells)]
    run: list[Grid] = []
    for grid in [*sorted(single, key=lambda grid: (round(grid.box[1]), grid.box[0])), None]:
        if run and grid is not None and _is_next(run[-1], grid, words):
            run.append(grid)
            continue
        if len(run) > 1:
            found[found.index(run[0])] = _abreast(run)
            found = [other for other in found if other not in run]
        run = [grid] if grid is not None else []
    return found


def _is_next(left: Grid, right: Grid, words: Sequence[Word]) -> bool:
    ends = [[side for cell in grid.cells for side in (cell.box[1], cell.box[3])] for grid in (left, right)]
    level = len(ends[0]) == len(ends[1]) and all(abs(one - other) <= _SLACK for one, other in zip(*ends))
    gutter = (left.box[2], left.box[1], right.box[0], left.box[3])
    near = -_SLACK <= right.box[0] - left.box[2] <= _GUTTER
    return level and near and not any(_is_within(word, gutter) and word.x0 >= gutter[0] for word in words)


def _abreast(run: Sequence[Grid]) -> Grid:
    """Grids side by side as one, each of them a column."""
    first = run[0]
    cells = [replace(cell, column=at) for at, grid in enumerate(run) for cell in grid.cells]
    box = (first.box[0], min(grid.box[1] for grid in run), run[-1].box[2], max(grid.box[3] for grid in run))
    edges = (*(grid.box[0] for grid in run), run[-1].box[2])
    joined = Grid(first.page, box, edges, cells, first.levels)
    joined.places = {(cell.row, cell.column): cell for cell in cells}
    return joined


def _are_level(left: Grid, right: Grid) -> bool:
    """Whether each box of a column stands level with one of the column on its left."""
    tops = [cell.box[1] for cell in left.cells]
    return right.box[0] - left.box[2] >= _APART and all(
        any(abs(cell.box[1] - top) < _SLACK for top in tops) for cell in right.cells
    )


def _are_parted(left: Grid, right: Grid, words: Sequence[Word]) -> bool:
    """Whether words stand between two columns and on the right of both."""
    level = [
        word for word in words if _is_within(word, (left.box[0], left.box[1], float("inf"), left.box[3]))
    ]
    between = any(left.box[2] <= word.x0 + _SLACK and word.x1 <= right.box[0] + _SLACK for word in level)
    return between and any(right.box[2] <= word.x0 + _SLACK for word in level)


def _beside(left: Grid, right: Grid) -> Grid:
    cells = list(left.cells)
    for cell in right.cells:
        beside = min(left.cells, key=lambda other: abs(other.box[1] - cell.box[1]))
        cells.append(replace(cell, row=beside.row, column=1))
    box = (left.box[0], min(left.box[1], right.box[1]), right.box[2], max(left.box[3], right.box[3]))
    edges = (left.box[0], left.box[2], right.box[0], right.box[2])
    grid = Grid(left.page, box, edges, cells, left.levels)
    grid.places = {place: cell for cell in cells for place in _places(grid, cell)}
    return grid


def _corner(grid: Grid) -> tuple[list[GridCell], list[tuple[int, float, float]]] | None:
    """The names of the rows that are a grid's last ones, and where the columns of its titles begin and end."""
    rows = grid.rows()
    edge = rows[-1][0].box[2]
    at = len(rows)
    while at and len(rows[at - 1]) == 1 and abs(rows[at - 1][0].box[2] - edge) < _SLACK:
        at -= 1
    names = [row[0] for row in rows[at:]]
    if not at or len(names) < _FEWEST or any(name.column or name.rowspan > 1 for name in names):
        return None
    first, *titles = rows[at - 1]
    if first.rowspan > 1 or any(title.rowspan > 1 or title.colspan > 1 for title in titles):
        return None
    if titles:
        columns = [(title.column, title.box[0], title.box[2]) for title in titles]
    else:
        columns = [(1, edge, first.box[2])]
    return (names, columns) if columns[0][1] >= edge - _SLACK and columns[0][2] > edge + _APART else None


def _add(grid: Grid, cells: Sequence[GridCell], within: Sequence[Word]) -> None:
    if not within or not all(any(_holds(cell, word) for cell in cells) for word in within):
        return
    for cell in cells:
        grid.cells.append(cell)
        grid.places.update((place, cell) for place in _places(grid, cell))


def _lies_around(grid: Grid, other: Grid) -> bool:
    return (
        grid.box[0] <= other.box[0]
        and grid.box[1] <= other.box[1]
        and other.box[2] <= grid.box[2]
        and other.box[3] <= grid.box[3]
    )


def _places(grid: Grid, cell: GridCell) -> Iterator[tuple[int, int]]:
    """The strips between two levels and two edges that a cell covers."""
    x0, top, x1, bottom = cell.box
    for row in range(bisect_left(grid.levels, top), bisect_left(grid.levels, bottom)):
        for column in range(bisect_left(grid.edges, x0), bisect_left(grid.edges, x1)):
            yield row, column


def _meet(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        box[0] < other[2] - _SLACK
        and other[0] < box[2] - _SLACK
        and box[1] < other[3] - _SLACK
        and other[1] < box[3] - _SLACK
    )


def _is_within(word: Word, box: tuple[float, ...]) -> bool:
    y = (word.top + word.bottom) / 2
    return box[1] < y < box[3] and word.x1 > box[0] and word.x0 < box[2]


def _holds(cell: GridCell, word: Word) -> bool:
    x0, top, x1, bottom = cell.box
    return x0 - _SLACK <= word.x0 and word.x1 <= x1 + _SLACK and top < (word.top + word.bottom) / 2 < bottom

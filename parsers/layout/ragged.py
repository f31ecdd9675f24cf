"""Boxes that only stand close: a bar with a section's title over an answer's box farther right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from parsers.layout.grid import Grid, GridCell, close_ranks

_INDENT: Final = 20.0  # points: what begins so much farther right is no row of the same table


def even_parts(grid: Grid) -> Iterator[Grid]:
    """A grid cut where one row of it begins far right of the next or the row before, with nothing drawn on its left."""
    rows = grid.rows()
    if any(cell.rowspan > 1 for cell in grid.cells):
        yield grid
        return
    run = [rows[0]]
    for before, row in pairwise(rows):
        if abs(before[0].box[0] - row[0].box[0]) > _INDENT and min(len(before), len(row)) == 1:
            yield _part(grid, run)
            run = []
        run.append(row)
    yield grid if len(run) == len(rows) else _part(grid, run)


def _part(grid: Grid, rows: list[list[GridCell]]) -> Grid:
    cells = [cell for row in rows for cell in row]
    lefts, tops, rights, bottoms = zip(*(cell.box for cell in cells))
    held = {id(cell) for cell in cells}
    places = {place: cell for place, cell in grid.places.items() if id(cell) in held}
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    part = Grid(grid.page, box, grid.edges, cells, grid.levels, places)
    close_ranks(part)
    return part

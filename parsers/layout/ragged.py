"""Boxes that only stand close: a bar with a section's title over an answer's box farther right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from parsers.layout.grid import Grid, GridCell, close_ranks

_INDENT: Final = 20.0  # points: what begins so much farther right is no row of the same table
_TOUCHING: Final = 1.0  # points


def even_parts(grid: Grid) -> Iterator[Grid]:
    """A grid cut where one row of it begins far right of the next or the row before, with nothing drawn on its left."""
    bands = _bands(grid)
    run = [bands[0]]
    for before, band in pairwise(bands):
        aside = abs(min(cell.box[0] for cell in before) - min(cell.box[0] for cell in band))
        if aside > _INDENT and min(len(before), len(band)) == 1:
            yield _part(grid, run)
            run = []
        run.append(band)
    yield grid if len(run) == len(bands) else _part(grid, run)


def _bands(grid: Grid) -> list[list[GridCell]]:
    """A grid's cells from the top, in bands that no cell reaches out of."""
    bands: list[list[GridCell]] = []
    foot = float("-inf")
    for cell in sorted(grid.cells, key=lambda cell: cell.box[1]):
        if cell.box[1] >= foot - _TOUCHING:
            bands.append([])
        bands[-1].append(cell)
        foot = max(foot, cell.box[3])
    return bands


def _part(grid: Grid, bands: list[list[GridCell]]) -> Grid:
    cells = [cell for band in bands for cell in band]
    lefts, tops, rights, bottoms = zip(*(cell.box for cell in cells))
    held = {id(cell) for cell in cells}
    places = {place: cell for place, cell in grid.places.items() if id(cell) in held}
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    part = Grid(grid.page, box, grid.edges, cells, grid.levels, places)
    close_ranks(part)
    return part

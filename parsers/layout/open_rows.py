"""Rows between level rules under a header whose columns are shaded or ruled: parted as the header is.

Pages made from web forms draw a line under each row and none between its cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.blocks import Word
from parsers.layout.grid import Grid, GridCell

_ON: Final = 3.0  # points: how far beside its column's title a value may begin
_GAP: Final = 0.85  # of the size: no words of one cell stand so far apart
_FEWEST: Final = 2  # columns with an answer in them


def part_open_rows(grid: Grid) -> None:
    """Part each cell over several columns of a header in which every answer begins where its title does."""
    if all(cell.colspan == 1 for cell in grid.cells):
        return
    rows = grid.rows()
    parted: set[int] = set()
    for at, header in enumerate(rows[:-1]):
        wide = [cell for row in rows[at + 1 :] for cell in row if cell.colspan > 1 and not cell.grids]
        for cell in wide:
            columns = [title for title in header if title.words and _is_over(title, cell)]
            over = sum(title.colspan for title in columns)
            if id(cell) in parted or over < cell.colspan or not _stand_apart(cell, columns):
                continue
            _part(grid, cell, columns)
            parted.add(id(cell))


def _is_over(title: GridCell, cell: GridCell) -> bool:
    """Whether a title stands over a part of a cell, and over nothing else: other rows may part its column."""
    return cell.column <= title.column and title.column + title.colspan <= cell.column + cell.colspan


def _stand_apart(cell: GridCell, titles: Sequence[GridCell]) -> bool:
    """Whether words stand in several columns, each begun where its title begins, with wide gaps between."""
    parts = _by_column(cell.words, titles)
    if sum(map(bool, parts)) < _FEWEST:
        return False
    reach = float("-inf")
    for words, title in zip(parts, titles, strict=True):
        if not words:
            continue
        begin = min(word.x0 for word in words)
        size = max(word.size for word in words)
        if abs(begin - min(word.x0 for word in title.words)) > _ON or begin - reach < _GAP * size:
            return False
        reach = max(word.x1 for word in words)
    return True


def _by_column(words: Sequence[Word], titles: Sequence[GridCell]) -> list[list[Word]]:
    edges = [title.box[0] for title in titles[1:]]
    parts: list[list[Word]] = [[] for _ in titles]
    for word in words:
        parts[sum(word.x0 >= edge - 1 for edge in edges)].append(word)
    return parts


def _part(grid: Grid, cell: GridCell, titles: Sequence[GridCell]) -> None:
    parts = _by_column(cell.words, titles)
    _, top, right, bottom = cell.box
    ends = [*(title.box[0] for title in titles[1:]), right]
    fresh = [
        GridCell(
            (title.box[0], top, end, bottom), cell.row, title.column, cell.rowspan, title.colspan, words=words
        )
        for title, words, end in zip(titles, parts, ends, strict=True)
    ]
    at = next(index for index, other in enumerate(grid.cells) if other is cell)
    grid.cells[at : at + 1] = fresh

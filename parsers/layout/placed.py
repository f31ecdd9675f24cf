"""Pieces of a page on their way to becoming blocks: what they are and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.blocks import Block, Cell, Table
from parsers.layout.grid import Grid, GridCell
from parsers.layout.paragraphs import paragraphs
from parsers.layout.strips import Strip


@dataclass(slots=True)
class Placed:
    """A block, or a grid that may still grow over pages, and its box's top, left and foot.

    `header` is the line of titles over a table without rules, `tail` how its last row stands.
    """

    top: float
    x0: float
    bottom: float
    block: Block | Grid
    header: Strip | None = None
    tail: Tail | None = None


@dataclass(frozen=True, slots=True)
class Tail:
    """The last row of a table without rules: how many cells it has, its last line's parts by column, where
    columns begin and how wide their text may be."""

    cells: int
    parts: dict[int, Strip]
    starts: Sequence[float]
    rooms: Sequence[float]


def table(grid: Grid) -> Table:
    """A grid as a table. Its first row is a header where it alone is bold."""
    rows = grid.rows()
    header = len(rows) > 1 and len(rows[0]) > 1 and _is_header(rows)
    return Table(
        tuple(
            tuple(cell(part, header=header and not index) for part in row) for index, row in enumerate(rows)
        ),
        page=grid.page,
    )


def _is_header(rows: list[list[GridCell]]) -> bool:
    first = [line for part in rows[0] for line in part.lines]
    if not first or not all(line.bold for line in first) or any(line.text.endswith(":") for line in first):
        return False
    others = (line for row in rows[1:] for part in row for line in part.lines)
    return not any(any(line.columns[6]) for line in others)


def cell(part: GridCell, *, header: bool = False) -> Cell:
    """One cell with its paragraphs."""
    return Cell(
        texts=tuple(paragraphs(part.lines, room(part))),
        colspan=part.colspan,
        rowspan=part.rowspan,
        header=header,
        tables=tuple(table(grid) for grid in part.grids),
    )


def room(part: GridCell) -> float:
    """The width that a cell leaves for its text: its own, less what stands free on the left, twice."""
    x0, _, x1, _ = part.box
    inset = min((line.x0 - x0 for line in part.lines), default=0.0)
    return x1 - x0 - 2 * min(max(inset, 1.0), 12.0)


def has_text(lines: list[Strip]) -> bool:
    """Whether anything but empty form fields stands on the lines."""
    return any(word.text for line in lines for word in line.words)

"""Rows whose cells tell only where they end on the page -> cells with the columns that they span.

Rich text and Word 97 have no columns of their own: each row says where its cells' right edges
are, and which cells are one with the cell above. The edges of all rows together are the table's
columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.blocks import Cell, Table, Text

_TWIPS_APART: Final = 15
_OF_THE_WIDTH: Final = 200


@dataclass(frozen=True, slots=True)
class EdgedCell:
    """A cell as its row tells of it. `right` is its right edge in twips, `None` where that is not told;
    `goes_on` where it is one with the cell above.
    """

    texts: tuple[Text, ...] = ()
    right: int | None = None
    goes_on: bool = False
    tables: tuple[Table, ...] = ()
    inside: tuple[int, ...] = ()
    """The right edges of cells that were made one with it, to its left."""

    @property
    def edges(self) -> tuple[int, ...]:
        """Its right edge and those inside it, as far as they are told."""
        return self.inside if self.right is None else (*self.inside, self.right)


def laid_out(rows: Sequence[Sequence[EdgedCell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with each cell's spans; a cell that goes on stands once, at its first place."""
    columns = _columns([edge for row in rows for cell in row for edge in cell.edges])
    placed: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        start = 0
        for cell in row:
            end = max(start + 1, columns.get(cell.right, start + 1) if cell.right is not None else start + 1)
            at = above.get(start)
            if cell.goes_on and at is not None:
                held = placed[at[0]] if at[0] < number else cells
                held[at[1]] = replace(held[at[1]], rowspan=held[at[1]].rowspan + 1)
            else:
                above[start] = (number, len(cells))
                texts = () if cell.goes_on else cell.texts
                cells.append(Cell(texts, colspan=end - start, tables=cell.tables))
            start = end
        placed.append(cells)
    return tuple(tuple(cells) for cells in placed)


def _columns(edges: list[int]) -> dict[int, int]:
    """The number of each right edge among the table's columns, from 1; edges side by side are one."""
    if not edges:
        return {}
    apart = min(_TWIPS_APART, (max(edges) - min(edges)) // _OF_THE_WIDTH)
    numbers: dict[int, int] = {}
    last: int | None = None
    for edge in sorted(set(edges)):
        number = 0 if last is None else numbers[last]
        numbers[edge] = number if last is not None and edge - last <= apart else number + 1
        last = edge
    return numbers

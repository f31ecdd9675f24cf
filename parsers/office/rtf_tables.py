"""The tables of rich text: cells and rows ended by control words, nested ones by their own.

A row's edges stand before its cells or after them; those of a nested row stand in a group of
their own, which must not be taken for the outer row's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.blocks import Table, Text
from parsers.office.table import EdgedCell, laid_out

_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class _Shape:
    right: bool = False
    down: bool = False
    edge: int | None = None


@dataclass(slots=True)
class RowShape:
    """The cells of one row as its properties tell of them, one after the other."""

    cells: list[_Shape] = field(default_factory=list)
    next: _Shape = field(default_factory=_Shape)

    def begin(self) -> None:
        """Another row's properties begin."""
        self.cells, self.next = [], _Shape()

    def merge_right(self) -> None:
        """The next cell is one with the cell to its left."""
        self.next = replace(self.next, right=True)

    def merge_down(self) -> None:
        """The next cell is one with the cell above."""
        self.next = replace(self.next, down=True)

    def end_cell(self, edge: int | None) -> None:
        """The next cell's right edge, which ends what is said of it."""
        self.cells.append(replace(self.next, edge=edge))
        self.next = _Shape()


@dataclass(slots=True)
class _Level:
    """A table whose end has not come yet: its rows, the cells of its last row, and that row's last cell."""

    rows: list[list[EdgedCell]] = field(default_factory=list)
    row: list[EdgedCell] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def end_cell(self) -> None:
        self.row.append(EdgedCell(tuple(self.texts), tables=tuple(self.tables)))
        self.texts, self.tables = [], []

    def end_row(self, shapes: Sequence[_Shape]) -> None:
        cells: list[EdgedCell] = []
        for number, cell in enumerate(self.row):
            shape = shapes[number] if number < len(shapes) else _Shape()
            if shape.right and cells:
                before = cells[-1]
                cells[-1] = replace(before, right=shape.edge, inside=before.edges)
            else:
                cells.append(replace(cell, right=shape.edge, goes_on=shape.down))
        self.row = []
        if cells:
            self.rows.append(cells)


class Tables:
    """The tables that are open where the text stands, the outermost first."""

    def __init__(self) -> None:
        self.shape = RowShape()
        self.nested_shape = RowShape()
        self._levels: list[_Level] = []

    def add(self, texts: Sequence[Text], depth: int) -> None:
        """A paragraph of a cell at a depth from 1."""
        self._at(depth).texts.extend(texts)

    def end_cell(self, depth: int) -> None:
        """The end of a cell."""
        self._at(depth).end_cell()

    def end_row(self, depth: int) -> None:
        """The end of a row, whose properties have been told."""
        level = self._at(depth)
        level.end_row((self.shape if depth == 1 else self.nested_shape).cells)

    def closed(self) -> Table | None:
        """The outermost table, which ends here; `None` where none is open."""
        if not self._levels:
            return None
        level = self._at(1)
        self._levels = []
        if level.row:
            level.end_row(self.shape.cells)
        return Table(laid_out(level.rows)) if level.rows else None

    def _at(self, depth: int) -> _Level:
        """The table at a depth; deeper ones end, and stand in the cell at hand."""
        depth = min(max(depth, 1), _DEEPEST)
        while len(self._levels) > depth:
            ended = self._levels.pop()
            if ended.row:
                ended.end_row(self.nested_shape.cells)
            if ended.rows:
                self._levels[-1].tables.append(Table(laid_out(ended.rows)))
        while len(self._levels) < depth:
            self._levels.append(_Level())
        return self._levels[-1]

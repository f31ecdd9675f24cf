"""Cells that hold a label and its answer with only a space between them, throughout a table.

One such cell could be a sentence. Several whose answers are of the kind that their labels ask for show
how the table writes: what begins with a printed label in its other cells is asked there too, and a
label alone is one that nobody answered, not the question to the cell beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.assembly.lines.unmarked import end_of_label, unmarked
from parsers.assembly.tables.cells import Kind, Placed

_FEWEST: Final = 2  # cells
_MARKS: Final = ":?"


def with_labels_apart(rows: list[list[Placed]]) -> list[list[Placed]]:
    """The rows, labels and answers apart in the cells of a table that plainly writes so."""
    sure = [cell for row in rows if len(row) > 1 for cell in row if _is_unmarked(cell)]
    if len(sure) < _FEWEST:
        return rows
    return [[_apart(cell) for cell in row] for row in rows]


def _is_unmarked(cell: Placed) -> bool:
    if cell.kind is not Kind.INLINE or len(cell.cell.texts) != 1 or len(cell.asks) != 1:
        return False
    return not cell.filled and unmarked(cell.answer.text, cell.labels) is not None


def _apart(cell: Placed) -> Placed:
    """The cell with its label in a paragraph of its own."""
    texts = cell.cell.texts
    if not texts or texts[0].filled or cell.kind in (Kind.LABEL, Kind.EMPTY, Kind.BOXES):
        return cell
    first = texts[0]
    end = end_of_label(first.text, cell.labels)
    if end is None:
        found = unmarked(first.text, cell.labels)
        if found is None:
            return cell
        end = found[0]
    label, answer = first.text[:end], first.text[end:].strip()
    if not answer or any(mark in label for mark in _MARKS):
        return cell
    parts = (replace(first, text=label), replace(first, text=answer), *texts[1:])
    return replace(cell, cell=replace(cell.cell, texts=parts))

"""First columns that span rows: notes on how to fill the form in, and headings beside their rows.

Both stand beside the questions and push them to the right. A note goes; a heading moves to a
row of its own above the rows that it spans, where every format has its headings.
"""

from __future__ import annotations

from typing import Final

from parsers.assembly.guidance import is_guidance
from parsers.assembly.tables.cells import Kind, Placed
from parsers.labels import LabelTables

_FEWEST_WORDS_OF_A_NOTE: Final = 8
_FEWEST_NOTES: Final = 3
_PAIR: Final = 2


def without_side_column(rows: list[list[Placed]], labels: LabelTables) -> list[list[Placed]]:
    """The rows without notes beside them, each heading beside its rows on a row above them."""
    rows = _without_notes_behind(rows)
    sides = [row[0] for row in rows if _spans(row)]
    if not sides:
        return [row[-1:] for row in rows] if _are_notes_beside_asks(rows, labels) else rows
    if all(_may_be_a_note(cell, labels) for cell in sides) and any(map(_is_long, sides)):
        return [row[1:] if _spans(row) else row for row in rows]
    return _headings_above(rows, labels) if _head_their_rows(rows, labels) else rows


def _without_notes_behind(rows: list[list[Placed]]) -> list[list[Placed]]:
    """The rows without a last column that is set as help is set, behind labels and their answers."""
    wide = [row for row in rows if len(row) > _PAIR]
    notes = [row[-1] for row in wide if row[-1].kind is not Kind.EMPTY]
    columns = {row[-1].column for row in wide}
    if len(columns) != 1 or not notes or len(notes) < min(_PAIR, len(wide)) or columns == {0}:
        return rows
    behind = all(len(row) == _PAIR + 1 and row[0].kind is not Kind.EMPTY for row in wide)
    quiet = all(text.quiet and not text.filled for cell in notes for text in cell.cell.texts)
    return [row[:-1] if len(row) > _PAIR else row for row in rows] if behind and quiet else rows


def _are_notes_beside_asks(rows: list[list[Placed]], labels: LabelTables) -> bool:
    """Whether a first column of notes, one to a row, stands beside cells that ask for themselves."""
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < _FEWEST_NOTES or any(len(row) != 2 or row[0].column for row in wide):
        return False
    notes = [row[0] for row in wide if row[0].kind is not Kind.EMPTY]
    asking = sum(row[1].kind is Kind.INLINE for row in wide)
    return (
        asking * 2 > len(wide) and any(map(_is_long, notes)) and all(_is_note(cell, labels) for cell in notes)
    )


def _is_note(cell: Placed, labels: LabelTables) -> bool:
    """Whether a cell instructs: by its words, by how it is set, or by saying more than a label does."""
    words = cell.answer.text
    if cell.filled or cell.boxes or labels.printed(words) or labels.heading(words) is not None:
        return False
    return is_guidance(words) or _is_long(cell) or all(text.quiet for text in cell.cell.texts)


def _spans(row: list[Placed]) -> bool:
    return len(row) > 1 and row[0].column == 0 and row[0].cell.rowspan > 1


def _may_be_a_note(cell: Placed, labels: LabelTables) -> bool:
    """Whether printed words may tell how to fill the form in: no label, and no heading."""
    return cell.kind is Kind.TEXT and not cell.filled and labels.heading(cell.answer.text) is None


def _is_long(cell: Placed) -> bool:
    return len(cell.answer.text.split()) >= _FEWEST_WORDS_OF_A_NOTE


def _head_their_rows(rows: list[list[Placed]], labels: LabelTables) -> bool:
    """Whether a column of headings stands beside all the rows, over questions with their answers.

    A heading that no table knows is one where it stands before a label; two that are known
    must stand in the column.
    """
    width = next(row[0].cell.colspan for row in rows if _spans(row))
    known = 0
    for row in rows:
        if len(row) == 1:
            continue
        first = row[0]
        if first.column >= width:
            continue
        if first.column != 0 or first.cell.colspan != width or first.filled or first.kind is Kind.INLINE:
            return False
        opens = labels.heading(first.answer.text, marked=True)
        known += opens is not None and not opens.block
        if opens is None and (first.kind is Kind.EMPTY or row[1].kind is not Kind.LABEL or len(row) < 3):
            return False
    return known > 1


def _headings_above(rows: list[list[Placed]], labels: LabelTables) -> list[list[Placed]]:
    apart: list[list[Placed]] = []
    for row in rows:
        if len(row) == 1 or row[0].column:
            apart.append(row)
            continue
        if labels.heading(row[0].answer.text, marked=True) is not None:
            apart.append([row[0]])
        apart.append(row[1:])
    return apart

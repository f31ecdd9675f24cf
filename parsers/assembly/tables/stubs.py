"""Tables that say what they are made of: "Section | Question | Answer" over rows of questions.

The words above the columns ask nothing, and a first column that is written now and then heads
the rows from there on. Both are set right before the rows are read.
"""

from __future__ import annotations

from typing import Final

from parsers.assembly.guidance import is_question
from parsers.assembly.tables.cells import Kind, Placed
from parsers.labels import LabelTables

_OF_THE_TABLE: Final = frozenset(
    [
        "section",
        "part",
        "area",
        "topic",
        "question",
        "questions",
        "answer",
        "answers",
        "response",
        "responses",
        "reply",
        "detail",
        "details",
        "item",
        "field",
        "information",
        "comment",
        "comments",
        "note",
        "notes",
        "label",
        "value",
        "your",
        "no",
        "number",
        "office",
        "use",
        "only",
        "your",
        "answer",
        "your",
        "response",
        "please",
        "complete",
        "here",
        "ref",
    ]
)
_FOR_THE_OFFICE: Final = frozenset(
    [
        "office use only",
        "office use",
        "for office use",
        "for office use only",
        "mash use only",
        "official use",
    ]
)
_MOST_WORDS: Final = 4


def without_stubs(rows: list[list[Placed]], labels: LabelTables) -> list[list[Placed]]:
    """Rows without a header about the table itself, an office's column, and a column of headings."""
    if len(rows) < 3 or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return rows
    kept = rows[1:] if _is_about_the_table(rows[0]) else rows
    office = [cell.column for cell in rows[0] if _folded(cell) in _FOR_THE_OFFICE]
    if office and kept is not rows:
        kept = [[cell for cell in row if cell.column not in office] for row in kept]
    return _headings_apart(kept) if _heads_its_rows(kept, labels) else kept


def _folded(cell: Placed) -> str:
    return " ".join(cell.answer.text.casefold().split()).strip(" .:")


def _is_about_the_table(row: list[Placed]) -> bool:
    words = [_folded(cell).replace("/", " ").split() for cell in row]
    return (
        sum(bool(cell) for cell in words) > 1
        and all(len(cell) <= _MOST_WORDS and _OF_THE_TABLE.issuperset(cell) for cell in words)
        and any(
            {"question", "questions", "field", "item", "answer", "response", "information"} & set(cell)
            for cell in words
        )
        and not any(cell.filled for cell in row)
    )


def _heads_its_rows(rows: list[list[Placed]], labels: LabelTables) -> bool:
    if any(len(row) < 3 for row in rows):
        return False
    heads = [row[0] for row in rows if row[0].kind is not Kind.EMPTY]
    asking = sum(row[1].kind is Kind.LABEL or is_question(row[1].answer.text) for row in rows)
    return (
        0 < len(heads) < len(rows)
        and rows[0][0].kind is not Kind.EMPTY
        and asking * 3 >= len(rows) * 2
        and all(not head.filled and labels.heading(head.answer.text, marked=True) for head in heads)
        and all(row[2].kind is not Kind.LABEL for row in rows)
    )


def _headings_apart(rows: list[list[Placed]]) -> list[list[Placed]]:
    """Each heading on a row of its own, above the rows that it heads."""
    apart: list[list[Placed]] = []
    for head, *rest in rows:
        if head.kind is not Kind.EMPTY:
            apart.append([head])
        apart.append(rest)
    return apart

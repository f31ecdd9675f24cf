"""A header of answers (Yes, No, Not known) over a column of questions, a mark in each row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from parsers.assembly.pieces import Answer, Ask
from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.marks import is_marked, marks_one
from parsers.assembly.tables.turns import TRI_WORDS
from parsers.labels import LabelTables

#: The last column of a table of ticks: why not.
_EXPLAINS: Final = re.compile(
    r"(?:if |please |reasons?\b|why\b|details?\b|comments?\b|explanation\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The questions with their answers, and how many rows they took with their header."""

    asks: tuple[Ask, ...]
    rows: int


def matrix(rows: list[list[Placed]], labels: LabelTables) -> Matrix | None:
    """The questions under the first of `rows`, where it is such a header."""
    header = rows[0]
    if not _is_header(rows, labels):
        return None
    last = header[-1] if _EXPLAINS.match(header[-1].answer.text.strip()) else None
    asks: list[Ask] = []
    taken = 1
    for row in rows[1:]:
        if len(row) != len(header):
            break
        taken += 1
        asks += _asked(header, row, last)
    return Matrix(tuple(asks), taken)


def _asked(header: list[Placed], row: list[Placed], last: Placed | None) -> list[Ask]:
    marked = [
        cell.answer.text
        for cell, mark in zip(header[1:], row[1:], strict=True)
        if cell is not last and is_marked(mark)
    ]
    asked = Ask(row[0].answer.text, Answer("\n".join(marked), row[0].answer.page, row[0].answer.confidence))
    if last is None or row[-1].kind is Kind.EMPTY:
        return [asked]
    return [asked, Ask(last.answer.text.strip(), row[-1].answer)]


def _is_header(rows: list[list[Placed]], labels: LabelTables) -> bool:
    row = rows[0]
    words = [cell.answer.text.strip().casefold() for cell in row[1:] if cell.kind is not Kind.EMPTY]
    explained = len(words) > 2 and _EXPLAINS.match(words[-1]) is not None
    return (
        len(words) >= 2
        and all(word in TRI_WORDS for word in (words[:-1] if explained else words))
        and len(rows) > 1
        and len(rows[1]) == len(row)
        and (
            row[0].kind is not Kind.LABEL
            or labels.heading(row[0].answer.text) is not None
            or marks_one(rows[1])
        )
    )

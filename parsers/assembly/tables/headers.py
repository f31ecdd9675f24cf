"""Which row of a table stands over the answers in the rows below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.rows import (
    alternates,
    heads_a_list,
    is_a_pair,
    is_set_off,
    stands_over_fields,
)
from parsers.labels import ROWS, LabelTables
from parsers.values import blank

_UNBORN: Final = re.compile(r"\s*(?:unborn|baby)\b", re.IGNORECASE)
_LONGEST_TITLE: Final = 120


def is_header(row: list[Placed], after: Sequence[list[Placed]], labels: LabelTables, *, over: bool) -> bool:
    """Whether a row of labels stands over rows of answers: `after` are the next two, as far as there are.

    `over` where another row of the table stood over its answers.
    """
    below = after[0] if after else []
    live = [cell for cell in row if cell.kind is not Kind.EMPTY]
    named = [cell for cell in live if cell.kind is Kind.LABEL or _names_rows(cell, row, labels)]
    if is_set_off(row, below) and named:
        return True
    if is_a_pair(row):
        return False
    if over and len(row) > 1 and len(live) == len(named) == 1:
        return _one_label_over(live[0], below, labels)
    if over and len(row) == len(live) == 2 and len(named) == 1:
        return _half_known_over(row, after)
    if (
        len(live) < 2
        or len(named) < 2
        or any(cell.filled or len(cell.answer.text) > _LONGEST_TITLE for cell in live)
    ):
        return False
    if any(cell.kind in (Kind.INLINE, Kind.BOXES) for cell in live) or len(named) * 5 < len(live) * 3:
        return False
    if len(live) < 4 and len(named) < len(live) and not stands_over_fields(row, below):
        return False
    return bool(after) and not alternates(row) and _answers(row, below, labels)


def _names_rows(cell: Placed, row: list[Placed], labels: LabelTables) -> bool:
    """A first column headed by what its rows are: "Child", "Adult"."""
    opens = labels.heading(cell.answer.text) if cell is row[0] and len(row) > 2 else None
    return opens is not None and opens.section in ROWS and not opens.block


def _answers(header: list[Placed], below: list[Placed], labels: LabelTables) -> bool:
    """Whether the row below a header holds answers and not labels of its own."""
    inline = sum(cell.kind is Kind.INLINE for cell in below)
    if len(below) < 2 or below[0].kind is Kind.INLINE or inline > 1 or (inline and len(header) < 3):
        return False
    under = {cell.column: cell for cell in below}
    beneath = [under[cell.column] for cell in header if cell.column in under and cell.kind is Kind.LABEL]
    if not beneath:
        return False
    # "Male / Female" of which nothing was chosen stands under "Gender", and asks nothing itself.
    again = [
        cell
        for cell in beneath
        if cell.kind is Kind.LABEL and not cell.filled and blank(cell.answer.text) is not None
    ]
    if again == beneath[:1] and heads_a_list(header, below, labels):
        return True
    if again and again[0] is beneath[0] and not _is_person_word(again[0].answer.text, labels):
        return False
    return len(again) * 2 <= len(beneath) or len(again) < 2


def _one_label_over(label: Placed, below: list[Placed], labels: LabelTables) -> bool:
    """A lone label over its answer, in a table that has labels over answers throughout."""
    live = [cell for cell in below if cell.kind is not Kind.EMPTY]
    return (
        len(below) > 1
        and len(live) == 1
        and live[0].column == label.column
        and live[0].kind is Kind.TEXT
        # "GP" over "EWO": two rows of a list that nobody filled in.
        and not _is_person_word(label.answer.text, labels)
    )


def _half_known_over(row: list[Placed], after: Sequence[list[Placed]]) -> bool:
    """ "Date of referral | Incident no." over answers, in a table of labels over answers, which knows but one of them."""
    below, next_row = ([*after, [], []])[:2]
    told = {Kind.TEXT, Kind.BOXES, Kind.EMPTY}
    return (
        not any(cell.filled or cell.kind in (Kind.INLINE, Kind.BOXES) for cell in row)
        and [cell.column for cell in below] == [cell.column for cell in row]
        and all(cell.kind in told for cell in below)
        and any(cell.kind is not Kind.EMPTY for cell in below)
        and (not next_row or any(cell.kind is Kind.LABEL for cell in next_row))
    )


def _is_person_word(text: str, labels: LabelTables) -> bool:
    """ "Mother", "Health visitor": a label by itself, and a common answer in a column."""
    return labels.kin(text) is not None or labels.role(text) is not None or _UNBORN.match(text) is not None

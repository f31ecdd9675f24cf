"""Tables of labels over their answers throughout: a row that asks, a row that answers, and so on.

Such a table is no list: each pair of rows asks other things than the pair above it, and the last one
often less, with cells that nobody needs beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.assembly.pieces import Answer, Ask
from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.rows import alternates
from parsers.labels import LabelTables

_FEWEST: Final = 2  # pairs of rows
_SAYS_NOTHING: Final = frozenset([Kind.EMPTY, Kind.BOXES, Kind.TEXT])
_NUMBERED: Final = re.compile(r"(?:Q\s?\d{1,2}|\d{1,2}(?:\.\d{1,2})?|[a-z](?=\)))[.):]?\s+(?=[A-Z])")


def rows_that_ask(rows: Sequence[list[Placed]], labels: LabelTables) -> frozenset[int]:
    """The places of the rows of labels in a table where each stands over the row of its answers; else none.

    Rows of one cell may stand between them.
    """
    wide = [at for at, row in enumerate(rows) if len(row) > 1]
    asking, answering = wide[::2], wide[1::2]
    if len(asking) != len(answering) or not asking:
        return frozenset()
    if not all(at + 1 == below for at, below in zip(asking, answering)):
        return frozenset()
    pairs = [(rows[at], rows[at + 1]) for at in asking]
    if not all(_stands_over(row, below, labels) for row, below in pairs):
        return frozenset()
    known = any(cell.kind is Kind.LABEL for row, _ in pairs for cell in row)
    plain = known and any(not alternates(row) for row, _ in pairs)
    boxed = any(cell.kind is Kind.BOXES for _, below in pairs for cell in below)
    return frozenset(asking) if plain and (len(pairs) >= _FEWEST or boxed) else frozenset()


def asks_of(row: Sequence[Placed], below: Sequence[Placed]) -> Iterator[Ask]:
    """The questions of a row, each with the answer under it."""
    for cell, answer in zip(row, below):
        if cell.kind is not Kind.EMPTY:
            said = answer.answer if answer.kind is not Kind.EMPTY else Answer("", answer.answer.page)
            yield Ask(_label(cell), said)


def _label(cell: Placed) -> str:
    if cell.kind is Kind.LABEL:
        return cell.label
    return cell.over_help or cell.answer.text.strip()


def _stands_over(row: Sequence[Placed], below: Sequence[Placed], labels: LabelTables) -> bool:
    """Whether the cells of a row ask, and none below them does: most in words that the tables know, or all marked."""
    if [cell.column for cell in row] != [cell.column for cell in below]:
        return False
    live = [(cell, under) for cell, under in zip(row, below) if cell.kind is not Kind.EMPTY]
    if any(under.kind is not Kind.EMPTY for cell, under in zip(row, below) if cell.kind is Kind.EMPTY):
        return False
    if any(cell.filled or cell.boxes for cell, _ in live):
        return False
    known = sum(cell.kind is Kind.LABEL or cell.over_help is not None for cell, _ in live)
    marked = [_is_marked(cell) and not _is_marked(under) for cell, under in live]
    if 2 * known <= len(live) and not all(marked):
        return False
    if len(live) == 1 and not marked[0] and _is_kin(live[0][0], labels):
        return False  # "GP" over "EWO": two rows of a list that nobody filled in
    return all(
        under.kind in _SAYS_NOTHING or is_marked or _is_kin(under, labels)
        for (_, under), is_marked in zip(live, marked)
    )


def _is_marked(cell: Placed) -> bool:
    """Whether a cell is set as labels are: in bold, behind a number, before a colon."""
    words = cell.answer.text.strip()
    return cell.kind is not Kind.EMPTY and (
        cell.bold or _NUMBERED.match(words) is not None or words.endswith((":", "?"))
    )


def _is_kin(cell: Placed, labels: LabelTables) -> bool:
    """ "Mother", "Health visitor": a label by itself, and a common answer."""
    words = cell.answer.text
    return cell.kind is Kind.LABEL and (labels.kin(words) is not None or labels.role(words) is not None)

"""Several labels in one cell beside as many answers in the next: each with its own, in a row of its own.

"Name of referrer / Job title" beside "Ann Example / Teacher", one below the other in both, is how some forms save
lines; so does a scan on which the rule between two rows was lost. Where there are more answers than labels, or
fewer, nobody can tell which is which, and the row stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final, TypeAlias

from parsers.blocks import Cell, Text
from parsers.labels import LabelTables

_Row: TypeAlias = tuple[Cell, ...]
_EMPTY: Final = Cell()
_NUMBER: Final = re.compile(r"\W*[A-Za-z]?\d{0,2}[a-z]?\W*")  # of a question


def row_by_row(rows: Sequence[_Row], labels: LabelTables) -> Iterator[_Row]:
    """The rows, each that holds several labels beside as many answers parted into as many."""
    for row in rows:
        parted = [list(_lines(cell)) for cell in row]
        labelled = [
            at for at in range(len(row) - 1) if _answers_each(row[at : at + 2], parted[at : at + 2], labels)
        ]
        apart = {at for label in labelled for at in (label, label + 1)}
        if not apart:
            yield row
            continue
        most = max(len(parted[at]) for at in apart)
        yield from zip_longest(
            *(
                [replace(cell, texts=(text,)) for text in lines] if at in apart else _beside(cell, most)
                for at, (cell, lines) in enumerate(zip(row, parted, strict=True))
            ),
            fillvalue=_EMPTY,
        )


def _answers_each(cells: Sequence[Cell], lines: Sequence[list[Text]], labels: LabelTables) -> bool:
    """Whether the first of two cells holds several labels, and the second an answer to each."""
    asked, told = ([text.text for text in texts] for texts in lines)
    if not 1 < len(asked) == len(told) or any(cell.rowspan > 1 or cell.tables for cell in cells):
        return False
    if any(text.filled for text in lines[0]) or not _are_several(cells[0], asked):
        return False
    return all(map(labels.printed, asked)) and not any(map(labels.printed, told))


def _are_several(cell: Cell, asked: Sequence[str]) -> bool:
    """Whether lines of labels are no one label that wrapped, as "Home / Address" may be in a narrow cell."""
    paragraphs = sum(bool(text.text.strip()) for text in cell.texts)
    whole = paragraphs == len(asked) or all(
        label.rstrip().endswith(":") or " " in label.strip() for label in asked
    )
    return whole and len(set(asked)) == len(asked) and all(label[:1].isupper() for label in asked)


def _beside(cell: Cell, rows: int) -> list[Cell]:
    """A cell beside those that are parted: the number of the question stands before each of them."""
    return [cell] * rows if _NUMBER.fullmatch(cell.text) else [cell]


def _lines(cell: Cell) -> Iterator[Text]:
    for text in cell.texts:
        for line in text.text.split("\n"):
            if line.strip():
                yield text if line == text.text else replace(text, text=line.strip())

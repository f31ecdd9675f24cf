"""Dates whose day, month and year have cells of their own -> one cell with the whole date.

The captions ("Day | Month | Year", "DD | MM | YYYY") stand over the figures or under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from parsers.assembly.cells import Placed
from parsers.blocks import Cell, Text

_CAPTIONS: Final = (
    frozenset(["day", "dd", "d"]),
    frozenset(["month", "mm", "m"]),
    frozenset(["year", "yyyy", "yy", "y"]),
)
_FIGURES: Final = (re.compile(r"\d{1,2}"), re.compile(r"\d{1,2}|[A-Za-z]{3,9}"), re.compile(r"\d{4}|\d{2}"))

Rows = list[list[Placed]]


def with_whole_dates(rows: Rows) -> Rows:
    """The rows with each date in one cell, where its captions stand; other rows as they are."""
    whole = [list(row) for row in rows]
    for at, row in enumerate(rows):
        for captions in _captioned(row):
            beside = [
                below
                for below in (at + 1, at - 1)
                if 0 <= below < len(rows) and _are_figures(captions, rows[below])
            ]
            if beside:
                _join(whole, at, beside[0], captions)
    return [row for row in whole if row]


def _captioned(row: list[Placed]) -> Iterator[list[Placed]]:
    for start in range(len(row) - 2):
        cells = row[start : start + 3]
        words = [cell.answer.text.strip(" ()").casefold() for cell in cells]
        if all(word in names for word, names in zip(words, _CAPTIONS, strict=True)):
            yield cells


def _are_figures(captions: list[Placed], row: list[Placed]) -> bool:
    """Whether the cells at the captions' columns are the parts of a date, or are all blank."""
    words = [cell.answer.text.strip() for cell in _at(captions, row)]
    if len(words) != len(captions):
        return False
    return not any(words) or all(
        figures.fullmatch(word) for word, figures in zip(words, _FIGURES, strict=True)
    )


def _at(captions: list[Placed], row: list[Placed]) -> list[Placed]:
    columns = [cell.column for cell in captions]
    return [cell for cell in row if cell.column in columns]


def _join(whole: Rows, at: int, beside: int, captions: list[Placed]) -> None:
    """Put the date where its first caption stands, on the upper of the two rows."""
    parts = _at(captions, whole[beside])
    words = " ".join(part.answer.text.strip() for part in parts).split()
    first = parts[0].answer
    date = Text("/".join(words), first.page, confidence=min(part.answer.confidence for part in parts))
    joined = replace(captions[0], cell=Cell((date,), colspan=len(captions)))
    gone = {id(cell) for cell in (*parts, *captions)}
    upper, lower = min(at, beside), max(at, beside)
    place = next(index for index, cell in enumerate(whole[upper]) if id(cell) in gone)
    whole[upper] = [*whole[upper][:place], joined, *(c for c in whole[upper][place:] if id(c) not in gone)]
    whole[lower] = [cell for cell in whole[lower] if id(cell) not in gone]

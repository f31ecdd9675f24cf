"""Dates and names whose parts have cells or fields of their own -> one cell, one answer with the whole.

The captions ("Day | Month | Year", "DD | MM | YYYY") stand over the figures, under them or before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from parsers.assembly.tables.cells import Placed
from parsers.blocks import Block, Cell, Line, Text
from parsers.values import read_date

_CAPTIONS: Final = (
    frozenset(["day", "dd", "d"]),
    frozenset(["month", "mm", "m"]),
    frozenset(["year", "yyyy", "yy", "y"]),
)
_NAME_CAPTIONS: Final = (
    frozenset(["first", "forename", "given", "first name", "given name"]),
    frozenset(["last", "surname", "family", "last name", "family name"]),
)
_FIGURES: Final = (re.compile(r"\d{1,2}"), re.compile(r"\d{1,2}|[A-Za-z]{3,9}"), re.compile(r"\d{4}|\d{2}"))
_WHEN_BORN: Final = re.compile(
    r"\b(?:date of birth|birth ?date|birthday|d\.?o\.?b|born|due date)\b", re.IGNORECASE
)
_WHEN_BORN_CAPTIONS: Final = frozenset(["date", "date / time", "dd/mm/yyyy"])
_MOST_LINES: Final = 4  # of a label and three captioned figures

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


def with_parts_joined(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, those of "Date of birth", "Day 3", "Month 4", "Year 2015" as one line of label and date.

    So are "Your name", "First Ida", "Last Vale".
    """
    joined: list[Block] = []
    for block in blocks:
        joined.append(block)
        texts: list[Text] = []
        for count, last in enumerate(reversed(joined[-_MOST_LINES:]), 1):
            if not isinstance(last, Line):
                break
            texts = [*last.segments, *texts]
            whole = _date_line(texts) or _captioned_date(texts) or _name_line(texts)
            if whole is not None:
                joined[-count:] = [whole]
                break
    return joined


def _date_line(texts: list[Text]) -> Line | None:
    """The line that texts are together: a label, and then captions and figures in turn."""
    if len(texts) != 1 + 2 * len(_CAPTIONS):
        return None
    label, *parts = texts
    words = [text.text.strip(" ():").casefold() for text in parts[::2]]
    figures = [text.text.strip() for text in parts[1::2]]
    if label.filled or not all(word in names for word, names in zip(words, _CAPTIONS, strict=True)):
        return None
    if not _are_a_date(figures):
        return None
    return Line((label, replace(parts[1], text="/".join(filter(None, figures)))))


def _captioned_date(texts: list[Text]) -> Line | None:
    """ "Date of birth", "Date", "02/01/2018": a survey's question, its caption and its answer, as the first and the last."""
    if len(texts) != 3:
        return None
    label, caption, date = texts
    captioned = caption.text.strip(" ():").casefold() in _WHEN_BORN_CAPTIONS and not caption.filled
    asked = (
        not label.filled and _WHEN_BORN.search(label.text) is not None and ":" not in label.text.strip(" :")
    )
    return Line((label, date)) if captioned and asked and read_date(date.text).value is not None else None


def _name_line(texts: list[Text]) -> Line | None:
    """The line of a label that asks for a name and of the parts behind it, each with its caption."""
    if len(texts) != 1 + 2 * len(_NAME_CAPTIONS):
        return None
    label, *parts = texts
    captions = [text.text.strip(" ():").casefold() for text in parts[::2]]
    whole = all(caption in names for caption, names in zip(captions, _NAME_CAPTIONS, strict=True))
    filled = all(text.filled for text in parts[1::2]) and not any(
        text.filled for text in (label, *parts[::2])
    )
    if not whole or not filled or not re.search(r"\bname\b", label.text, re.IGNORECASE):
        return None
    said = " ".join(text.text.strip() for text in parts[1::2] if text.text.strip())
    return Line((label, replace(parts[1], text=said)))


def _are_a_date(words: list[str]) -> bool:
    """Whether words are the parts of a date, or all blank."""
    return len(words) == len(_FIGURES) and (
        not any(words) or all(figures.fullmatch(word) for word, figures in zip(words, _FIGURES, strict=True))
    )


def _captioned(row: list[Placed]) -> Iterator[list[Placed]]:
    words = [cell.answer.text.strip(" ()").casefold() for cell in row] if len(row) > 2 else []
    for start in range(len(row) - 2):
        if all(word in names for word, names in zip(words[start : start + 3], _CAPTIONS, strict=True)):
            yield row[start : start + 3]


def _are_figures(captions: list[Placed], row: list[Placed]) -> bool:
    """Whether the cells at the captions' columns are the parts of a date, or are all blank."""
    return _are_a_date([cell.answer.text.strip() for cell in _at(captions, row)])


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

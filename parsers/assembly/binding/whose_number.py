"""Telephone numbers that say whose they are: "Mum 07700 900123", "07700 900123 (mum), 07700 900124 (dad)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly.draft import Draft, Row, put
from parsers.assembly.pieces import Answer
from parsers.labels import Field, LabelTables

_NUMBER: Final = re.compile(r"(?<![\w+])(?:\+44|\(?0)[\d ()-]{8,14}\d")
_ALONE: Final = re.compile(r"\+?[\d\s()./-]{9,24}")
_WORDS: Final = re.compile(r"[^\W\d_][^\d\n]*")
_EDGE: Final = " \t\n,;:/-–—()[]&"
_LONGEST: Final = 200


def as_a_number(found: Field, answer: Answer | None) -> Field:
    """ "Telephone | Office: 0115 496 0100": a number is no agency, and reaches the office."""
    is_number = answer is not None and _ALONE.fullmatch(answer.text.strip()) is not None
    return replace(found, name="phone") if found.path == "referrer.agency" and is_number else found


def keep_numbers_of_kin(found: Field, answer: Answer, draft: Draft, labels: LabelTables) -> bool:
    """Whether each number is told to be some relative's: it is put to theirs, and to nobody else's."""
    if found.path != "people.phone" or found.preset or len(answer.text) > _LONGEST:
        return False
    told = _told(answer.text, labels)
    for kin, number in told:
        rows = [row for row in draft.rows["people"] if _is_kin(row, kin, labels)]
        if len(rows) == 1:
            put(rows[0].answers, "phone", replace(answer, text=number))
    return bool(told)


def _told(text: str, labels: LabelTables) -> list[tuple[str, str]]:
    """Each number with the kin beside it; empty where one of them has none, or stands between two."""
    numbers = list(_NUMBER.finditer(text))
    ends = [0, *(at for number in numbers for at in number.span()), len(text)]
    around = [_kin(text[start:end], labels) for start, end in zip(ends[::2], ends[1::2], strict=True)]
    said = around[:-1] if around and around[0] else around[1:]
    if len(said) != len(numbers) or sum(map(bool, around)) != len(numbers):
        return []
    return [(kin, number[0]) for kin, number in zip(said, numbers, strict=True) if kin]


def _kin(text: str, labels: LabelTables) -> str | None:
    words = text.strip(_EDGE)
    return labels.kin(words) if _WORDS.fullmatch(words) else None


def _is_kin(row: Row, kin: str, labels: LabelTables) -> bool:
    said = row.answers.get("relationship")
    return said is not None and (labels.kin(said.text) or said.text) == kin

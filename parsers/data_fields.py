"""Data that a program wrote (XML, CSV, JSON): whether its fields are those of a child's record.

Such a file is laid out for machines, so no label is found in it. What its fields are called tells
whether it may be about a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LOOK: Final = 100_000
_MARKUP: Final = re.compile(r"\s*<(?:\?xml|[A-Za-z_])")
_JSON: Final = re.compile(r"\s*[{\[]")
_TAG: Final = re.compile(r"<([A-Za-z_][\w.:-]{0,80})([^<>]{0,2000})>")
_ATTRIBUTE: Final = re.compile(r"([A-Za-z_][\w.:-]{0,80})\s*=\s*[\"'][^\"']")
_KEY: Final = re.compile(r'"([^"\n]{1,80})"\s*:\s*(?!\s|null|"")')
_DELIMITERS: Final = ",;\t|"
_FEWEST_COLUMNS: Final = 3
_HEADING: Final = re.compile(r"[A-Za-z][\w./()'-]*(?: [\w./()'-]+){0,3}(?<!\.)")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORDS: Final = re.compile(r"[a-z]+")
_BIRTH: Final = re.compile(r"\b(?:dob|date of birth|birth ?date|born on)\b")
_CHILD: Final = re.compile(r"\b(?:child|pupil|young person|baby|infant)s?\b")
_NAME: Final = re.compile(
    r"\b(?:forename|surname|first ?name|last ?name|family ?name|given ?name|full ?name|name)s?\b"
)


def are_of_a_child(text: str) -> bool:
    """Whether the fields of `text`, where it is data, hold a name beside a date of birth or a child."""
    names = [_in_words(name) for name in _names(text[:_LOOK])]
    told = " | ".join(names)
    return bool(_NAME.search(told)) and bool(_BIRTH.search(told) or _CHILD.search(told))


def _names(text: str) -> Iterator[str]:
    if _MARKUP.match(text):
        for tag, rest in _TAG.findall(text):
            yield tag
            yield from _ATTRIBUTE.findall(rest)
    elif _JSON.match(text):
        yield from _KEY.findall(text)
    else:
        yield from _headings(text)


def _headings(text: str) -> list[str]:
    """The cells of a table's first line; none where the line below it is not of the same table."""
    header, _, below = text.lstrip("\ufeff\r\n").partition("\n")
    row = below.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    cells = [cell.strip(" \r\"'") for cell in header.split(delimiter)]
    if len(cells) < _FEWEST_COLUMNS or row.count(delimiter) < len(cells) - 1:
        return []
    return cells if all(_HEADING.fullmatch(cell) for cell in cells) else []


def _in_words(name: str) -> str:
    """Such as "date of birth" for `dateOfBirth`, `date_of_birth` and `Date-of-birth`."""
    return " ".join(_WORDS.findall(_HUMP.sub(" ", name).lower()))

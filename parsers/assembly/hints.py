"""What the document itself calls a field: AcroForm names and tooltips, titles of controls."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.labels import Field, LabelTables

_MEANINGLESS: Final = re.compile(
    r"(?:text|textfield|text ?box|check ?box|group|radio ?button|button|field|undefined|dropdown|combo ?box|list ?box|fill|untitled|plain ?text|rich ?text|date|tf|cb|txt)?[\s_]*\d*",
    re.IGNORECASE,
)
_ROW: Final = re.compile(r"[\s,_]*\b(?:row|line)[\s_]*(\d{1,2})\s*$", re.IGNORECASE)
_COPY: Final = re.compile(r"[\s_]+\d{1,4}$")
_PLURALS: Final = {"children": "child", "people": "person", "professionals": "professional"}


def field_of_hint(hint: str, section: str | None, labels: LabelTables) -> Field | None:
    """The field that a hint names, where it stands in `section`; `None` where it says nothing."""
    words = _words(hint)
    if not words or _MEANINGLESS.fullmatch(words):
        return None
    row = _ROW.search(words)
    plain = _ROW.sub("", words)
    found = labels.field(plain, section) or labels.field(_COPY.sub("", plain), section)
    if found is not None and row and found.number is None and not found.preset:
        return replace(found, number=int(row[1]))
    return found


def label_of_hint(hint: str, labels: LabelTables) -> str | None:
    """The label that a hint is, word for word as forms print it; `None` for another hint."""
    words = _words(hint)
    if not words or _MEANINGLESS.fullmatch(words) or _ROW.search(words) or not labels.known(words):
        return None
    return words


_AT_INDEX: Final = re.compile(r"\w\[\d+\]")


_INDEX: Final = re.compile(r"\[\d+\]")


_WORDS_MEET: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


_NUMBER_BEGINS: Final = re.compile(r"(?<=[a-zA-Z])(?=\d)")


def _words(hint: str) -> str:
    last = _INDEX.sub("", hint).split(".")[-1] if _AT_INDEX.search(hint) else hint
    spaced = _WORDS_MEET.sub(" ", last).replace("_", " ")
    spaced = _NUMBER_BEGINS.sub(" ", spaced)
    return " ".join(_PLURALS.get(word.casefold(), word) for word in spaced.split())

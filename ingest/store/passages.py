"""Where in a record's own words stands what was looked for: enough of them to tell why it was found.

The index knows words without their order; here they are looked for again, in the few records that were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlalchemy import Row

from ingest.domain.model import ContactChild
from ingest.store.findable import asked, spelt_otherwise
from ingest.store.words import ANSWERS
from ingest.views import Passage

# What a record says: what of it, as forms call it, and the words.
Said = tuple[str, str]
LENGTH: Final = 160
_BEFORE: Final = 24  # of them before what was found: a narrow screen must show it too
_LOOKED_THROUGH: Final = 50_000  # characters of one text, for what is spelt otherwise
_MOST_PLACES: Final = 50  # of each word in one text: the first will do
_Span = tuple[int, int]
_Hit = tuple[int, int, str]
_Looked = tuple[str, str, list[_Hit]]


def passage(said: Iterable[Said], query: str) -> Passage | None:
    """Where most of the words of `query` stand together, the first of such places; `None` where none is found."""
    words = asked(query)
    best = _Fullest(len(words))
    looked = list[_Looked]()
    for of, text in said:
        line = " ".join(text.split())
        looked.append((of, line, sorted(_hits(line, words))))
        if best.take(looked[-1]):
            return best.passage
    missed = [word for word in words if not any(hit[2] == word for _, _, hits in looked for hit in hits)]
    if missed:
        best = _Fullest(len(words))
        for of, line, hits in looked:
            if best.take((of, line, sorted([*hits, *_spelt_otherwise(line, missed)]))):
                break
    return best.passage


class _Fullest:
    """The first passage of all that were looked at in which most of `words` words stand together."""

    def __init__(self, words: int) -> None:
        self._words = words
        self._most = 0
        self._where: tuple[str, str, int, list[_Hit]] | None = None

    def take(self, looked: _Looked) -> bool:
        """Look at one more text; whether all words stand together in it: an email, which may be long, need
        be looked through no further."""
        of, text, hits = looked
        together, start = _most_together(hits)
        if together > self._most:
            self._where, self._most = (of, text, start, hits), together
        return together == self._words

    @property
    def passage(self) -> Passage | None:
        return None if self._where is None else _cut(*self._where)


def of_contact(row: Row[Any], children: Iterable[ContactChild]) -> Iterator[Said]:
    """What a call says, the child first."""
    for child in children:
        yield "child", " ".join(filter(None, (child.forename, child.surname)))
        yield "dob", _day(child.dob) if child.dob else ""
        yield "address", ", ".join(filter(None, (child.address, child.postcode)))
        yield "school", child.school or ""
        yield "nhs_number", child.nhs_number or ""
    yield "concern", row.concern or ""
    yield "caller", row.caller_name or ""
    yield "agency", row.caller_agency or ""
    yield "role", row.caller_role or ""
    yield "phone", row.caller_phone or ""
    yield "email", row.caller_email or ""
    yield "reference", row.reference


def of_form(said: Any, of: str = "form") -> Iterator[Said]:
    """What a form says, as a record; each by the name of its field."""
    if isinstance(said, Mapping):
        if said.get("forename") and said.get("surname"):
            yield "name", f"{said['forename']} {said['surname']}"
        for name, value in said.items():
            yield from of_form(value, name)
    elif isinstance(said, list):
        for item in said:
            yield from of_form(item, of)
    elif isinstance(said, str) and said not in ANSWERS:
        yield of, said
        with suppress(ValueError):
            yield of, _day(date.fromisoformat(said))


def of_message(row: Row[Any], parts: Iterable[Mapping[str, Any]]) -> Iterator[Said]:
    """What an email says: its subject, its sender, and its parts."""
    yield "subject", row.subject or ""
    yield "sender", row.sender or ""
    for part in parts:
        yield "attachment", part["filename"] or ""
        yield "attachment" if part["filename"] else "email", part["text"] or ""


def _hits(text: str, words: Iterable[str]) -> Iterator[_Hit]:
    """Where each word begins one of the text, in whatever capitals; a number also where it ends one."""
    small = text.lower()
    for word in words:
        if word not in small:
            continue  # many times as quick to tell as by the pattern, which heeds capitals
        begins = r"(?<!\d)\d*" if word.isdecimal() else r"(?<![^\W_])"
        everywhere = re.finditer(rf"{begins}{re.escape(word)}[^\W_]*", text, re.IGNORECASE)
        for found in islice(everywhere, _MOST_PLACES):
            yield found.start(), found.end(), word


def _spelt_otherwise(text: str, words: Iterable[str]) -> Iterator[_Hit]:
    text = text[:_LOOKED_THROUGH]
    seen = set[str]()
    numbers = any(letter.isdecimal() for word in words for letter in word)
    for start, end, folded in spelt_otherwise(text, numbers=numbers):
        for word in words:
            whole = word in seen and end - start == len(text)  # more than needs be
            if not whole and any(one.startswith(word) for one in folded):
                seen.add(word)
                yield start, end, word


def _most_together(hits: list[_Hit]) -> tuple[int, int]:
    """How many of the words stand in one passage, and where the first of such passages begins."""
    words = len({word for _, _, word in hits})
    most, at = 0, 0
    for place, (start, _, _) in enumerate(hits):
        within = {word for other, _, word in hits[place : place + LENGTH] if other < start + LENGTH - _BEFORE}
        if len(within) > most:
            most, at = len(within), start
        if most == words:
            break
    return most, at


def _cut(of: str, text: str, start: int, hits: Iterable[_Hit]) -> Passage:
    begins = text.rfind(" ", 0, start - _BEFORE) + 1 if start > _BEFORE else 0
    begins = begins if start - begins < LENGTH // 2 else start
    ends = (
        len(text) if len(text) - begins <= LENGTH else text.rfind(" ", begins + LENGTH // 2, begins + LENGTH)
    )
    ends = ends if ends > 0 else begins + LENGTH
    before, after = "…" if begins else "", "…" if ends < len(text) else ""
    moved = len(before) - begins
    marks = _joined(
        (max(one, begins), min(other, ends)) for one, other, _ in hits if one < ends and other > begins
    )
    return Passage(
        of, f"{before}{text[begins:ends]}{after}", tuple((one + moved, other + moved) for one, other in marks)
    )


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    """Spans in order, those that touch as one."""
    joined: list[_Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return joined


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

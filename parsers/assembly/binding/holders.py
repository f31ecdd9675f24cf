"""Who is named as holding parental responsibility, where a question asks for names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from parsers.assembly.draft import Row
from parsers.labels import Field

_WHO: Final = re.compile(r"\b(?:who|whom|name|names|person|persons|people|holders?)\b", re.IGNORECASE)
_OF_RESPONSIBILITY: Final = re.compile(r"\bparental responsibility\b|\bPR\b", re.IGNORECASE)


def may_ask_who_holds(found: Field, label: str) -> bool:
    """Whether a question asks who holds it, whoever is named in its answer."""
    if found.path != "people.parental_responsibility" and (
        found.path != "people.name" or _OF_RESPONSIBILITY.search(label) is None
    ):
        return False
    return _WHO.search(label) is not None


def asks_who_holds(found: Field, label: str, named: Iterable[str], rows: Iterable[Row]) -> bool:
    """Whether a question asks who holds it: "Who has PR?".

    One that the tables take for a person's name asks of those who stand in `rows` already;
    with anybody else in its answer it may begin a row of their own.
    """
    if not may_ask_who_holds(found, label):
        return False
    if found.path == "people.parental_responsibility":
        return True
    told = {row.answers["name"].text.strip().casefold() for row in rows if "name" in row.answers}
    return all(name.strip().casefold() in told for name in named)

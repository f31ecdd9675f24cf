"""Comparing agencies and schools by name: abbreviations, initials and the parts that tell nothing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz.fuzz import ratio

from ingest.domain.matching.spelling import LONGEST, fold, is_slip

_CLOSE = 88.0
_SMALL = frozenset({
    "the", "of", "and", "for", "in", "at", "a", "an", "nhs",
})  # fmt: skip


@dataclass(frozen=True, eq=False)
class AgencyTable:
    """How agencies are shortened.

    `phrases` are rewritten first ("c of e" to "church of england"), longest first; `generic`
    are words that tell nothing; `kinds` are words of which two agencies of one name may differ
    (an infant and a junior school stand side by side); `known_as` maps a folded name to the
    agency that it always means ("hips" and "hampshire constabulary" to one).
    """

    phrases: tuple[tuple[str, str], ...] = ()
    generic: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    known_as: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_toml(cls, text: str) -> AgencyTable:
        """Read the table; `text` may be empty."""
        table = tomllib.loads(text)
        phrases = sorted(
            (
                (fold(short), fold(full))
                for full, shorts in table.get("phrases", {}).items()
                for short in shorts
            ),
            key=lambda pair: (-len(pair[0]), pair),
        )
        known = {
            fold(name): fold(row["name"]) for row in table.get("agencies", []) for name in _all_names(row)
        }
        generic, kinds = (
            frozenset(fold(word) for word in table.get(name, [])) for name in ("generic", "kinds")
        )
        return cls(tuple(phrases), generic, kinds, known)


def _all_names(row: dict[str, Any]) -> list[str]:
    return [row["name"], *row.get("known_as", [])]


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency's name made comparable: all its words, those that tell which one it is, its kind."""

    words: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


NO_AGENCY = AgencyName()


@lru_cache(maxsize=8192)
def agency_name(table: AgencyTable, text: str | None) -> AgencyName:
    """The comparable name of an agency or school as written."""
    folded = fold(text[:LONGEST]) if text else ""
    folded = table.known_as.get(folded, folded)
    padded = f" {folded} "
    for short, full in table.phrases:
        padded = padded.replace(f" {short} ", f" {full} ")
    folded = padded.strip()
    folded = table.known_as.get(folded) or _known_inside(table, folded)
    words = tuple(word for word in folded.split() if word not in _SMALL)
    plain = table.generic | table.kinds | _SMALL
    return AgencyName(words, tuple(w for w in words if w not in plain), table.kinds.intersection(words))


def _known_inside(table: AgencyTable, folded: str) -> str:
    """`folded` with the longest of the known names in it written out: "qa emergency department"."""
    padded = f" {folded} "
    inside = [name for name in table.known_as if f" {name} " in padded]
    if not inside:
        return folded
    longest = max(inside, key=lambda name: (len(name), name))
    return padded.replace(f" {longest} ", f" {table.known_as[longest]} ", 1).strip()


@lru_cache(maxsize=65536)
def agency_level(one: AgencyName, other: AgencyName) -> str:
    """missing, same (but for words such as "school"), close (shortened, initials, a slip) or differs."""
    if not one.words or not other.words:
        return "missing"
    if one.words == other.words:
        return "same"
    if one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds):
        return "differs"
    if not one.telling or not other.telling:
        return "close" if set(one.words) & set(other.words) else "missing"
    if one.telling == other.telling:
        return "same" if one.kinds == other.kinds and _is_within(one.words, other.words) else "close"
    if _is_within(one.telling, other.telling):
        return "close"
    if _is_initials(one, other) or _is_initials(other, one):
        return "close"
    return "close" if _alike(" ".join(one.telling), " ".join(other.telling)) else "differs"


def _is_within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all words of the one are among the other's."""
    return set(one) <= set(other) or set(other) <= set(one)


def _alike(one: str, other: str) -> bool:
    return is_slip(one, other) or ratio(one, other) >= _CLOSE


def _is_initials(short: AgencyName, full: AgencyName) -> bool:
    """Whether a word of `short` is the first letters of words of `full` that follow each other, at
    the beginning or three of them: QA, HIPS, PPU."""
    initials = "".join(word[0] for word in full.words)
    for letters in short.telling:
        if 2 <= len(letters) <= 5 and (
            initials.startswith(letters) or (len(letters) > 2 and letters in initials)
        ):
            return True
    return False

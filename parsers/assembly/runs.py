"""Questions under no heading: whom a run of them is about, told by the questions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.assembly.draft import IDENTITY
from parsers.assembly.pieces import Ask, Head, Piece
from parsers.labels import LabelTables

_TELLING: Final = {
    "children": frozenset(
        [
            "dob",
            "dob_or_edd",
            "edd",
            "age_dob",
            "age",
            "school",
            "upn",
            "nhs_number",
            "ethnicity",
            "gender",
            "gp",
        ]
    ),
    "referrer": frozenset(["role", "agency", "email"]),
}
_OF_A_REFERRAL: Final = frozenset(["concern.reason", "information_sharing.parents_informed"])
_LEAST: Final = 3


def about(pieces: Sequence[Piece], start: int, labels: LabelTables) -> str | None:
    """The section that the questions from `start` to the next heading belong to.

    Either a child's or a referrer's: `None` where they are mixed, few, or could be either.
    """
    asked: list[str] = []
    for piece in pieces[start:]:
        if isinstance(piece, Head) and (piece.opens or piece.marked == 2):
            break
        if isinstance(piece, Ask):
            if len(asked) >= _LEAST and _is_somebody_elses(piece.label, asked, labels):
                break
            asked.append(piece.label)
    # An application for a post asks "Title, First name, Date of birth" too: of a child only a referral does.
    if any(_is_a_referrals(piece, labels) for piece in pieces):
        asked = [label for label in asked if label.strip(" :*").casefold() != "title"]
    told = [section for section in _TELLING if _is_about(asked, section, labels)]
    return told[0] if len(told) == 1 else None


def _is_somebody_elses(label: str, asked: list[str], labels: LabelTables) -> bool:
    """Whether a label asks by itself for somebody else's name than the run began with."""
    found = labels.field(label)
    if found is None or found.name not in IDENTITY or found.section not in ("referrer", "people"):
        return False
    owner = labels.field(asked[0])
    return owner is None or owner.section != found.section


def _is_a_referrals(piece: Piece, labels: LabelTables) -> bool:
    found = labels.field(piece.label) if isinstance(piece, Ask) else None
    return found is not None and found.path in _OF_A_REFERRAL


def _is_about(asked: list[str], section: str, labels: LabelTables) -> bool:
    names = {found.name for found in labels.fields_in(asked, section)}
    others = {"referrer": "children", "children": "referrer"}[section]
    foreign = [label for label in asked if not labels.fields_in([label], section)]
    mixed = {found.name for found in labels.fields_in(foreign, others)} & _TELLING[others]
    return len(names) >= _LEAST and bool(names & IDENTITY) and bool(names & _TELLING[section]) and not mixed

"""Blocks of people told apart by the part that each plays: "Nominal 2", "Role in incident: Suspect".

Police and other systems print one block for each person, children and adults alike, under
headings that say no more than a number. Who the block is about stands in its first answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.assembly.draft import IDENTITY
from parsers.assembly.pieces import Ask, Head, Piece
from parsers.labels import Heading, LabelTables

_PART: Final = re.compile(
    r"(?:(?:nominal|person|subject|party) )?(?:role|involvement|part|capacity|status|type|classification)"
    r"(?: played| type)?(?: (?:in|of|to|with) (?:the |this )?(?:incident|event|occurrence|report|referral|case|crime|nominal|person|subject))?"
    r"|linked as|involved as",
    re.IGNORECASE,
)
_A_CHILD: Final = re.compile(
    r"(?:the |subject |index |focus )*(?:child|young person|yp|juvenile|unborn(?: baby| child)?)"
    r"(?: (?:subject|victim|at risk|of concern|in need|concerned))*",
    re.IGNORECASE,
)
_AN_ADULT: Final = re.compile(
    r"(?:alleged |adult |suspected |named |other )*(?:suspect|perpetrator|offender|abuser|adult|parent|carer|guardian|partner|ex-partner|"
    r"householder|occupant|informant|parent ?/ ?carer|parent or carer|mother|father|step-?mother|step-?father|grandparent|grandmother|grandfather)"
    r"(?: at risk)?",
    re.IGNORECASE,
)
_NEAR: Final = 2


def with_parts_as_heads(pieces: Sequence[Piece], labels: LabelTables) -> Iterator[Piece]:
    """The pieces, each question for somebody's part turned into the heading of their block."""
    for at, piece in enumerate(pieces):
        section = _section(piece) if isinstance(piece, Ask) else None
        if section is None or not _names_follow(pieces[at + 1 : at + 1 + _NEAR], section, labels):
            yield piece
            continue
        assert isinstance(piece, Ask)
        assert piece.answer is not None
        yield Head(piece.label, Heading(section, block=True), 2, piece.answer.page)
        if section == "people" and labels.kin(piece.answer.text) is not None:
            yield Ask("Relationship", piece.answer)


def _section(ask: Ask) -> str | None:
    said = "" if ask.answer is None else ask.answer.text.strip()
    if not said or not _PART.fullmatch(ask.label.strip(" :?")):
        return None
    if _A_CHILD.fullmatch(said):
        return "children"
    return "people" if _AN_ADULT.fullmatch(said) else None


def _names_follow(below: Sequence[Piece], section: str, labels: LabelTables) -> bool:
    """Whether somebody's name is asked next: a referrer's "Role: Parent" stands behind their name."""
    asked = [labels.field(piece.label, section) for piece in below if isinstance(piece, Ask)]
    return any(found is not None and found.section == section and found.name in IDENTITY for found in asked)

"""Blocks of people whose headings stand as questions do.

Police and other systems print one block for each person, children and adults alike, under
headings that say no more than a number: "Nominal 2", "Role in incident: Suspect". Who the block
is about stands in its first answer. Emailed forms have no bold type: "Parents and carers" is a
question over a list of names, and a heading over "Name: Ida Vale".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.draft import IDENTITY
from parsers.assembly.pieces import Ask, Head, Piece, Say
from parsers.labels import ROWS, Heading, LabelTables

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
_RELATED: Final = re.compile(
    r"relationship to (?:the )?(?:subject )?(?:child(?:ren|\(ren\))?|young person|pupil|patient)\b",
    re.IGNORECASE,
)
_NEAR: Final = 2
_OF_A_BLOCK: Final = 8


def with_parts_as_heads(pieces: Sequence[Piece], labels: LabelTables) -> Iterator[Piece]:
    """The pieces, each question that is the heading of somebody's block turned into it."""
    for at, piece in enumerate(pieces):
        if (opens := _opens_over_names(pieces, at, labels)) is not None:
            assert isinstance(piece, Ask)
            yield Head(piece.label, opens, 1)
            continue
        if isinstance(piece, Head) and _stands_over_its_own(piece, pieces[at + 1 : at + 1 + _NEAR], labels):
            yield replace(piece, marked=1)
            continue
        head = _as_head(piece, pieces[at + 1 : at + 2], labels)
        if head is not None and _stands_over_kin(head, pieces[at + 1 : at + 1 + _OF_A_BLOCK], labels):
            yield replace(head, opens=Heading("people", block=True), marked=2)
            continue
        section = _section(piece) if isinstance(piece, Ask) else None
        if section is None or not _names_follow(pieces[at + 1 : at + 1 + _NEAR], section, labels):
            yield piece
            continue
        assert isinstance(piece, Ask)
        assert piece.answer is not None
        yield Head(piece.label, Heading(section, block=True), 2, piece.answer.page)
        if section == "people" and labels.kin(piece.answer.text) is not None:
            yield Ask("Relationship", piece.answer)


def _as_head(piece: Piece, below: Sequence[Piece], labels: LabelTables) -> Head | None:
    """A heading; also words that nobody answers over a name, where nothing is in bold: "Contacts"."""
    if isinstance(piece, Ask):
        return (
            Head(piece.label, None)
            if piece.answer is None and _names_follow(below, "people", labels)
            else None
        )
    return piece if isinstance(piece, Head) else None


def _opens_over_names(pieces: Sequence[Piece], at: int, labels: LabelTables) -> Heading | None:
    """The section of a question for people that nothing answers, with somebody's answered name right below it."""
    piece = pieces[at]
    opens = labels.heading(piece.label) if isinstance(piece, Ask) and piece.answer is None else None
    if not isinstance(piece, Ask) or opens is None or opens.section not in ROWS:
        return None
    rest = pieces[at + 1 : at + 1 + _OF_A_BLOCK]
    below = next((other for other in rest if not _titles_one(other, opens.section, labels)), None)
    if not isinstance(below, Ask) or below.answer is None or below.answer.empty:
        return None
    asked = labels.field(piece.label)
    if asked is None or asked.section != opens.section or not (kinds.is_list(asked) or asked.name == "name"):
        return None
    if not _names_follow([below], opens.section, labels):
        return None
    return replace(opens, block=True, preset=asked.preset) if asked.preset and not opens.preset else opens


def _titles_one(piece: Piece, section: str, labels: LabelTables) -> bool:
    """ "Parent 1" and "Parent 2" in plain type side by side, below what they are called together."""
    opens = labels.heading(piece.answer.text) if isinstance(piece, Say) else None
    return opens is not None and opens.section == section


def _stands_over_its_own(head: Head, below: Sequence[Piece], labels: LabelTables) -> bool:
    """Whether a line that nothing marks is a heading: "Declaration", with "Date: 1 May" near below it."""
    opens, words = head.opens, head.text.strip()
    if (
        head.marked
        or opens is None
        or opens.preset
        or not words[:1].isupper()
        or words.endswith((".", ",", ";"))
    ):
        return False
    asked = [labels.field(piece.label, opens.section) for piece in below if isinstance(piece, Ask)]
    return any(found is not None and found.section == opens.section for found in asked)


def _stands_over_kin(head: Head, below: Sequence[Piece], labels: LabelTables) -> bool:
    """Whether the one named under a heading is said to be the child's mother, say: "Victim details", "Nominal 2"."""
    if head.opens is not None and (head.opens.section != "children" or head.opens.block):
        return False
    asked = list(takewhile(lambda piece: isinstance(piece, Ask), below))
    kin = [
        piece
        for piece in asked
        if isinstance(piece, Ask)
        and piece.answer is not None
        and (
            _RELATED.match(words := piece.label.strip(" :"))
            or (head.opens is None and words == "Relationship")
        )
    ]
    if len(kin) != 1 or kin[0].answer is None or labels.kin(kin[0].answer.text) is None:
        return False
    named = [
        found
        for piece in asked
        if isinstance(piece, Ask)
        and (found := labels.field(piece.label, "people")) is not None
        and found.name == "name"
    ]
    return len(named) == 1 and named[0].section == "people"


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

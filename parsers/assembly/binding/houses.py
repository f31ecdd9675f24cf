"""Blocks about a house or a practitioner: "School details" over "Name", "Address" and "Telephone".

Such a block stands among the child's questions, and asks what they ask: its name is no child's
and no referrer's, and its address is nobody's home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from parsers.assembly.draft import Draft
from parsers.assembly.pieces import Answer, Ask, Head, Piece, Say
from parsers.labels import Heading, LabelTables

_SCHOOL: Final = r"(?:pre-?school|school|nursery|college|academy|education(?:al)?|childcare)(?: (?:setting|provision|provider))?"
_SURGERY: Final = (
    r"(?:gp|g\.p\.?|general practitioner|family doctor|doctor|surgery)(?: (?:surgery|practice))?"
)
_MORE: Final = (
    r"(?:'?s)?(?: ?(?:/|or|and|&) ?[\w-]+){0,2}(?: (?:details|information|contact(?: details)?))?\W*"
)
_HOUSES: Final = (
    ("School", re.compile(rf"\W*(?:(?:details of|about|current|present|child['’]s|the) )*{_SCHOOL}{_MORE}", re.IGNORECASE)),
    ("GP", re.compile(rf"\W*(?:(?:details of|about|current|registered|child['’]s|the) )*{_SURGERY}{_MORE}", re.IGNORECASE)),
)  # fmt: skip
_LONGEST_HOME: Final = 120
_ENDS_IN_A_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\W*$")
_NAME: Final = re.compile(r"\W*(?:(?:full|school|gp|doctor['’]?s?|setting|nursery) )?name\W*", re.IGNORECASE)
_SURGERY_NAME: Final = re.compile(
    r"\W*(?:(?:name of )?(?:gp )?(?:surgery|practice)|(?:surgery|practice) name)\W*", re.IGNORECASE
)
_OF_A_HOUSE: Final = re.compile(
    r"\W*(?:(?:full|school|gp|doctor['’]?s?|practice|surgery|nursery|setting|main|work) )?(?:name|address|post ?code|tel(?:ephone)?|phone|mobile|e-?mail|contact|fax|website|town|"
    r"(?:name of )?(?:gp )?(?:surgery|practice)|head ?teacher|named person)(?: (?:address|name|no|number|person|details))?\W*",
    re.IGNORECASE,
)
#: Whom forms ask for besides, and no list of the record holds.
_NOBODY_OF_THE_FAMILY: Final = re.compile(
    r"\W*(?:(?:details|particulars) of (?:the )?)?(?:(?:private|current|your|independent) )*"
    r"(?:landlord|landlady|landlord/landlady|housing provider|employer|place of work|workplace|interpreter|translator|solicitor|"
    r"visitor|host|(?:previous|former) (?:social )?worker|case ?holder|witness|complainant|next friend|"
    r"(?:counter-?signed|approved|authori[sz]ed|endorsed|checked|verified|received|witnessed|quality assured|signed off)(?: by)?(?: (?:the |a )?(?:line )?manager| supervisor)?|"
    r"(?:line )?manager(?:['’]?s)? (?:approval|authori[sz]ation|signature|sign[- ]?off|endorsement)|counter-?signature)"
    r"(?:['’]?s)?(?: details| information)?\W*",
    re.IGNORECASE,
)
#: What a block about such a person asks besides.
_OF_NOBODY: Final = re.compile(
    r"\W*(?:(?:print |first |last |family )?name|forenames?|surname|date of birth|d\.?o\.?b\.?|signature|signed|date|role|position|job title|designation|organi[sz]ation|agency|company|relationship|gender|language(?: spoken)?|"
    r"contact (?:tel|number|no)\.?)\W*",
    re.IGNORECASE,
)
_NAMED_OTHERWISE: Final = re.compile(
    r"\W*(?:print(?:ed)? name|forenames?|first name|surname|received by)\W*", re.IGNORECASE
)
_DETAILS: Final = re.compile(r"\s+(?:contact )?(?:details|information)\W*$", re.IGNORECASE)
_LEAST: Final = 2
_MOST: Final = 8


def with_houses_as_answers(pieces: Sequence[Piece], labels: LabelTables) -> Iterator[Piece]:
    """The pieces, each block about a school or a surgery as the one answer that it gives of the child.

    A block about a practitioner, by their role, becomes one of the professionals'.
    """
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        words = _heading(pieces, at)
        block = list(takewhile(_is_of_a_house, pieces[at + 1 : at + 1 + _MOST])) if words else []
        asked = [item for item in block if isinstance(item, Ask)]
        named = len(asked) >= _LEAST and any(_NAME.fullmatch(item.label) for item in asked)
        if words and _NOBODY_OF_THE_FAMILY.fullmatch(words) and (past := _past_nobody(pieces, at + 1)):
            at = past
            continue
        house = next((name for name, heading in _HOUSES if heading.fullmatch(words)), None) if named else None
        if house is not None:
            yield from _told(house, asked)
            at += len(block) + 1
            continue
        if named and isinstance(block[0], Ask) and labels.role(_DETAILS.sub("", words)) and _is_plain(piece):
            yield Head(words, Heading("professionals", block=True), 2)
            yield Ask("Role", Answer(_DETAILS.sub("", words).strip()))
        else:
            yield piece
        at += 1


def _past_nobody(pieces: Sequence[Piece], start: int) -> int | None:
    """Where the block about somebody whom no list holds ends; `None` where it is no such block."""
    block = list(takewhile(_is_of_nobody, pieces[start : start + _MOST]))
    named = any(
        pattern.fullmatch(item.label)
        for item in block
        if isinstance(item, Ask)
        for pattern in (_NAME, _NAMED_OTHERWISE)
    )
    return start + len(block) if named and len(block) >= _LEAST else None


def _is_of_nobody(piece: Piece) -> bool:
    return _is_of_a_house(piece) or (isinstance(piece, Ask) and _OF_NOBODY.fullmatch(piece.label) is not None)


def _heading(pieces: Sequence[Piece], at: int) -> str:
    """The words of a piece that may head a block: no answer, and none is waited for."""
    piece, before = pieces[at], pieces[at - 1] if at else None
    if isinstance(before, Ask) and before.answer is None and not isinstance(piece, Head):
        return ""
    if isinstance(piece, Head):
        return piece.text if piece.opens is None else ""
    if isinstance(piece, Ask):
        return piece.label if piece.answer is None else ""
    return piece.answer.text if isinstance(piece, Say) and not piece.answer.filled else ""


def _is_plain(piece: Piece) -> bool:
    """Whether a role's words head a block for certain: set as a heading, or with "details" behind them."""
    if isinstance(piece, Head):
        return piece.marked == 2 or _DETAILS.search(piece.text) is not None
    return isinstance(piece, Say) and _DETAILS.search(piece.answer.text) is not None


def _is_of_a_house(piece: Piece) -> bool:
    return isinstance(piece, Ask) and _OF_A_HOUSE.fullmatch(piece.label) is not None


def _told(house: str, asked: Sequence[Ask]) -> Iterator[Ask]:
    names = [_SURGERY_NAME, _NAME] if house == "GP" else [_NAME]
    told = [
        item for name in names for item in asked if item.answer is not None and name.fullmatch(item.label)
    ]
    yield from (Ask(house, item.answer) for item in told[:1])


def is_their_home(answer: Answer, draft: Draft) -> bool:
    """Whether a line under the children's names is where they live: it ends in a postcode, and nobody asked for it."""
    rows = draft.rows["children"]
    asked = "address" in draft.shared or any("address" in row.answers for row in rows)
    words = answer.text.strip()
    return (
        bool(rows)
        and not asked
        and "," in words
        and len(words) <= _LONGEST_HOME
        and _ENDS_IN_A_POSTCODE.search(words) is not None
    )

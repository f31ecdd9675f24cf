"""What a form's title tells and no question asks: the agency whose form it is, and whose its number is.

Police, ambulance and hospital forms bear their force's or trust's name, and ask who fills them
in by station or ward. A council or a partnership in a title is who receives the form. The number
of a police notice is the police's, though it stands under no more than "Ref".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from parsers.assembly.draft import Draft
from parsers.assembly.pieces import Answer, Ask, Grid, Head, Piece, Say

_SCHOOL: Final = re.compile(
    r"(?:name of )?(?:school|setting|nursery|academy|college|establishment)(?:(?:\s*/\s*| or )(?:school|setting|nursery|academy|college|establishment))*(?: name)?",
    re.IGNORECASE,
)
_WRITER: Final = re.compile(
    r"(?:(?:form |referral |report )?(?:completed|referred|reported|written|submitted) by|(?:name of )?(?:referrer|person (?:making|completing)|staff member)|your name)\b",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"(?:date|ref|time)\b", re.IGNORECASE)
_LEAST_SURE: Final = 0.9
_MOST_TITLES: Final = 5
_TITLE: Final = re.compile(
    r"(?P<agency>(?-i:[A-Z])[\w.'’&, ]{2,60}?\b(?:constabulary|police(?: service)?|ambulance service(?: nhs (?:foundation )?trust)?|"
    r"nhs (?:foundation )?trust|fire (?:and|&) rescue service|housing association|academy|school|nursery|college|hospital))"
    r"(?:\s*[-–—:|]\s*(?P<rest>.{3,90}))?",
    re.IGNORECASE,
)
_OF_A_FORM: Final = re.compile(
    r"\b(?:safeguarding|referral|notification|report|concern|notice|alert|form|information sharing)\b",
    re.IGNORECASE,
)
_OF_SEVERAL: Final = re.compile(
    r"\b(?:council|partnership|board|multi[- ]?agency|mash|hub|children'?s services)\b", re.IGNORECASE
)
#: What the police call their notices, and themselves.
_OF_THE_POLICE: Final = re.compile(
    r"\b(?:constabulary|police|ppn\d?|public protection (?:notice|notification)|merlin|vulnerability (?:notice|assessment))\b",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(
    r"(?:our |your |notice |ppn |form )?ref(?:erence)?(?: (?:no|number|num))?", re.IGNORECASE
)
#: An occurrence as forces number them: "44250478812", "44/250478812", "CR/12345/25", "26MER004512".
_OCCURRENCE: Final = re.compile(
    r"\d{10,12}|\d{2}/?\d{6,9}(?:/\d{2})?|[A-Z]{2,4}[/-]?\d{4,9}[/-]\d{2,4}|\d{2}[A-Z]{2,4}\d{5,7}"
)


def tell_occurrence(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Answer the police's reference by the number of their own notice, where no question asks for it."""
    path = "concern.police_reference"
    if path in draft.asked or path in draft.single or not _is_of_the_police(pieces):
        return
    told = [
        piece.answer
        for piece in pieces
        if isinstance(piece, Ask)
        and piece.answer is not None
        and _REFERENCE.fullmatch(piece.label.strip(" :.#"))
        and _OCCURRENCE.fullmatch(piece.answer.text.strip())
    ]
    if len({answer.text.strip() for answer in told}) == 1:
        draft.single[path] = replace(told[0], confidence=min(told[0].confidence, _LEAST_SURE))


def _is_of_the_police(pieces: Sequence[Piece]) -> bool:
    """Whether the title says so; that an officer filled in a council's form does not make its number theirs."""
    titles = _titles(pieces)
    return any(_OF_THE_POLICE.search(title.text) for title in titles) and not any(
        _OF_SEVERAL.search(title.text) for title in titles
    )


def _titles(pieces: Sequence[Piece]) -> list[Answer]:
    above = takewhile(lambda piece: not isinstance(piece, (Ask, Grid)), pieces)
    return [_answer(piece) for piece in list(above)[:_MOST_TITLES]]


def name_agency(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Answer the referrer's agency by the title, where somebody of it is named and it was not asked."""
    if "referrer.agency" in draft.asked or "referrer.agency" in draft.single or not _names_one(draft):
        return
    school = _school_that_writes(pieces)
    if school is not None:
        draft.single["referrer.agency"] = replace(school, confidence=min(school.confidence, _LEAST_SURE))
        return
    titles = _titles(pieces)
    if any(_OF_SEVERAL.search(title.text) for title in titles):
        return
    for title in titles:
        found = _TITLE.fullmatch(title.text.strip())
        if found and (_OF_A_FORM.search(found["rest"] or "") or any(map(_is_a_forms, titles))):
            agency = replace(
                title, text=found["agency"].strip(), confidence=min(title.confidence, _LEAST_SURE)
            )
            draft.single["referrer.agency"] = agency
            return


def _school_that_writes(pieces: Sequence[Piece]) -> Answer | None:
    """ "School / setting: Any School" right before "Completed by: ...", where no child was asked for yet."""
    for piece, below in pairwise(pieces):
        if not isinstance(piece, Ask):
            if isinstance(piece, Grid):
                return None
            continue
        if _SCHOOL.fullmatch(piece.label.strip(" :")) and isinstance(below, Ask):
            by = _WRITER.match(below.label.strip())
            return piece.answer if by and piece.answer is not None and not piece.answer.empty else None
        if not _DATE.match(piece.label.strip()):
            return None
    return None


def _names_one(draft: Draft) -> bool:
    named = draft.single.get("referrer.name")
    return named is not None and not named.empty


def _answer(piece: Piece) -> Answer:
    if isinstance(piece, Head):
        return Answer(piece.text, piece.page, piece.confidence)
    return piece.answer if isinstance(piece, Say) else Answer("")


def _is_a_forms(title: Answer) -> bool:
    return len(title.text) < 100 and _OF_A_FORM.search(title.text) is not None

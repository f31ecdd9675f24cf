"""The agency whose form it is, where its title names one and no question asks for it.

Police, ambulance and hospital forms bear their force's or trust's name, and ask who fills them
in by station or ward. A council or a partnership in a title is who receives the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from parsers.assembly.draft import Draft
from parsers.assembly.pieces import Answer, Ask, Grid, Head, Piece, Say

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


def name_agency(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Answer the referrer's agency by the title, where somebody of it is named and it was not asked."""
    if "referrer.agency" in draft.asked or "referrer.agency" in draft.single or not _names_one(draft):
        return
    above = list(takewhile(lambda piece: not isinstance(piece, (Ask, Grid)), pieces))[:_MOST_TITLES]
    titles = [_answer(piece) for piece in above]
    if any(_OF_SEVERAL.search(title.text) for title in titles):
        return
    for title in titles:
        found = _TITLE.fullmatch(title.text.strip())
        if found and (_OF_A_FORM.search(found["rest"]) if found["rest"] else any(map(_is_a_forms, titles))):
            agency = replace(
                title, text=found["agency"].strip(), confidence=min(title.confidence, _LEAST_SURE)
            )
            draft.single["referrer.agency"] = agency
            return


def _names_one(draft: Draft) -> bool:
    named = draft.single.get("referrer.name")
    return named is not None and not named.empty


def _answer(piece: Piece) -> Answer:
    if isinstance(piece, Head):
        return Answer(piece.text, piece.page)
    return piece.answer if isinstance(piece, Say) else Answer("")


def _is_a_forms(title: Answer) -> bool:
    return len(title.text) < 100 and _OF_A_FORM.search(title.text) is not None

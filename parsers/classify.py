"""Is it a contact form at all? And does a plain email raise a concern without one?

The answer comes with its evidence. Only what is plainly something else is "not a form":
newsletters, invoices, absence notes, bounces, invitations. Doubt goes to an officer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parsers import data_fields
from parsers.assembly import AssembledForm, candidates
from parsers.assembly.evidence import Evidence
from parsers.blocks import Block, Document, Line, Table
from parsers.labels import Hub, LabelTables
from parsers.other_papers import OtherPaper, calls_itself_a_form, other_paper
from parsers.prose.concern import Says, what_it_says
from parsers.prose.office_words import is_outside_the_office
from parsers.prose.passed_on import tells_of_an_injury
from parsers.prose.prefill import raises_concern


class Kind(StrEnum):
    """What a document is."""

    FORM = "contact form"
    BLANK_FORM = "blank form"
    NOT_A_FORM = "not a form"
    UNSURE = "cannot tell"


@dataclass(frozen=True, slots=True)
class Classification:
    """What a document is, why an officer should look, and the evidence: what, and its weight.

    `reason` is `None` for forms and for what is plainly no form.
    """

    kind: Kind
    reason: str | None = None
    evidence: tuple[tuple[str, float], ...] = ()


def classify(document: Document, labels: LabelTables, hub: Hub) -> Classification:
    """What a document is, by what it asks, what was answered and what its words say."""
    return judge(document, list(candidates(document, labels, hub)))


def judge(
    document: Document, found: Sequence[tuple[AssembledForm, Evidence]], *, attached: bool = False
) -> Classification:
    """What a document is whose candidates are known already.

    `attached` is whether it came as a file: the words of bodies are weighed with the whole message.
    """
    weighed = tuple(
        (name, weight)
        for _, evidence in found
        for name, weight in (
            ("questions of a contact form", float(evidence.questions)),
            ("children named", float(evidence.children)),
            ("a reason for concern", float(evidence.reason)),
            ("a referrer", float(evidence.referrer)),
        )
        if weight
    )
    if any(evidence.is_form for _, evidence in found):
        return Classification(Kind.FORM, None, weighed)
    if any(evidence.is_blank for _, evidence in found):
        return Classification(Kind.BLANK_FORM, _BLANK, weighed)
    text = document.text or "\n".join(block.text for block in document.blocks if isinstance(block, Line))
    reason = _doubt(
        text, any(evidence.children for _, evidence in found), max((e.questions for _, e in found), default=0)
    )
    if reason is not None:
        reason = _as_titled(reason, other_paper(document), text)
    if reason is None:
        reason = _of_a_note(document, text, attached=attached)
    return Classification(Kind.UNSURE if reason else Kind.NOT_A_FORM, reason, weighed)


_BLANK: Final = "a contact form with nothing filled in: ask the sender for the form they completed"
_NAMES_A_CHILD: Final = "it names a child but is not laid out as a contact form: read it by hand"
_DATA: Final = "it is data with the fields of a child's record, not a contact form: read it by hand"
_LOOKS_LIKE_ONE: Final = "it asks what contact forms ask, but too little of it was read: read it by hand"
_UNKNOWN_QUESTIONS: Final = "it is a filled-in form whose questions are not known here: read it by hand"
_A_NOTE: Final = "it is a note or a letter that may raise a concern about a child: read it, and make an email contact of it if it does"
_HURT: Final = (
    "it tells of somebody's date of birth and of an injury, and is no contact form: read it by hand"
)
_BORN: Final = re.compile(r"\b(?:date of birth|d\.?o\.?b|born)\b", re.IGNORECASE)
_FEWEST_WORDS: Final = 5
_A_PARAGRAPH: Final = 12  # words
_MOSTLY: Final = 0.7
_FEWEST_OF_A_FORM: Final = 25
_MOST_WORDS: Final = 400
RAISES_A_CONCERN: Final = "it raises a concern about a child without a contact form: read it by hand"
_SOME_QUESTIONS: Final = 5
_A_CERTAIN_ONE: Final = 3
#: What stands on a form's pages, whichever of them was photographed. Typed text tells of forms too; a picture is one.
_PART_OF_A_FORM: Final = re.compile(
    r"\b(?:referral|contact|concerns?|notification) form\b|\bMARF\b|\bcause for concern\b|"
    r"\b(?:official|sensitive|confidential)[- \w]{0,12} (?:when|once) complete|"
    r"\b(?:parents?|carers?|family)\b[^.?\n]{0,40}\b(?:aware of|informed of|consented to|agreed to|consent to)\b[^.\n]{0,30}\breferral\b",
    re.IGNORECASE,
)


def _as_titled(reason: str, paper: OtherPaper | None, text: str) -> str | None:
    """What is left of a doubt, once a document's title says what it is."""
    if paper is OtherPaper.FOR_WORK:
        return reason if reason == RAISES_A_CONCERN else None
    if paper is OtherPaper.OF_HAZARDS:
        told = reason == _NAMES_A_CHILD or what_it_says(text, of_whom=_A_CERTAIN_ONE) is Says.CONCERN
        return reason if told else None
    return reason if paper is None else paper.value


def _of_a_note(document: Document, text: str, *, attached: bool) -> str | None:
    """Why a person should look at a picture, or at a file: part of a form, a letter or a note, or a report of an injury."""
    pictured = document.method.endswith("_ocr")
    if pictured and _PART_OF_A_FORM.search(text):
        return _LOOKS_LIKE_ONE
    paper = other_paper(document)
    if not (pictured or attached) or paper not in {None, OtherPaper.RECORD}:
        return None
    if document.method == "xfa" and paper is None and any(map(_is_an_answer, document.blocks)):
        return _UNKNOWN_QUESTIONS
    if len(text.split()) >= _FEWEST_OF_A_FORM and calls_itself_a_form(document):
        return _LOOKS_LIKE_ONE
    said = what_it_says(text)
    if said is not Says.NOTHING and tells_of_an_injury(text) and _BORN.search(text):
        return _HURT
    told = pictured or _is_a_note(document, text)
    if paper is not None:
        return paper.value if told and said is not Says.NOTHING else None
    return _A_NOTE if told and (said is not Says.NOTHING or is_outside_the_office(text, "")) else None


def _is_an_answer(block: Block) -> bool:
    """Whether a line holds what somebody filled in."""
    return isinstance(block, Line) and any(text.filled and text.text.strip() for text in block.segments)


def _is_a_note(document: Document, text: str) -> bool:
    """Whether a file is what one person writes to another: words in paragraphs, and not many.

    A file note may be ruled: a table whose words stand in paragraphs too is one.
    """
    words = len(text.split())
    if not _FEWEST_WORDS <= words <= _MOST_WORDS:
        return False
    tables = [block for block in document.blocks if isinstance(block, Table)]
    told = [
        length
        for table in tables
        for row in table.rows
        for cell in row
        if (length := len(cell.text.split())) >= _A_PARAGRAPH
    ]
    return not tables or sum(told) >= _MOSTLY * words


def _doubt(text: str, names_a_child: bool, questions: int) -> str | None:
    if names_a_child:
        return _NAMES_A_CHILD
    if data_fields.are_of_a_child(text):
        return _DATA
    if what_it_says(text) is Says.CONCERN:
        return RAISES_A_CONCERN
    return _LOOKS_LIKE_ONE if questions >= _SOME_QUESTIONS and not is_automatic(text) else None


# --- plainly something else --------------------------------------------------------------

_AUTOMATIC: Final = re.compile(
    r"\b(?:out of (?:the )?office|automatic reply|auto-?reply|i am (?:currently )?(?:on|away on) (?:annual |maternity |sick )?leave|"
    r"i will (?:respond|reply) (?:to your email )?(?:on|when) (?:my )?return|delivery status notification|undeliverable|could not be delivered|"
    r"delivery (?:has )?failed|mail delivery (?:sub)?system|mailer-daemon|unsubscribe|view (?:this email )?in (?:your )?browser|"
    r"invoice (?:number|no\.?|total)|amount due|purchase order|remittance|vat (?:number|no\.?|registration)|newsletter)\b",
    re.IGNORECASE,
)


def is_automatic(text: str) -> bool:
    """Whether a text has the marks of an absence note, a bounce, a newsletter or an invoice.

    A mark in a footer proves little: it never outweighs a child who is named, or a concern.
    """
    return _AUTOMATIC.search(text) is not None


__all__ = [
    "RAISES_A_CONCERN",
    "Classification",
    "Kind",
    "classify",
    "is_automatic",
    "judge",
    "raises_concern",
]

"""What an email contact of a concern in plain prose would say, for an officer to complete."""

from __future__ import annotations

import re
from typing import Final

from parsers.form import Child, ContactForm
from parsers.letters.about import CHILD
from parsers.letters.sentences import parents_told
from parsers.letters.words import NAME
from parsers.names import split_name
from parsers.prose.concern import Says, what_it_says
from parsers.prose.sentences import own_words, sentences
from parsers.values import read_age, read_date, read_datetime

_AGED: Final = re.compile(
    rf"(?P<name>{NAME})\s*[,(–-]*\s*"
    r"(?:(?:who is |who['’]s |is )?(?:aged?\s*)?(?P<age>\d{1,2})\s*(?:years?|yrs?)?(?:[- ]old|\s*\)|\s*,|\s+(?:and|who)\b)|"
    r"(?:who is |who['’]s |is |aged?\s*)(?:aged?\s*)?(?P<only>\d{1,2})(?=\s*(?:[.;]|$)))",
    re.MULTILINE,
)
_SIGN_OFF: Final = re.compile(
    rf"^\s*(?:yours (?:sincerely|faithfully)|(?:kind|best|warm) (?:regards|wishes)|regards|many thanks|thanks|thank you)\s*[,.]?\s*\n\s*(?P<name>{NAME})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_GREETING: Final = re.compile(
    r"^\s*(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^\n]{0,60}\n", re.IGNORECASE
)
_CALLED: Final = re.compile(r"\b(?:rang|called|telephoned|phoned|spoke)\b")
_MOST_TEXT: Final = 200_000


def raises_concern(text: str, subject: str = "") -> ContactForm | None:
    """What a covering text certainly says, where a person raises a concern about a child in it.

    `None` where it does not: advice, training, newsletters and absence notes use the same
    words without a child of their own.
    """
    if what_it_says(text, subject) is not Says.CONCERN:
        return None
    return prefilled(own_words(text[:_MOST_TEXT]), subject)


def prefilled(written: str, subject: str = "") -> ContactForm:
    """The record of a concern written in plain prose: only what its words certainly say."""
    form = ContactForm(children=_children(f"{written}\n{subject}"))
    body = _GREETING.sub("", written, count=1)
    signed = _SIGN_OFF.search(body)
    if signed:
        form.referrer.name = signed["name"].strip()
        body = body[: signed.start()]
    form.concern.reason = " ".join(body.split()) or subject.strip() or None
    for sentence in sentences(written):
        if form.telephone_contact_at is None and _CALLED.search(sentence):
            form.telephone_contact_at = read_datetime(sentence).value
        told = parents_told(sentence)
        if told and form.information_sharing.parents_informed is None:
            form.information_sharing.parents_informed = "yes" if told == "yes" else "no"
    return form


def _children(written: str) -> list[Child]:
    """Children named with a date of birth or an age beside the name."""
    found: list[Child] = []
    for match in CHILD.finditer(written):
        forename, surname = split_name(match["name"])
        found.append(Child(forename=forename, surname=surname, dob=read_date(match["dob"]).value))
    for match in _AGED.finditer(written):
        forename, surname = split_name(match["name"])
        age = read_age(match["age"] or match["only"]).value
        if age is not None and age < 18 and not any(child.forename == forename for child in found):
            found.append(Child(forename=forename, surname=surname, age=age))
    return found

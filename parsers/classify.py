"""Is it a contact form at all? And does a plain email raise a concern without one?

The answer comes with its evidence. Only what is plainly something else is "not a form":
newsletters, invoices, absence notes, bounces, invitations. Doubt goes to an officer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parsers.assembly import candidates
from parsers.blocks import Document, Line
from parsers.form import Child, ContactForm
from parsers.labels import Hub, LabelTables
from parsers.letters import CHILD, NAME, parents_told
from parsers.values import read_age, read_date, read_datetime, split_name


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
    found = list(candidates(document, labels, hub))
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
    return Classification(Kind.UNSURE if reason else Kind.NOT_A_FORM, reason, weighed)


_BLANK: Final = "a contact form with nothing filled in: ask the sender for the form they completed"
_NAMES_A_CHILD: Final = "it names a child but is not laid out as a contact form: read it by hand"
_LOOKS_LIKE_ONE: Final = "it asks what contact forms ask, but too little of it was read: read it by hand"
_CONCERN: Final = "it raises a concern about a child without a contact form: read it by hand"
_SOME_QUESTIONS: Final = 5


def _doubt(text: str, names_a_child: bool, questions: int) -> str | None:
    if is_automatic(text):
        return None
    if names_a_child:
        return _NAMES_A_CHILD
    if questions >= _SOME_QUESTIONS:
        return _LOOKS_LIKE_ONE
    return _CONCERN if raises_concern(text) is not None else None


# --- plainly something else --------------------------------------------------------------

_AUTOMATIC: Final = re.compile(
    r"\b(?:out of (?:the )?office|automatic reply|auto-?reply|i am (?:currently )?(?:on|away on) (?:annual |maternity |sick )?leave|"
    r"i will (?:respond|reply) (?:to your email )?(?:on|when) (?:my )?return|delivery status notification|undeliverable|could not be delivered|"
    r"delivery (?:has )?failed|mail delivery (?:sub)?system|mailer-daemon|unsubscribe|view (?:this email )?in (?:your )?browser|"
    r"invoice (?:number|no\.?|total)|amount due|purchase order|remittance|vat (?:number|no\.?|registration)|newsletter)\b",
    re.IGNORECASE,
)


def is_automatic(text: str) -> bool:
    """Whether a text is plainly an absence note, a bounce, a newsletter or an invoice."""
    return _AUTOMATIC.search(text) is not None


# --- a concern in plain words ------------------------------------------------------------

_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]?")
_ADVICE: Final = re.compile(
    r"^\W*(?:if (?:you|anyone|a child)|remember|should you|when you|whenever|for anything|anyone who|please (?:remember|note|complete|use|ring|call)|"
    r"training|course|bring|a reminder|the workshop|how to|where (?:you|a) )|\byou (?:are|may be|might be) (?:worried|concerned)\b|\bexample\b|\bworkshop\b|"
    r"\btraining\b|\bpolicy\b|\bleaflet\b|\bwebinar\b",
    re.IGNORECASE,
)
_HARM: Final = re.compile(
    r"\b(?:bruis\w*|hit|hits|hitting|slapp\w*|punch\w*|kick\w*|hurt\w*|injur\w*|abus\w*|neglect\w*|disclos\w*|frighten\w*|scared|afraid|assault\w*|"
    r"violen\w*|domestic|self[- ]harm\w*|suicid\w*|overdos\w*|sexual\w*|groom\w*|exploit\w*|gone missing|went missing|reported missing|is missing|"
    r"unsafe|not safe|at risk|significant harm|drunk|intoxicated|drugs|cannabis|hungry|starv\w*|left alone|home alone|unsupervised|threaten\w*|"
    r"weapon|knife|trafficked|forced marriage|fgm|beaten|burn(?:t|s|ed)?|marks? on|shak(?:en|ing)|unexplained|safeguarding concerns?|"
    r"(?:very |really |extremely )?(?:worried|concerned) (?:about|for)|concerns? (?:about|for|regarding))\b",
    re.IGNORECASE,
)
_CHILD_WORD: Final = re.compile(
    r"\b(?:child(?:ren)?|boys?|girls?|pupils?|students?|sons?|daughters?|baby|babies|toddler|infant|teenager|siblings?|brothers?|sisters?|unborn|"
    r"young (?:person|people)|year \d{1,2}|reception class|aged \d{1,2}|\d{1,2} ?(?:years?|yrs?|months?)[- ]old|\d{1,2} ?y/?o|d\.?o\.?b|date of birth)\b",
    re.IGNORECASE,
)
_AGED: Final = re.compile(
    rf"(?P<name>{NAME})\s*[,(–-]*\s*(?:who is |is )?(?:aged?\s*)?(?P<age>\d{{1,2}})\s*(?:years?|yrs?)?(?:[- ]old|\s*\)|\s*,|\s+(?:and|who)\b)"
)
_QUOTED: Final = re.compile(r"^\s*>.*$|^\s*On .{5,120} wrote:\s*$.*", re.MULTILINE)
_SIGNATURE: Final = re.compile(r"^--\s*$", re.MULTILINE)
_SIGN_OFF: Final = re.compile(
    rf"^\s*(?:yours (?:sincerely|faithfully)|(?:kind|best|warm) (?:regards|wishes)|regards|many thanks|thanks|thank you)\s*[,.]?\s*\n\s*(?P<name>{NAME})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_GREETING: Final = re.compile(
    r"^\s*(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^\n]{0,60}\n", re.IGNORECASE
)


def raises_concern(text: str) -> ContactForm | None:
    """What a covering text certainly says, where a person raises a concern about a child in it.

    `None` where it does not: advice, training, newsletters and absence notes use the same
    words without a child of their own.
    """
    written = _SIGNATURE.split(_QUOTED.sub("", text.replace("\r\n", "\n")), maxsplit=1)[0].strip()
    if not written or is_automatic(written):
        return None
    sentences = [match.group().strip() for match in _SENTENCE.finditer(written)]
    own = [sentence for sentence in sentences if not _ADVICE.search(sentence)]
    harmed = [sentence for sentence in own if _HARM.search(sentence)]
    if not harmed or not any(
        _CHILD_WORD.search(sentence) or CHILD.search(sentence) or _AGED.search(sentence) for sentence in own
    ):
        return None
    return _prefilled(written, own)


def _prefilled(written: str, sentences: list[str]) -> ContactForm:
    form = ContactForm(children=_children(written))
    body = _GREETING.sub("", written, count=1)
    signed = _SIGN_OFF.search(body)
    if signed:
        form.referrer.name = signed["name"].strip()
        body = body[: signed.start()]
    form.concern.reason = " ".join(body.split()) or None
    for sentence in sentences:
        if form.telephone_contact_at is None and re.search(
            r"\b(?:rang|called|telephoned|phoned|spoke)\b", sentence
        ):
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
        age = read_age(match["age"]).value
        if age is not None and age < 18 and not any(child.forename == forename for child in found):
            found.append(Child(forename=forename, surname=surname, age=age))
    return found


__all__ = ["Classification", "Kind", "classify", "is_automatic", "raises_concern"]

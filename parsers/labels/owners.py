"""Whose a label is, by words that no table prints with it.

By what they do ("Midwife completing this form", "Email of person reporting"), and by the
heading's words before a colon or a dash ("Child: first name").
"""

from __future__ import annotations

import re
from typing import Final

from parsers.labels.fields import ROWS, Field
from parsers.labels.headings import block_of
from parsers.labels.index import LabelIndex
from parsers.spelling import bag, key

_DOING: Final = frozenset(
    [
        "referring",
        "reporting",
        "making",
        "completing",
        "raising",
        "requesting",
        "submitting",
        "notifying",
        "writing",
        "filling",
        "sharing",
        "sending",
        "reported",
        "raised",
        "notified",
        "submitted",
        "completed",
        "referred",
        "requested",
        "recorded",
        "written",
        "made",
        "shared",
        "sent",
        "filled",
    ]
)
_SOMEBODY: Final = frozenset(
    [
        "person",
        "worker",
        "officer",
        "practitioner",
        "professional",
        "staff",
        "member",
        "midwife",
        "nurse",
        "doctor",
        "dentist",
        "gp",
        "clinician",
        "teacher",
        "volunteer",
        "keyworker",
        "key",
        "health",
        "visitor",
        "paramedic",
        "crew",
        "constable",
        "adviser",
        "advisor",
        "colleague",
        "police",
        "therapist",
        "coordinator",
        "consultant",
        "pharmacist",
        "counsellor",
        "carer",
        "who",
        "by",
        "somebody",
        "someone",
        "individual",
        "employee",
        "representative",
        "author",
    ]
)
_ACTED_ON: Final = frozenset(
    key(word)
    for word in [
        "referral",
        "form",
        "report",
        "request",
        "contact",
        "notification",
        "alert",
        "concern",
        "record",
        "enquiry",
        "support",
        "help",
        "involvement",
        "information",
        "service",
        "notice",
        "in",
        "out",
        "up",
        "this",
        "safeguarding",
        "child",
        "with",
        "mash",
        "hub",
        "social",
        "care",
    ]
)
#: Those who write of their own work, where no word says what they do with the form.
_WRITERS: Final = frozenset(
    [
        "practitioner",
        "clinician",
        "midwife",
        "dentist",
        "paramedic",
        "worker",
        "officer",
        "dsl",
        "staff",
        "member",
    ]
)
_NAME: Final = frozenset(["name", "detail", "print", "full", "first", "last"])
_MOST_WORDS: Final = 10
_PREFIXED: Final = re.compile(r"\s*:\s+|\s+[-–—>»›→]\s+")
_MARKS_OF_A_PREFIX: Final = frozenset(":-–—>»›→")
_LONGEST_PREFIXED: Final = 70


def of_referring(index: LabelIndex, words: str, section: str | None) -> Field | None:
    """The referrer's field that a label asks by what a referrer does; `None` for other labels."""
    tokens = words.split()
    if len(tokens) > _MOST_WORDS or _DOING.isdisjoint(tokens) or section in ("other", "signature"):
        return None
    if _SOMEBODY.isdisjoint(tokens):
        return None
    rest = [
        token for token in tokens if token not in _DOING and token not in _SOMEBODY and token not in _ACTED_ON
    ]
    if not set(rest) - _NAME:
        if {"first", "last"}.intersection(rest):
            return index.inside("referrer", " ".join(rest))
        return Field("referrer", "name")
    return index.inside("referrer", " ".join(rest))


def names_a_writer(words: str) -> bool:
    """Whether a label asks for somebody by their work: "Dentist name", "Name of midwife/practitioner"."""
    tokens = set(words.split())
    return "name" in tokens and bool(tokens & _WRITERS) and tokens <= _WRITERS | _NAME


def of_prefixed(index: LabelIndex, label: str) -> Field | None:
    """ "Child: first name", "Referrer - email": a heading or a subject, and a label of its section."""
    if len(label) > _LONGEST_PREFIXED or _MARKS_OF_A_PREFIX.isdisjoint(label):
        return None
    parts = _PREFIXED.split(label.strip(" :"), maxsplit=1)
    if len(parts) != 2:
        return None
    before, words = key(parts[0]), key(parts[1])
    heading = index.headings.get(before) or index.headings.get(bag(before)) or block_of(index, before)
    if heading is None or heading.section not in (*ROWS, "referrer"):
        return None
    found = index.inside(heading.section, words)
    return found and Field(found.section, found.name, heading.number, heading.preset)

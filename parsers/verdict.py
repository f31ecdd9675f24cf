"""What becomes of a message: referral, no form, or needs attention, and why.

A message is "no form" only when all of it was read and none of it could be one. Everything
else that gave no form goes to an officer, with a reason that says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.classify import Kind, raises_concern
from parsers.encrypted import portal_notice
from parsers.envelope import is_for_nobody
from parsers.errors import EmptyDocument
from parsers.form import ContactForm, Envelope, Outcome, ReadForm
from parsers.leaf_reading import LeafReading
from parsers.mime import Mail
from parsers.mime_sniff import Format
from parsers.readers import BESIDE_THE_POINT, leaf_text

_MOST_REASONS: Final = 4
_MOST_TEXT: Final = 200_000
_LONGEST_PATH: Final = 20
_EMPTY: Final = "the email is empty: ask the sender what they meant to send"
_INCOMPLETE: Final = "the email holds more parts than the limit: open it by hand and key it"
_RAISES_CONCERN: Final = "raises a concern without the form: make an email contact of it"
_UNSURE: Final = "it could not be read with confidence: read it by hand"
_FILLER: Final = re.compile(r"att\d{3,}\.(?:txt|html?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, its reason for an officer, and warnings that belong on every form."""

    outcome: Outcome
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    concern: ContactForm | None = None


def decide(
    mail: Mail,
    readings: list[LeafReading],
    forms: list[ReadForm],
    envelope: Envelope,
) -> Verdict:
    """The verdict on a message whose leaves gave `readings` and, together, `forms`."""
    unread = [reading for reading in readings if _counts_as_unread(reading)]
    if forms:
        return Verdict(Outcome.REFERRAL, warnings=tuple(_warnings(mail, readings, unread, envelope)))
    concern = _concern(mail, readings)
    reason = _why_not_read(mail, readings, unread, envelope)
    if concern is not None:
        told = f"{_RAISES_CONCERN}; {reason}" if reason else _RAISES_CONCERN
        return Verdict(Outcome.NEEDS_ATTENTION, told, concern=concern)
    reason = reason or _doubt(readings)
    return Verdict(Outcome.NEEDS_ATTENTION if reason else Outcome.NO_FORM, reason)


def _concern(mail: Mail, readings: list[LeafReading]) -> ContactForm | None:
    """What a body says where it raises a concern about a child, a forwarded body too."""
    if is_for_nobody(mail.headers):
        return None
    bodies = (_text(reading)[:_MOST_TEXT] for reading in readings if _is_body(reading))
    return next((found for found in map(raises_concern, bodies) if found is not None), None)


def _is_body(reading: LeafReading) -> bool:
    return not reading.leaf.attached and reading.leaf.format in {Format.TEXT, Format.HTML}


def _counts_as_unread(reading: LeafReading) -> bool:
    """Whether what could not be read may have mattered. An empty body is judged with the rest."""
    if reading.problem is None or reading.leaf.format in BESIDE_THE_POINT:
        return False
    if not isinstance(reading.problem, EmptyDocument):
        return True
    # What Exchange adds at the end of a message is no attachment.
    return reading.leaf.attached and _FILLER.fullmatch(reading.leaf.filename or "") is None


def _text(reading: LeafReading) -> str:
    return reading.document.text if reading.document is not None else leaf_text(reading.leaf)


def _warnings(
    mail: Mail, readings: list[LeafReading], unread: list[LeafReading], envelope: Envelope
) -> Iterator[str]:
    yield from envelope.warnings
    for reading in unread:
        yield f"{_name_of(reading)} of the same email was not read: {_sentence(reading)}"
    for reading in readings:
        if reading.leaf.attached and reading.kind in {Kind.UNSURE, Kind.BLANK_FORM}:
            yield f"{_name_of(reading)} of the same email may be a form too: {reading.doubt or _UNSURE}"
    if not mail.complete:
        yield "the email holds more parts than the limit: not all of them were read"


def _why_not_read(
    mail: Mail,
    readings: list[LeafReading],
    unread: list[LeafReading],
    envelope: Envelope,
) -> str | None:
    if unread:
        return _reasons(unread)
    if not mail.complete:
        return _INCOMPLETE
    notice = _portal(readings, envelope)
    if notice is not None:
        return notice
    return None if any(_text(reading).strip() for reading in readings) else _EMPTY


def _doubt(readings: list[LeafReading]) -> str | None:
    doubtful = [reading for reading in readings if reading.kind is not Kind.NOT_A_FORM]
    # An attachment first: the body usually only speaks of it.
    doubtful.sort(key=lambda reading: not reading.leaf.attached)
    return next((f"{_name_of(reading)}: {reading.doubt or _UNSURE}" for reading in doubtful), None)


def _portal(readings: list[LeafReading], envelope: Envelope) -> str | None:
    bodies = [reading for reading in readings if reading.leaf.format in {Format.TEXT, Format.HTML}]
    return portal_notice(
        envelope.subject or "",
        "\n".join(_text(reading) for reading in bodies),
        "\n".join(leaf_text(reading.leaf) for reading in bodies),
        [leaf.filename for reading in readings for leaf in reading.leaves],
    )


def _reasons(unread: list[LeafReading]) -> str:
    told = [f"{_name_of(reading)}: {_sentence(reading)}" for reading in unread[:_MOST_REASONS]]
    more = len(unread) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more else "")


def _name_of(reading: LeafReading) -> str:
    """Such as "attachment 2 (PDF)": never its file name, which may be a child's."""
    leaf = reading.leaf
    kind = "attachment" if leaf.attached else "part"
    path = leaf.path if len(leaf.path) <= _LONGEST_PATH else f"{leaf.path[:_LONGEST_PATH]}…"
    return f"{kind} {path} ({leaf.format.value})"


def _sentence(reading: LeafReading) -> str:
    sentence = reading.problem.sentence if reading.problem is not None else ""
    return sentence.rstrip(".")

"""What becomes of a message: referral, no form, or needs attention, and why.

A message is "no form" only when all of it was read and none of it could be one. Everything
else that gave no form goes to an officer, with a reason that says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.encrypted import portal_notice
from parsers.errors import EmptyDocument
from parsers.form import ContactForm, Envelope, Outcome, ReadForm
from parsers.leaf_reading import LeafReading
from parsers.mime import Mail
from parsers.mime_sniff import Format
from parsers.readers import BESIDE_THE_POINT, leaf_text

_MOST_REASONS: Final = 4
_EMPTY: Final = "the email is empty: ask the sender what they meant to send"
_INCOMPLETE: Final = "the email holds more parts than the limit: open it by hand and key it"
_BLANK: Final = "a contact form with nothing filled in: ask the sender for the form they completed"
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
    unread = [reading for reading in readings if _counts_as_unread(reading, readings)]
    filled = [form for form in forms if not form.form.is_empty()]
    if filled:
        return Verdict(Outcome.REFERRAL, warnings=tuple(_warnings(mail, unread, envelope)))
    reason = _why_not_read(mail, readings, forms, unread, envelope)
    if reason is not None:
        return Verdict(Outcome.NEEDS_ATTENTION, reason)
    return Verdict(Outcome.NO_FORM)


def _counts_as_unread(reading: LeafReading, readings: list[LeafReading]) -> bool:
    """Whether what could not be read may have mattered."""
    if reading.problem is None or reading.leaf.format in BESIDE_THE_POINT:
        return False
    if not isinstance(reading.problem, EmptyDocument):
        return True
    leaf = reading.leaf
    if leaf.attached:
        return _FILLER.fullmatch(leaf.filename or "") is None  # what Exchange adds is no attachment
    return not any(_says_something(other) for other in readings)


def _says_something(reading: LeafReading) -> bool:
    if reading.leaf.container or reading.problem is not None:
        return reading.leaf.attached
    return bool(_text(reading).strip()) or reading.leaf.attached


def _text(reading: LeafReading) -> str:
    return reading.document.text if reading.document is not None else leaf_text(reading.leaf)


def _warnings(mail: Mail, unread: list[LeafReading], envelope: Envelope) -> Iterator[str]:
    yield from envelope.warnings
    for reading in unread:
        yield f"{_name_of(reading)} of the same email was not read: {_sentence(reading)}"
    if not mail.complete:
        yield "the email holds more parts than the limit: not all of them were read"


def _why_not_read(
    mail: Mail,
    readings: list[LeafReading],
    forms: list[ReadForm],
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
    if forms:
        return _BLANK
    if not any(_says_something(reading) for reading in readings):
        return _EMPTY
    return None


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
    return f"{kind} {leaf.path} ({leaf.format.value})"


def _sentence(reading: LeafReading) -> str:
    sentence = reading.problem.sentence if reading.problem is not None else ""
    return sentence.rstrip(".")

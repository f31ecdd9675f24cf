"""What becomes of a message: referral, no form, or needs attention, and why.

A message is "no form" only when all of it was read and none of it could be one. Everything
else that gave no form goes to an officer, with a reason that says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from parsers.blocks import Line
from parsers.classify import RAISES_A_CONCERN, Kind
from parsers.errors import EmptyDocument
from parsers.form import ContactForm, Envelope, Outcome, ReadForm
from parsers.leaf_reading import LeafReading
from parsers.mail.covering_children import names_another_child
from parsers.mail.covering_note import promises_a_form, sends_something, tells_of_one_held_back
from parsers.mail.encrypted import portal_notice
from parsers.mail.envelope import answers_by_itself, is_for_nobody, is_returned, is_undelivered, recipients
from parsers.mail.stand_ins import stands_in
from parsers.mime.charset import decode_text
from parsers.mime.leaves import Mail
from parsers.mime.sniff import Format
from parsers.other_papers import OtherPaper, is_titled_an_example
from parsers.plain.invitation import invitation_text
from parsers.prose.concern import Says, what_is_quoted, what_it_says
from parsers.prose.family_words import is_about_nobody_real, is_circular
from parsers.prose.foreign import is_foreign
from parsers.prose.garbled import is_garbled
from parsers.prose.given_back import is_somebody_elses, may_be_of_a_child, names_a_referral
from parsers.prose.office_words import is_outside_the_office
from parsers.prose.prefill import raises_concern
from parsers.prose.sentences import own_words, sent_on_words
from parsers.readers import BESIDE_THE_POINT, ENTRIES, leaf_text

_MOST_REASONS: Final = 4
_MOST_TEXT: Final = 200_000
_MOST_HEADERS: Final = 16_384
_OF_THEMSELVES: Final = re.compile(r"\b(?:I|i|[Mm]e|[Mm]y|[Mm]ine)\b(?!\.)")
_HEADINGS_OF_A_BULLETIN: Final = 3
_A_CERTAIN_ONE: Final = 3
_ANYBODY: Final = 1
_LONGEST_PATH: Final = 20
_EMPTY: Final = "the email is empty: ask the sender what they meant to send"
_INCOMPLETE: Final = "the email holds more parts than the limit: open it by hand and key it"
_RAISES_CONCERN: Final = "raises a concern without the form: make an email contact of it"
_MAY_RAISE: Final = "it may raise a concern about a child without the form: read it, and make an email contact of it if it does"
_FOR_MANY: Final = (
    "it came from a machine or a mailing list and yet speaks of a particular child: read it by hand"
)
_NO_BUSINESS: Final = "it tells of something that is no office's plain business: read it, and make an email contact of it if it raises a concern"
_QUOTES: Final = "it quotes a message about a child: read it by hand, and check that that is known"
_NOT_ATTACHED: Final = "it speaks of an attached form, and nothing is attached: ask the sender for it"
_NOT_THERE: Final = "its subject speaks of a referral, and the email holds none: ask the sender for it"
_EMPTY_FORWARD: Final = "the message that is forwarded in it is empty: ask the sender what they meant to send"
_HELD_BACK: Final = (
    "a mail filter tells of a message that it holds back and that may be a referral: have it released"
)
_ANOTHER_CHILD: Final = (
    "the covering email names a child who is on none of its forms: read it, and check what is known of them"
)
_RETURNED: Final = "a mail system answered an email that was sent from here, and gave back the form in it: check that the form is known, and whether the email arrived"
_GIVEN_BACK: Final = "a mail system gave back a message that may be about a child and did not arrive: read it, and check that it is known"
_GARBLED: Final = "its text is garbled: open it in a mail program, or ask the sender for it again"
_FOREIGN: Final = "it is not in English: have it read by somebody who knows the language"
_TOO_LONG: Final = "its text is longer than is weighed: read it by hand to its end"
_UNSURE: Final = "it could not be read with confidence: read it by hand"
_ANSWERS_BY_ITSELF: Final = re.compile(
    r"\s*(?:auto\w*[ -]?(?:reply|response|answer)?|out of (?:the )?office|undeliver\w+)\b", re.IGNORECASE
)
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
    if forms and is_returned(mail.headers):
        return Verdict(Outcome.NEEDS_ATTENTION, _RETURNED)
    if _is_an_example(readings, forms, envelope):
        return Verdict(Outcome.NEEDS_ATTENTION, OtherPaper.EXAMPLE.value)
    if forms:
        return Verdict(Outcome.REFERRAL, warnings=tuple(_warnings(mail, readings, unread, envelope, forms)))
    concern = _concern(mail, readings, envelope)
    reason = _why_not_read(mail, readings, unread, envelope)
    if concern is not None:
        told = f"{_RAISES_CONCERN}; {reason}" if reason else _RAISES_CONCERN
        return Verdict(Outcome.NEEDS_ATTENTION, told, concern=concern)
    reason = (
        reason
        or _doubt(readings, attached=True)
        or _in_words(mail, readings, envelope)
        or _doubt(_but_newsletters(mail, readings), attached=False)
        or _too_long(readings)
    )
    return Verdict(Outcome.NEEDS_ATTENTION if reason else Outcome.NO_FORM, reason)


def _is_an_example(readings: list[LeafReading], forms: list[ReadForm], envelope: Envelope) -> bool:
    """Whether all that a message holds of forms is told above them, or in its subject, to be of nobody real."""
    if forms:
        return is_titled_an_example(envelope.subject or "")
    return any(reading.doubt == OtherPaper.EXAMPLE.value for reading in readings if not reading.leaf.attached)


def _concern(mail: Mail, readings: list[LeafReading], envelope: Envelope) -> ContactForm | None:
    """What a body says where it raises a concern about a child, a forwarded body too."""
    if is_for_nobody(mail.headers):
        return None
    found = (raises_concern(text, subject) for text, subject in _bodies(readings, envelope))
    return next((concern for concern in found if concern is not None), None)


def _in_words(mail: Mail, readings: list[LeafReading], envelope: Envelope) -> str | None:
    """Why the words of the bodies need a person, though nothing in them is certain."""
    bodies = list(_bodies(readings, envelope))
    if any(tells_of_one_held_back(text) for text, _ in bodies):
        return _HELD_BACK
    if is_for_nobody(mail.headers):
        # Newsletters tell of children everywhere: of a certain one only a writer to the hub does.
        of_whom = _A_CERTAIN_ONE if _is_laid_out_for_many(readings) else _ANYBODY
        texts = [
            part
            for text, subject in bodies
            if not is_about_nobody_real(text)
            for part in (what_it_says(text, subject, of_whom=of_whom), what_is_quoted(text))
        ]
        if Says.CONCERN in texts or any(map(_may_tell_of_harm, _invitations(readings))):
            return _FOR_MANY
        if answers_by_itself(mail.headers) and any(map(_may_tell_of_harm, _outermost(readings))):
            return _FOR_MANY
        sent_to = recipients(mail.headers)
        returned = is_undelivered(mail.headers) and (
            any(may_be_of_a_child(text, sent_to) for text, _ in bodies)
            or any(names_a_referral(headers, sent_to) for headers in _headers_given_back(readings))
            or _may_tell_of_somebody(readings, sent_to)
        )
        return _GIVEN_BACK if returned else None
    if any(what_it_says(text, subject) is not Says.NOTHING for text, subject in bodies):
        return _MAY_RAISE
    if any(what_it_says(sent_on_words(text, subject)) is not Says.NOTHING for text, subject in bodies):
        return _MAY_RAISE
    if any(map(_may_tell_of_harm, _invitations(readings))):
        return _MAY_RAISE
    if any(is_foreign(own_words(text)) for text, _ in bodies):
        return _FOREIGN
    missing = _without_its_form(mail, bodies)
    if missing:
        return missing
    if any(what_is_quoted(text) is Says.CONCERN for text, _ in bodies):
        return _QUOTES
    return _NO_BUSINESS if any(is_outside_the_office(text, subject) for text, subject in bodies) else None


def _but_newsletters(mail: Mail, readings: list[LeafReading]) -> list[LeafReading]:
    """The readings without those that tell of a concern as newsletters do: what they say was weighed with the rest."""
    if not (is_for_nobody(mail.headers) and _is_laid_out_for_many(readings)):
        return readings
    return [reading for reading in readings if reading.doubt != RAISES_A_CONCERN]


def _is_laid_out_for_many(readings: list[LeafReading]) -> bool:
    """Whether a body has the headings and the words of a newsletter, and nobody speaks in it of themselves.

    No letter has several headings; the answers that a survey's program sends on may have.
    """
    documents = [
        reading.document for reading in readings if _is_body(reading) and reading.document is not None
    ]
    return any(
        is_circular(document.text)
        and _OF_THEMSELVES.search(document.text) is None
        and sum(isinstance(block, Line) and block.heading is not None for block in document.blocks)
        >= _HEADINGS_OF_A_BULLETIN
        for document in documents
    )


def _without_its_form(mail: Mail, bodies: list[tuple[str, str]]) -> str | None:
    """Why a form seems to be missing: a note or a subject speaks of one, and nothing is attached."""
    if any((leaf.attached or leaf.message) and not leaf.container for leaf in mail.leaves):
        return None
    if any(sends_something(own_words(text)) for text, _ in bodies):
        return _NOT_ATTACHED
    return _NOT_THERE if bodies and all(promises_a_form(subject, text) for text, subject in bodies) else None


def _is_empty_forward(readings: list[LeafReading]) -> bool:
    """Whether a message inside the message holds nothing at all. A bounce gives back headers alone."""
    inner = {reading.leaf.message for reading in readings if reading.leaf.message}
    forwarded = [
        reading for reading in readings if "report" not in {subtype for _, subtype in reading.leaf.around}
    ]
    return any(
        bool(within) and not any(_holds_anything(reading) for reading in within)
        for message in inner
        if (within := [item for item in forwarded if f"{item.leaf.message}.".startswith(f"{message}.")])
    )


def _holds_anything(reading: LeafReading) -> bool:
    return (
        not reading.leaf.container
        and not reading.decoration
        and (bool(_text(reading).strip()) or (reading.leaf.attached and bool(reading.leaf.data)))
    )


def _bodies(readings: list[LeafReading], envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Each body's text as far as it is weighed, with the subject that stands over it."""
    for text, reading in _whole_bodies(readings):
        yield text[:_MOST_TEXT], "" if reading.leaf.message else _own_subject(envelope)


def _whole_bodies(readings: list[LeafReading]) -> Iterator[tuple[str, LeafReading]]:
    for reading in readings:
        if _is_body(reading):
            # The plain reader takes ">" away: who says what is told by it.
            text = leaf_text(reading.leaf) if reading.leaf.format is Format.TEXT else _text(reading)
            yield text, reading


def _invitations(readings: list[LeafReading]) -> Iterator[str]:
    """What invitations to meetings say of them, and cards of whom they name: their bodies may hold nothing else."""
    for reading in readings:
        if reading.leaf.format in ENTRIES:
            yield invitation_text(leaf_text(reading.leaf)[:_MOST_TEXT])


def _headers_given_back(readings: list[LeafReading]) -> Iterator[str]:
    """The headers of the messages within a report, which may be all that is left of them."""
    for reading in readings:
        leaf = reading.leaf
        if leaf.format is Format.REPORT or (leaf.container and leaf.format is Format.EMAIL):
            head = decode_text(leaf.data[:_MOST_HEADERS], leaf.charset).replace("\r\n", "\n")
            yield head.partition("\n\n")[0]


def _may_tell_of_somebody(readings: list[LeafReading], mailbox: Collection[str]) -> bool:
    """Whether a message of somebody else's, which stands whole in a report, may tell of harm."""
    theirs = any(is_somebody_elses(headers, mailbox) for headers in _headers_given_back(readings))
    return theirs and any(
        _may_tell_of_harm(text) for text, reading in _whole_bodies(readings) if reading.leaf.message
    )


def _outermost(readings: list[LeafReading]) -> Iterator[str]:
    """What stands in no message that is given back or sent on."""
    for text, reading in _whole_bodies(readings):
        if not reading.leaf.message:
            yield text[:_MOST_TEXT]


def _may_tell_of_harm(text: str) -> bool:
    """Whether a text that offices exchange of themselves speaks of a child to worry about, or may, and of no office's business."""
    said = what_it_says(text)
    return said is Says.CONCERN or (said is not Says.NOTHING and is_outside_the_office(text, ""))


def _own_subject(envelope: Envelope) -> str:
    """The subject, unless an absence note has it from the message that it answers."""
    subject = envelope.subject or ""
    return "" if _ANSWERS_BY_ITSELF.match(subject) else subject


def _too_long(readings: list[LeafReading]) -> str | None:
    """Why a body needs a person of which only the beginning was weighed: a concern may stand below."""
    return _TOO_LONG if any(len(text) > _MOST_TEXT for text, _ in _whole_bodies(readings)) else None


def _is_body(reading: LeafReading) -> bool:
    body = not reading.leaf.attached and not reading.leaf.container
    return body and reading.leaf.format in {Format.TEXT, Format.HTML}


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
    mail: Mail,
    readings: list[LeafReading],
    unread: list[LeafReading],
    envelope: Envelope,
    forms: list[ReadForm],
) -> Iterator[str]:
    yield from envelope.warnings
    covering = [reading for reading in readings if not reading.forms]
    read = [form.form for form in forms]
    if any(names_another_child(text, read) for text, _ in _bodies(covering, envelope)):
        yield _ANOTHER_CHILD
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
    notice = _elsewhere(readings, envelope)
    if notice is not None:
        return notice
    if _is_empty_forward(readings):
        return _EMPTY_FORWARD
    if any(is_garbled(_text(reading)) for reading in readings if _is_body(reading)):
        return _GARBLED
    return None if any(_text(reading).strip() for reading in readings) else _EMPTY


def _doubt(readings: list[LeafReading], *, attached: bool) -> str | None:
    """Why an attachment, or a body, that gave no form may be one."""
    doubtful = (
        reading
        for reading in readings
        if reading.kind is not Kind.NOT_A_FORM and reading.leaf.attached is attached
    )
    return next((f"{_name_of(reading)}: {reading.doubt or _UNSURE}" for reading in doubtful), None)


def _elsewhere(readings: list[LeafReading], envelope: Envelope) -> str | None:
    """Why what the message is about is not in it."""
    bodies = [reading for reading in readings if reading.leaf.format in {Format.TEXT, Format.HTML}]
    text = "\n".join(_text(reading) for reading in bodies)
    subject = envelope.subject or ""
    return portal_notice(
        subject,
        text,
        "\n".join(leaf_text(reading.leaf) for reading in bodies),
        [leaf.filename for reading in readings for leaf in reading.leaves],
    ) or stands_in(subject, text)


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

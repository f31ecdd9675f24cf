"""The demonstration's emails: each form and letter as the bytes that a mail server would keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage, Message
from email.utils import format_datetime
from functools import partial
from typing import Final

from tui.demo import documents
from tui.demo.story import FORMS, LETTERS, Form, Letter, Medium

_HUB: Final = "mash@portsmouthcc.example"
_WORD: Final = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
_COVER: Final = "Please find the contact form attached, as we discussed on the telephone.\n"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One email: when it comes after the start, what it is, and how its bytes are made.

    `make` takes the time of arrival (aware).
    """

    after: timedelta
    what: str
    make: Callable[[datetime], bytes]


def deliveries() -> list[Delivery]:
    """Every email of the demonstration in order of arrival; one of them arrives twice."""
    post = [
        Delivery(form.after, form.medium.value, partial(_form_bytes, form, number))
        for number, form in enumerate(FORMS, 1)
    ]
    post += [
        Delivery(letter.after, "letter", partial(_letter_bytes, letter, number))
        for number, letter in enumerate(LETTERS, 1)
    ]
    return sorted(post, key=lambda item: item.after)


def _form_bytes(form: Form, number: int, at: datetime) -> bytes:
    return _email_of(form, number, at).as_bytes()


def _letter_bytes(letter: Letter, number: int, at: datetime) -> bytes:
    message = _headed(letter.sender, "A letter", f"letter-{number}", at)
    # Set past the header rules: what a hostile sender writes does not keep to them.
    raw = letter.subject.encode("utf-8", "surrogateescape")
    message.set_content(letter.body)
    if letter.automatic:
        message["Auto-Submitted"] = "auto-replied"
    return message.as_bytes().replace(b"Subject: A letter", b"Subject: " + raw, 1)


def _email_of(form: Form, number: int, at: datetime) -> Message:
    sender = f"{form.by.name} <{form.by.email}>"
    message = _headed(sender, "Inter-Agency Contact Form", f"form-{number}", at)
    body = {Medium.TEXT: documents.as_text, Medium.HTML: documents.as_html}.get(form.medium)
    if body:
        message.set_content(body(form), subtype="html" if form.medium is Medium.HTML else "plain")
        return message
    if form.medium is Medium.FORWARDED:
        return _forwarded(form, number, at)
    message.set_content(_COVER)
    _attach(message, form)
    return message


def _attach(message: EmailMessage, form: Form) -> None:
    (kind, subtype), ending, content = _file_of(form)
    message.add_attachment(content, maintype=kind, subtype=subtype, filename=f"contact form.{ending}")


def _file_of(form: Form) -> tuple[tuple[str, str], str, bytes]:
    pdf = ("application", "pdf")
    if form.medium is Medium.PRINTED:
        return pdf, "pdf", documents.as_printed_pdf(form)
    if form.medium is Medium.FILLABLE:
        return pdf, "pdf", documents.as_fillable_pdf(form)
    if form.medium is Medium.SCANNED:
        return pdf, "pdf", documents.as_scan(form)
    if form.medium is Medium.LOCKED:
        return pdf, "pdf", documents.as_printed_pdf(form, password="kept-by-the-sender")  # noqa: S106  invented
    return _WORD, "docx", documents.as_word(form)


def _forwarded(form: Form, number: int, at: datetime) -> Message:
    inner = _headed(f"{form.by.name} <{form.by.email}>", "Contact form", f"inner-{number}", at)
    inner.set_content(_COVER)
    _attach(inner, form)
    outer = _headed("Front Desk <desk@stosyths.example>", "FW: Contact form", f"form-{number}", at)
    outer.set_content("Forwarded for your attention.\n")
    outer.add_attachment(inner)
    return outer


def _headed(sender: str, subject: str, token: str, at: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = _HUB
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{token}@demo.example>"
    return message


def in_order() -> Iterator[Delivery]:
    """The deliveries, and at the end the first of them once more, as a careless sender's would."""
    post = deliveries()
    yield from post
    first = post[0]
    yield Delivery(post[-1].after + timedelta(seconds=20), f"{first.what} (sent again)", first.make)

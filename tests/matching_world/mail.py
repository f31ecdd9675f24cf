"""An invented world as the program meets it: a CSV of calls and a folder of emails."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.calls_file import COLUMNS
from ingest.domain.model import Contact
from parsers.form import Child, ContactForm
from tests.matching_world.stories import Sent, World

_LONDON = ZoneInfo("Europe/London")


def write_world(world: World, folder: Path) -> None:
    """Write `calls.csv` and `mail/0001.eml` and so on; the numbers are the places in `world.sent`."""
    with (folder / "calls.csv").open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        rows.writerows(row for contact in world.contacts for row in _call_rows(contact))
    (folder / "mail").mkdir()
    for number, sent in enumerate(world.sent):
        (folder / "mail" / f"{number:05}.eml").write_bytes(_email(number, sent))


def number_of(message_id: str) -> int:
    """The place in `world.sent` of a message, from its id."""
    return int(message_id.strip("<>").partition("@")[0])


def _call_rows(contact: Contact) -> Iterator[list[str]]:
    caller = contact.caller
    start = [contact.reference, contact.received_at.isoformat(), contact.taken_by]
    start += [caller.name, caller.agency, caller.role, caller.phone, caller.email]
    for child in contact.children:
        own = [child.forename, child.surname, child.dob, child.address, child.postcode, child.school]
        yield [str(cell or "") for cell in (*start, *own, "noted on the telephone")]


def _email(number: int, sent: Sent) -> bytes:
    message = EmailMessage()
    at = format_datetime(sent.received_at.astimezone(_LONDON))
    message["Received"] = f"from forms.council.example by mail.council.example with ESMTPS; {at}"
    message["From"] = "Online Forms <noreply@forms.council.example>"
    message["To"] = "mash@council.example"
    message["Subject"] = "Online contact form"
    message["Date"] = at
    message["Message-ID"] = f"<{number}@forms.council.example>"
    message.set_content("\n".join(_lines(number, sent.form)) + "\n")
    return message.as_bytes()


def _lines(number: int, form: ContactForm) -> Iterator[str]:
    referrer = form.referrer
    yield from ("A new contact has been submitted through the online form.", "", "ABOUT YOU", "-" * 9)
    yield f"Your name: {referrer.name or ''}"
    yield f"Your organisation: {referrer.agency or ''}"
    yield f"Your phone number: {referrer.phone or ''}"
    yield f"Your email address: {referrer.email or ''}"
    yield from ("", "YOUR CALL TO US", "-" * 15)
    yield f"Date and time that you rang the MASH: {_stated(form.telephone_contact_at)}"
    yield f"Who did you speak to?: {form.contact_taken_by or ''}"
    for place, child in enumerate(form.children, 1):
        yield from ("", f"CHILD {place}", "-" * 7, *_child_lines(child))
    for place, person in enumerate(form.people, 1):
        yield from ("", f"PARENT OR CARER {place}", "-" * 17, f"Full name: {person.name or ''}")
        yield f"Relationship to the child: {person.relationship or ''}"
    yield from ("", "YOUR CONCERN", "-" * 12, "Type of concern: Neglect")
    yield f"What are you worried about?: The family came to us on day {number}, and we are worried."


def _child_lines(child: Child) -> Iterator[str]:
    yield f"First name: {child.forename or ''}"
    yield f"Last name: {child.surname or ''}"
    yield f"Also known as: {', '.join(child.aliases)}"
    born = datetime.fromisoformat(child.dob).strftime("%d/%m/%Y") if child.dob else ""
    yield f"Date of birth: {born}"
    yield f"Address: {child.address or ''}"
    yield f"Postcode: {child.postcode or ''}"
    yield f"School or nursery: {child.school or ''}"


def _stated(text: str | None) -> str:
    return datetime.fromisoformat(text).strftime("%d/%m/%Y at %H:%M") if text else ""

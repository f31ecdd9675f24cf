"""A form in the text of an email, and the reading of an email by the packaged label tables."""

from __future__ import annotations

from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from parsers.form import Reading
from parsers.labels import Hub, LabelTables
from parsers.message import read_message

FORM = """\
INTER-AGENCY CONTACT FORM

ABOUT YOU
Your name: Any Person
Your organisation: Any School
Your phone number: 023 9200 0000
Your email address: any.person@school.example

CHILD 1
First name: {forename}
Last name: Example
Date of birth: 03/04/2015
Address: 1 Any Street, Portsmouth
Postcode: PO1 2AB

YOUR CONCERN
Reason for referral: {forename} came to school with a bruise and would not say how it happened.
Have parents been informed?: No
If not, why not?: It might put {forename} at more risk.
"""


@cache
def tables() -> LabelTables:
    folder = Path(__file__).parents[3] / "config" / "labels"
    return LabelTables.from_toml({path.name: path.read_text() for path in folder.glob("*.toml")})


def read(message: EmailMessage | bytes, filename: str | None = None, **more: Any) -> Reading:
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return read_message(raw, filename=filename, tables=tables(), hub=Hub(), **more)


def email(text: str = "Please see attached.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Any Person <any.person@school.example>"
    message["Subject"] = "Contact form"
    message["Message-ID"] = "<a@mail.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def form(forename: str = "Amy") -> str:
    return FORM.format(forename=forename)

"""An email without a form, read as it comes in."""

from __future__ import annotations

from email.message import EmailMessage
from functools import cache

from config import tables
from parsers.form import Reading
from parsers.labels import Hub, LabelTables
from parsers.message import read_message


@cache
def labels() -> LabelTables:
    """The tables that the desk starts with."""
    return LabelTables.from_toml(tables.labels())


def read(subject: str, body: str, html: str | None = None, **headers: str) -> Reading:
    """The reading of an email with that body, and with headers by their names."""
    message = EmailMessage()
    message["From"] = "Any Person <any.person@somewhere.example>"
    message["To"] = "mash@hub.example"
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return read_message(message.as_bytes(), tables=labels(), hub=Hub())

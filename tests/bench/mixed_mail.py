"""Emails as a mailbox has them after an outage: printed forms, forms of every kind, and letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from tests.bench.fillable import fillable
from tests.bench.papers import ROWS, printed, word

_FIRST = datetime(2025, 10, 1, 9, tzinfo=UTC)
_BORN = date(2015, 4, 3)
_LETTER = "Thank you for the minutes of Tuesday's meeting. The next one is in the small hall.\n"


def printed_mail(count: int) -> Iterator[bytes]:
    """`count` emails, each with a printed form of four pages about another child."""
    for number in range(count):
        message = _headed(number)
        born = _BORN + timedelta(days=number)
        _attach(message, printed(4, f"Amy{number}", f"{born:%d/%m/%Y}"), "pdf")
        yield message.as_bytes()


def mixed_mail(count: int) -> Iterator[bytes]:
    """`count` emails, no two alike: printed, fillable and Word forms, HTML and text, and none."""
    papers = {"pdf": printed(2), "fillable": fillable(ROWS), "docx": word()}
    for number in range(count):
        yield _email(number, papers).as_bytes()


def _email(number: int, papers: dict[str, bytes]) -> EmailMessage:
    message = _headed(number)
    rows = [(label, f"Amy{number}" if value == "Amy" else value) for label, value in ROWS]
    match number % 6:
        case 0:
            message.set_content("\n".join(f"{label}: {value}" for label, value in rows))
        case 1:
            cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
            message.set_content(f"<table>{cells}</table>", subtype="html")
        case 2:
            message.set_content(_LETTER)
        case 3:
            _attach(message, papers["pdf"], "pdf")
        case 4:
            _attach(message, papers["fillable"], "pdf")
        case _:
            _attach(message, papers["docx"], "vnd.openxmlformats-officedocument.wordprocessingml.document")
    return message


def _headed(number: int) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Any Person <any.person@school.example>"
    message["Subject"] = f"Message {number}"
    message["Date"] = format_datetime(_FIRST + timedelta(minutes=number))
    message["Message-ID"] = f"<{number}@mail.example>"
    return message


def _attach(message: EmailMessage, data: bytes, subtype: str) -> None:
    message.set_content("Please find our form attached.\n")
    message.add_attachment(data, maintype="application", subtype=subtype, filename="form")

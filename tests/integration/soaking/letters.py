"""The mail of a soak: invented letters, each with a token by which it is found again in the store."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ingest.domain.model import LedgerState

TOKEN = re.compile(rb"SOAK-(\d{6})")
_ATTACHED = (*[40_000] * 9, 900_000)  # the last is fetched in pieces
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Letter:
    """`ends_as` is what the worker must make of it."""

    number: int
    raw: bytes
    ends_as: LedgerState

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def letter(number: int, seed: int) -> Letter:
    """The letter of that number: a form, a form with an attachment, something else, or a broken PDF."""
    chance = Random(f"{seed} {number}")
    kind = chance.choices(("form", "large form", "no form", "broken"), (60, 10, 25, 5))[0]
    if kind == "no form":
        body = _lines(f"Are we still having lunch on the {number}th floor? Bring the plans along.")
        return Letter(number, _message(number, body), LedgerState.NO_FORM)
    if kind == "broken":
        pdf = b"%PDF-1.7\n" + chance.randbytes(400)
        return Letter(number, _with_attachment(number, "See attached.", pdf), LedgerState.NEEDS_ATTENTION)
    if kind == "large form":
        noise = chance.randbytes(chance.choice(_ATTACHED))
        raw = _with_attachment(number, _form(number, chance), noise, "application/octet-stream")
        return Letter(number, raw, LedgerState.REFERRAL)
    return Letter(number, _message(number, _form(number, chance)), LedgerState.REFERRAL)


def token_of(raw: bytes) -> int | None:
    """The number of the letter that these bytes are."""
    found = TOKEN.search(raw)
    return int(found[1]) if found else None


def subject_of(number: int) -> str:
    return f"SOAK-{number:06}"


def _form(number: int, chance: Random) -> str:
    born = date(2009, 1, 1) + timedelta(days=chance.randrange(5500))
    return _lines(
        "Inter-Agency Contact Form",
        f"Child's forename: {_name(number, chance)}",
        f"Child's surname: {_name(number * 7 + 3, chance)}",
        f"Date of birth: {born:%d/%m/%Y}",
        f"Home address: {number} Nowhere Road, Portsmouth PO1 2ZZ",
        "Name of referrer: Ann Invented",
        "Agency: Invented School",
        "Reason for contact: a worry that somebody made up",
    )


def _name(number: int, chance: Random) -> str:
    tail = "".join(chance.choices(_LETTERS, k=5))
    digits = "".join(_LETTERS[int(digit)] for digit in str(number))
    return (digits + tail).capitalize()


def _message(number: int, body: str) -> bytes:
    return (_headers(number) + "\r\n" + body).encode()


def _with_attachment(number: int, body: str, content: bytes, kind: str = "application/pdf") -> bytes:
    encoded = base64.encodebytes(content).decode().replace("\n", "\r\n")
    return (
        _headers(number)
        + 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="soak"\r\n\r\n'
        + f"--soak\r\nContent-Type: text/plain\r\n\r\n{body}\r\n"
        + f"--soak\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"
        + "--soak--\r\n"
    ).encode()


def _headers(number: int) -> str:
    return f"Subject: {subject_of(number)}\r\nFrom: Ann Invented <ann@school.example>\r\n"


def _lines(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in lines)

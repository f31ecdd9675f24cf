"""Patients and clients: which of them is the child whom a form is about.

"Patient name" is the child's on a hospital's form about one. Where the same form asks for a child's
name in those words, the patient is grown up, and the child belongs to them. A client is grown up,
unless nobody else is asked for and the date of birth beside the name tells that they are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.draft import IDENTITY
from parsers.assembly.pieces import Ask, Grid, Head, Piece
from parsers.labels import Heading, LabelTables
from parsers.values import read_date

_PATIENT: Final = re.compile(r"\bpatient(?:['’]?s)?\b(?!\s*(?:/|or)\s)", re.IGNORECASE)
_CLIENT: Final = re.compile(r"\b(?:client|service user)(?:['’]?s)?\b", re.IGNORECASE)
_NAMED: Final = re.compile(
    rf"\W*(?:{_CLIENT.pattern} (?:full )?name|(?:full )?name of (?:the )?{_CLIENT.pattern})", re.IGNORECASE
)
_BORN: Final = re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|born)\b", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(?:form |referral )?date(?: (?:of (?:this )?(?:referral|report|contact|completion|form)|completed|form completed|submitted))?",
    re.IGNORECASE,
)
_NEAR: Final = 4
_GROWN_UP: Final = 18
_CHILD: Final = re.compile(
    r"\b(?:child(?:ren)?|young (?:person|people)|baby|babies|infant|sons?|daughters?)\b", re.IGNORECASE
)


def with_clients_told_apart(pieces: Sequence[Piece], labels: LabelTables) -> list[Piece]:
    """The pieces, the questions about a patient or a client made an adult's or a child's, as they are."""
    if _asks_for_a_child(pieces, labels):
        return [_of_an_adult(piece, labels) for piece in pieces]
    if _is_the_only_one(pieces, labels):
        return [_of_a_child(piece) for piece in pieces]
    return list(pieces)


def _asks_for_a_child(pieces: Sequence[Piece], labels: LabelTables) -> bool:
    patient = any(isinstance(piece, Ask) and _names_the_patient(piece.label, labels) for piece in pieces)
    return patient and (
        any(_names_a_child(piece, labels) for piece in pieces)
        or _names_under_a_childs_heading(pieces, labels)
    )


def _names_under_a_childs_heading(pieces: Sequence[Piece], labels: LabelTables) -> bool:
    """Whether plain names are asked under "Children at risk", and the patient's under another heading."""
    head: Head | None = None
    patients, others = set(), set()
    for piece in pieces:
        if isinstance(piece, Head):
            head = piece
            continue
        asked = (piece.label,) if isinstance(piece, Ask) else piece.header if isinstance(piece, Grid) else ()
        of_children = head is not None and head.opens == Heading("children") and _CHILD.search(head.text)
        for label in asked:
            if _names_the_patient(label, labels):
                patients.add(id(head))
            elif of_children and _is_a_name(label, labels, "children"):
                others.add(id(head))
    return bool(others) and not patients & others


def _is_the_only_one(pieces: Sequence[Piece], labels: LabelTables) -> bool:
    """Whether a client who is under age is named, and no child besides."""
    about = [labels.field(piece.label, "children") for piece in pieces if isinstance(piece, Ask)]
    if any(found is not None and found.section == "children" and found.name in IDENTITY for found in about):
        return False
    if any(isinstance(piece, Grid) and labels.fields_in(piece.header, "children") for piece in pieces):
        return False
    named = next(
        (at for at, piece in enumerate(pieces) if isinstance(piece, Ask) and _NAMED.match(piece.label)), None
    )
    return named is not None and _is_under_age(pieces[named + 1 : named + 1 + _NEAR], _written_on(pieces))


def _is_under_age(beside: Sequence[Piece], written: str | None) -> bool:
    for piece in beside:
        if isinstance(piece, Ask) and piece.answer is not None and _BORN.search(piece.label):
            born = read_date(piece.answer.text).value
            return bool(born and written and born <= written and _years(born, written) < _GROWN_UP)
    return False


def _years(born: str, day: str) -> int:
    """Whole years between two ISO dates."""
    return int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])


def _written_on(pieces: Sequence[Piece]) -> str | None:
    """The day that the form bears, ISO 8601: the latest of those that it asks for."""
    days = [
        day
        for piece in pieces
        if isinstance(piece, Ask) and piece.answer is not None and _DAY.fullmatch(piece.label.strip(" :"))
        if (day := read_date(piece.answer.text).value)
    ]
    return max(days, default=None)


def _of_a_child(piece: Piece) -> Piece:
    if isinstance(piece, Head) and piece.opens is not None and _CLIENT.search(piece.text):
        return replace(piece, opens=Heading("children")) if piece.opens.section == "people" else piece
    return replace(piece, label=_CLIENT.sub("Child's", piece.label)) if isinstance(piece, Ask) else piece


def _names_the_patient(label: str, labels: LabelTables) -> bool:
    return _is_of_the_patient(label) and _is_a_name(label, labels)


def _is_of_the_patient(words: str) -> bool:
    return _PATIENT.search(words) is not None and _CHILD.search(words) is None


def _names_a_child(piece: Piece, labels: LabelTables) -> bool:
    asked = (piece.label,) if isinstance(piece, Ask) else piece.header if isinstance(piece, Grid) else ()
    return any(_CHILD.search(label) and _is_a_name(label, labels) for label in asked)


def _is_a_name(label: str, labels: LabelTables, section: str | None = None) -> bool:
    found = labels.field(label, section)
    return found is not None and found.section == "children" and found.name in IDENTITY


def _of_an_adult(piece: Piece, labels: LabelTables) -> Piece:
    if isinstance(piece, Head) and piece.opens is not None and _is_of_the_patient(piece.text):
        return replace(piece, opens=Heading("people")) if piece.opens.section == "children" else piece
    if isinstance(piece, Ask) and _is_of_the_patient(piece.label):
        return _asked_of_an_adult(piece, labels)
    return piece


def _asked_of_an_adult(ask: Ask, labels: LabelTables) -> Ask:
    """ "Patient DOB" as "Client DOB": a label that the tables know for somebody grown up."""
    label = _PATIENT.sub("Client", ask.label)
    asked, grown = labels.field(ask.label), labels.field(label)
    if asked is None or asked.section != "children" or grown is None or grown.section != "people":
        return ask
    return replace(ask, label=label)

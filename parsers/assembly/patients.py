"""Patients who are grown up: a service for adults asks for its patient first, and for the children apart.

"Patient name" is the child's on a hospital's form about one. Where the same form asks for a child's
name in those words, the patient is somebody else, whom the child belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.draft import IDENTITY
from parsers.assembly.pieces import Ask, Grid, Head, Piece
from parsers.labels import Heading, LabelTables

_PATIENT: Final = re.compile(r"\bpatient(?:['’]?s)?\b(?!\s*(?:/|or)\s)", re.IGNORECASE)
_CHILD: Final = re.compile(
    r"\b(?:child(?:ren)?|young (?:person|people)|baby|babies|infant|sons?|daughters?)\b", re.IGNORECASE
)


def with_patients_grown_up(pieces: Sequence[Piece], labels: LabelTables) -> list[Piece]:
    """The pieces, the patient's questions made an adult's where the form asks for a child besides."""
    if not _asks_for_a_child(pieces, labels):
        return list(pieces)
    return [_of_an_adult(piece, labels) for piece in pieces]


def _asks_for_a_child(pieces: Sequence[Piece], labels: LabelTables) -> bool:
    patient = any(isinstance(piece, Ask) and _names_the_patient(piece.label, labels) for piece in pieces)
    return patient and any(_names_a_child(piece, labels) for piece in pieces)


def _names_the_patient(label: str, labels: LabelTables) -> bool:
    return _is_of_the_patient(label) and _is_a_name(label, labels)


def _is_of_the_patient(words: str) -> bool:
    return _PATIENT.search(words) is not None and _CHILD.search(words) is None


def _names_a_child(piece: Piece, labels: LabelTables) -> bool:
    asked = (piece.label,) if isinstance(piece, Ask) else piece.header if isinstance(piece, Grid) else ()
    return any(_CHILD.search(label) and _is_a_name(label, labels) for label in asked)


def _is_a_name(label: str, labels: LabelTables) -> bool:
    found = labels.field(label)
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

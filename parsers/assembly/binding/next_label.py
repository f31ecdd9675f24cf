"""What a label asks for below a question that waits, where the question itself says more than the label does.

"Parents" over "Name" asks for a parent's, "Family address" over "Postcode" for the family's, and "Name (block
capitals)" below "Signature" for that of whoever signs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.binding.waiting import Waiting
from parsers.assembly.pieces import Ask
from parsers.labels import ROWS, Field, LabelTables
from parsers.letters.words import NAME

_SIGNED: Final = ("signature.name", "signature.signed_on")
_NAME: Final = re.compile(rf"\W*(?:[A-Z][a-z]{{1,4}}\.?\s+)?{NAME}\W*")


def names_them(asked: Waiting | None, label: str, where: str | None, labels: LabelTables) -> bool:
    """Whether a label asks for the name of those whom the open question asked for, in words of anybody's."""
    if asked is None or asked.lines or asked.field.section != "people" or not kinds.is_list(asked.field):
        return False
    if where == "people":
        return False
    own, here = labels.field(label, "people"), labels.field(label, where)
    named = own is not None and own.path == "people.name" and not own.preset
    return named and here is not None and here.path != "people.name"


def names_who_signs(asked: Waiting | None, label: str, labels: LabelTables) -> bool:
    """ "Signature" over "Name (block capitals)": whoever signs, and nobody of the block above."""
    if asked is None or asked.lines or asked.field.path != "signature.name":
        return False
    found = labels.field(label, "signature")
    return found is not None and found.path in _SIGNED and labels.heading(asked.label) is not None


def of_the_same_home(asked: Waiting | None, found: Field) -> Field:
    """ "Family address" over "Address" and "Postcode": the parts are those of what was asked first."""
    if asked is None or asked.lines or asked.field.name != "address" or found.name not in kinds.OF_A_HOME:
        return found
    return replace(asked.field, name=found.name) if found.section in ROWS else found


def by_its_words(ask: Ask, labels: LabelTables, *, narrating: bool) -> Field | None:
    """What a label that stands as labels do asks for, where no row of the tables prints it; in the midst of a
    story only one that is surely a label."""
    answer = ask.answer
    if not ask.sure and (answer is None or answer.empty or narrating):
        return None
    if answer is not None and _NAME.fullmatch(answer.text) and not _is_label(answer.text, labels):
        owner = labels.owner(ask.label)
        if owner is not None:
            return owner
    return labels.by_words(ask.label)


def _is_label(text: str, labels: LabelTables) -> bool:
    return labels.known(text) or labels.heading(text) is not None

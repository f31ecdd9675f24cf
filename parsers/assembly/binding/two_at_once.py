"""Two people asked about side by side: "Client name | ... | Perpetrator's name | ..." over "D.O.B. | ... | Perpetrator's DOB | ...".

Read across, the client's own birthday, address and number would be the perpetrator's, who was named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from parsers.assembly.pieces import Ask, Piece
from parsers.labels import LabelTables
from parsers.spelling import key

_OF_SOMEBODY = ("children", "people")
_WHOLE_NAMES = frozenset(["name", "name_dob", "line"])
_NAME_OF = re.compile(r"(?:full |legal )?name\(?s?\)? of (?:the |a )?", re.IGNORECASE)
_OF_ANY_NAME = frozenset(["name", "full", "legal", "preferred", "known", "first", "whole"])


def with_columns_in_turn(pieces: Sequence[Piece], labels: LabelTables) -> list[Piece]:
    """The pieces, the questions about the one on the left before those that say that they are about the other."""
    found = list(pieces)
    for at in range(len(found) - 1):
        other = _other_beside(found, at, labels)
        if other is None:
            continue
        end = _end(found, at, other, labels)
        run = found[at:end]
        theirs = [isinstance(piece, Ask) and _whose(piece) == other for piece in run]
        if sum(theirs) > 1:
            found[at:end] = [piece for _, piece in sorted(zip(theirs, run, strict=True), key=itemgetter(0))]
    return found


def _other_beside(pieces: Sequence[Piece], at: int, labels: LabelTables) -> str | None:
    """The word for whom the name right behind somebody else's is asked: "perpetrator"."""
    one, other = pieces[at], pieces[at + 1]
    if not isinstance(one, Ask) or not isinstance(other, Ask):
        return None
    if not (_names_somebody(one, labels) and _names_somebody(other, labels)):
        return None
    return _whose(other) if _whose(other) != _whose(one) else None


def _end(pieces: Sequence[Piece], at: int, other: str, labels: LabelTables) -> int:
    """Where the questions about the two end: at a heading, a table, or the name of a third."""
    end = at + 2
    while end < len(pieces):
        piece = pieces[end]
        if not isinstance(piece, Ask) or (_names_somebody(piece, labels) and _whose(piece) != other):
            break
        end += 1
    return end


def _names_somebody(ask: Ask, labels: LabelTables) -> bool:
    asked = labels.field(ask.label)
    return asked is not None and asked.section in _OF_SOMEBODY and asked.name in _WHOLE_NAMES


def _whose(ask: Ask) -> str:
    """Whom a label says that it is about: "Client name", "Name of student", "Student"; nobody for "Full name"."""
    words = _NAME_OF.sub("", ask.label.replace("’", "'").strip(" :"))
    first = key(words.split()[0].removesuffix("'s").rstrip("'")) if words else ""
    return "" if first in _OF_ANY_NAME else first

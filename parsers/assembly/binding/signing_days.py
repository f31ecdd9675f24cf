""" "Date: 28/11/25 | Signed: O Vale": the day of a signature that stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.assembly.pieces import Ask, Piece
from parsers.labels import LabelTables
from parsers.spelling import key
from parsers.values import read_date

_BARE: Final = frozenset(["date", "dated"])


def with_days_behind_signatures(pieces: Sequence[Piece], labels: LabelTables) -> list[Piece]:
    """`pieces` with a bare date put behind the signature that follows it, where that has no date of its own.

    Under a heading of the concern a bare "Date" says nothing by itself; behind a signature it is its day.
    """
    parted = list(pieces)
    for at in range(len(parted) - 1):
        day, signed = parted[at], parted[at + 1]
        if not (isinstance(day, Ask) and isinstance(signed, Ask) and _is_a_bare_day(day)):
            continue
        found = labels.field(signed.label)
        if found is None or found.path != "signature.name" or signed.answer is None or signed.answer.empty:
            continue
        before, after = parted[at - 1] if at else None, parted[at + 2] if at + 2 < len(parted) else None
        signs_before = isinstance(before, Ask) and labels.field(before.label) == found
        if not signs_before and not (isinstance(after, Ask) and key(after.label) in _BARE):
            parted[at], parted[at + 1] = signed, day
    return parted


def _is_a_bare_day(ask: Ask) -> bool:
    return key(ask.label) in _BARE and ask.answer is not None and read_date(ask.answer.text).value is not None

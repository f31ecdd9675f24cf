"""Labels that no table knows, counted by the messages that showed them.

What stands where a label stands may be an answer, and an answer may be a name. So a label's
words are kept only once three messages have shown it; until then there is only its hash. Words
of the names that the same message brings are never counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from ingest.store.schema import unknown_label
from parsers.form import ContactForm, ReadForm, Reading

SHOWN_FROM: Final = 3
MOST_LABELS: Final = 2_000
_LONGEST: Final = 120
_MOST_OF_ONE: Final = 200
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_TELLING: Final = re.compile(r"@|\d{2}|\d\W?\d")
"""Addresses, dates and numbers: no label, or one of nobody but its writer."""


@dataclass(frozen=True, slots=True)
class UnknownLabel:
    """A label as it is folded, how many messages showed it, and when the last one came."""

    label: str
    messages: int
    last_at: datetime


def count(conn: Connection, reading: Reading, at: datetime) -> None:
    """Count each unknown label of one message once."""
    labels = sorted(set(_labels(reading)))[:_MOST_OF_ONE]
    for label in labels:
        _count_one(conn, label, at)
    if labels:
        _keep_within_limit(conn)


def seen_often(conn: Connection) -> list[UnknownLabel]:
    """The labels that at least `SHOWN_FROM` messages showed, the most frequent first."""
    table = unknown_label.c
    statement = (
        select(table.label, table.seen, table.last_at)
        .where(table.seen >= SHOWN_FROM, table.label.is_not(None))
        .order_by(table.seen.desc(), table.label)
    )
    return [UnknownLabel(row.label, row.seen, row.last_at) for row in conn.execute(statement)]


def _labels(reading: Reading) -> Iterator[str]:
    names = set(_WORD.findall(" ".join(_names(reading)).casefold()))
    for form in reading.forms:
        for written in form.unknown_labels:
            label = " ".join(written.casefold().split()).rstrip(" :")
            words = set(_WORD.findall(label))
            if words and len(label) <= _LONGEST and not words & names and not _TELLING.search(label):
                yield label


def _names(reading: Reading) -> Iterator[str]:
    yield reading.envelope.from_name or ""
    for read in reading.forms:
        yield from _names_on(read)


def _names_on(read: ReadForm) -> Iterator[str]:
    form: ContactForm = read.form
    for child in form.children:
        yield from (child.forename or "", child.surname or "", *child.aliases)
    for name in (form.referrer.name, form.signature.name):
        yield name or ""
    for person in form.people:
        yield person.name or ""
    for professional in form.professionals:
        yield professional.name or ""


def _count_one(conn: Connection, label: str, at: datetime) -> None:
    fingerprint = sha256(label.encode("utf-8", "replace")).hexdigest()
    mine = unknown_label.c.fingerprint == fingerprint
    seen = conn.execute(select(unknown_label.c.seen).where(mine)).scalar()
    if seen is None:
        conn.execute(insert(unknown_label).values(fingerprint=fingerprint, seen=1, first_at=at, last_at=at))
        return
    words = label if seen + 1 >= SHOWN_FROM else None
    conn.execute(update(unknown_label).where(mine).values(seen=seen + 1, last_at=at, label=words))


def _keep_within_limit(conn: Connection) -> None:
    """Forget the rarest, the oldest of them first: strangers choose what stands on a form."""
    table = unknown_label.c
    over = conn.execute(select(func.count()).select_from(unknown_label)).scalar_one() - MOST_LABELS
    if over > 0:
        rarest = select(table.fingerprint).order_by(table.seen, table.last_at, table.fingerprint).limit(over)
        gone = list(conn.scalars(rarest))
        conn.execute(delete(unknown_label).where(table.fingerprint.in_(gone)))

"""Labels that no table knows, counted by the messages that showed them.

What stands where a label stands may be an answer, and an answer may be a name. So a label's
words are kept only once three messages have shown it; until then there is only its hash. Words
of the names that the same message brings are never counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update

from ingest.store.schema import unknown_label
from parsers.form import ContactForm, ReadForm, Reading

SHOWN_FROM: Final = 3
MOST_LABELS: Final = 2_000
_LONGEST: Final = 120
_MOST_OF_ONE: Final = 200
# Made once: a form may show two hundred labels, and to build a statement takes longer than to run it.
_WANTED: Final[BindParameter[Sequence[str]]] = bindparam("wanted", expanding=True)
_SEEN: Final = select(unknown_label.c.fingerprint, unknown_label.c.seen).where(
    unknown_label.c.fingerprint.in_(_WANTED)
)
_ADD: Final = insert(unknown_label)
_SEE_AGAIN: Final = update(unknown_label).where(unknown_label.c.fingerprint == bindparam("mine"))
_HOW_MANY: Final = select(func.count()).select_from(unknown_label)
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
    if labels:
        _count_each(conn, {_fingerprint(label): label for label in labels}, at)
        _keep_within_limit(conn)


def seen_often(conn: Connection) -> list[UnknownLabel]:
    """The labels that at least `SHOWN_FROM` messages showed, the most frequent first."""
    table = unknown_label.c
    statement = (
        select(table.label, table.seen, table.last_at)
        .where(table.seen >= SHOWN_FROM, table.label.is_not(None))
        .order_by(table.seen.desc(), table.label, table.fingerprint)
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


def _fingerprint(label: str) -> str:
    return sha256(label.encode("utf-8", "replace")).hexdigest()


def _count_each(conn: Connection, labels: Mapping[str, str], at: datetime) -> None:
    """Count labels, by their fingerprints, each once more."""
    known = {row.fingerprint: row.seen for row in conn.execute(_SEEN, {"wanted": list(labels)})}
    new = [mine for mine in labels if mine not in known]
    if new:
        conn.execute(_ADD, [{"fingerprint": mine, "seen": 1, "first_at": at, "last_at": at} for mine in new])
    if known:
        conn.execute(_SEE_AGAIN, [_seen_again(mine, labels[mine], known[mine] + 1, at) for mine in known])


def _seen_again(mine: str, label: str, seen: int, at: datetime) -> dict[str, Any]:
    words = label if seen >= SHOWN_FROM else None
    return {"mine": mine, "seen": seen, "last_at": at, "label": words}


def _keep_within_limit(conn: Connection) -> None:
    """Forget the rarest, the oldest of them first: strangers choose what stands on a form."""
    table = unknown_label.c
    over = conn.execute(_HOW_MANY).scalar_one() - MOST_LABELS
    if over > 0:
        rarest = select(table.fingerprint).order_by(table.seen, table.last_at, table.fingerprint).limit(over)
        gone = list(conn.scalars(rarest))
        conn.execute(delete(unknown_label).where(table.fingerprint.in_(gone)))

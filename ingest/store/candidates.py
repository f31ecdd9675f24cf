"""Which contacts a form is compared with: those that share the rarest blocking keys with it.

The work is bounded whatever the log holds. Of each key only the newest contacts are looked at,
of a pair of keys more than of one by itself; of all that are found, those that share the rarest
keys are compared. A key that hundreds of contacts share (a common surname, one school's telephone)
hardly counts: the true call also shares pairs of keys, which are rare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from heapq import nlargest
from math import log2
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    delete,
    insert,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from ingest.domain.model import Contact
from ingest.store import contacts
from ingest.store.matcher import storable_keys
from ingest.store.schema import contact_key, match, referral

WROTE_FIRST = timedelta(days=30)
WROTE_LATE = timedelta(days=180)
MOST_OF_A_PAIR, MOST_OF_A_KEY = 32, 16
"""Contacts that are looked at for a pair of keys, which few share, and for a key by itself."""

_MOST_CANDIDATES = 24
_FEW = 8  # so many are always compared
_LEAST_OF_BEST = 0.2  # beyond those few, what shares less than this part of what the best shares is not
_KEYS_AT_ONCE = 32
_LEAST_WEIGHT, _FULL = 0.25, 5.0  # of a key that ran full, and how much more one of its own tells
_HOUR = 3600
_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_ANSWERS = (
    select(match.c.contact_id, match.c.referral_id)
    .join(referral, referral.c.id == match.c.referral_id)
    .where(match.c.contact_id.in_(_IDS), match.c.status.in_(contacts.STOPS_CLOCK), referral.c.current)
    .order_by(match.c.id)
)


def set_keys(conn: Connection, known: Contact, keys: Iterable[str]) -> None:
    """Replace the blocking keys of a contact."""
    conn.execute(delete(contact_key).where(contact_key.c.contact_id == known.id))
    hour = hour_of(known.received_at)
    rows = [{"key": key, "hour": hour, "contact_id": known.id} for key in storable_keys(keys)]
    if rows:
        conn.execute(insert(contact_key), rows)


def hour_of(at: datetime) -> int:
    """The hour of a time, counted from 1970 in UTC."""
    return int(at.astimezone(UTC).timestamp()) // _HOUR


def likeliest(
    conn: Connection, keys: Iterable[str], received_at: datetime, but_for: str | None = None
) -> list[tuple[Contact, tuple[str, ...]]]:
    """The contacts to compare a form with, those that share most with it first.

    `received_at` is the form's: contacts half a year older, or a month newer, are left out. Each
    comes with the ids of the referrals other than `but_for` that stop its clock.
    """
    wanted = storable_keys(keys)
    ids = rank(_shared(conn, wanted, received_at), [most_of(key) for key in wanted])
    answered = _answered_by(conn, ids, but_for)
    return [(item, tuple(answered[item.id])) for item in contacts.by_ids(conn, ids)]


def _shared(conn: Connection, keys: Sequence[str], received_at: datetime) -> Iterator[tuple[int, int]]:
    """Which key (its place) is shared with which contact: of each key the newest contacts only."""
    span = {"since": hour_of(received_at - WROTE_LATE), "until": hour_of(received_at + WROTE_FIRST)}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        wanted: dict[str, Any] = {f"key{at}": key for at, key in enumerate(some)}
        wanted |= {f"most{at}": most_of(key) for at, key in enumerate(some)}
        for at, contact_id in conn.execute(_newest(len(some)), wanted | span).all():
            yield start + at, contact_id


@lru_cache(maxsize=_KEYS_AT_ONCE)
def _newest(count: int) -> CompoundSelect[Any]:
    """The statement for `count` keys; made once, for to compile it takes longer than to run it."""
    return union_all(*(_newest_of(at).subquery().select() for at in range(count)))


def _newest_of(at: int) -> Select[Any]:
    place: ColumnElement[int] = literal_column(str(at), Integer).label("place")
    wanted: BindParameter[str] = bindparam(f"key{at}")
    since: BindParameter[int] = bindparam("since")
    until: BindParameter[int] = bindparam("until")
    return (
        select(place, contact_key.c.contact_id)
        .where(contact_key.c.key == wanted, contact_key.c.hour.between(since, until))
        .order_by(contact_key.c.hour.desc(), contact_key.c.contact_id.desc())
        .limit(bindparam(f"most{at}", type_=Integer))
    )


def most_of(key: str) -> int:
    """How many contacts are looked at for a key, or a pair of keys."""
    return MOST_OF_A_PAIR if "&" in key or key.startswith("nm:") else MOST_OF_A_KEY


def rank(shared: Iterable[tuple[int, int]], most: Sequence[int]) -> list[int]:
    """The contacts that share most, best first, from pairs of a key's place and a contact's id.

    `most` tells of each place how many were looked at: a rare key counts more, and one that ran
    full hardly. Of equals the newest comes first.
    """
    of_key: dict[int, list[int]] = defaultdict(list)
    for at, contact_id in shared:
        of_key[at].append(contact_id)
    weights: dict[int, float] = defaultdict(float)
    for at, contact_ids in of_key.items():
        worth = _LEAST_WEIGHT + log2(most[at] / len(contact_ids)) * _FULL / log2(most[at])
        for contact_id in contact_ids:
            weights[contact_id] += worth
    ranked = nlargest(_MOST_CANDIDATES, ((weight, one) for one, weight in weights.items()))
    enough = _LEAST_OF_BEST * ranked[0][0] if ranked else 0.0
    return [one for at, (weight, one) in enumerate(ranked) if at < _FEW or weight >= enough]


def _answered_by(conn: Connection, ids: Sequence[int], but_for: str | None) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for contact_id, referral_id in conn.execute(_ANSWERS, {"ids": list(ids)}).all():
        if referral_id != but_for:
            found[contact_id].append(referral_id)
    return found

"""Blocking: which records share keys with another, the likeliest of them only.

The work is bounded whatever the log holds. Of each key only the newest records are looked at, of a
pair of keys more than of one by itself; of all that are found, those that share the rarest keys
are kept. A key that hundreds share (a common surname, one school's telephone) hardly counts: the
true record also shares pairs of keys, which are rare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from heapq import nlargest
from math import log2
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from ingest.store.matcher import storable_keys

MOST_OF_A_PAIR, MOST_OF_A_KEY = 32, 16
"""Records that are looked at for a pair of keys, which few share, and for a key by itself."""

_FEW = 8  # so many are always kept
_LEAST_OF_BEST = 0.2  # beyond those few, what shares less than this part of what the best shares is not
_KEYS_AT_ONCE = 32
_LEAST_WEIGHT, _FULL = 0.25, 5.0  # of a key that ran full, and how much more one of its own tells
_HOUR = 3600


def hour_of(at: datetime) -> int:
    """The hour of a time, counted from 1970 in UTC."""
    return int(at.astimezone(UTC).timestamp()) // _HOUR


def likeliest(
    conn: Connection, owner: Column[Any], keys: Iterable[str], hours: tuple[int, int], most: int
) -> list[Any]:
    """Up to `most` owners that share most of `keys`, best first, of those whose hour is within
    `hours`, both counted. `owner` is that column of a table of keys, which has `key` and `hour`."""
    wanted = storable_keys(keys)
    return rank(_shared(conn, owner, wanted, hours), [most_of(key) for key in wanted], most)


def most_of(key: str) -> int:
    """How many records are looked at for a key, or a pair of keys."""
    return MOST_OF_A_PAIR if "&" in key or key.startswith("nm:") else MOST_OF_A_KEY


def rank(shared: Iterable[tuple[int, Any]], looked_at: Sequence[int], most: int) -> list[Any]:
    """The owners that share most, best first, from pairs of a key's place and an owner.

    `looked_at` tells of each place how many were asked for: a rare key counts more, and one that
    ran full hardly. Of equals the greatest comes first.
    """
    of_key: dict[int, list[Any]] = defaultdict(list)
    for at, owner in shared:
        of_key[at].append(owner)
    weights: dict[Any, float] = defaultdict(float)
    for at, owners in of_key.items():
        worth = _LEAST_WEIGHT + log2(looked_at[at] / len(owners)) * _FULL / log2(looked_at[at])
        for owner in owners:
            weights[owner] += worth
    ranked = nlargest(most, ((weight, owner) for owner, weight in weights.items()))
    enough = _LEAST_OF_BEST * ranked[0][0] if ranked else 0.0
    return [owner for at, (weight, owner) in enumerate(ranked) if at < _FEW or weight >= enough]


def _shared(
    conn: Connection, owner: Column[Any], keys: Sequence[str], hours: tuple[int, int]
) -> Iterator[tuple[int, Any]]:
    """Which key (its place) is shared with which owner: of each key the newest only."""
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        wanted: dict[str, Any] = {"since": hours[0], "until": hours[1]}
        wanted |= {f"key{at}": key for at, key in enumerate(some)}
        wanted |= {f"most{at}": most_of(key) for at, key in enumerate(some)}
        for at, found in conn.execute(newest(owner, len(some)), wanted).all():
            yield start + at, found


@lru_cache(maxsize=2 * _KEYS_AT_ONCE)
def newest(owner: Column[Any], count: int) -> CompoundSelect[Any]:
    """The statement for `count` keys; made once, for to compile it takes longer than to run it."""
    return union_all(*(_newest_of(owner, at).subquery().select() for at in range(count)))


def _newest_of(owner: Column[Any], at: int) -> Select[Any]:
    place: ColumnElement[int] = literal_column(str(at), Integer).label("place")
    wanted: BindParameter[str] = bindparam(f"key{at}")
    since: BindParameter[int] = bindparam("since")
    until: BindParameter[int] = bindparam("until")
    key, hour = owner.table.c.key, owner.table.c.hour
    return (
        select(place, owner.label("owner"))
        .where(key == wanted, hour.between(since, until))
        .order_by(hour.desc(), owner.desc())
        .limit(bindparam(f"most{at}", type_=Integer))
    )

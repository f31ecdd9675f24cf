"""Keeping a message that arrived: its bytes, its row, and where it was seen.

A message that the mailbox lists and does not give has a row as well, which needs attention, and
the mailbox is asked for it again, less and less often. When it comes, its bytes take the place
of what stood in for them, and the same row is read like any other.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import zstandard
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, select, update

from ingest.domain.model import LedgerState
from ingest.store import audit, changes, outcomes
from ingest.store.schema import message, raw_message, sighting

WORKER = "worker"
_ASK_AGAIN_AFTER = timedelta(minutes=2)
_ASK_AGAIN_LIMIT = timedelta(hours=6)
_LARGEST_UIDVALIDITY = (1 << 32) - 1

# Made once: to build a statement takes longer than to run it.
_SEEN = select(sighting.c.uid).where(
    sighting.c.mailbox == bindparam("mailbox"),
    sighting.c.folder == bindparam("folder"),
    sighting.c.uidvalidity == bindparam("uidvalidity"),
    sighting.c.uid.in_(bindparam("uids", expanding=True)),
)
_HERE = select(message.c.sha256).where(message.c.sha256.in_(bindparam("digests", expanding=True)))
_INSERT_MESSAGES = insert(message).returning(message.c.sha256, message.c.id)
_INSERT_BYTES = insert(raw_message)
_INSERT_SIGHTINGS = insert(sighting)

_of_this_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Packed:
    """A whole message as the database keeps it: its hash, its bytes compressed, and what a list shows."""

    sha256: str
    body: bytes
    glimpse: Mapping[str, Any]


def pack(raw: bytes) -> Packed:
    """Costs as much as the database's own part: done on another thread, the two wait for nothing."""
    return Packed(hashlib.sha256(raw).hexdigest(), _compressor().compress(raw), outcomes.glimpse(raw))


def _compressor() -> zstandard.ZstdCompressor:
    """Each thread's own: to make one takes as long as to compress a small message."""
    if not hasattr(_of_this_thread, "compressor"):
        # More effort makes attachments no smaller.
        _of_this_thread.compressor = zstandard.ZstdCompressor(level=1)
    compressor: zstandard.ZstdCompressor = _of_this_thread.compressor
    return compressor


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as a mailbox gave it. `received_at` is when the mailbox took it (aware).

    `too_large` says why there is only the header section, or nothing: such a message is recorded
    with what there is, and needs attention at once. `ask_again` says that the mailbox may yet
    give it. `size` is the whole message's, in bytes. `packed` is what `pack` made of `raw`, where it
    was called before.
    """

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    received_at: datetime
    size: int | None = None
    too_large: str | None = None
    ask_again: bool = False
    packed: Packed | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an arrival went: the message's id, and whether its bytes were new."""

    uid: int
    message_id: int
    new: bool


def keep_all(conn: Connection, arrivals: Sequence[Arrival], now: datetime) -> list[Stored]:
    """Keep arrivals, in order. Whole messages that are plainly new, nearly always all of them, go
    together in a few statements; any other is looked at alone."""
    arrivals = [replace(one, packed=_packed(one)) for one in arrivals]
    plain = _plainly_new(conn, arrivals)
    made = _insert_all(conn, plain, now) if plain else {}
    return [
        Stored(one.uid, made[place], new=True) if place in made else keep(conn, one, now)
        for place, one in enumerate(arrivals)
    ]


def keep(conn: Connection, arrival: Arrival, now: datetime) -> Stored:
    """Keep one arrival, unless it is here already."""
    known = conn.execute(
        select(sighting.c.id, message.c.id.label("message_id"), message.c.attempts, is_awaited())
        .join(message, message.c.id == sighting.c.message_id)
        .where(seen_at(arrival.mailbox, arrival.folder, arrival.uidvalidity, arrival.uid))
    ).first()
    if known is not None and known.awaited:
        return _asked_again(conn, arrival, known, now)
    if known is not None:
        return Stored(arrival.uid, known.message_id, new=False)
    message_id, new = _message_of(conn, arrival, now)
    conn.execute(insert(sighting).values(_sighting_row(message_id, arrival, now)))
    return Stored(arrival.uid, message_id, new)


def _plainly_new(conn: Connection, arrivals: Sequence[Arrival]) -> dict[int, tuple[Arrival, str]]:
    """Whole messages of one folder, neither seen before nor with bytes that are here: by their place
    among `arrivals`, each with its hash."""
    folders = {(one.mailbox, one.folder, one.uidvalidity) for one in arrivals}
    if len(folders) != 1:
        return {}
    here = dict(zip(("mailbox", "folder", "uidvalidity"), folders.pop(), strict=True))
    seen = set(conn.execute(_SEEN, {**here, "uids": [one.uid for one in arrivals]}).scalars())
    whole = {
        place: (one, _digest(one))
        for place, one in enumerate(arrivals)
        if not one.too_large and not one.ask_again and one.uid not in seen
    }
    digests = [digest for _, digest in whole.values()]
    known = set(conn.execute(_HERE, {"digests": digests}).scalars())
    taken = Counter(one.uid for one in arrivals)
    taken_bytes = Counter(digests)
    return {
        place: (one, digest)
        for place, (one, digest) in whole.items()
        if digest not in known and taken[one.uid] == 1 and taken_bytes[digest] == 1
    }


def _insert_all(conn: Connection, new: Mapping[int, tuple[Arrival, str]], now: datetime) -> dict[int, int]:
    """Insert messages, their bytes and their sightings; the messages' ids by their places."""
    rows = [
        {"received_at": one.received_at, "stored_at": now, "warnings": [], **_row(one, digest)}
        for one, digest in new.values()
    ]
    made = conn.execute(_INSERT_MESSAGES, rows)
    by_digest = {row.sha256: row.id for row in made}
    ids = {place: by_digest[digest] for place, (_, digest) in new.items()}
    conn.execute(_INSERT_BYTES, [_bytes_row(ids[place], one) for place, (one, _) in new.items()])
    conn.execute(_INSERT_SIGHTINGS, [_sighting_row(ids[place], one, now) for place, (one, _) in new.items()])
    return ids


def seen_at(mailbox: str, folder: str, uidvalidity: int, uid: int | None = None) -> ColumnElement[bool]:
    """The sightings in a folder under a UIDVALIDITY, or the one of a UID."""
    here = and_(
        sighting.c.mailbox == mailbox, sighting.c.folder == folder, sighting.c.uidvalidity == uidvalidity
    )
    return here if uid is None else here & (sighting.c.uid == uid)


def is_awaited() -> ColumnElement[Any]:
    """Whether a message stands in for one that the mailbox has not given yet."""
    condition = (message.c.state == LedgerState.NEEDS_ATTENTION) & message.c.next_try_at.is_not(None)
    return condition.label("awaited")


def has_gone(conn: Connection, message_id: int) -> None:
    """Ask for a message no more: it is in the mailbox no longer. A person still sees its row."""
    reason = "the server would not give the message, and it has gone from the mailbox since: ask its sender"
    _ask_no_more(conn, message_id, reason)


def _ask_no_more(conn: Connection, message_id: int, reason: str) -> None:
    conn.execute(
        update(message)
        .where(message.c.id == message_id, is_awaited())
        .values(reason=reason, next_try_at=None, revision=message.c.revision + 1)
    )
    changes.count(conn)


def taken_anew(conn: Connection, mailbox: str, folder: str, uidvalidity: int) -> None:
    """Ask for nothing more under the earlier numbers of a folder that was renumbered, once all that is in it was
    given under this one. Persons still see the rows."""
    awaited = conn.execute(
        select(sighting.c.message_id, sighting.c.uidvalidity)
        .join(message, message.c.id == sighting.c.message_id)
        .where(is_awaited(), sighting.c.mailbox == mailbox, sighting.c.folder == folder)
    ).all()
    if any(row.uidvalidity == uidvalidity for row in awaited):
        return
    reason = (
        "the server would not give the message; the folder was renumbered since, and all that is in it was "
        "taken: look for it among what came, or ask its sender"
    )
    for row in awaited:
        if row.uidvalidity <= _LARGEST_UIDVALIDITY:  # above it are those that were made up here
            _ask_no_more(conn, row.message_id, reason)


def _asked_again(conn: Connection, arrival: Arrival, known: Any, now: datetime) -> Stored:
    if arrival.ask_again:
        wait = min(_ASK_AGAIN_LIMIT, _ASK_AGAIN_AFTER * 2 ** min(known.attempts, 16))
        values = {"attempts": known.attempts + 1, "next_try_at": now + wait}
        conn.execute(update(message).where(message.c.id == known.message_id).values(**values))
        return Stored(arrival.uid, known.message_id, new=False)
    return _given(conn, arrival, known, now)


def _given(conn: Connection, arrival: Arrival, known: Any, now: datetime) -> Stored:
    """The message came after all: its row waits to be read, unless its bytes have one already."""
    twin = _same_bytes(conn, arrival)
    if twin is not None:
        conn.execute(update(sighting).where(sighting.c.id == known.id).values(message_id=twin.id))
        _take_earlier_arrival(conn, twin.id, arrival.received_at)
        values = {"state": LedgerState.NO_FORM, "reason": f"it came later: see message:{twin.id}"}
    else:
        conn.execute(delete(raw_message).where(raw_message.c.message_id == known.message_id))
        _insert_bytes(conn, known.message_id, arrival)
        values = _row(arrival)
    conn.execute(
        update(message)
        .where(message.c.id == known.message_id)
        .values(attempts=0, next_try_at=None, finished_at=None, revision=message.c.revision + 1, **values)
    )
    audit.append(conn, now, WORKER, "message.given", f"message:{known.message_id}")
    changes.count(conn)
    return Stored(arrival.uid, known.message_id, new=twin is None)


def _message_of(conn: Connection, arrival: Arrival, now: datetime) -> tuple[int, bool]:
    """The message of these bytes, found by their hash or made; and whether it was made."""
    known = _same_bytes(conn, arrival)
    if known is not None:
        _take_earlier_arrival(conn, known.id, arrival.received_at)
        return known.id, False
    asked = {"attempts": 1, "next_try_at": now + _ASK_AGAIN_AFTER} if arrival.ask_again else {}
    statement = insert(message).values(
        received_at=arrival.received_at, stored_at=now, warnings=[], **asked, **_row(arrival)
    )
    message_id: int = conn.execute(statement.returning(message.c.id)).scalar_one()
    _insert_bytes(conn, message_id, arrival)
    if arrival.too_large:
        audit.append(conn, now, WORKER, "message.needs_attention", f"message:{message_id}")
    return message_id, True


def _same_bytes(conn: Connection, arrival: Arrival) -> Any:
    statement = select(message.c.id, message.c.received_at).where(message.c.sha256 == _digest(arrival))
    return conn.execute(statement).first()


def _digest(arrival: Arrival) -> str:
    """The hash that makes a message. Headers alone make none: equal ones may head two messages."""
    if arrival.packed is not None and not arrival.too_large and not arrival.ask_again:
        return arrival.packed.sha256
    digest = hashlib.sha256(arrival.raw)
    if arrival.too_large:
        digest.update(f"\n{arrival.size}".encode())
    if arrival.ask_again:
        digest.update(f"\n{arrival.mailbox}\n{arrival.folder}".encode())
        digest.update(f"\n{arrival.uidvalidity}\n{arrival.uid}".encode())
    return digest.hexdigest()


def _row(arrival: Arrival, digest: str | None = None) -> dict[str, Any]:
    return {
        "sha256": digest or _digest(arrival),
        "size": arrival.size if arrival.size is not None else len(arrival.raw),
        "state": LedgerState.NEEDS_ATTENTION if arrival.too_large else LedgerState.STORED,
        "reason": arrival.too_large,
        **_packed(arrival).glimpse,
    }


def _packed(arrival: Arrival) -> Packed:
    return arrival.packed or pack(arrival.raw)


def _insert_bytes(conn: Connection, message_id: int, arrival: Arrival) -> None:
    conn.execute(insert(raw_message).values(_bytes_row(message_id, arrival)))


def _bytes_row(message_id: int, arrival: Arrival) -> dict[str, Any]:
    return {"message_id": message_id, "encoding": "zstd", "body": _packed(arrival).body}


def _sighting_row(message_id: int, arrival: Arrival, now: datetime) -> dict[str, Any]:
    return {
        "mailbox": arrival.mailbox,
        "folder": arrival.folder,
        "uidvalidity": arrival.uidvalidity,
        "uid": arrival.uid,
        "message_id": message_id,
        "received_at": arrival.received_at,
        "seen_at": now,
    }


def _take_earlier_arrival(conn: Connection, message_id: int, received_at: datetime) -> None:
    """Another mailbox may have taken the same mail earlier: until it is read, that time counts."""
    conn.execute(
        update(message)
        .where(
            message.c.id == message_id,
            message.c.state == LedgerState.STORED,
            message.c.received_at > received_at,
        )
        .values(received_at=received_at)
    )

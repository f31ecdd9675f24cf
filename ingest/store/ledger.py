"""The ledger: a row for every message, from the moment its bytes are here to its outcome.

    stored -> reading -> referral | no_form | needs_attention
       ^---------'  a try failed and another is due; after `TRIES` it needs attention

The bytes and the row are committed together, before anything looks at them. A message is known
by (mailbox, folder, UIDVALIDITY, UID); the same bytes seen in another place are one more sighting
of the same message, and are read once. The Message-ID never decides anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import zstandard
from sqlalchemy import Connection, func, insert, select, update

from ingest.domain.model import LedgerState
from ingest.errors import NotFound
from ingest.store import audit, changes, outcomes
from ingest.store.matcher import Matcher
from ingest.store.outcomes import Recorded
from ingest.store.schema import message, raw_message, sighting
from ingest.store.store import Store
from parsers.form import Reading

TRIES = 3
WORKER = "worker"
RETRY_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as a mailbox gave it. `received_at` is when the mailbox took it (aware).

    `too_large` says why only the header section was fetched: such a message is recorded with
    what there is, and needs attention at once. `size` is the whole message's, in bytes.
    """

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    received_at: datetime
    size: int | None = None
    too_large: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an arrival went: the message's id, and whether its bytes were new."""

    uid: int
    message_id: int
    new: bool


class Ledger:
    """What the worker and the pipeline ask of the store. Every call is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known_uids(self, mailbox: str, folder: str, uidvalidity: int, above: int = 0) -> set[int]:
        """The UIDs above `above` that were stored from this folder under this UIDVALIDITY."""
        statement = select(sighting.c.uid).where(
            sighting.c.mailbox == mailbox,
            sighting.c.folder == folder,
            sighting.c.uidvalidity == uidvalidity,
            sighting.c.uid > above,
        )
        with self._store.reading() as conn:
            return set(conn.execute(statement).scalars())

    def finished_uids(self, mailbox: str, folder: str, uidvalidity: int) -> set[int]:
        """The UIDs of this folder whose messages have their outcome: the mailbox may be touched."""
        waiting = [LedgerState.STORED, LedgerState.READING]
        statement = (
            select(sighting.c.uid)
            .join(message, message.c.id == sighting.c.message_id)
            .where(
                sighting.c.mailbox == mailbox,
                sighting.c.folder == folder,
                sighting.c.uidvalidity == uidvalidity,
                message.c.state.not_in(waiting),
            )
        )
        with self._store.reading() as conn:
            return set(conn.execute(statement).scalars())

    def store_messages(self, arrivals: Sequence[Arrival]) -> list[Stored]:
        """Commit the bytes and the ledger rows of all of `arrivals`, or of none; in order."""
        now = self._store.clock.now()
        with self._store.writing() as conn:
            stored = [_store(conn, arrival, now) for arrival in arrivals]
            if any(item.new for item in stored):
                changes.count(conn)
        return stored

    def to_read(self, now: datetime, limit: int = 100) -> list[int]:
        """The messages that wait to be read, those that never failed first, then the oldest."""
        statement = (
            select(message.c.id)
            .where(
                message.c.state == LedgerState.STORED,
                (message.c.next_try_at.is_(None)) | (message.c.next_try_at <= now),
            )
            .order_by(message.c.attempts, message.c.received_at, message.c.id)
            .limit(limit)
        )
        with self._store.reading() as conn:
            return list(conn.execute(statement).scalars())

    def next_to_read(self, now: datetime) -> int | None:
        """The message to read next, or `None`."""
        return next(iter(self.to_read(now, limit=1)), None)

    def begin_reading(self, message_id: int) -> bytes:
        """Count a try and return the message's bytes. Raises `NotFound` where none waits."""
        statement = (
            update(message)
            .where(message.c.id == message_id, message.c.state == LedgerState.STORED)
            .values(state=LedgerState.READING, attempts=message.c.attempts + 1, next_try_at=None)
        )
        with self._store.writing() as conn:
            if conn.execute(statement).rowcount != 1:
                raise NotFound(f"message:{message_id} is not waiting to be read")
            return raw_bytes(conn, message_id)

    def raw(self, message_id: int) -> bytes:
        """The message's bytes as they came. Raises `NotFound`."""
        with self._store.reading() as conn:
            return raw_bytes(conn, message_id)

    def attempts(self, message_id: int) -> int:
        """How often reading was begun. Raises `NotFound`."""
        with self._store.reading() as conn:
            tries: int | None = conn.execute(
                select(message.c.attempts).where(message.c.id == message_id)
            ).scalar()
        if tries is None:
            raise NotFound(f"message:{message_id} is not in the ledger")
        return tries

    def record_reading(self, message_id: int, reading: Reading, matcher: Matcher) -> Recorded:
        """Record what a message turned out to hold: referrals, matches, audit and the ledger's
        outcome, in one transaction. The matching sees the contacts of that same transaction.

        A message that has its outcome already is left as it is.
        """
        with self._store.writing() as conn:
            return outcomes.record(conn, message_id, reading, matcher, self._store.clock.now())

    def record_failure(
        self, message_id: int, reason: str, next_try_at: datetime | None = None
    ) -> LedgerState:
        """Record that a try failed, and why; return the state: `STORED` while tries are left
        (again at `next_try_at`, by default in a minute), else `NEEDS_ATTENTION`."""
        now = self._store.clock.now()
        with self._store.writing() as conn:
            return _fail(conn, message_id, reason, now, next_try_at or now + RETRY_AFTER)

    def return_unfinished(self) -> int:
        """On start: what a killed worker left in `reading` waits again; return how many.

        A message that was being read each of `TRIES` times when the worker died needs attention.
        """
        now = self._store.clock.now()
        reason = "reading it was broken off each time: open it by hand and key it"
        with self._store.writing() as conn:
            statement = select(message.c.id).where(message.c.state == LedgerState.READING)
            left = list(conn.execute(statement).scalars())
            for message_id in left:
                _fail(conn, message_id, reason, now, None)
        return len(left)

    def backlog(self) -> tuple[int, datetime | None]:
        """How many messages are stored and not read, and since when the oldest waits."""
        with self._store.reading() as conn:
            return backlog(conn)

    def count(self, mailbox: str, folder: str, uidvalidity: int) -> int:
        """How many messages of this folder are recorded: to be compared with the server's count."""
        statement = select(func.count()).where(
            sighting.c.mailbox == mailbox,
            sighting.c.folder == folder,
            sighting.c.uidvalidity == uidvalidity,
        )
        with self._store.reading() as conn:
            return conn.execute(statement).scalar_one()


def raw_bytes(conn: Connection, message_id: int) -> bytes:
    """The message's bytes as they came. Raises `NotFound`."""
    statement = select(raw_message.c.body).where(raw_message.c.message_id == message_id)
    body = conn.execute(statement).scalar()
    if body is None:
        raise NotFound(f"message:{message_id} has no bytes here")
    return zstandard.ZstdDecompressor().decompress(bytes(body))


def mailboxes_of(conn: Connection, message_id: int) -> list[str]:
    """The mailboxes in which a message was seen, by name."""
    statement = select(sighting.c.mailbox).distinct().where(sighting.c.message_id == message_id)
    return list(conn.execute(statement.order_by(sighting.c.mailbox)).scalars())


def backlog(conn: Connection) -> tuple[int, datetime | None]:
    """How many messages wait to be read, and since when the oldest does."""
    waiting = message.c.state.in_([LedgerState.STORED, LedgerState.READING])
    row = conn.execute(select(func.count(), func.min(message.c.stored_at)).where(waiting)).one()
    return row[0], row[1]


def _store(conn: Connection, arrival: Arrival, now: datetime) -> Stored:
    place = {
        "mailbox": arrival.mailbox,
        "folder": arrival.folder,
        "uidvalidity": arrival.uidvalidity,
        "uid": arrival.uid,
    }
    known = conn.execute(select(sighting.c.message_id).filter_by(**place)).scalar()
    if known is not None:
        return Stored(arrival.uid, known, new=False)
    message_id, new = _message_of(conn, arrival, now)
    conn.execute(
        insert(sighting).values(**place, message_id=message_id, received_at=arrival.received_at, seen_at=now)
    )
    return Stored(arrival.uid, message_id, new)


def _message_of(conn: Connection, arrival: Arrival, now: datetime) -> tuple[int, bool]:
    """The message of these bytes, found by their hash or made; and whether it was made."""
    digest = hashlib.sha256(arrival.raw)
    if arrival.too_large:
        digest.update(f"\n{arrival.size}".encode())
    known = conn.execute(
        select(message.c.id, message.c.received_at).where(message.c.sha256 == digest.hexdigest())
    ).first()
    if known is not None:
        _take_earlier_arrival(conn, known.id, arrival.received_at)
        return known.id, False
    statement = insert(message).values(
        sha256=digest.hexdigest(),
        size=arrival.size if arrival.size is not None else len(arrival.raw),
        received_at=arrival.received_at,
        stored_at=now,
        warnings=[],
        state=LedgerState.NEEDS_ATTENTION if arrival.too_large else LedgerState.STORED,
        reason=arrival.too_large,
        **outcomes.glimpse(arrival.raw),
    )
    message_id: int = conn.execute(statement.returning(message.c.id)).scalar_one()
    body = zstandard.ZstdCompressor(level=3).compress(arrival.raw)
    conn.execute(insert(raw_message).values(message_id=message_id, encoding="zstd", body=body))
    if arrival.too_large:
        audit.append(conn, now, WORKER, "message.needs_attention", f"message:{message_id}")
    return message_id, True


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


def _fail(
    conn: Connection, message_id: int, reason: str, now: datetime, next_try_at: datetime | None
) -> LedgerState:
    statement = select(message.c.state, message.c.attempts).where(message.c.id == message_id)
    row = conn.execute(statement).first()
    if row is None:
        raise NotFound(f"message:{message_id} is not in the ledger")
    if row.state not in {LedgerState.STORED, LedgerState.READING}:
        return LedgerState(row.state)
    over = row.attempts >= TRIES
    state = LedgerState.NEEDS_ATTENTION if over else LedgerState.STORED
    conn.execute(
        update(message)
        .where(message.c.id == message_id)
        .values(
            state=state,
            reason=reason,
            next_try_at=None if over else next_try_at,
            finished_at=now if over else None,
        )
    )
    if over:
        audit.append(conn, now, WORKER, "message.needs_attention", f"message:{message_id}")
    changes.count(conn)
    return state

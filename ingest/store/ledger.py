"""The ledger: a row for every message, from the moment its bytes are here to its outcome.

    given ------> stored -> reading -> referral | no_form | needs_attention
                    ^  ^-------'  a try failed and another is due, or it was broken off: after `TRIES`
                    |             it needs attention; by no fault of its own: no try is counted
    not given ------|-----> needs_attention, and the mailbox is asked again, where that may help
    given at last --'         '-> no_form, where its bytes are here already from another place

    needs_attention <-> referral | no_form    by an officer, who keys, dismisses or brings back
    referral | no_form -> purged              by the retention that was configured

The bytes and the row are committed together, before anything looks at them. A message is known
by (mailbox, folder, UIDVALIDITY, UID); the same bytes seen in another place are one more sighting
of the same message, and are read once. The Message-ID never decides anything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import zstandard
from sqlalchemy import BindParameter, Connection, bindparam, func, select, update

from ingest.domain.model import LedgerState
from ingest.errors import NotFound
from ingest.store import arrivals, audit, changes, outcomes
from ingest.store.arrivals import WORKER, Arrival, Stored, is_awaited, seen_at
from ingest.store.matcher import Matcher
from ingest.store.outcomes import Recorded
from ingest.store.schema import message, raw_message, sighting
from ingest.store.store import Store
from parsers.form import Reading

__all__ = ["RETRY_AFTER", "TRIES", "Arrival", "Ledger", "Stored", "backlog", "mailboxes_of", "raw_bytes"]

TRIES = 3
RETRY_AFTER = timedelta(minutes=1)

# Made once: to build a statement takes longer than to run it.
_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_BEGIN = (
    update(message)
    .where(message.c.id.in_(_IDS), message.c.state == LedgerState.STORED)
    .values(state=LedgerState.READING, attempts=message.c.attempts + 1, next_try_at=None)
    .returning(message.c.id)
)
_BYTES = select(raw_message.c.body).where(raw_message.c.message_id == bindparam("this"))


class Ledger:
    """What the worker and the pipeline ask of the store. Every call is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known_uids(self, mailbox: str, folder: str, uidvalidity: int, above: int = 0) -> set[int]:
        """The UIDs above `above`, or all, that were stored from this folder under this UIDVALIDITY."""
        statement = select(sighting.c.uid).where(seen_at(mailbox, folder, uidvalidity))
        if above > 0:
            statement = statement.where(sighting.c.uid > above)
        with self._store.reading() as conn:
            return set(conn.execute(statement).scalars())

    def states(self, mailbox: str, folder: str, uidvalidity: int) -> dict[int, LedgerState]:
        """The state of each message that was stored from this folder under this UIDVALIDITY, by UID."""
        statement = (
            select(sighting.c.uid, message.c.state)
            .join(message, message.c.id == sighting.c.message_id)
            .where(seen_at(mailbox, folder, uidvalidity))
        )
        with self._store.reading() as conn:
            return {row.uid: LedgerState(row.state) for row in conn.execute(statement)}

    def seen(
        self, mailbox: str, folder: str, uidvalidity: int, above: int = 0
    ) -> dict[int, tuple[datetime, int]]:
        """When each message of this folder with a UID above `above` arrived, and its size in bytes; of
        one that was not given yet nothing is known."""
        statement = (
            select(sighting.c.uid, sighting.c.received_at, message.c.size)
            .join(message, message.c.id == sighting.c.message_id)
            .where(seen_at(mailbox, folder, uidvalidity), sighting.c.uid > above, ~is_awaited())
        )
        with self._store.reading() as conn:
            return {row.uid: (row.received_at, row.size) for row in conn.execute(statement)}

    def was_renumbered(self, mailbox: str, folder: str, uidvalidity: int) -> bool:
        """Whether messages of this folder were stored under another UIDVALIDITY."""
        here = (sighting.c.mailbox == mailbox) & (sighting.c.folder == folder)
        statement = select(sighting.c.id).where(here, sighting.c.uidvalidity != uidvalidity).limit(1)
        with self._store.reading() as conn:
            return conn.execute(statement).first() is not None

    def finished_uids(self, mailbox: str, folder: str, uidvalidity: int) -> set[int]:
        """The UIDs of this folder whose messages have their outcome: the mailbox may be touched."""
        waiting = [LedgerState.STORED, LedgerState.READING]
        statement = (
            select(sighting.c.uid)
            .join(message, message.c.id == sighting.c.message_id)
            .where(seen_at(mailbox, folder, uidvalidity), message.c.state.not_in(waiting), ~is_awaited())
        )
        with self._store.reading() as conn:
            return set(conn.execute(statement).scalars())

    def to_ask_again(self, mailbox: str, folder: str, uidvalidity: int, now: datetime) -> list[int]:
        """The UIDs of messages that the mailbox would not give and may give now, the longest due first."""
        due = (message.c.state == LedgerState.NEEDS_ATTENTION) & (message.c.next_try_at <= now)
        statement = (
            select(sighting.c.uid)
            .join(message, message.c.id == sighting.c.message_id)
            .where(due, seen_at(mailbox, folder, uidvalidity))
            .order_by(message.c.next_try_at, message.c.id)
        )
        with self._store.reading() as conn:
            # There hardly ever is one, and a folder may hold a hundred thousand sightings.
            if conn.execute(select(message.c.id).where(due).limit(1)).first() is None:
                return []
            return list(conn.execute(statement).scalars())

    def has_gone(self, mailbox: str, folder: str, uidvalidity: int, uid: int) -> None:
        """A message that was never given is in the mailbox no longer."""
        statement = select(sighting.c.message_id).where(seen_at(mailbox, folder, uidvalidity, uid))
        with self._store.writing() as conn:
            for message_id in conn.execute(statement).scalars():
                arrivals.has_gone(conn, message_id)

    def taken_anew(self, mailbox: str, folder: str, uidvalidity: int) -> None:
        """All that is in a folder was taken: what it would not give under earlier numbers is asked for no more."""
        if self.was_renumbered(mailbox, folder, uidvalidity):
            with self._store.writing() as conn:
                arrivals.taken_anew(conn, mailbox, folder, uidvalidity)

    def store_messages(self, some: Sequence[Arrival]) -> list[Stored]:
        """Commit the bytes and the ledger rows of all of `some`, or of none; in order."""
        now = self._store.clock.now()
        with self._store.writing() as conn:
            stored = arrivals.keep_all(conn, some, now)
            if any(item.new for item in stored):
                changes.count(conn)
        return stored

    def to_read(self, now: datetime, limit: int = 100, *, tried: bool | None = None) -> list[int]:
        """The messages that wait to be read, those that never failed first, then the oldest.

        `tried` asks for those that were begun before only, or for the others only.
        """
        statement = (
            select(message.c.id)
            .where(
                message.c.state == LedgerState.STORED,
                (message.c.next_try_at.is_(None)) | (message.c.next_try_at <= now),
            )
            .order_by(message.c.attempts, message.c.received_at, message.c.id)
            .limit(limit)
        )
        if tried is not None:
            statement = statement.where(message.c.attempts > 0 if tried else message.c.attempts == 0)
        with self._store.reading() as conn:
            return list(conn.execute(statement).scalars())

    def begin_readings(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Count a try of each of these messages that waits, and return its bytes."""
        with self._store.writing() as conn:
            begun = set(conn.execute(_BEGIN, {"ids": list(ids)}).scalars())
            return {item: raw_bytes(conn, item) for item in ids if item in begun}

    def give_back(self, ids: Sequence[int]) -> None:
        """Reading these was broken off by no fault of theirs: they wait again, and no try is counted."""
        statement = (
            update(message)
            .where(message.c.id.in_(ids), message.c.state == LedgerState.READING)
            .values(state=LedgerState.STORED, attempts=message.c.attempts - 1)
        )
        with self._store.writing() as conn:
            conn.execute(statement)

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

    def return_unfinished(self, but: Collection[int] = ()) -> int:
        """What a killed worker left in `reading` waits again; return how many. `but` are those that
        are being read by this one.

        A message that was being read each of `TRIES` times when the worker died needs attention.
        """
        now = self._store.clock.now()
        reason = "reading it was broken off each time: open it by hand and key it"
        statement = select(message.c.id).where(message.c.state == LedgerState.READING)
        with self._store.reading() as conn:
            left = [item for item in conn.execute(statement).scalars() if item not in but]
        if left:
            with self._store.writing() as conn:
                for message_id in left:
                    _fail(conn, message_id, reason, now, None)
        return len(left)

    def backlog(self) -> tuple[int, datetime | None]:
        """How many messages are stored and not read, and since when the oldest waits."""
        with self._store.reading() as conn:
            return backlog(conn)

    def count(self, mailbox: str, folder: str, uidvalidity: int) -> int:
        """How many messages of this folder are recorded: to be compared with the server's count."""
        statement = select(func.count()).where(seen_at(mailbox, folder, uidvalidity))
        with self._store.reading() as conn:
            return conn.execute(statement).scalar_one()


def raw_bytes(conn: Connection, message_id: int) -> bytes:
    """The message's bytes as they came. Raises `NotFound`."""
    body = conn.execute(_BYTES, {"this": message_id}).scalar()
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

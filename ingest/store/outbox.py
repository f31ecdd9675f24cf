"""The outbox: letters that officers sent off, and what became of each.

    waiting -> sending -> sent                 the server took it
       ^          |-----> waiting              it was not taken, and may be tried again
       |          |-----> failed               it was refused for good, or tried for a day
       |          '-----> unsure               nobody can say whether it was taken: never tried again
       '-- an officer sends it again (a new letter), or copies it instead: the old one is `copied`

A letter is `sending` before a byte of it leaves, in a transaction of its own: whatever happens
then, it is not sent twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, insert, or_, select, update

from ingest.store import audit, changes
from ingest.store.schema import outbox
from ingest.store.store import Store

_PROGRAM = "worker"
_GIVE_UP = timedelta(hours=24)
_LATE = timedelta(hours=1)  # a letter that has waited for so long is no letter on its way
_WAITS = (1, 2, 5, 15, 60)  # minutes, the last for all that follow


class LetterState(StrEnum):
    """What became of a letter: see the module's docstring."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    COPIED = "copied"


OPEN = (LetterState.WAITING, LetterState.SENDING)
NOT_SENT = (LetterState.FAILED, LetterState.UNSURE)


@dataclass(frozen=True, slots=True)
class OutboxLetter:
    """A letter as it is sent."""

    id: int
    record_key: str
    to_address: str
    subject: str
    text: str
    message_id: str
    written_at: datetime
    tries: int


def write(conn: Connection, key: str, letter: Mapping[str, str], by: str, at: datetime) -> int:
    """Keep a letter (`to_address`, `subject`, `text`, `message_id`) about a record, to be sent."""
    values = {"record_key": key, **letter, "by": by, "written_at": at, "next_try_at": at}
    statement = insert(outbox).values(**values, state=LetterState.WAITING.value, tries=0)
    letter_id: int = conn.execute(statement.returning(outbox.c.id)).scalar_one()
    return letter_id


def of_record(conn: Connection, key: str) -> list[Row[Any]]:
    """The letters about a record, newest first: state, when written and settled, and the fault."""
    columns = (outbox.c.id, outbox.c.state, outbox.c.written_at, outbox.c.settled_at, outbox.c.fault)
    return list(conn.execute(select(*columns).where(outbox.c.record_key == key).order_by(outbox.c.id.desc())))


def not_sent(conn: Connection, now: datetime) -> list[str]:
    """The keys of the records whose last letter failed, may not have been taken, or has waited for an hour;
    what was written last comes first."""
    later = outbox.alias()
    failed = outbox.c.state.in_([state.value for state in NOT_SENT])
    late = and_(outbox.c.state == LetterState.WAITING.value, outbox.c.written_at <= now - _LATE)
    newer = exists().where(later.c.record_key == outbox.c.record_key, later.c.id > outbox.c.id)
    statement = select(outbox.c.record_key).where(or_(failed, late), ~newer).order_by(outbox.c.id.desc())
    return list(conn.execute(statement).scalars())


def copied(conn: Connection, key: str) -> None:
    """An officer copies the letter about a record: one that failed is missed no longer."""
    failed = outbox.c.state.in_([state.value for state in NOT_SENT])
    conn.execute(
        update(outbox).where(outbox.c.record_key == key, failed).values(state=LetterState.COPIED.value)
    )


class Outbox:
    """The outbox as who sends it sees it. Each step is a transaction, with its audit event."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self) -> OutboxLetter | None:
        """The next letter that is due, from now on `sending`; `None` where there is none."""
        now = self._store.clock.now()
        due = (outbox.c.state == LetterState.WAITING, outbox.c.next_try_at <= now)
        with self._store.writing() as conn:
            row = conn.execute(select(outbox).where(*due).order_by(outbox.c.id).limit(1)).first()
            if row is None:
                return None
            _set(conn, row.id, state=LetterState.SENDING.value, tries=row.tries + 1)
            return OutboxLetter(
                row.id, row.record_key, row.to_address, row.subject, row.text, row.message_id,
                row.written_at, row.tries + 1,
            )  # fmt: skip

    def sent(self, letter: OutboxLetter) -> None:
        """The server took it."""
        self._settle(letter.id, letter.record_key, LetterState.SENT, None)

    def refused(self, letter: OutboxLetter, fault: str) -> None:
        """The server will never take it."""
        self._settle(letter.id, letter.record_key, LetterState.FAILED, fault)

    def unsure(self, letter: OutboxLetter, fault: str) -> None:
        """It left, and no answer came: an officer asks the referrer, or sends it again."""
        self._settle(letter.id, letter.record_key, LetterState.UNSURE, fault)

    def not_taken(self, letter: OutboxLetter, fault: str) -> None:
        """It did not leave: it is tried again, for a day."""
        now = self._store.clock.now()
        if now - letter.written_at >= _GIVE_UP:
            self._settle(letter.id, letter.record_key, LetterState.FAILED, fault)
            return
        wait = timedelta(minutes=_WAITS[min(letter.tries, len(_WAITS)) - 1])
        with self._store.writing() as conn:
            _set(conn, letter.id, state=LetterState.WAITING.value, next_try_at=now + wait, fault=fault)

    def recover(self) -> None:
        """What was being sent when the program ended may have been taken, or not."""
        with self._store.reading() as conn:
            sending = select(outbox.c.id, outbox.c.record_key).filter_by(state=LetterState.SENDING)
            left = conn.execute(sending.order_by(outbox.c.id)).all()
        for letter_id, key in left:
            self._settle(letter_id, key, LetterState.UNSURE, "the program ended while it was being sent")

    def _settle(self, letter_id: int, key: str, state: LetterState, fault: str | None) -> None:
        now = self._store.clock.now()
        with self._store.writing() as conn:
            _set(conn, letter_id, state=state.value, settled_at=now, next_try_at=None, fault=fault)
            audit.append(
                conn, now, _PROGRAM, f"letter.{state.value}", key, {"letter": letter_id, "reason": fault}
            )
            changes.count(conn)


def _set(conn: Connection, letter_id: int, **values: Any) -> None:
    conn.execute(update(outbox).where(outbox.c.id == letter_id).values(**values))

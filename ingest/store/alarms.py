"""Which alarms were raised and are not over, and what is still to be told of them, by which way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from ingest.store.schema import alarm, alarm_letter
from ingest.store.store import Store

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_KEPT = timedelta(days=3)  # what could not be told for that long is told no more


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an alarm is about. `sentence` holds no personal data."""

    name: str
    sentence: str
    since: datetime


@dataclass(frozen=True, slots=True)
class AlarmLetter:
    """One thing to tell by one way: an alarm, or, with `over_at`, its end."""

    id: int
    way: str
    name: str
    sentence: str
    since: datetime
    over_at: datetime | None


class AlarmBook:
    """Every call is a transaction of its own; two processes never take the same letter."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def settle(
        self, troubles: Sequence[Trouble], ways: Sequence[str], settling: AbstractSet[str] = frozenset()
    ) -> None:
        """Raise an alarm for each new trouble, end those whose trouble is over, and write the letters:
        one for each way. Those in `settling` are not over yet."""
        now = self._store.clock.now()
        there = {trouble.name: trouble for trouble in troubles}
        with self._store.reading() as conn:
            raised = _raised(conn)
        if there.keys() == raised.keys() - (settling - there.keys()):
            return
        with self._store.writing() as conn:
            raised = _raised(conn)
            for name in there.keys() - raised.keys():
                conn.execute(delete(alarm).filter_by(name=name))
                conn.execute(insert(alarm).values(**_values(there[name])))
                _write(conn, ways, there[name], None, now)
            for name in raised.keys() - there.keys() - settling:
                conn.execute(update(alarm).filter_by(name=name).values(over_at=now))
                _write(conn, ways, raised[name], now, now)

    def take_due(self) -> list[AlarmLetter]:
        """The letters to be sent now. Each is due again later, unless `sent` is said of it."""
        now = self._store.clock.now()
        due = select(alarm_letter).where(alarm_letter.c.next_try_at <= now).order_by(alarm_letter.c.id)
        with self._store.reading() as conn:
            if conn.execute(due.limit(1)).first() is None:
                return []
        with self._store.writing() as conn:
            rows = conn.execute(due).all()
            for row in rows:
                wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(row.tries, 16))
                values = {"tries": row.tries + 1, "next_try_at": now + wait}
                conn.execute(update(alarm_letter).filter_by(id=row.id).values(**values))
            return [
                AlarmLetter(row.id, row.way, row.name, row.sentence, row.since, row.over_at) for row in rows
            ]

    def sent(self, letter: AlarmLetter) -> None:
        """The letter was taken by its way."""
        with self._store.writing() as conn:
            conn.execute(delete(alarm_letter).filter_by(id=letter.id))

    def give_up_old(self) -> int:
        """Forget what nobody took for days; return how many letters that were."""
        too_old = alarm_letter.c.since < self._store.clock.now() - _KEPT
        tried = alarm_letter.c.tries > 0
        with self._store.reading() as conn:
            if conn.execute(select(alarm_letter.c.id).where(too_old, tried)).first() is None:
                return 0
        with self._store.writing() as conn:
            return conn.execute(delete(alarm_letter).where(too_old, tried)).rowcount

    def raised(self) -> list[Trouble]:
        """The alarms that are not over, the oldest first."""
        with self._store.reading() as conn:
            return sorted(_raised(conn).values(), key=lambda trouble: (trouble.since, trouble.name))


def _raised(conn: Connection) -> Mapping[str, Trouble]:
    rows = conn.execute(select(alarm).where(alarm.c.over_at.is_(None)))
    return {row.name: Trouble(row.name, row.sentence, row.since) for row in rows}


def _values(trouble: Trouble) -> dict[str, str | datetime]:
    return {"name": trouble.name, "sentence": trouble.sentence, "since": trouble.since}


def _write(
    conn: Connection, ways: Sequence[str], trouble: Trouble, over_at: datetime | None, now: datetime
) -> None:
    for way in ways:
        conn.execute(
            insert(alarm_letter).values(
                way=way, over_at=over_at, tries=0, next_try_at=now, **_values(trouble)
            )
        )

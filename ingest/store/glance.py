"""The first calls of the board, read before SQLAlchemy is loaded.

Loading it takes longer than drawing the board does. This reads what an officer looks for first, the
calls that await a form, with the standard library alone and without changing anything; the desk reads
the same again a moment later. Where anything is not as it should be nothing is told here: the desk
says what is wrong.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ingest.domain.statutory import RunningClock, StatutoryClock, soonest_first, statutory_due
from ingest.domain.unread import held_answered
from ingest.store.versions import VERSIONS

PATIENCE_SECONDS = 0.1
_CALLS = """
SELECT id, reference, received_at, caller_name, caller_agency, label, claimed_by, revision, rag
FROM contact WHERE awaiting = 1 ORDER BY received_at, id LIMIT ?"""
# As `boards.with_email_to_open` and `boards.with_suggestion`; a test holds them against each other.
# A cross join is one in this order: of few emails the calls are looked for, not of many calls the emails.
_UNOPENED = """
SELECT contact.id, contact.received_at, message.id FROM message
CROSS JOIN contact ON contact.caller_address = message.sender_address
AND +message.received_at >= +contact.received_at AND contact.message_id IS NOT message.id
WHERE message.state = 'needs_attention' AND +contact.awaiting = 1
ORDER BY message.received_at, message.id"""
_SUGGESTED = """
SELECT contact_id FROM match WHERE status = 'suggested'
AND contact_id IN (SELECT id FROM contact WHERE awaiting = 1 ORDER BY received_at, id LIMIT ?)"""
# As `clocks.running_of`: of each clock what was said last, where that has it run.
_CLOCKS = """
SELECT contact_id, clock, started_at FROM contact_clock
WHERE id IN (SELECT max(id) FROM contact_clock GROUP BY contact_id, clock)
AND started_at IS NOT NULL AND done_at IS NULL
AND contact_id IN (SELECT id FROM contact WHERE awaiting = 1 ORDER BY received_at, id LIMIT ?)"""
_AWAITING = "SELECT count(*) FROM contact WHERE awaiting = 1"
_VERSION = "SELECT version_num FROM alembic_version"


class Call(NamedTuple):
    """A call that awaits a form, as far as a line of the board tells of it."""

    id: int
    reference: str
    received_at: datetime
    caller_name: str | None
    caller_agency: str | None
    label: str
    claimed_by: str | None
    revision: int
    rag: str | None


class FirstCalls(NamedTuple):
    """The oldest calls of `total`; of which an email waits to be opened, of which a form is suggested, and
    the statutory clocks that run on them, the soonest first."""

    calls: tuple[Call, ...]
    total: int
    unopened: frozenset[int]
    suggested: frozenset[int]
    clocks: Mapping[int, tuple[RunningClock, ...]]


def first_calls(file: Path, limit: int) -> FirstCalls | None:
    """The first calls of an SQLite file, in one transaction; `None` where they cannot be told at once."""
    try:
        with closing(_opened(file)) as conn:
            conn.execute("BEGIN")
            if conn.execute(_VERSION).fetchall() != [(VERSIONS[-1],)]:
                return None
            return FirstCalls(
                tuple(_calls(conn, limit)),
                conn.execute(_AWAITING).fetchone()[0],
                frozenset(held_answered(conn.execute(_UNOPENED))),
                frozenset(row[0] for row in conn.execute(_SUGGESTED, (limit,))),
                _clocks(conn, limit),
            )
    except (sqlite3.Error, ValueError, TypeError):
        return None


def _opened(file: Path) -> sqlite3.Connection:
    uri = f"{file.as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE_SECONDS, isolation_level=None)


def _calls(conn: sqlite3.Connection, limit: int) -> Iterator[Call]:
    for row in conn.execute(_CALLS, (limit,)):
        call = Call(*row)
        yield call._replace(received_at=_utc(row[2]))


def _clocks(conn: sqlite3.Connection, limit: int) -> dict[int, tuple[RunningClock, ...]]:
    found: dict[int, list[RunningClock]] = defaultdict(list)
    for contact_id, clock, started_at in conn.execute(_CLOCKS, (limit,)):
        started = _utc(started_at)
        found[contact_id].append(RunningClock(StatutoryClock(clock), started, statutory_due(started)))
    return {contact_id: soonest_first(clocks) for contact_id, clocks in found.items()}


def _utc(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)

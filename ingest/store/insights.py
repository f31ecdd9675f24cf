"""What insights count: the contacts and the emails of a window of time, read from their indexes.

Nothing about a child is read. Buckets by London's clocks are made of the UTC times that come
from here (`ingest.domain.insights`): no engine's own idea of time zones matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, select, true

from ingest.domain.insights import ContactFact
from ingest.domain.model import ContactKind, LedgerState
from ingest.store.boards import with_email_to_open
from ingest.store.contacts import STOPS_CLOCK
from ingest.store.schema import contact, match, message, referral, referral_copy

_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class UnreadCount:
    """How many emails needed attention for a reason as recorded, and how many still do."""

    reason: str
    came: int
    waiting: int


def contact_facts(conn: Connection, start: datetime, end: datetime) -> list[ContactFact]:
    """The contacts that came from `start` on and before `end`, oldest first."""
    window = _within(contact.c.received_at, start, end)
    corrected = _first_versions(conn, window)
    unopened = with_email_to_open(conn)
    rows = conn.execute(_contacts_with_forms().where(window)).yield_per(_CHUNK)
    return [_fact(row, row.id in unopened, corrected.get(row.id)) for row in rows]


def emails(conn: Connection, start: datetime, end: datetime) -> int:
    """How many emails the mailboxes took."""
    counted = select(func.count()).select_from(message)
    return conn.execute(counted.where(_emails_within(start, end))).scalar_one()


def unread(conn: Connection, start: datetime, end: datetime) -> list[UnreadCount]:
    """Why emails of the window could not be read, dealt with since or not."""
    waits = message.c.state == LedgerState.NEEDS_ATTENTION
    reason = func.coalesce(message.c.set_aside_reason, message.c.reason, "")
    needed = waits | (message.c.set_aside_from == LedgerState.NEEDS_ATTENTION)
    statement = (
        select(reason, func.count(), func.sum(case((waits, 1), else_=0)))
        .where(_emails_within(start, end), needed)
        .group_by(reason)
    )
    return [UnreadCount(str(why), came, waiting) for why, came, waiting in conn.execute(statement)]


def _contacts_with_forms() -> Any:
    answers = and_(match.c.contact_id == contact.c.id, match.c.status.in_(STOPS_CLOCK))
    current = and_(referral.c.id == match.c.referral_id, referral.c.current == true())
    return (
        select(
            contact.c.id,
            contact.c.received_at,
            contact.c.kind,
            contact.c.caller_agency,
            contact.c.closed_at,
            func.min(referral.c.received_at).label("form_at"),
            func.min(referral_copy.c.received_at).label("copy_at"),
        )
        .select_from(contact)
        .outerjoin(match, answers)
        .outerjoin(referral, current)
        .outerjoin(referral_copy, referral_copy.c.referral_id == referral.c.id)
        .group_by(contact.c.id)
        .order_by(contact.c.received_at, contact.c.id)
    )


def _first_versions(conn: Connection, window: ColumnElement[bool]) -> dict[int, datetime]:
    """Of contacts that a corrected form answers: when its first version came."""
    statement = (
        select(match.c.contact_id, referral.c.supersedes)
        .join(contact, contact.c.id == match.c.contact_id)
        .join(referral, and_(referral.c.id == match.c.referral_id, referral.c.current == true()))
        .where(window, match.c.status.in_(STOPS_CLOCK), referral.c.supersedes.is_not(None))
    )
    found: dict[int, datetime] = {}
    for contact_id, earlier in conn.execute(statement).all():
        for came in _versions_before(conn, earlier):
            found[contact_id] = min(came, found.get(contact_id, came))
    return found


def _versions_before(conn: Connection, referral_id: str | None) -> Iterable[datetime]:
    seen: set[str] = set()
    while referral_id is not None and referral_id not in seen:
        seen.add(referral_id)
        statement = select(referral.c.received_at, referral.c.supersedes).where(referral.c.id == referral_id)
        came, referral_id = conn.execute(statement).one()
        yield came


def _fact(row: Row[Any], unopened: bool, first_version_at: datetime | None) -> ContactFact:
    came = [at for at in (row.form_at, row.copy_at, first_version_at) if at is not None]
    return ContactFact(
        received_at=row.received_at,
        kind=ContactKind(row.kind),
        agency=row.caller_agency,
        form_at=min(came) if came else None,
        closed=row.closed_at is not None,
        unopened=unopened,
    )


def _emails_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    # Every state is named, so that the index of states and times serves.
    states: Sequence[str] = [state.value for state in LedgerState]
    return and_(message.c.state.in_(states), _within(message.c.received_at, start, end))


def _within(column: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(column >= start, column < end)

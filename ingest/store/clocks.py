"""The statutory clocks of contacts: each thing that was said of one is kept, and the last one holds.

So that what was said can be taken back, nothing is written over. When the soonest running clock ends
stands on the contact itself, for the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from ingest.domain.model import MatchStatus
from ingest.domain.statutory import ContactClock, RunningClock, StatutoryClock, running, soonest_first
from ingest.store.records import change
from ingest.store.schema import contact, contact_clock, match

_STOPS_CLOCK = [status.value for status in MatchStatus if status.stops_clock]


def say(
    conn: Connection,
    contact_id: int,
    clock: StatutoryClock,
    *,
    started_at: datetime | None,
    done_at: datetime | None = None,
    by: str,
    at: datetime,
) -> None:
    """Say of a clock when it started (`None`: it is cleared) and when it was met (`None`: it runs)."""
    said = {"started_at": started_at, "done_at": done_at, "by": by, "at": at}
    conn.execute(insert(contact_clock).values(contact_id=contact_id, clock=clock.value, **said))
    _refresh(conn, contact_id)


def take_last(conn: Connection, contact_id: int) -> StatutoryClock | None:
    """Forget what was last said of a contact's clocks; of which one it was, or `None`."""
    statement = select(contact_clock.c.id, contact_clock.c.clock).where(
        contact_clock.c.contact_id == contact_id
    )
    row = conn.execute(statement.order_by(contact_clock.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    conn.execute(delete(contact_clock).where(contact_clock.c.id == row.id))
    _refresh(conn, contact_id)
    return StatutoryClock(row.clock)


def last_said_at(conn: Connection, contact_id: int) -> datetime | None:
    """When something was last said of a contact's clocks, of what was not taken back."""
    statement = select(contact_clock.c.at).where(contact_clock.c.contact_id == contact_id)
    return conn.execute(statement.order_by(contact_clock.c.id.desc()).limit(1)).scalar()


def of_contact(conn: Connection, contact_id: int) -> tuple[ContactClock, ...]:
    """The clocks that are set on a contact: those that run first, the soonest before the others."""
    return of_contacts(conn, [contact_id]).get(contact_id, ())


def of_contacts(conn: Connection, contact_ids: Sequence[int]) -> dict[int, tuple[ContactClock, ...]]:
    """The clocks that are set on those of the contacts that have any, in the order of `of_contact`."""
    statement = select(contact_clock).where(contact_clock.c.contact_id.in_(contact_ids))
    said: dict[int, dict[str, ContactClock]] = defaultdict(dict)
    for row in conn.execute(statement.order_by(contact_clock.c.id)):
        said[row.contact_id].pop(row.clock, None)
        if row.started_at is not None:
            said[row.contact_id][row.clock] = ContactClock(
                StatutoryClock(row.clock), row.started_at, row.done_at, row.by, row.at
            )
    return {
        contact_id: tuple(sorted(clocks.values(), key=lambda one: (not one.runs, one.due_at, one.clock)))
        for contact_id, clocks in said.items()
    }


def running_of(conn: Connection, contact_ids: Sequence[int]) -> dict[int, tuple[RunningClock, ...]]:
    """The running clocks of those of the contacts that have any, the soonest first."""
    statement = select(contact.c.id).where(contact.c.id.in_(contact_ids), contact.c.clock_due_at.is_not(None))
    with_one = list(conn.execute(statement).scalars())
    if not with_one:
        return {}
    return {contact_id: running(clocks) for contact_id, clocks in of_contacts(conn, with_one).items()}


def running_of_referrals(
    conn: Connection, referral_ids: Sequence[str]
) -> dict[str, tuple[RunningClock, ...]]:
    """The running clocks of the contacts that these forms answer, the soonest first."""
    statement = select(match.c.referral_id, match.c.contact_id).where(
        match.c.referral_id.in_(referral_ids),
        match.c.status.in_(_STOPS_CLOCK),
        match.c.contact_id == contact.c.id,
        contact.c.clock_due_at.is_not(None),
    )
    linked = conn.execute(statement).all()
    if not linked:
        return {}
    of_contacts = running_of(conn, [row.contact_id for row in linked])
    found: dict[str, set[RunningClock]] = defaultdict(set)
    for row in linked:
        found[row.referral_id].update(of_contacts.get(row.contact_id, ()))
    return {name: soonest_first(clocks) for name, clocks in found.items()}


def overdue(conn: Connection, now: datetime) -> int:
    """How many contacts have a clock that ran out by `now` and is neither met nor cleared."""
    statement = select(func.count()).select_from(contact).where(contact.c.clock_due_at <= now)
    return conn.execute(statement).scalar_one()


def _refresh(conn: Connection, contact_id: int) -> None:
    """Write on a contact when its soonest running clock ends; its revision grows by one."""
    soonest = next(iter(running(of_contact(conn, contact_id))), None)
    change(conn, f"contact:{contact_id}", clock_due_at=soonest.due_at if soonest else None)

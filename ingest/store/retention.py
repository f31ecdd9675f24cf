"""What may go for good, what may not, and how it goes.

Records that are linked go together or stay together: an email, its forms, the calls that they
answer. What is left of a purged email is its number, its hash and where it was seen, so that the
same email, still on the server, is never taken in again; of everything else, its audit events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from ingest.domain.model import LedgerState
from ingest.errors import CallerMistake
from ingest.store import audit, changes, contacts, full_text, referrals
from ingest.store.contacts import STOPS_CLOCK
from ingest.store.records import find
from ingest.store.schema import (
    amendment,
    contact,
    contact_child,
    contact_clock,
    contact_key,
    correction,
    legal_hold,
    match,
    message,
    note,
    outbox,
    raw_message,
    referral,
    referral_copy,
    referral_key,
    unknown_label,
)

_OPEN_STATES = {LedgerState.STORED, LedgerState.READING, LedgerState.NEEDS_ATTENTION}
_BLANK: dict[str, Any] = {
    "message_id_header": None,
    "subject": None,
    "sender": None,
    "sender_address": None,
    "warnings": [],
    "concern": None,
    "parts": None,
    "reason": None,
    "next_try_at": None,
    "set_aside_from": None,
    "set_aside_reason": None,
    "search": "",
    "claimed_by": None,
    "claimed_at": None,
}


@dataclass(frozen=True, slots=True)
class Case:
    """Records that are linked, by their keys. `last_at` is when something last happened to one;
    `keeps` says in words why it must stay, where it must."""

    keys: tuple[str, ...]
    last_at: datetime
    keeps: str | None = None

    @property
    def is_mail_only(self) -> bool:
        """Emails of which nothing came."""
        return all(key.startswith("message:") for key in self.keys)


@dataclass(slots=True)
class _Records:
    """Keys, the links between them, when each was last dealt with, and why one must stay."""

    last_at: dict[str, datetime] = field(default_factory=dict)
    linked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    keeps: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, *times: datetime | None) -> None:
        known = [at for at in (*times, self.last_at.get(key)) if at is not None]
        self.last_at[key] = max(known)

    def link(self, one: str, other: str) -> None:
        self.linked[one].add(other)
        self.linked[other].add(one)


def cases(conn: Connection) -> list[Case]:
    """Everything that is recorded and not purged, by what is linked; the oldest first."""
    records = _Records()
    _add_messages(conn, records)
    _add_contacts(conn, records)
    _add_referrals(conn, records)
    _add_links(conn, records)
    for row in conn.execute(select(note.c.record_key, note.c.at)):
        if row.record_key in records.last_at:
            records.add(row.record_key, row.at)
    for row in conn.execute(select(contact_clock.c.contact_id, contact_clock.c.at)):
        records.add(f"contact:{row.contact_id}", row.at)
    for key in conn.execute(select(legal_hold.c.record_key)).scalars():
        records.keeps[key] = "held"
    return sorted(_cases(records), key=lambda case: (case.last_at, case.keys))


def purge(conn: Connection, case: Case, actor: str, at: datetime) -> None:
    """Let a case go for good; each of its keys stays in the audit chain, which says so.

    Raises `CallerMistake` for a case that must stay.
    """
    if case.keeps:
        raise CallerMistake(f"{case.keys[0]} must stay: {case.keeps}")
    names = {kind: _names(case.keys, kind) for kind in ("contact", "referral", "message")}
    contact_ids, message_ids = ([int(name) for name in names[kind]] for kind in ("contact", "message"))
    _delete_matches(conn, names["referral"], contact_ids, at)
    _delete_referrals(conn, names["referral"])
    _delete_contacts(conn, contact_ids)
    for table in (note, outbox):
        conn.execute(delete(table).where(table.c.record_key.in_(case.keys)))
    conn.execute(delete(raw_message).where(raw_message.c.message_id.in_(message_ids)))
    statement = update(message).where(message.c.id.in_(message_ids))
    conn.execute(statement.values(state=LedgerState.PURGED, revision=message.c.revision + 1, **_BLANK))
    for key in case.keys:
        audit.append(conn, at, actor, "record.purged", key, {"last": case.last_at.date().isoformat()})
    changes.count(conn)


def forget_labels(conn: Connection, until: datetime) -> None:
    """Forget unknown labels that no form has shown since: what was taken for one may be an answer."""
    conn.execute(delete(unknown_label).where(unknown_label.c.last_at < until))


def leave_no_trace(conn: Connection) -> None:
    """Write the full-text indexes anew: deleted words would stay readable in the file."""
    full_text.forget_deleted(conn)


def hold(conn: Connection, key: str, reason: str, actor: str, at: datetime) -> None:
    """Keep a record, and all that is linked with it, until `release`. Raises `NotFound`."""
    find(conn, key)
    conn.execute(delete(legal_hold).filter_by(record_key=key))
    conn.execute(insert(legal_hold).values(record_key=key, reason=reason, by=actor, at=at))
    audit.append(conn, at, actor, "record.held", key, {"reason": reason})


def release(conn: Connection, key: str, actor: str, at: datetime) -> None:
    """Let a held record be purged again. Raises `CallerMistake` where it is not held."""
    if not conn.execute(delete(legal_hold).filter_by(record_key=key)).rowcount:
        raise CallerMistake(f"{key} is not held")
    audit.append(conn, at, actor, "record.hold_ended", key)


def holds(conn: Connection) -> list[tuple[str, str, str, datetime]]:
    """Every hold: key, reason, by whom, since when."""
    rows = conn.execute(select(legal_hold).order_by(legal_hold.c.at, legal_hold.c.record_key))
    return [(row.record_key, row.reason, row.by, row.at) for row in rows]


def _add_messages(conn: Connection, records: _Records) -> None:
    columns = (message.c.id, message.c.state, message.c.received_at, message.c.stored_at)
    rows = conn.execute(
        select(*columns, message.c.finished_at, message.c.claimed_by).where(
            message.c.state != LedgerState.PURGED
        )
    )
    for row in rows:
        key = f"message:{row.id}"
        records.add(key, row.received_at, row.stored_at, row.finished_at)
        if row.state in _OPEN_STATES:
            records.keeps[key] = "still to be read"
        elif row.claimed_by:
            records.keeps[key] = "claimed by an officer"


def _add_contacts(conn: Connection, records: _Records) -> None:
    columns = (
        contact.c.id,
        contact.c.received_at,
        contact.c.logged_at,
        contact.c.closed_at,
        contact.c.rated_at,
    )
    settled = (contact.c.awaiting, contact.c.clock_due_at, contact.c.claimed_by, contact.c.message_id)
    rows = conn.execute(select(*columns, *settled))
    for row in rows:
        key = f"contact:{row.id}"
        records.add(key, row.received_at, row.logged_at, row.closed_at, row.rated_at)
        if row.message_id is not None:
            records.link(key, f"message:{row.message_id}")
        if row.awaiting:
            records.keeps[key] = "awaiting its form"
        elif row.clock_due_at is not None:
            records.keeps[key] = "under a statutory clock that runs"
        elif row.claimed_by:
            records.keeps[key] = "claimed by an officer"


def _add_referrals(conn: Connection, records: _Records) -> None:
    c = referral.c
    times = (c.received_at, c.recorded_at, c.linked_at, c.acknowledged_at, c.decided_at, c.rated_at)
    rows = conn.execute(
        select(c.id, c.message_id, c.supersedes, c.current, c.decision_open, c.claimed_by, *times)
    )
    for row in rows:
        key = f"referral:{row.id}"
        records.add(key, *(row._mapping[column.name] for column in times))
        records.link(key, f"message:{row.message_id}")
        if row.supersedes is not None:
            records.link(key, f"referral:{row.supersedes}")
        if row.current and row.decision_open:
            records.keeps[key] = "still to be decided"
        elif row.claimed_by:
            records.keeps[key] = "claimed by an officer"


def _add_links(conn: Connection, records: _Records) -> None:
    for row in conn.execute(select(referral_copy.c.referral_id, referral_copy.c.message_id)):
        records.link(f"referral:{row.referral_id}", f"message:{row.message_id}")
    links = select(match.c.referral_id, match.c.contact_id, match.c.settled_at)
    for link in conn.execute(links.where(match.c.status.in_(STOPS_CLOCK))):
        records.link(f"referral:{link.referral_id}", f"contact:{link.contact_id}")
        records.add(f"referral:{link.referral_id}", link.settled_at)


def _cases(records: _Records) -> Iterator[Case]:
    seen: set[str] = set()
    for start in records.last_at:
        if start in seen:
            continue
        keys, waiting = {start}, [start]
        while waiting:
            new = (records.linked[waiting.pop()] & records.last_at.keys()) - keys
            keys |= new
            waiting += new
        seen |= keys
        keeps = next((f"{key} is {records.keeps[key]}" for key in sorted(keys) if key in records.keeps), None)
        yield Case(tuple(sorted(keys)), max(records.last_at[key] for key in keys), keeps)


def _names(keys: Collection[str], kind: str) -> list[str]:
    return [name for key in keys for found, _, name in [key.partition(":")] if found == kind]


def _delete_matches(
    conn: Connection, referral_ids: Sequence[str], contact_ids: Sequence[int], at: datetime
) -> None:
    """Take away what was proposed or rejected too, and let the other side know."""
    concerned = or_(match.c.referral_id.in_(referral_ids), match.c.contact_id.in_(contact_ids))
    pairs = conn.execute(select(match.c.referral_id, match.c.contact_id).where(concerned)).all()
    conn.execute(delete(match).where(concerned))
    contacts.refresh(conn, {pair.contact_id for pair in pairs} - set(contact_ids))
    for referral_id in {pair.referral_id for pair in pairs} - set(referral_ids):
        referrals.refresh(conn, referral_id, at)


def _delete_referrals(conn: Connection, ids: Sequence[str]) -> None:
    for table in (correction, referral_copy, referral_key):
        conn.execute(delete(table).where(table.c.referral_id.in_(ids)))
    conn.execute(update(referral).where(referral.c.id.in_(ids)).values(supersedes=None))
    conn.execute(delete(referral).where(referral.c.id.in_(ids)))


def _delete_contacts(conn: Connection, ids: Sequence[int]) -> None:
    for table in (amendment, contact_child, contact_clock, contact_key):
        conn.execute(delete(table).where(table.c.contact_id.in_(ids)))
    conn.execute(delete(contact).where(contact.c.id.in_(ids)))

"""Which contacts a form is compared with: those that share the rarest blocking keys with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from ingest.domain.model import Contact
from ingest.store import blocks, contacts
from ingest.store.blocks import hour_of
from ingest.store.matcher import storable_keys
from ingest.store.schema import contact_key, match, referral

WROTE_FIRST = timedelta(days=30)
WROTE_LATE = timedelta(days=180)
MOST_CANDIDATES = 24

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_ANSWERS = (
    select(match.c.contact_id, match.c.referral_id)
    .join(referral, referral.c.id == match.c.referral_id)
    .where(match.c.contact_id.in_(_IDS), match.c.status.in_(contacts.STOPS_CLOCK), referral.c.current)
    .order_by(match.c.id)
)


def set_keys(conn: Connection, known: Contact, keys: Iterable[str]) -> None:
    """Replace the blocking keys of a contact."""
    conn.execute(delete(contact_key).where(contact_key.c.contact_id == known.id))
    add_keys(conn, [(known, keys)])


def add_keys(conn: Connection, keyed: Iterable[tuple[Contact, Iterable[str]]]) -> None:
    """Keep the blocking keys of contacts that have none yet."""
    rows = [
        {"key": key, "hour": hour_of(added.received_at), "contact_id": added.id}
        for added, keys in keyed
        for key in storable_keys(keys)
    ]
    if rows:
        conn.execute(insert(contact_key), rows)


def likeliest(
    conn: Connection, keys: Iterable[str], received_at: datetime, but_for: str | None = None
) -> list[tuple[Contact, tuple[str, ...]]]:
    """The contacts to compare a form with, those that share most with it first.

    `received_at` is the form's: contacts half a year older, or a month newer, are left out. Each
    comes with the ids of the referrals other than `but_for` that stop its clock.
    """
    hours = (hour_of(received_at - WROTE_LATE), hour_of(received_at + WROTE_FIRST))
    ids = blocks.likeliest(conn, contact_key.c.contact_id, keys, hours, MOST_CANDIDATES)
    if not ids:
        return []
    answered = _answered_by(conn, ids, but_for)
    return [(item, tuple(answered[item.id])) for item in contacts.by_ids(conn, ids)]


def _answered_by(conn: Connection, ids: Sequence[int], but_for: str | None) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for contact_id, referral_id in conn.execute(_ANSWERS, {"ids": list(ids)}).all():
        if referral_id != but_for:
            found[contact_id].append(referral_id)
    return found

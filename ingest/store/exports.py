"""Every referral and every contact, a few at a time: what an export is made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from ingest.domain.model import Contact
from ingest.store.contacts import by_ids
from ingest.store.schema import contact, message, referral


def referral_rows(conn: Connection, after: int, limit: int) -> list[Row[Any]]:
    """The current referrals numbered above `after`, in order, with their email's Message-ID."""
    statement = (
        select(referral, message.c.message_id_header)
        .join(message, message.c.id == referral.c.message_id)
        .where(referral.c.number > after, referral.c.current)
        .order_by(referral.c.number)
        .limit(limit)
    )
    return list(conn.execute(statement))


def contacts_after(conn: Connection, after: int, limit: int) -> list[tuple[Contact, bool]]:
    """The contacts numbered above `after`, in order, each with whether it awaits a form."""
    statement = select(contact.c.id, contact.c.awaiting).where(contact.c.id > after).order_by(contact.c.id)
    awaiting = {row.id: row.awaiting for row in conn.execute(statement.limit(limit))}
    return [(item, awaiting[item.id]) for item in by_ids(conn, list(awaiting))]

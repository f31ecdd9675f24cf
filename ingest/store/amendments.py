"""What calls said before they were put right, so that it can be taken back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ingest.domain.model import Caller, Contact, ContactChild, NewContact
from ingest.store.schema import amendment


def keep(conn: Connection, was: Contact, by: str, at: datetime) -> None:
    """Keep what a contact says now, before it is changed."""
    said = {
        "received_at": was.received_at.isoformat(),
        "caller": asdict(was.caller),
        "children": [_child_to_json(child) for child in was.children],
        "concern": was.concern,
    }
    conn.execute(insert(amendment).values(contact_id=was.id, was=said, by=by, at=at))


def last_at(conn: Connection, contact_id: int) -> datetime | None:
    """When a contact was last put right, of what was not taken back; `None` where it never was."""
    statement = select(amendment.c.at).where(amendment.c.contact_id == contact_id)
    return conn.execute(statement.order_by(amendment.c.id.desc()).limit(1)).scalar()


def take_last(conn: Connection, contact_id: int) -> NewContact | None:
    """What a contact said before it was last put right, which is then forgotten; or `None`."""
    statement = select(amendment).where(amendment.c.contact_id == contact_id)
    row = conn.execute(statement.order_by(amendment.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    conn.execute(delete(amendment).where(amendment.c.id == row.id))
    return NewContact(
        received_at=datetime.fromisoformat(row.was["received_at"]),
        caller=Caller(**row.was["caller"]),
        children=tuple(_child(child) for child in row.was["children"]),
        concern=row.was["concern"],
    )


def _child_to_json(child: ContactChild) -> dict[str, Any]:
    return {**asdict(child), "dob": child.dob.isoformat() if child.dob else None}


def _child(said: dict[str, Any]) -> ContactChild:
    return ContactChild(**{**said, "dob": date.fromisoformat(said["dob"]) if said["dob"] else None})

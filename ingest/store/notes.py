"""Notes of officers on a record, in their own words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from ingest.errors import NotFound
from ingest.store.findable import findable
from ingest.store.schema import note
from ingest.views import Note


def add(conn: Connection, key: str, text: str, by: str, at: datetime) -> int:
    """Keep a note on the record of `key`; return its id."""
    statement = insert(note).values(record_key=key, text=text, by=by, at=at, search=findable([text]))
    note_id: int = conn.execute(statement.returning(note.c.id)).scalar_one()
    return note_id


def of_record(conn: Connection, key: str) -> tuple[Note, ...]:
    """The notes on a record, oldest first."""
    rows = conn.execute(select(note).where(note.c.record_key == key).order_by(note.c.id))
    return tuple(Note(row.id, row.at, row.by, row.text) for row in rows)


def find(conn: Connection, note_id: int) -> Row[Any]:
    """One note's row. Raises `NotFound`."""
    row = conn.execute(select(note).where(note.c.id == note_id)).first()
    if row is None:
        raise NotFound("That note is not there any more: somebody took it back.")
    return row


def remove(conn: Connection, note_id: int) -> None:
    """Take a note away."""
    conn.execute(delete(note).where(note.c.id == note_id))

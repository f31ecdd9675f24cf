"""What happened since a time: the audit's events, and the notes that officers wrote."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from ingest.store.audit import AuditEvent, events_before
from ingest.store.schema import note
from ingest.views import Note

_CHUNK = 2_000


def events_since(conn: Connection, since: datetime) -> list[AuditEvent]:
    """The events from `since` on, oldest first.

    The chain is read backwards, a chunk at a time, until one is older altogether: its numbers
    grow with time but for a clock that was set back.
    """
    found: list[AuditEvent] = []
    before: int | None = None
    while chunk := events_before(conn, before, _CHUNK):
        recent = [event for event in chunk if event.at >= since]
        found = recent + found
        before = chunk[0].seq
        if not recent:
            break
    return found


def notes_since(conn: Connection, since: datetime, limit: int) -> list[tuple[str, Note]]:
    """The newest notes from `since` on, oldest first, each with its record's key."""
    statement = select(note).where(note.c.at >= since).order_by(note.c.id.desc()).limit(limit)
    rows = conn.execute(statement).all()
    return [(row.record_key, Note(row.id, row.at, row.by, row.text)) for row in reversed(rows)]

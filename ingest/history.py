"""The whole history of one record: who did what with it, and who looked."""

from __future__ import annotations

from ingest.desk import Desk
from ingest.errors import NotFound
from ingest.store import audit
from ingest.store.audit import AuditEvent
from ingest.store.records import name_of

_EVERY = 1_000_000


def history(desk: Desk, key: str) -> list[AuditEvent]:
    """Every event of a record, looks too, oldest first; this look is one more event.

    Raises `NotFound` where the audit chain knows no such record: it may be gone itself.
    """
    name_of(key)
    with desk.store.writing() as conn:
        events = audit.events(conn, key, _EVERY)
        if not events:
            raise NotFound
        desk.audit(conn, desk.store.clock.now(), "history.viewed", key)
    return events

"""The path of mail from a paper mailbox into a store, and what the store then holds."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from ingest.pipeline import Pipeline
from ingest.store import Ledger, Store
from ingest.store.schema import message
from tests.integration.taking import NoMatches, SubjectReader

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


def pipeline(store: Store, reader: SubjectReader | None = None, at_once: int = 2) -> Pipeline:
    return Pipeline(Ledger(store), reader or SubjectReader(), NoMatches(), store.clock, at_once=at_once)


def kept(store: Store) -> list[tuple[str | None, str, str | None, datetime]]:
    """Subject, state, reason and time of arrival of each message, in the order in which they were stored."""
    with store.reading() as conn:
        columns = (message.c.subject, message.c.state, message.c.reason, message.c.received_at)
        return [
            (row[0], row[1], row[2], row[3]) for row in conn.execute(select(*columns).order_by(message.c.id))
        ]


def states(store: Store) -> dict[str | None, str]:
    """The state of each message by its subject."""
    return {subject: state for subject, state, _, _ in kept(store)}

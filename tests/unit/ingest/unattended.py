"""A worker over paper mailboxes, for the tests of its loops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.pipeline import Pipeline
from ingest.store import HealthBook, Ledger, Store
from ingest.store.health import worker_state
from ingest.views import WorkerHealth
from ingest.worker import Timing, Worker
from tests.integration.taking import NoMatches, SubjectReader
from tests.unit.ingest.paper_mailbox import PaperMailbox

HOURLY = Timing(poll_seconds=3600, back_off_seconds=0.01, back_off_limit_seconds=0.02)


def worker(
    store: Store, *boxes: PaperMailbox, timing: Timing = HOURLY, reader: SubjectReader | None = None
) -> Worker:
    pipeline = Pipeline(Ledger(store), reader or SubjectReader(), NoMatches(), store.clock, at_once=1)
    return Worker(boxes, pipeline, HealthBook(store), store.worker_lock(), store.clock, timing)


def health(store: Store) -> WorkerHealth:
    with store.reading() as conn:
        return worker_state(conn, store.clock.now())


@contextmanager
def running(unattended: Worker, *boxes: PaperMailbox) -> Iterator[None]:
    thread = threading.Thread(target=unattended.run)
    thread.start()
    try:
        yield
    finally:
        unattended.stop()
        for box in boxes:
            box.news.set()
        thread.join(timeout=30)
        assert not thread.is_alive()

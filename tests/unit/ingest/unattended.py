"""A worker over paper mailboxes, for the tests of its loops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.journal import Journal
from ingest.pipeline import Pipeline
from ingest.pulse import Pulse
from ingest.store import HealthBook, Ledger, Store
from ingest.store.health import worker_state
from ingest.views import WorkerHealth
from ingest.watch import Watch
from ingest.worker import Timing, Worker
from tests.integration.taking import NoMatches, SubjectReader
from tests.unit.ingest.paper_mailbox import PaperMailbox

HOURLY = Timing(poll_seconds=3600, back_off_seconds=0.01, back_off_limit_seconds=0.02)


def worker(
    store: Store, *boxes: PaperMailbox, timing: Timing = HOURLY, reader: SubjectReader | None = None
) -> Worker:
    pipeline = Pipeline(Ledger(store), reader or SubjectReader(), NoMatches(), store.clock, at_once=1)
    return Worker(boxes, pipeline, HealthBook(store), store.worker_lock(), store.clock, timing)


def watching(store: Store, timing: Timing, stop: threading.Event, wake: threading.Event) -> Watch:
    """One empty mailbox, watched by nobody yet."""
    pipeline = Pipeline(Ledger(store), SubjectReader(), NoMatches(), store.clock, at_once=1)
    book, journal = HealthBook(store), Journal(store.clock)
    pulse = Pulse(book, store.clock, timing.poll_seconds, None, ["box"])
    box = PaperMailbox("box")
    return Watch(box, "box", pipeline, book, pulse, journal, store.clock, timing, stop, wake)


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

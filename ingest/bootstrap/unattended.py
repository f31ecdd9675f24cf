"""The unattended side, from the mailboxes to the board."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, TextIO

from config.settings import Settings
from ingest.bootstrap.mail import mailboxes
from ingest.bootstrap.reading import sandbox
from ingest.bootstrap.storage import open_store
from ingest.bootstrap.telling import postman
from ingest.bootstrap.weights import matcher
from ingest.clock import Clock, SystemClock
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from ingest.journal import Journal
    from ingest.pipeline import Pipeline, Reader
    from ingest.store.store import Store
    from ingest.worker import Worker


@contextmanager
def worker(settings: Settings, clock: Clock | None = None, journal: TextIO | None = None) -> Iterator[Worker]:
    """The unattended side, ready to `poll_once` or to `run`; everything is closed afterwards.

    `journal` is where its log lines go; without one it says nothing.

    Raises `CallerMistake` where no mailbox is configured or a setting cannot be used.
    """
    from ingest.journal import Journal
    from ingest.service_manager import ServiceManager
    from ingest.store import HealthBook
    from ingest.worker import Timing, Worker

    if not settings.mailboxes:
        raise CallerMistake("no mailbox is configured: add a [[mailboxes]] table to the settings file")
    timing = Timing(
        poll_seconds=settings.worker.poll_seconds,
        back_off_seconds=settings.worker.back_off_seconds,
        back_off_limit_seconds=settings.worker.back_off_limit_seconds,
    )
    boxes = mailboxes(settings)
    lines = Journal(clock or SystemClock(), journal)
    if journal is not None:
        lines.take_over_logging()
    with closing(open_store(settings, clock)) as store, sandbox(settings) as reader:
        health = HealthBook(store)
        health.forget_but({(box.name, folder) for box in boxes for folder in box.folders})
        yield Worker(
            boxes,
            pipeline(settings, store, reader, lines),
            health,
            store.worker_lock(),
            store.clock,
            timing,
            lines,
            manager=ServiceManager.of(os.environ),
            metrics_port=settings.worker.metrics_port,
            postman=postman(settings, store),
        )


def pipeline(settings: Settings, store: Store, reader: Reader, journal: Journal | None = None) -> Pipeline:
    """The path from a mailbox to the board."""
    from ingest.pipeline import Pipeline
    from ingest.store import HealthBook, Ledger

    ledger, health = Ledger(store), HealthBook(store)
    return Pipeline(ledger, reader, matcher(settings), store.clock, journal, health=health)

"""One pass of a worker that kills itself at a named moment: run by a test, in a process of its own.

A moment is "before store", "after record" and so on, "inside record", or "inside record of
Form 1"; the count says which time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal

from ingest.clock import SystemClock
from ingest.mailbox.folder import AfterRecording
from ingest.pipeline import Pipeline
from ingest.steps import hooked
from ingest.store import HealthBook, Ledger, Store
from ingest.worker import Worker
from parsers.form import ContactForm
from tests.integration.taking import NoMatches, SubjectReader, imap


class Killer:
    """Counts moments, and ends this process without another word at the right one."""

    def __init__(self, moment: str, count: int) -> None:
        self._moment = moment
        self._left = count

    def __call__(self, moment: str) -> None:
        if moment == self._moment:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class KillingMatcher(NoMatches):
    """Is asked in the middle of the transaction that records an outcome."""

    def __init__(self, killer: Killer) -> None:
        self._killer = killer

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        self._killer("inside record")
        self._killer(f"inside record of {form.children[0].forename}")
        return frozenset()


def kill_a_worker(url: str, port: int, moment: str, count: int) -> int | None:
    """Let a worker die at a moment; how it ended comes back (-9, if it got there)."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload([__name__])
    process = forks.Process(target=work, args=(url, port, moment, count))
    process.start()
    process.join(60)
    return process.exitcode


def work(url: str, port: int, moment: str, count: int) -> None:
    killer = Killer(moment, count)
    store = Store.open(url, SystemClock())
    mailbox = imap(port, user="mash", password="demonstration", after=AfterRecording("keyword"))
    pipeline = Pipeline(Ledger(store), SubjectReader(), KillingMatcher(killer), store.clock, at_once=2)
    worker = Worker([mailbox], pipeline, HealthBook(store), store.worker_lock(), store.clock)
    with hooked(killer):
        worker.poll_once()

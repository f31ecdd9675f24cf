"""One pass of a worker that kills itself at a named moment: run by a test, in a process of its own.

    python -m tests.integration.killed_worker FOLDER PORT MOMENT COUNT

MOMENT is "before store", "after record" and so on, "inside record", or "inside record of Form 1";
COUNT says which time.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from ingest.mailbox.folder import AfterRecording
from ingest.pipeline import Pipeline
from ingest.steps import hooked
from ingest.store import HealthBook, Ledger
from ingest.worker import Worker
from parsers.form import ContactForm
from tests.integration.taking import NoMatches, SubjectReader, imap, open_store


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


def main() -> None:
    folder, port, moment, count = sys.argv[1:]
    killer = Killer(moment, int(count))
    store = open_store(Path(folder))
    mailbox = imap(int(port), user="mash", password="demonstration", after=AfterRecording("keyword"))
    pipeline = Pipeline(Ledger(store), SubjectReader(), KillingMatcher(killer), store.clock, at_once=2)
    worker = Worker([mailbox], pipeline, HealthBook(store), store.worker_lock(), store.clock)
    with hooked(killer):
        worker.poll_once()


if __name__ == "__main__":
    main()

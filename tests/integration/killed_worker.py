"""One pass of a worker that kills itself at a named moment: run by a test, in a process of its own.

A moment is "before store", "after record" and so on, "inside record", or "inside record of
Form 1"; the count says which time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess

from ingest.clock import SystemClock
from ingest.mailbox.folder import AfterRecording
from ingest.mailbox.imap import ImapMailbox
from ingest.pipeline import Pipeline
from ingest.steps import hooked
from ingest.store import HealthBook, Ledger, Store
from ingest.worker import Worker
from parsers.form import ContactForm
from tests.integration.dovecot_server import PASSWORD
from tests.integration.taking import LIMITS, NoMatches, SubjectReader, imap

_LONGEST_LIFE = 240.0  # seconds: a machine that is busy elsewhere takes its time, and that is no failure


@dataclass(frozen=True, slots=True)
class Post:
    """A database, and the account on a Dovecot whose mail goes into it, two messages at a time."""

    url: str
    port: int
    user: str

    def mailbox(self) -> ImapMailbox:
        limits = replace(LIMITS, chunk_messages=2)
        after = AfterRecording("keyword")
        return imap(self.port, user=self.user, password=PASSWORD, after=after, limits=limits)


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

    def __init__(self, killers: Sequence[Killer]) -> None:
        self._killers = killers

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        for killer in self._killers:
            killer("inside record")
            killer(f"inside record of {form.children[0].forename}")
        return frozenset()


def kill_a_worker(post: Post, moment: str, count: int) -> int | None:
    """Let a worker die at a moment; how it ended comes back (-9, if it got there)."""
    process = started(post, moment, count)
    process.join(_LONGEST_LIFE)
    return process.exitcode


def started(post: Post, moment: str | None = None, count: int = 1) -> BaseProcess:
    """A worker that has begun a pass, in a process of its own; without a moment it lives on."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload([__name__, "pytest"])  # each child imports what runs the tests
    process = forks.Process(target=work, args=(post, moment, count))
    process.start()
    return process


def work(post: Post, moment: str | None, count: int) -> None:
    killers = [Killer(moment, count)] if moment else []
    with closing(Store.open(post.url, SystemClock())) as store, ExitStack() as stack:
        pipeline = Pipeline(Ledger(store), SubjectReader(), KillingMatcher(killers), store.clock, at_once=2)
        worker = Worker([post.mailbox()], pipeline, HealthBook(store), store.worker_lock(), store.clock)
        for killer in killers:
            stack.enter_context(hooked(killer))
        worker.poll_once()

"""Killed at any moment, the worker loses nothing and doubles nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from ingest.clock import SystemClock
from ingest.domain.model import LedgerState
from ingest.mailbox.folder import AfterRecording
from ingest.steps import Step
from ingest.store import Store
from ingest.store.schema import message, referral, sighting
from tests.integration.killed_worker import kill_a_worker
from tests.integration.taking import imap, mail, station
from tui.demo.server import DemoMailServer

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
SUBJECTS = ["Form 1", "Form 2", "Lunch", "Form 3"]
MOMENTS = [f"{when} {step}" for step in Step for when in ("before", "after")]


@pytest.fixture
def server() -> Iterator[DemoMailServer]:
    with DemoMailServer() as running:
        for subject in SUBJECTS:
            running.deliver(mail(subject), AT)
        yield running


def finish(url: str, server: DemoMailServer) -> Store:
    store = Store.open(url, SystemClock())
    mailbox = imap(server.port, user="mash", password="demonstration", after=AfterRecording("keyword"))
    result = station(store, mailbox).worker.poll_once()
    assert result.errors == ()
    return store


@pytest.mark.parametrize("moment", [*MOMENTS, "inside record"])
def test_a_worker_killed_at_any_step_loses_nothing_and_doubles_nothing(
    store_url: str, server: DemoMailServer, moment: str
) -> None:
    once = {Step.STORE, Step.TOUCH}  # a chunk is kept, and the mailbox touched, at once
    count = 1 if moment.split()[1] in once else 2
    assert kill_a_worker(store_url, server.port, moment, count) == -signal.SIGKILL
    with closing(finish(store_url, server)) as store, store.reading() as conn:
        states = {row.subject: row.state for row in conn.execute(select(message.c.subject, message.c.state))}
        counts = [
            conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (message, sighting, referral)
        ]
    assert states == {subject: _state(subject) for subject in SUBJECTS}
    assert counts == [4, 4, 3]
    assert all("MashTaken" in keywords for keywords in server.keywords())


def _state(subject: str) -> LedgerState:
    return LedgerState.REFERRAL if subject.startswith("Form") else LedgerState.NO_FORM


def test_a_worker_killed_again_and_again_on_one_message_lets_a_person_see_it(
    store_url: str, server: DemoMailServer
) -> None:
    for _ in range(3):
        assert kill_a_worker(store_url, server.port, "inside record of Form 2", 1) == -signal.SIGKILL
    with closing(finish(store_url, server)) as store, store.reading() as conn:
        states = {row.subject: row.state for row in conn.execute(select(message.c.subject, message.c.state))}
    expected = {subject: _state(subject) for subject in SUBJECTS}
    assert states == expected | {"Form 2": LedgerState.NEEDS_ATTENTION}

"""Killed at any moment, once or twice, the worker loses nothing and doubles nothing."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from random import Random

import pytest
from sqlalchemy import func, select

from ingest.clock import SystemClock
from ingest.domain.model import LedgerState
from ingest.pipeline import Pipeline
from ingest.steps import Step
from ingest.store import HealthBook, Ledger, Store
from ingest.store.schema import message, referral, sighting
from ingest.worker import Worker
from tests.integration import dovecot_server
from tests.integration.dovecot_server import Dovecot
from tests.integration.killed_worker import Post, kill_a_worker
from tests.integration.taking import NoMatches, SubjectReader, mail

SEEDS = 100 if os.environ.get("TESTS_LONG") else 1
MOMENTS = [*(f"{when} {step}" for step in Step for when in ("before", "after")), "inside record"]
_USERS = (f"officer{number}" for number in count(1))

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot_server.installed() is None, reason="Dovecot is not installed"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot_server.running() as running:
        yield running


@pytest.fixture
def post(server: Dovecot, store_url: str) -> Post:
    """A mailbox that nobody had before."""
    return Post(store_url, server.port, next(_USERS))


def some_mail(chance: Random) -> list[bytes]:
    """Three forms at least, other mail, large mail and the same mail twice, in any order."""
    mails = [mail(f"Form {number}") for number in range(3, chance.randint(5, 9))]
    mails += [mail(f"Lunch {number}") for number in range(chance.randint(0, 3))]
    if chance.random() < 0.2:
        mails.append(mail("Form large", body="x" * 1_200_000))  # comes in pieces
    chance.shuffle(mails)
    return [*(mail(f"Form {number}") for number in (0, 1, 2)), *mails, *chance.sample(mails, 1)]


def deliver(server: Dovecot, post: Post, mails: Sequence[bytes]) -> None:
    with server.client(user=post.user) as client:
        for raw in mails:
            assert client.append("INBOX", "", "", raw)[0] == "OK"


def keywords(server: Dovecot, post: Post) -> list[str]:
    with server.client(user=post.user) as client:
        client.select("INBOX", readonly=True)
        return [str(flags) for flags in client.fetch("1:*", "(FLAGS)")[1]]


def finish(post: Post) -> Store:
    store = Store.open(post.url, SystemClock())
    pipeline = Pipeline(Ledger(store), SubjectReader(), NoMatches(), store.clock, at_once=2)
    worker = Worker([post.mailbox()], pipeline, HealthBook(store), store.worker_lock(), store.clock)
    assert worker.poll_once().errors == ()
    return store


def times(moment: str, chance: Random) -> int:
    """Which of the moments of that name: of each there are two at least, but the mailbox is touched once."""
    return 1 if moment.endswith(Step.TOUCH) else chance.randint(1, 2)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_killed_at_any_step_loses_nothing_and_doubles_nothing(
    server: Dovecot, post: Post, moment: str, seed: int
) -> None:
    chance = Random(f"{moment} {seed}")
    mails = some_mail(chance)
    deliver(server, post, mails)
    assert kill_a_worker(post, moment, times(moment, chance)) == -signal.SIGKILL
    if chance.random() < 0.5:
        kill_a_worker(post, chance.choice(MOMENTS), 1)  # if it gets there once more
    with closing(finish(post)) as store, store.reading() as conn:
        rows = conn.execute(select(message.c.id, message.c.sha256, message.c.subject, message.c.state)).all()
        brought = Counter(conn.execute(select(referral.c.message_id)).scalars())
        sightings = conn.execute(select(func.count()).select_from(sighting)).scalar_one()
        kept = Counter(Ledger(store).raw(row.id) for row in rows)
    assert kept == Counter(set(mails))
    assert sightings == len(mails)
    for row in rows:
        assert row.state == _state(row.subject)
        assert brought[row.id] == (1 if row.state == LedgerState.REFERRAL else 0)
    taken = keywords(server, post)
    assert len(taken) == len(mails)
    assert all("MashTaken" in flags for flags in taken)


def _state(subject: str) -> LedgerState:
    return LedgerState.REFERRAL if subject.startswith("Form") else LedgerState.NO_FORM


def test_a_worker_killed_again_and_again_on_one_message_lets_a_person_see_it(
    server: Dovecot, post: Post
) -> None:
    deliver(server, post, [mail(subject) for subject in ("Form 1", "Form 2", "Lunch", "Form 3")])
    for _ in range(3):
        assert kill_a_worker(post, "inside record of Form 2", 1) == -signal.SIGKILL
    with closing(finish(post)) as store, store.reading() as conn:
        states = {row.subject: row.state for row in conn.execute(select(message.c.subject, message.c.state))}
    expected = {subject: _state(subject) for subject in states}
    assert states == expected | {"Form 2": LedgerState.NEEDS_ATTENTION}
    assert len(states) == 4

"""Killed at no moment in particular, again and again, the worker loses nothing and doubles nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from random import Random

import pytest
from sqlalchemy import select

from ingest.clock import SystemClock
from ingest.domain.model import LedgerState
from ingest.store import Ledger, Store
from ingest.store.schema import message, referral, sighting
from tests.integration import dovecot_server
from tests.integration.dovecot_server import Dovecot
from tests.integration.killed_worker import Post, started
from tests.integration.taking import mail

KILLS = 1000 if os.environ.get("TESTS_LONG") else 6
MAILS_A_LIFE = 10

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot_server.installed() is None, reason="Dovecot is not installed"),
]


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with dovecot_server.running() as running:
        yield running


class Hunter:
    """Lets workers live for a time of chance, about as long as what waits takes them."""

    def __init__(self, post: Post, chance: Random) -> None:
        self._post = post
        self._chance = chance
        self._longest = 0.5
        self.kills = 0

    def one_life(self) -> None:
        process = started(self._post)
        process.join(self._chance.uniform(0, self._longest))
        if process.is_alive():
            process.kill()
            self.kills += 1
            self._longest *= 1.02
        else:
            self._longest *= 0.9
        process.join(60)

    def undisturbed_life(self) -> None:
        process = started(self._post)
        process.join(600)
        assert process.exitcode == 0


def a_mail(number: int) -> bytes:
    return mail(f"{'Lunch' if number % 4 == 0 else 'Form'} {number}", body="x" * (number % 50) ** 3)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_workers_killed_at_random_lose_nothing_and_double_nothing(server: Dovecot, store_url: str) -> None:
    sent: list[bytes] = []
    hunter = Hunter(Post(store_url, server.port, "officer"), Random(KILLS))
    with server.client(user="officer") as client:
        while hunter.kills < KILLS:
            for _ in range(MAILS_A_LIFE if len(sent) < KILLS * MAILS_A_LIFE else 0):
                sent.append(a_mail(len(sent) + 1))
                assert client.append("INBOX", "", "", sent[-1])[0] == "OK"
            hunter.one_life()
    hunter.undisturbed_life()
    with closing(Store.open(store_url, SystemClock())) as store, store.reading() as conn:
        rows = conn.execute(select(message.c.id, message.c.subject, message.c.state)).all()
        brought = Counter(conn.execute(select(referral.c.message_id)).scalars())
        sightings = len(conn.execute(select(sighting.c.id)).all())
        kept = Counter(Ledger(store).raw(row.id) for row in rows)
    attention = [row for row in rows if row.state == LedgerState.NEEDS_ATTENTION]
    print(f"{hunter.kills} kills, {len(sent)} mails, {len(rows)} kept, {len(attention)} broken off thrice")
    assert kept == Counter(sent)
    assert sightings == len(sent)
    assert len(attention) <= 3 + len(sent) / 100
    for row in rows:
        if row.state != LedgerState.NEEDS_ATTENTION:
            form = row.subject.startswith("Form")
            assert row.state == (LedgerState.REFERRAL if form else LedgerState.NO_FORM)
        assert brought[row.id] == (1 if row.state == LedgerState.REFERRAL else 0)

"""Odd servers cost nothing; once a wrong one behaves, everything is there, and there once."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from ingest.clock import SetClock, SystemClock
from ingest.domain.model import LedgerState
from ingest.poll_result import PollResult
from ingest.store import Ledger, Store
from ingest.store.schema import message, referral
from tests.integration.odd_corners import ODD
from tests.integration.odd_searches import ODD_SEARCHES
from tests.integration.scripted_imap import Script, serving
from tests.integration.taking import LIMITS, Station, imap, mail, station
from tests.integration.wrong_corners import WRONG

SEEDS = 20 if os.environ.get("TESTS_LONG") else 2  # of odd ones half as many: they are met at each poll
QUICK = replace(LIMITS, connect_seconds=0.5, message_seconds=0.4, cycle_seconds=20)
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


class MovedClock(SetClock):
    """A clock that runs as the machine's does, so that a dripping server runs out of time, and that can be
    moved as well: nothing then hangs on how fast the machine is."""

    def monotonic(self) -> float:
        return super().monotonic() + SystemClock().monotonic()


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NOON)


@pytest.fixture
def store(sqlite_template: Path, tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    path = shutil.copy(sqlite_template, tmp_path / "mash.db")
    with closing(Store.open(f"sqlite:///{path}", clock)) as opened:
        yield opened


def some_forms(chance: Random) -> dict[int, bytes]:
    return {uid: mail(f"Form {uid}") for uid in range(11, 11 + chance.randint(3, 6))}


def kept(store: Store) -> Counter[bytes]:
    with store.reading() as conn:
        ids = list(conn.execute(select(message.c.id)).scalars())
    return Counter(Ledger(store).raw(message_id) for message_id in ids)


def states(store: Store) -> Counter[str]:
    with store.reading() as conn:
        return Counter(conn.execute(select(message.c.state)).scalars())


def all_there_once(store: Store, script: Script) -> None:
    many = len(script.messages)
    assert kept(store) == Counter(script.messages.values())
    assert states(store) == {LedgerState.REFERRAL: many}
    with store.reading() as conn:
        assert len(conn.execute(select(referral.c.id)).all()) == many


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS // 2))
@pytest.mark.parametrize("corner", ODD | ODD_SEARCHES)
def test_what_is_odd_costs_nothing(store: Store, corner: str, seed: int) -> None:
    chance = Random(seed)
    script = Script(some_forms(chance))
    (ODD | ODD_SEARCHES)[corner](script, chance)
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK))
        result = duty.worker.poll_once()
        assert (result.errors, result.needs_attention) == ((), 0)
        all_there_once(store, script)
        script.messages[max(script.messages) + 1] = mail("Form new")
        assert duty.worker.poll_once().errors == ()
        all_there_once(store, script)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("corner", WRONG)
def test_once_a_server_behaves_everything_is_there_once(
    store: Store, clock: MovedClock, corner: str, seed: int
) -> None:
    chance = Random(seed)
    script = Script(some_forms(chance))
    with serving(script) as server:
        mailbox = imap(server.port, limits=QUICK, clock=clock)
        mailbox.stay_connected()
        duty = station(store, mailbox)
        if seed % 2:  # it went wrong while the worker was connected
            assert duty.worker.poll_once().errors == ()
            script.messages[90] = mail("Form 90")
        WRONG[corner](script, chance)
        for _ in range(chance.randint(1, 2)):
            duty.worker.poll_once()
        script.behave()
        script.messages[91] = mail("Form 91")
        clock.move(timedelta(seconds=60))
        assert caught_up(duty).errors == ()
        assert kept(store)[mail("Form 91")] == 1
        clock.move(timedelta(hours=7))  # what the server refused for itself alone is asked for again
        caught_up(duty)
        mailbox.close()
    all_there_once(store, script)


def caught_up(duty: Station) -> PollResult:
    """A pass, and another where the server had begun to misbehave on a connection that was kept."""
    first = duty.worker.poll_once()
    return duty.worker.poll_once() if first.errors else first

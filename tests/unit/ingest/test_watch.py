"""Several mailboxes under one worker: none waits for another, and nothing is taken or read twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from sqlalchemy import func, select

from ingest.clock import SystemClock
from ingest.domain.model import LedgerState
from ingest.mailbox.errors import CommandRefused, LoginRefused
from ingest.store import Ledger, Store
from ingest.store.schema import message, referral, sighting
from ingest.views import WorkerState
from ingest.worker import Timing
from tests.integration.taking import SubjectReader, mail
from tests.store_watch import until, watched
from tests.unit.ingest.paper_mailbox import PaperMailbox
from tests.unit.ingest.unattended import health, running, watching, worker


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with closing(Store.open(store_url, SystemClock())) as opened:
        yield watched(opened)


def states_of(store: Store, mailbox: str) -> dict[int, LedgerState]:
    return Ledger(store).states(mailbox, "INBOX", 1)


def test_a_mailbox_that_hangs_delays_no_other(store: Store) -> None:
    go_on = threading.Event()
    hung = PaperMailbox("hung", on_open=lambda: go_on.wait(20))
    well = PaperMailbox("well", messages={1: mail("Form 1")})
    with running(worker(store, hung, well), hung, well):
        until(store, lambda: states_of(store, "well") == {1: LedgerState.REFERRAL})
        well.messages[2] = mail("Form 2")
        well.news.set()
        until(store, lambda: states_of(store, "well").get(2) is LedgerState.REFERRAL)
        assert hung.opened == 1
        go_on.set()


def test_one_pass_looks_at_every_mailbox_at_the_same_time(store: Store) -> None:
    together = threading.Barrier(3, timeout=20)
    boxes = [
        PaperMailbox(name, messages={1: mail(f"Form {name}")}, on_open=together.wait)
        for name in ("one", "two", "three")
    ]
    assert worker(store, *boxes).poll_once().referrals == 3


def test_messages_of_many_mailboxes_that_come_at_once_are_each_read_once(store: Store) -> None:
    reader = SubjectReader()
    boxes = [
        PaperMailbox(f"box {number}", messages={uid: mail(f"Form {number} {uid}") for uid in range(1, 9)})
        for number in range(4)
    ]
    with running(worker(store, *boxes, timing=Timing(poll_seconds=0.05), reader=reader), *boxes):
        until(store, lambda: Ledger(store).backlog()[0] == 0 and reader.read_count >= 32)
    with store.reading() as conn:
        tries = list(conn.execute(select(message.c.attempts)).scalars())
    assert (len(tries), set(tries), reader.read_count) == (32, {1}, 32)


def test_the_same_mail_in_many_mailboxes_at_once_is_one_message_and_one_referral(store: Store) -> None:
    messages = {uid: mail(f"Form {uid}") for uid in range(1, 9)}
    boxes = [PaperMailbox(f"box {number}", messages=dict(messages)) for number in range(4)]
    assert worker(store, *boxes).poll_once().errors == ()
    with store.reading() as conn:
        count = [
            conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (message, referral, sighting)
        ]
    assert count == [8, 8, 32]


def test_the_board_says_that_all_is_well_only_after_every_mailbox_says_so(store: Store) -> None:
    go_on = threading.Event()
    slow = PaperMailbox("slow", on_open=lambda: go_on.wait(20))
    well = PaperMailbox("well", messages={1: mail("Form 1")})
    with running(worker(store, slow, well), slow, well):
        until(store, lambda: states_of(store, "well") == {1: LedgerState.REFERRAL})
        assert health(store).last_success_at is None
        go_on.set()
        until(store, lambda: health(store).last_success_at is not None)


def test_a_refused_login_is_tried_once_a_look_and_by_nobody_besides(store: Store) -> None:
    listened = threading.Event()

    class Listened(PaperMailbox):
        def wait(self, stop: threading.Event, seconds: float) -> bool:
            listened.set()
            return super().wait(stop, seconds)

    seldom = Timing(poll_seconds=3600, back_off_seconds=3600, back_off_limit_seconds=7200)
    box = Listened(folders=("INBOX", "Junk"), failure=LoginRefused())
    unattended = worker(store, box, timing=seldom)
    with running(unattended, box):
        until(store, lambda: health(store).state is WorkerState.FAILING)
    assert (box.opened, listened.is_set()) == (1, False)


def test_a_login_that_was_refused_is_tried_at_the_next_tick_once_its_secret_is_another(store: Store) -> None:
    timing = Timing(poll_seconds=0.05, back_off_seconds=3600, back_off_limit_seconds=7200)
    box = PaperMailbox(messages={1: mail("Form 1")}, failure=LoginRefused())
    with running(worker(store, box, timing=timing), box):
        until(store, lambda: health(store).state is WorkerState.FAILING)
        assert box.opened == 1
        box.failure, box.renewed = None, True
        until(store, lambda: states_of(store, "paper") == {1: LedgerState.REFERRAL})


def test_mail_that_may_not_be_marked_keeps_no_news_waiting(store: Store) -> None:
    class Unmarkable(PaperMailbox):
        def taken(self, uids: Sequence[int]) -> None:
            raise CommandRefused

    seldom = Timing(poll_seconds=3600, back_off_seconds=3600, back_off_limit_seconds=7200)
    box = Unmarkable(messages={1: mail("Form 1")})
    with running(worker(store, box, timing=seldom), box):
        until(store, lambda: health(store).state is WorkerState.FAILING)
        box.messages[2] = mail("Form 2")
        box.news.set()
        until(store, lambda: states_of(store, "paper").get(2) is LedgerState.REFERRAL)


def test_a_server_that_tells_of_news_without_end_is_heard_now_and_then(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.watch._BREATH", 3600)
    told: list[int] = []

    class Chattering(PaperMailbox):
        def wait(self, stop: threading.Event, seconds: float) -> bool:
            told.append(1)
            return not stop.is_set()

    box = Chattering(messages={1: mail("Form 1")})
    with running(worker(store, box), box):
        until(store, lambda: box.opened >= 2)
    assert len(told) == 1


def test_a_stop_that_comes_while_the_wake_is_cleared_is_not_slept_through(store: Store) -> None:
    stop = threading.Event()

    class StoppedMeanwhile(threading.Event):
        def clear(self) -> None:
            stop.set()
            super().clear()

    watch = watching(store, Timing(poll_seconds=3600), stop, StoppedMeanwhile())
    ending = threading.Thread(target=watch.keep_looking, args=(lambda _: None,), daemon=True)
    ending.start()
    ending.join(20)
    assert not ending.is_alive()

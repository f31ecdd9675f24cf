"""The worker's loop: what wakes it, what stops it, and what it tells the board."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ingest.errors import StoreUnavailable
from ingest.mailbox.errors import (
    FolderMissing,
    LoginRefused,
    MailboxError,
    MailboxUnreachable,
    OutOfTime,
    TokenRefused,
)
from ingest.pipeline import Pipeline
from ingest.store import HealthBook, Ledger, Store
from ingest.views import WorkerState
from ingest.worker import AnotherWorker, Timing, Worker
from parsers.form import Reading
from tests.integration.taking import NoMatches, SubjectReader, mail, open_store
from tests.store_watch import until, watched
from tests.unit.ingest.paper_mailbox import PaperMailbox
from tests.unit.ingest.unattended import HOURLY, health, running, worker


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield watched(opened)


def test_a_mailbox_that_fails_hides_no_other_and_the_board_is_told(store: Store) -> None:
    down = PaperMailbox("down", failure=MailboxUnreachable())
    up = PaperMailbox("up", messages={1: mail("Form 1")})
    result = worker(store, down, up).poll_once()
    assert (result.referrals, result.failed) == (1, 1)
    told = health(store)
    assert told.state is WorkerState.FAILING
    assert str(told.last_error).startswith("mailbox down: The mail server cannot be reached")


def test_a_fault_that_nobody_foresaw_hides_no_other_mailbox_and_the_board_is_told(store: Store) -> None:
    def trip() -> None:
        raise OverflowError("a very private matter")

    ill = PaperMailbox(name="ill", on_open=trip)
    well = PaperMailbox(name="well", messages={1: mail("Form 1")})
    result = worker(store, ill, well).poll_once()
    assert (result.referrals, result.failed) == (1, 1)
    assert "mailbox ill: an unforeseen fault (OverflowError)" in result.errors[0]
    assert "private" not in result.errors[0]
    assert health(store).state is WorkerState.FAILING
    noted = HealthBook(store).mailbox("ill", "INBOX")
    assert noted is not None
    assert noted.fails


def test_after_a_pass_that_went_well_the_board_says_so(store: Store) -> None:
    worker(store, PaperMailbox()).poll_once()
    assert health(store).state is WorkerState.WORKING


def test_a_pass_that_was_asked_for_goes_on_until_everything_is_taken(store: Store) -> None:
    messages = {uid: mail(f"Form {uid}") for uid in range(1, 6)}
    box = PaperMailbox(messages=messages, breaks_after=2, break_with=OutOfTime())
    result = worker(store, box).poll_once()
    assert (result.referrals, result.failed, result.unfinished) == (5, 0, False)
    assert box.opened == 3


def test_the_reader_is_ready_before_the_first_message_comes(store: Store) -> None:
    box, reader = PaperMailbox(), StartedReader()
    with running(worker(store, box, reader=reader), box):
        assert reader.started.wait(20)
    assert reader.read_count == 0


class StartedReader(SubjectReader):
    def __init__(self) -> None:
        super().__init__()
        self.started = threading.Event()

    def start(self) -> None:
        self.started.set()


def test_a_server_that_fails_in_two_folders_is_told_once(store: Store) -> None:
    worker(store, PaperMailbox(folders=("INBOX", "Junk"), failure=MailboxUnreachable())).poll_once()
    assert str(health(store).last_error).count("mailbox paper") == 1


def test_news_wakes_the_worker_long_before_the_next_poll(store: Store) -> None:
    box = PaperMailbox()
    unattended = worker(store, box)
    with running(unattended, box):
        until(store, lambda: box.opened == 1)
        box.messages[1] = mail("Form 1")
        box.news.set()
        until(store, lambda: Ledger(store).known_uids("paper", "INBOX", 1) == {1})


def test_news_during_a_pass_is_kept_for_the_next(store: Store) -> None:
    box = PaperMailbox()
    looking, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        looking.set()
        go_on.wait(20)

    with running(worker(store, box), box):
        until(store, lambda: health(store).last_success_at is not None)
        box.on_open = hold
        box.news.set()
        assert looking.wait(20)
        box.heard.clear()
        box.news.set()
        assert box.heard.wait(20)
        go_on.set()
        until(store, lambda: box.opened == 3)


def test_the_schedule_wakes_the_worker(store: Store) -> None:
    box = PaperMailbox()
    with running(worker(store, box, timing=Timing(poll_seconds=0.05)), box):
        until(store, lambda: box.opened >= 3)


def test_a_failing_mailbox_is_tried_again_soon(store: Store) -> None:
    down = PaperMailbox("down", failure=MailboxUnreachable())
    with running(worker(store, down), down):
        until(store, lambda: down.opened >= 3)


def test_a_mailbox_that_backs_off_is_left_alone_when_another_has_news(store: Store) -> None:
    timing = Timing(poll_seconds=3600, back_off_seconds=3600, back_off_limit_seconds=3600)
    down, up = PaperMailbox("down", failure=MailboxUnreachable()), PaperMailbox("up")
    with running(worker(store, down, up, timing=timing), down, up):
        until(store, lambda: up.opened == 1)
        up.news.set()
        until(store, lambda: up.opened == 2)
    assert down.opened == 1


def test_the_message_in_hand_is_finished_before_the_end(store: Store) -> None:
    box = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 2")})
    reading, go_on = threading.Event(), threading.Event()

    class Slow(SubjectReader):
        def read(self, raw: bytes, filename: str | None = None) -> Reading:
            reading.set()
            go_on.wait(20)
            return super().read(raw, filename)

    unattended = worker(store, box, reader=Slow())
    with running(unattended, box):
        assert reading.wait(20)
        unattended.stop()
        go_on.set()
    assert Ledger(store).known_uids("paper", "INBOX", 1) == {1, 2}
    assert Ledger(store).backlog()[0] == 1  # kept, and read by the next worker
    assert health(store).state is WorkerState.SILENT


def test_a_look_that_is_cut_off_by_the_end_is_no_success(store: Store) -> None:
    box = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 2")})
    unattended, opening = worker(store, box), threading.Event()

    def end() -> None:
        unattended.stop()
        opening.set()

    box.on_open = end
    with running(unattended, box):
        assert opening.wait(20)
    assert health(store).last_success_at is None


def test_a_server_that_comes_to_no_end_is_left_when_the_worker_is_to_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.worker._TO_GIVE", 0.01)
    opening = threading.Event()
    box, well = PaperMailbox("drips"), PaperMailbox("well")

    def drip() -> None:
        opening.set()
        assert box.hung_up.wait(25)
        raise OutOfTime

    box.on_open = drip
    with running(worker(store, box, well), box, well):
        assert opening.wait(20)
    assert box.hung_up.is_set()
    assert health(store).state is WorkerState.SILENT
    assert HealthBook(store).mailbox("drips", "INBOX") is None  # it did not fail


def test_a_server_that_has_come_to_its_end_is_not_hung_up_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.worker._TO_GIVE", 25)
    box = PaperMailbox()
    with running(worker(store, box), box):
        until(store, lambda: box.opened == 1)
    assert not box.hung_up.is_set()


def test_a_second_worker_is_told_who_works(store: Store) -> None:
    box = PaperMailbox()
    with running(worker(store, box), box):
        until(store, lambda: box.opened == 1)
        with pytest.raises(AnotherWorker, match="another worker is at work"):
            worker(store, PaperMailbox()).poll_once()
    worker(store, PaperMailbox()).poll_once()


def test_the_heart_beats_while_the_worker_waits(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pulse._PERIOD", 0.02)
    box = PaperMailbox()
    with running(worker(store, box), box):
        until(store, lambda: box.opened == 1 and health(store).heartbeat_at is not None)
        first = health(store).heartbeat_at
        until(store, lambda: health(store).heartbeat_at != first)
        assert box.opened == 1


def test_a_worker_that_does_not_move_says_so_instead(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pulse._PERIOD", 0.02)
    monkeypatch.setattr("ingest.pulse._LONGEST_ACT", -2 * HOURLY.poll_seconds)
    box = PaperMailbox()
    with running(worker(store, box), box):
        until(store, lambda: "stuck" in str(health(store).last_error))


def test_a_step_that_takes_long_names_itself_on_the_board_until_it_is_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pulse._PERIOD", 0.02)
    monkeypatch.setattr("ingest.pulse._LONG", 0.0)
    go_on = threading.Event()
    box = PaperMailbox("slow", on_open=lambda: go_on.wait(20))
    with running(worker(store, box), box):
        until(
            store,
            lambda: "mailbox slow, INBOX: opening the folder has taken" in str(health(store).last_error),
        )
        go_on.set()
        until(store, lambda: health(store).state is WorkerState.WORKING)


@pytest.mark.parametrize("fault", [StoreUnavailable(), KeyError("a name that must not be told")])
def test_a_pass_that_fails_altogether_does_not_end_the_worker(
    store: Store, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    box = PaperMailbox()
    passes: list[int] = []

    def fail(*_: object) -> None:
        passes.append(1)
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(Pipeline, "read_waiting", fail)
        with running(worker(store, box, timing=Timing(poll_seconds=0.05)), box):
            until(store, lambda: len(passes) >= 2)
            until(store, lambda: health(store).state is WorkerState.FAILING)
    assert "must not be told" not in str(health(store).last_error)


def test_everything_is_compared_now_and_then(store: Store) -> None:
    box = PaperMailbox(messages={1: mail("Form 1")})
    unattended = worker(store, box, timing=Timing(reconcile_seconds=0))
    unattended.poll_once()
    unattended.poll_once()
    assert box.asked_above == [0, 0]
    assert [count.missing for count in unattended.reconcile()] == [()]


def test_without_a_tick_the_worker_looks_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    # So it is when the machine's clock is set back: the scheduler then waits for the old time.
    monkeypatch.setattr("ingest.worker.BackgroundScheduler.start", lambda _: None)
    monkeypatch.setattr("ingest.worker.BackgroundScheduler.shutdown", lambda *_, **__: None)
    box = PaperMailbox()
    with running(worker(store, box, timing=Timing(poll_seconds=0.05)), box):
        until(store, lambda: box.opened >= 3)


def test_a_metrics_port_that_somebody_else_has_keeps_no_mail_waiting(store: Store) -> None:
    box = PaperMailbox(messages={1: mail("Form 1")})
    pipeline = Pipeline(Ledger(store), SubjectReader(), NoMatches(), store.clock)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        unattended = Worker(
            [box], pipeline, HealthBook(store), store.worker_lock(), store.clock, HOURLY, metrics_port=port
        )
        with running(unattended, box):
            until(store, lambda: Ledger(store).known_uids("paper", "INBOX", 1) == {1})


class WithAMissingFolder(PaperMailbox):
    """Its last folder is not there."""

    @contextmanager
    def open(self, folder: str) -> Iterator[PaperMailbox]:
        if folder == "Missing":
            raise FolderMissing
        with super().open(folder) as opened:
            yield opened


def test_a_folder_that_is_missing_slows_no_other(store: Store) -> None:
    timing = Timing(poll_seconds=3600, back_off_seconds=3600, back_off_limit_seconds=3600)
    box = WithAMissingFolder(folders=("INBOX", "Missing"))
    with running(worker(store, box, timing=timing), box):
        until(store, lambda: box.opened == 1)
        box.messages[1] = mail("Form 1")
        box.news.set()
        until(store, lambda: Ledger(store).known_uids("paper", "INBOX", 1) == {1})
        until(store, lambda: "folder" in str(health(store).last_error))


@pytest.mark.parametrize(
    ("failure", "least", "most"),
    [(MailboxUnreachable, 30, 60), (TokenRefused, 30, 60), (LoginRefused, 150, 600)],
)
def test_a_server_is_looked_for_each_minute_and_a_refused_login_tried_seldom(
    store: Store, monkeypatch: pytest.MonkeyPatch, failure: type[MailboxError], least: float, most: float
) -> None:
    unattended = worker(store, PaperMailbox(failure=failure()), timing=Timing())
    for _ in range(12):
        unattended.poll_once()
    monkeypatch.setattr("ingest.watch.LATE", 100)
    assert least <= unattended._watches[0].until_next() <= most


def test_after_a_renumbering_what_is_really_new_comes_before_what_is_fetched_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.newcomers._AT_ONCE", 3)
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, 9)})
    unattended = worker(store, box)
    unattended.poll_once()
    assert box.fetched == list(range(1, 9))  # at first, in the order in which they came
    box.fetched.clear()
    box.uidvalidity = 2
    box.messages[9] = mail("Form new")
    result = unattended.poll_once()
    assert (result.referrals, result.errors, result.unfinished) == (1, (), False)
    assert box.fetched == [7, 8, 9, 4, 5, 6, 1, 2, 3]
    assert unattended.poll_once().fetched == 0

"""The path of one message, with a mailbox of paper and a real store."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ingest.clock import SetClock
from ingest.domain.model import LedgerState
from ingest.errors import StoreUnavailable
from ingest.mailbox.errors import OutOfTime
from ingest.pipeline import PollResult
from ingest.steps import hooked
from ingest.store import Arrival, Ledger, Store, Stored, arrivals
from ingest.store.schema import message, referral
from parsers.form import Reading
from parsers.sandbox.sandbox import SandboxUnavailable
from tests.integration.taking import SubjectReader, mail
from tests.unit.ingest.mail_path import NOW, kept, pipeline, states
from tests.unit.ingest.paper_mailbox import AT, PaperMailbox


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


def test_each_step_is_durable_before_the_next_begins(store: Store) -> None:
    box = PaperMailbox(messages={1: mail("Form 1")})
    path: list[str] = []
    with hooked(path.append):
        pipeline(store).look(box, "INBOX")
    names = ["store", "begin", "record", "touch"]
    assert path == [f"{when} {name}" for name in names for when in ("before", "after")]


def test_what_a_look_did_is_counted(store: Store) -> None:
    box = PaperMailbox(
        messages={1: mail("Form 1"), 2: mail("Lunch"), 3: mail("x")}, missing={3: "not given: UID 3"}
    )
    result = pipeline(store).look(box, "INBOX")
    assert result.counts() == {"fetched": 3, "referrals": 1, "no_form": 1, "needs_attention": 1, "failed": 0}


def test_a_mailbox_that_breaks_on_the_way_keeps_what_was_taken_and_is_told(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 2")}, breaks_after=1), pipeline(store)
    result = path.look(box, "INBOX")
    assert (result.referrals, result.failed) == (1, 1)
    assert result.errors == ("mailbox paper: the paper tore",)
    box.breaks_after = None
    assert path.look(box, "INBOX").referrals == 1


def test_time_that_runs_out_after_some_messages_is_no_failure(store: Store) -> None:
    messages = {1: mail("Form 1"), 2: mail("Form 2")}
    box = PaperMailbox(messages=messages, breaks_after=1, break_with=OutOfTime())
    result = pipeline(store).look(box, "INBOX")
    assert (result.fetched, result.failed, result.unfinished) == (1, 0, True)
    assert result.errors == ()


def test_time_that_runs_out_before_anything_came_is_a_failure(store: Store) -> None:
    assert pipeline(store).look(PaperMailbox(failure=OutOfTime()), "INBOX").failed == 1


def test_a_message_without_an_arrival_time_counts_from_its_newest_received_header(store: Store) -> None:
    raw = b"Received: from x by y;\r\n Mon, 1 Jun 2026 08:00:00 +0100\r\n" + mail("Form 1")
    box = PaperMailbox(messages={1: raw, 2: mail("Form 2")}, arrived=None)
    pipeline(store).look(box, "INBOX")
    assert [row[3] for row in kept(store)] == [datetime(2026, 6, 1, 7, 0, tzinfo=UTC), NOW]


def test_messages_of_which_nothing_came_each_have_a_row(store: Store) -> None:
    box = PaperMailbox(
        messages={1: b"x", 2: b"y"}, missing={1: "UID 1 was not given", 2: "UID 2 was not given"}
    )
    assert pipeline(store).look(box, "INBOX").needs_attention == 2
    assert [row[2] for row in kept(store)] == ["UID 1 was not given", "UID 2 was not given"]


def test_a_reader_that_trips_is_tried_three_times_and_then_a_person_sees_it(
    store: Store, clock: SetClock
) -> None:
    box, path = PaperMailbox(messages={1: mail("POISON"), 2: mail("Form 2")}), pipeline(store)
    assert path.look(box, "INBOX") == PollResult(fetched=2, referrals=1, failed=1)
    assert path.read_waiting() == PollResult()  # not at once
    clock.move(timedelta(minutes=2))
    assert path.read_waiting().failed == 1
    clock.move(timedelta(minutes=2))
    assert path.read_waiting() == PollResult(needs_attention=1, failed=1)
    reasons = {row[0]: row[2] for row in kept(store)}
    assert states(store)["POISON"] == LedgerState.NEEDS_ATTENTION
    assert "ValueError" in str(reasons["POISON"])
    assert "trips" not in str(reasons["POISON"])


def test_the_mailbox_is_touched_for_finished_messages_only(store: Store) -> None:
    box = PaperMailbox(messages={1: mail("POISON"), 2: mail("Form 2")})
    pipeline(store).look(box, "INBOX")
    assert box.touched == [2]


def test_a_message_that_cannot_be_kept_holds_up_no_other_and_is_told_until_it_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Ledger.store_messages

    def trip(ledger: Ledger, arrivals: Sequence[Arrival]) -> list[Stored]:
        if any(arrival.uid == 1 for arrival in arrivals):
            raise UnicodeError
        return keep(ledger, arrivals)

    box, path = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 2")}), pipeline(store)
    told = "mailbox paper, INBOX: messages on the server could not be recorded: UID 1"
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "store_messages", trip)
        for _ in range(2):
            result = path.look(box, "INBOX")
            assert result.errors == (told,)
    assert states(store) == {"Form 2": LedgerState.REFERRAL}
    assert path.look(box, "INBOX").errors == ()
    assert states(store)["Form 1"] == LedgerState.REFERRAL


def test_a_message_that_cannot_be_packed_holds_up_no_other_and_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = arrivals.pack

    def trip(raw: bytes) -> arrivals.Packed:
        if b"Form 2" in raw:
            raise ValueError
        return pack(raw)

    monkeypatch.setattr("ingest.pipeline.pack", trip)
    monkeypatch.setattr(arrivals, "pack", trip)
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in (1, 2, 3)})
    result = pipeline(store).look(box, "INBOX")
    assert (result.fetched, result.referrals) == (3, 2)
    assert "UID 2" in result.errors[0]


@pytest.mark.parametrize("act", ["store_messages", "begin_readings", "record_reading"])
def test_a_store_that_fails_ends_the_look_and_the_mail_is_taken_later(
    store: Store, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 2")}), pipeline(store)

    def refuse(*_: object) -> None:
        raise StoreUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, act, refuse)
        with pytest.raises(StoreUnavailable):
            path.look(box, "INBOX")
    assert box.touched == []
    path.read_waiting()
    path.look(box, "INBOX")
    assert states(store) == {"Form 1": LedgerState.REFERRAL, "Form 2": LedgerState.REFERRAL}


class Broken(SubjectReader):
    """A sandbox that does not start, or that ends with the first message."""

    def __init__(self, *, starts: bool) -> None:
        super().__init__()
        self.starts = starts
        self.started = 0

    def start(self) -> None:
        self.started += 1
        if not self.starts:
            raise SandboxUnavailable

    def read(self, raw: bytes, filename: str | None = None) -> Reading:
        raise SandboxUnavailable


def tries(store: Store) -> list[int]:
    with store.reading() as conn:
        return list(conn.execute(select(message.c.attempts)).scalars())


@pytest.mark.parametrize("starts", [False, True])
def test_where_nothing_can_be_read_mail_is_taken_all_the_same_and_no_try_is_counted(
    store: Store, starts: bool
) -> None:
    path = pipeline(store, Broken(starts=starts))
    messages = {uid: mail(f"Form {uid}") for uid in range(1, 4)}
    for _ in range(4):
        path.read_waiting()
        path.look(PaperMailbox(messages=messages), "INBOX")
        assert "mash check" in path.trouble().errors[0]
    assert set(states(store).values()) == {LedgerState.STORED}
    assert tries(store) == [0, 0, 0]
    mended = pipeline(store)
    assert mended.read_waiting().referrals == 3
    assert mended.trouble() == PollResult()


def test_the_reader_is_not_started_where_nothing_is_to_be_read(store: Store) -> None:
    reader = Broken(starts=False)
    path = pipeline(store, reader)
    assert path.read_waiting() == path.look(PaperMailbox(), "INBOX") == path.trouble() == PollResult()
    assert reader.started == 0


def test_a_database_that_fails_while_messages_are_read_costs_them_no_try(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, path = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, 6)}), pipeline(store)

    def refuse(*_: object) -> None:
        raise StoreUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "record_reading", refuse)
        with pytest.raises(StoreUnavailable):
            path.look(box, "INBOX")
        for _ in range(5):
            with pytest.raises(StoreUnavailable):
                path.read_waiting()
    assert path.read_waiting().referrals == 5
    assert tries(store) == [1] * 5


def test_messages_are_read_at_once_and_recorded_in_order(store: Store) -> None:
    together = threading.Barrier(2, timeout=20)

    class Waiting(SubjectReader):
        def read(self, raw: bytes, filename: str | None = None) -> Reading:
            together.wait()
            return super().read(raw, filename)

    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, 7)})
    moments: list[str] = []
    with hooked(moments.append):
        assert pipeline(store, Waiting()).look(box, "INBOX").referrals == 6
    assert moments.count("after record") == 6
    with store.reading() as conn:
        labels = list(conn.execute(select(referral.c.label).order_by(referral.c.number)).scalars())
    assert [label.split()[1] for label in labels] == ["1", "2", "3", "4", "5", "6"]


def test_a_stop_is_obeyed_between_two_messages(store: Store) -> None:
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, 6)})
    answers = iter([False, False])
    path = pipeline(store, at_once=1)
    assert path.look(box, "INBOX", lambda: next(answers, True)).referrals == 2
    assert pipeline(store).read_waiting().referrals == 3


def test_times_are_the_mailboxes(store: Store) -> None:
    pipeline(store).look(PaperMailbox(messages={1: mail("Form 1")}), "INBOX")
    assert kept(store)[0][3] == AT

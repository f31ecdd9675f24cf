"""The path of one message, with a mailbox of paper and a real store."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.clock import SetClock
from ingest.domain.model import LedgerState
from ingest.errors import StoreUnavailable
from ingest.mailbox.errors import MailboxUnreachable, OutOfTime
from ingest.pipeline import Pipeline, PollResult
from ingest.steps import hooked
from ingest.store import Arrival, Ledger, Store, Stored, arrivals
from ingest.store.schema import message, referral
from parsers.form import Reading
from parsers.sandbox import SandboxUnavailable
from tests.integration.taking import NoMatches, SubjectReader, mail, open_store
from tests.unit.ingest.paper_mailbox import AT, PaperMailbox

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    with closing(open_store(tmp_path, clock)) as opened:
        yield opened


def pipeline(store: Store, reader: SubjectReader | None = None, at_once: int = 2) -> Pipeline:
    return Pipeline(Ledger(store), reader or SubjectReader(), NoMatches(), store.clock, at_once=at_once)


def kept(store: Store) -> list[tuple[str | None, str, str | None, datetime]]:
    with store.reading() as conn:
        columns = (message.c.subject, message.c.state, message.c.reason, message.c.received_at)
        return [
            (row[0], row[1], row[2], row[3]) for row in conn.execute(select(*columns).order_by(message.c.id))
        ]


def states(store: Store) -> dict[str | None, str]:
    return {subject: state for subject, state, _, _ in kept(store)}


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


def test_only_what_lies_above_the_known_is_asked_for_again(store: Store) -> None:
    box, path = PaperMailbox(messages={5: mail("Form 5")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages[6] = mail("Form 6")
    assert path.look(box, "INBOX").fetched == 1
    assert box.asked_above == [0, 5]


def test_a_gap_below_the_known_is_found_by_comparing_and_told(store: Store) -> None:
    box, path = PaperMailbox(messages={5: mail("Form 5")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages[3] = mail("Form 3")
    assert path.look(box, "INBOX").fetched == 0
    path.reconcile()
    result = path.look(box, "INBOX")
    assert result.referrals == 1
    assert "passed over" in result.errors[0]


def test_a_folder_whose_uids_went_back_is_compared_whole(store: Store) -> None:
    box, path = PaperMailbox(messages={5: mail("Form 5")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages = {2: mail("Form 2")}
    assert path.look(box, "INBOX").referrals == 1


def test_a_message_that_took_the_uid_of_another_is_taken_once(store: Store) -> None:
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in (1, 2, 3)})
    pipeline(store).look(box, "INBOX")
    box.messages[3], box.arrived = mail("Form that came after a backup"), AT + timedelta(minutes=7)
    first, second = (pipeline(store).look(box, "INBOX") for _ in range(2))
    assert (first.referrals, first.errors) == (1, ())
    assert second.fetched == 0
    assert len(states(store)) == 4


def test_a_message_that_is_awaited_is_not_taken_for_another_once_its_time_is_told(
    store: Store, clock: SetClock
) -> None:
    box = PaperMailbox(messages={1: mail("Form 1")}, refused={1: "not now"}, arrived=None)
    pipeline(store).look(box, "INBOX")
    box.refused, box.arrived = {}, AT
    clock.move(timedelta(hours=1))
    assert pipeline(store).look(box, "INBOX").referrals == 1
    assert states(store) == {"Form 1": LedgerState.REFERRAL}


def test_times_told_in_another_zone_make_no_other_message(store: Store) -> None:
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in (1, 2, 3)})
    pipeline(store).look(box, "INBOX")
    box.arrived = AT + timedelta(hours=1)
    assert pipeline(store).look(box, "INBOX").fetched == 0


def test_counting_says_what_became_of_each_message_on_the_server(store: Store) -> None:
    subjects = ("Form 1", "Form 2", "Lunch", "POISON")
    box, path = PaperMailbox(messages=dict(enumerate(map(mail, subjects), 1))), pipeline(store)
    box.missing[5], box.messages[5] = "too large", mail("Form 5")
    path.look(box, "INBOX")
    count = path.count(box, "INBOX")
    assert count.in_words().endswith(
        "all 5 messages are recorded (2 with forms, 1 with none, 1 for a person to look at, 1 waiting to be read)"
    )
    assert count.as_record()["states"] == {"referral": 2, "no_form": 1, "needs_attention": 1, "stored": 1}
    assert sum(count.states.values()) == count.recorded


def test_counting_names_what_is_not_recorded(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}), pipeline(store)
    path.look(box, "INBOX")
    assert "all 1 messages are recorded" in path.count(box, "INBOX").in_words()
    box.messages[7] = mail("Form 7")
    count = path.count(box, "INBOX")
    assert count.missing == (7,)
    assert "1 of 2" in count.in_words()
    box.failure = MailboxUnreachable()
    assert "cannot be reached" in path.count(box, "INBOX").in_words()


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


def test_the_same_bytes_under_another_uid_are_read_once(store: Store) -> None:
    reader = SubjectReader()
    box = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 1")})
    assert pipeline(store, reader).look(box, "INBOX") == PollResult(fetched=2, referrals=1)
    assert reader.read_count == 1


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


def test_a_message_that_was_not_given_is_asked_for_again_until_it_comes(
    store: Store, clock: SetClock
) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}, refused={1: "not given: UID 1"}), pipeline(store)
    assert path.look(box, "INBOX").needs_attention == 1
    for _ in range(3):
        clock.move(timedelta(hours=6))
        assert path.look(box, "INBOX") == PollResult()
        assert states(store) == {None: LedgerState.NEEDS_ATTENTION}
    box.refused.clear()
    assert path.look(box, "INBOX") == PollResult()  # not yet: it backs off
    assert box.touched == []
    clock.move(timedelta(hours=6))
    assert path.look(box, "INBOX") == PollResult(fetched=1, referrals=1)
    assert [(row[0], row[1], row[2]) for row in kept(store)] == [("Form 1", LedgerState.REFERRAL, None)]
    assert box.touched == [1]
    clock.move(timedelta(hours=6))
    assert pipeline(store).look(box, "INBOX") == PollResult()


def test_a_message_that_was_not_given_and_has_gone_is_asked_for_no_more_and_stays_in_sight(
    store: Store, clock: SetClock
) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}, refused={1: "not given: UID 1"}), pipeline(store)
    path.look(box, "INBOX")
    box.messages.clear()
    for _ in range(2):
        clock.move(timedelta(hours=1))
        assert path.look(box, "INBOX") == PollResult()
    ((_, state, reason, _),) = kept(store)
    assert state == LedgerState.NEEDS_ATTENTION
    assert "has gone from the mailbox" in str(reason)


def test_a_message_given_late_whose_bytes_are_here_already_is_not_doubled(
    store: Store, clock: SetClock
) -> None:
    box = PaperMailbox(
        messages={1: mail("Form 1"), 2: mail("Form 1")}, refused={2: "not given: UID 2"}, uidvalidity=1
    )
    path = pipeline(store)
    assert path.look(box, "INBOX") == PollResult(fetched=2, referrals=1, needs_attention=1)
    box.refused.clear()
    clock.move(timedelta(hours=1))
    assert path.look(box, "INBOX") == PollResult(fetched=1)
    assert [row[1] for row in kept(store)] == [LedgerState.REFERRAL, LedgerState.NO_FORM]
    assert path.count(box, "INBOX").missing == ()


def test_two_messages_not_given_whose_headers_are_equal_are_two(store: Store, clock: SetClock) -> None:
    box = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 2")}, refused={1: "no", 2: "no"})
    path = pipeline(store)
    assert path.look(box, "INBOX").needs_attention == 2
    box.refused.clear()
    clock.move(timedelta(hours=1))
    assert path.look(box, "INBOX").referrals == 2


def test_one_that_is_refused_again_holds_up_no_new_mail_and_leaves_the_rest_for_later(
    store: Store, clock: SetClock
) -> None:
    box = PaperMailbox(messages={1: b"x", 2: b"y"}, refused={1: "no", 2: "no"})
    path = pipeline(store)
    path.look(box, "INBOX")
    clock.move(timedelta(hours=1))
    box.messages[3] = mail("Form 3")
    box.fetched.clear()
    assert path.look(box, "INBOX").referrals == 1
    assert box.fetched == [3, 1]


def test_a_folder_whose_uidnext_stands_still_is_not_searched(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}), pipeline(store)
    path.look(box, "INBOX")
    assert path.look(box, "INBOX") == PollResult()
    assert box.asked_above == [0]


def test_a_folder_that_grows_while_its_uidnext_stands_still_is_searched(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}, uidnext=2), pipeline(store)
    path.look(box, "INBOX")
    box.messages[2] = mail("Form 2")
    assert path.look(box, "INBOX").referrals == 1


def test_without_uidvalidity_each_message_is_taken_once(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}, uidvalidity=None), pipeline(store)
    assert path.look(box, "INBOX").fetched == 1
    assert path.look(box, "INBOX").fetched == 0


def test_times_are_the_mailboxes(store: Store) -> None:
    pipeline(store).look(PaperMailbox(messages={1: mail("Form 1")}), "INBOX")
    assert kept(store)[0][3] == AT


def test_junk_is_watched_and_counted_like_any_folder(store: Store) -> None:
    inbox, junk = PaperMailbox(messages={1: mail("Form 1")}), PaperMailbox(messages={1: mail("Form 2")})
    path = pipeline(store)
    for box, folder in ((inbox, "INBOX"), (junk, "Junk")):
        assert path.look(box, folder).referrals == 1
    junk.messages[2] = mail("Form 3")
    assert path.count(inbox, "INBOX").missing == ()
    assert path.count(junk, "Junk").missing == (2,)

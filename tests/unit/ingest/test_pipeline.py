"""The path of one message, with a mailbox of paper and a real store."""

from __future__ import annotations

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
from ingest.store import Arrival, Ledger, Store, Stored
from ingest.store.schema import message
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


def pipeline(store: Store, reader: SubjectReader | None = None) -> Pipeline:
    return Pipeline(Ledger(store), reader or SubjectReader(), NoMatches(), store.clock)


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
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "store_messages", trip)
        for _ in range(2):
            result = path.look(box, "INBOX")
            assert result.errors == ("mailbox paper: 1 messages on the server could not be recorded",)
    assert states(store) == {"Form 2": LedgerState.REFERRAL}
    assert path.look(box, "INBOX").errors == ()
    assert states(store)["Form 1"] == LedgerState.REFERRAL


@pytest.mark.parametrize("act", ["store_messages", "begin_reading", "record_reading"])
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


def test_where_nothing_can_be_read_mail_is_taken_all_the_same(store: Store) -> None:
    class Broken(SubjectReader):
        def start(self) -> None:
            raise SandboxUnavailable

        def read(self, raw: bytes, filename: str | None = None) -> Reading:
            raise AssertionError("it did not start")

    path = pipeline(store, Broken())
    assert "mash check" in path.read_waiting().errors[0]
    assert path.look(PaperMailbox(messages={1: mail("Form 1")}), "INBOX").fetched == 1
    assert states(store) == {"Form 1": LedgerState.STORED}
    mended = pipeline(store)
    assert mended.read_waiting().referrals == 1


def test_a_stop_is_obeyed_between_two_messages(store: Store) -> None:
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, 6)})
    answers = iter([False, False, True])
    assert pipeline(store).look(box, "INBOX", lambda: next(answers)).referrals == 2
    assert pipeline(store).read_waiting().referrals == 3


def test_without_uidvalidity_each_message_is_taken_once(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}, uidvalidity=None), pipeline(store)
    assert path.look(box, "INBOX").fetched == 1
    assert path.look(box, "INBOX").fetched == 0


def test_times_are_the_mailboxes(store: Store) -> None:
    pipeline(store).look(PaperMailbox(messages={1: mail("Form 1")}), "INBOX")
    assert kept(store)[0][3] == AT

"""Which messages of a folder are taken: what is new, what was renumbered, and what came late."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock
from ingest.domain.model import LedgerState
from ingest.mailbox.maildir import MaildirMailbox
from ingest.mailbox.source import Listed
from ingest.pipeline import PollResult
from ingest.store import Store
from tests.integration.taking import SubjectReader, mail
from tests.unit.ingest.mail_path import NOW, pipeline, states
from tests.unit.ingest.paper_mailbox import AT, PaperMailbox


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


def test_only_what_lies_above_the_known_is_asked_for_again(store: Store) -> None:
    box, path = PaperMailbox(messages={5: mail("Form 5")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages[6] = mail("Form 6")
    assert path.look(box, "INBOX").fetched == 1
    assert box.asked_above == [0, 5]


def test_a_gap_below_the_known_is_found_by_comparing_and_told(store: Store) -> None:
    box, path = PaperMailbox(messages={4: mail("Form 4"), 5: mail("Form 5")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages = {3: mail("Form 3"), 5: mail("Form 5")}
    assert path.look(box, "INBOX").fetched == 0
    path.reconcile("paper")
    result = path.look(box, "INBOX")
    assert result.referrals == 1
    assert "passed over" in result.errors[0]


def test_a_message_below_the_known_is_found_at_once_where_it_is_counted(store: Store) -> None:
    box, path = PaperMailbox(messages={5: mail("Form 5")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages[3] = mail("Form 3")
    result = path.look(box, "INBOX")
    assert result.referrals == 1
    assert "passed over" in result.errors[0]
    assert path.look(box, "INBOX").errors == ()
    assert box.asked_above == [0, 5, 0]


@dataclass
class LateMailbox(PaperMailbox):
    """A server that counts messages before it lists them."""

    hidden: set[int] = field(default_factory=set)

    def uids(self, above: int = 0) -> Sequence[int]:
        return [uid for uid in super().uids(above) if uid not in self.hidden]


def test_a_message_that_is_promised_before_it_is_listed_is_taken_as_soon_as_it_shows(store: Store) -> None:
    box, path = LateMailbox(messages={1: mail("Form 1")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages[2], box.hidden = mail("Form 2"), {2}
    assert [path.look(box, "INBOX").fetched for _ in range(3)] == [0, 0, 0]
    box.hidden.clear()
    assert path.look(box, "INBOX") == PollResult(fetched=1, referrals=1)
    box.asked_above.clear()
    path.look(box, "INBOX")
    assert box.asked_above == []  # nothing is awaited any more


def test_a_message_that_shows_after_a_later_one_is_taken_without_an_alarm(store: Store) -> None:
    box, path = LateMailbox(messages={1: mail("Form 1")}), pipeline(store)
    path.look(box, "INBOX")
    box.messages |= {uid: mail(f"Form {uid}") for uid in (2, 3)}
    box.hidden = {2}
    assert path.look(box, "INBOX").referrals == 1
    box.hidden.clear()
    assert path.look(box, "INBOX") == PollResult(fetched=1, referrals=1)


def test_a_message_that_is_counted_though_uidnext_stands_still_is_taken_as_soon_as_it_shows(
    store: Store,
) -> None:
    box, path = LateMailbox(messages={1: mail("Form 1")}, uidnext=2), pipeline(store)
    path.look(box, "INBOX")
    box.messages[2], box.hidden = mail("Form 2"), {2}
    assert [path.look(box, "INBOX").fetched for _ in range(2)] == [0, 0]
    box.hidden.clear()
    assert path.look(box, "INBOX").referrals == 1


def test_a_first_look_that_lists_fewer_than_are_counted_is_followed_by_others(store: Store) -> None:
    box = LateMailbox(messages={uid: mail(f"Form {uid}") for uid in (1, 2)}, uidnext=2, hidden={2})
    path = pipeline(store)
    assert path.look(box, "INBOX").referrals == 1
    box.hidden.clear()
    assert path.look(box, "INBOX").referrals == 1


def test_of_many_that_wait_some_are_taken_at_a_time_and_what_comes_meanwhile_before_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.newcomers._AT_ONCE", 3)
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, 9)})
    path = pipeline(store)
    first = path.look(box, "INBOX")
    box.messages |= {uid: mail(f"Form {uid}") for uid in (9, 10)}
    looks = [path.look(box, "INBOX") for _ in range(3)]
    assert box.fetched == [1, 2, 3, 9, 10, 4, 5, 6, 7, 8]
    assert [look.unfinished for look in (first, *looks)] == [True, True, True, False]
    assert not any(look.errors for look in (first, *looks))
    assert box.described == [*box.fetched, 1, 2, 3, 4, 5, 6, 7, 9, 10]  # compared once all are taken


def test_of_a_folder_of_files_some_are_taken_at_a_time_too(
    store: Store, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bring(number: int) -> None:
        file = tmp_path / f"{number}.eml"
        file.write_bytes(mail(f"Form {number}"))
        os.utime(file, (number, number))

    monkeypatch.setattr("ingest.newcomers._AT_ONCE", 3)
    box, path = MaildirMailbox("archive", tmp_path, clock=clock), pipeline(store, at_once=1)
    for number in range(1, 9):
        bring(number)
    looks = [path.look(box, "INBOX")]
    bring(9)
    looks += [path.look(box, "INBOX") for _ in range(3)]
    assert [look.unfinished for look in looks] == [True, True, False, False]
    assert [*states(store)] == [f"Form {number}" for number in (1, 2, 3, 9, 4, 5, 6, 7, 8)]


def test_messages_that_are_counted_for_long_and_never_listed_are_told_until_they_are(
    store: Store, clock: SetClock
) -> None:
    messages = {uid: mail(f"Form {uid}") for uid in (1, 2, 3)}
    box, path = LateMailbox(messages=messages, hidden={2}), pipeline(store)
    assert path.look(box, "INBOX") == PollResult(fetched=2, referrals=2)
    clock.move(timedelta(minutes=11))
    for _ in range(2):
        assert "counts 1 more messages than it lists" in path.look(box, "INBOX").errors[0]
        clock.move(timedelta(minutes=1))
    box.hidden.clear()
    assert path.look(box, "INBOX") == PollResult(fetched=1, referrals=1)
    assert path.look(box, "INBOX").errors == ()


def test_what_is_recorded_and_was_moved_away_since_is_not_waited_for(store: Store) -> None:
    box = LateMailbox(messages={uid: mail(f"Form {uid}") for uid in (1, 2, 3)}, uidnext=4)
    pipeline(store).look(box, "INBOX")
    del box.messages[3]
    path = pipeline(store)  # a worker that was started anew
    path.look(box, "INBOX")
    box.asked_above.clear()
    path.look(box, "INBOX")
    assert box.asked_above == []


def test_what_never_shows_is_waited_for_some_minutes_and_what_is_missed_later_anew(
    store: Store, clock: SetClock
) -> None:
    box, path = LateMailbox(messages={1: mail("Form 1")}, uidnext=3), pipeline(store)
    path.look(box, "INBOX")
    path.look(box, "INBOX")
    clock.move(timedelta(minutes=11))
    path.look(box, "INBOX")
    box.asked_above.clear()
    path.look(box, "INBOX")
    assert box.asked_above == []  # it was deleted, as it seems
    box.messages |= {uid: mail(f"Form {uid}") for uid in (3, 4)}
    box.uidnext, box.hidden = 5, {3}
    assert path.look(box, "INBOX").referrals == 1
    clock.move(timedelta(minutes=5))
    box.hidden = set()
    assert path.look(box, "INBOX") == PollResult(fetched=1, referrals=1)


def test_what_is_missed_while_another_is_awaited_has_its_own_minutes(store: Store, clock: SetClock) -> None:
    box, path = LateMailbox(messages={1: mail("Form 1")}, uidnext=3), pipeline(store)
    path.look(box, "INBOX")
    clock.move(timedelta(minutes=9))
    box.messages |= {uid: mail(f"Form {uid}") for uid in (3, 4)}
    box.uidnext, box.hidden = 5, {3}
    path.look(box, "INBOX")
    clock.move(timedelta(minutes=2))
    path.look(box, "INBOX")
    box.hidden = set()
    assert path.look(box, "INBOX") == PollResult(fetched=1, referrals=1)


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


def test_a_message_that_took_the_uid_and_the_second_of_another_is_told_by_its_size(store: Store) -> None:
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in (1, 2, 3)})
    pipeline(store).look(box, "INBOX")
    box.messages[3] = mail("Form that came after a backup")
    assert [pipeline(store).look(box, "INBOX").referrals for _ in range(2)] == [1, 0]
    assert len(states(store)) == 4


@dataclass
class RoundingMailbox(PaperMailbox):
    """A server that tells what messages take to store."""

    def describe(self, uids: Sequence[int]) -> Sequence[Listed]:
        return [replace(item, size=4096) for item in super().describe(uids)]


def test_sizes_that_are_told_otherwise_than_they_are_make_no_other_messages(store: Store) -> None:
    box = RoundingMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, 6)})
    assert [pipeline(store).look(box, "INBOX").fetched for _ in range(2)] == [5, 0]


def test_times_that_cannot_be_true_make_no_other_messages(store: Store) -> None:
    arrived = datetime(1970, 1, 1, tzinfo=UTC)
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in (1, 2, 3)}, arrived=arrived)
    assert [pipeline(store).look(box, "INBOX").fetched for _ in range(2)] == [3, 0]


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


def test_the_same_bytes_under_another_uid_are_read_once(store: Store) -> None:
    reader = SubjectReader()
    box = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 1")})
    assert pipeline(store, reader).look(box, "INBOX") == PollResult(fetched=2, referrals=1)
    assert reader.read_count == 1


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

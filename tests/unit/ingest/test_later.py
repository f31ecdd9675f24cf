"""Messages that the server did not give: asked for again, and in sight until they come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ingest.clock import SetClock
from ingest.domain.model import LedgerState
from ingest.pipeline import PollResult
from ingest.store import Ledger, Store
from tests.desk_views import actions
from tests.integration.taking import mail
from tests.unit.ingest.mail_path import NOW, kept, pipeline, states
from tests.unit.ingest.paper_mailbox import PaperMailbox


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


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
    assert actions(store, "message:1") == ["message.needs_attention", "message.given", "message.referral"]
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


def test_what_was_not_given_before_its_folder_was_renumbered_is_asked_for_no_more_once_all_is_taken(
    store: Store, clock: SetClock
) -> None:
    box = PaperMailbox(messages={1: mail("Form 1")}, refused={1: "not given: UID 1"}, uidvalidity=1)
    path = pipeline(store)
    path.look(box, "INBOX")
    box.uidvalidity = 2
    path.look(box, "INBOX")
    assert [str(row[2]) for row in kept(store)] == ["not given: UID 1"] * 2
    box.refused.clear()
    clock.move(timedelta(hours=1))
    path.reconcile(box.name)
    path.look(box, "INBOX")
    assert [row[1] for row in kept(store)] == [LedgerState.NEEDS_ATTENTION, LedgerState.REFERRAL]
    assert "renumbered since" in str(kept(store)[0][2])
    assert Ledger(store).to_ask_again(box.name, "INBOX", 1, clock.now() + timedelta(days=1)) == []


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

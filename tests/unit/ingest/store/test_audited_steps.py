"""Every step of the unattended side is told in the audit chain, under each record that it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from ingest.clock import SetClock
from ingest.desk import Desk, DeskRules
from ingest.store import Arrival, Ledger, Store, audit
from ingest.store.ledger import TRIES
from ingest.store.outbox import Outbox, OutboxLetter
from parsers.form import Outcome, Reading
from tests.desk_views import actions
from tests.records import SurnameMatcher, arrival, begin_reading, call, form, referral


def stored(ledger: Ledger, one: Arrival) -> int:
    [kept] = ledger.store_messages([one])
    return kept.message_id


def read(ledger: Ledger, reading: Reading, uid: int = 1) -> tuple[str, tuple[str, ...]]:
    """The message's key, and the ids of its referrals."""
    message_id = stored(ledger, arrival(uid))
    begin_reading(ledger, message_id)
    return f"message:{message_id}", ledger.record_reading(message_id, reading, SurnameMatcher()).referral_ids


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (referral(form()), "message.referral"),
        (Reading(Outcome.NO_FORM, "an absence notice"), "message.no_form"),
        (Reading(Outcome.NEEDS_ATTENTION, "it is encrypted"), "message.needs_attention"),
    ],
)
def test_what_became_of_a_message_is_told(ledger: Ledger, store: Store, reading: Reading, told: str) -> None:
    key, _ = read(ledger, reading)
    assert actions(store, key) == [told]


@pytest.mark.parametrize(("born", "told"), [("2015-04-03", "match.auto"), (None, "match.suggested")])
def test_a_form_and_what_it_was_matched_with_are_told_on_both_sides(
    desk: Desk, ledger: Ledger, store: Store, born: str | None, told: str
) -> None:
    made = desk.log_contact(call())
    _, [referral_id] = read(ledger, referral(form(dob=born)))
    assert actions(store, f"referral:{referral_id}") == ["referral.received", told]
    assert actions(store, f"contact:{made.id}") == ["contact.logged", told]
    with store.reading() as conn:
        actors = [event.actor for event in audit.events(conn, f"referral:{referral_id}")]
    assert actors == ["worker", "matching"]


def test_the_same_form_that_comes_again_is_told_on_the_form(ledger: Ledger, store: Store) -> None:
    _, [referral_id] = read(ledger, referral(form()))
    _, [again] = read(ledger, referral(form()), uid=2)
    assert again == referral_id
    assert actions(store, f"referral:{referral_id}") == ["referral.received", "referral.copy"]


def test_a_message_that_could_not_be_read_is_told_once_its_tries_are_over(
    ledger: Ledger, store: Store, clock: SetClock
) -> None:
    message_id = stored(ledger, arrival())
    for _ in range(TRIES):
        assert actions(store, f"message:{message_id}") == []
        begin_reading(ledger, message_id)
        ledger.record_failure(message_id, "it trips the reader", clock.now())
        clock.move(timedelta(hours=1))
    assert actions(store, f"message:{message_id}") == ["message.needs_attention"]


def test_a_message_that_is_too_large_is_told_as_soon_as_it_is_kept(ledger: Ledger, store: Store) -> None:
    message_id = stored(ledger, replace(arrival(), too_large="larger than the limit"))
    assert actions(store, f"message:{message_id}") == ["message.needs_attention"]


@pytest.mark.parametrize(
    ("settle", "told"),
    [
        (lambda outbox, letter: outbox.sent(letter), "letter.sent"),
        (lambda outbox, letter: outbox.refused(letter, "no such address"), "letter.failed"),
        (lambda outbox, letter: outbox.unsure(letter, "no answer came"), "letter.unsure"),
    ],
)
def test_what_became_of_a_letter_is_told_on_its_record(
    letter_begun: tuple[Outbox, OutboxLetter],
    store: Store,
    settle: Callable[[Outbox, OutboxLetter], None],
    told: str,
) -> None:
    settle(*letter_begun)
    assert actions(store, "contact:1")[-1] == told


@pytest.fixture
def letter_begun(store: Store) -> tuple[Outbox, OutboxLetter]:
    """A letter to a caller, in the moment before a byte of it leaves."""
    desk = Desk(store, "officer", SurnameMatcher(), DeskRules(letters_to=("example",)))
    desk.log_contact(call(email="jo@ferry.example"))
    desk.send_letter("contact:1", 1)
    outbox = Outbox(store)
    letter = outbox.begin()
    assert letter is not None
    return outbox, letter

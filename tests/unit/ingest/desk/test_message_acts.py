"""Emails dismissed, brought back, made contacts of, and keyed by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ingest.desk import Desk
from ingest.domain.model import Caller, ContactChild, ContactKind
from ingest.errors import CallerMistake, ChangedMeanwhile
from ingest.store import Ledger, Store
from ingest.views import View
from parsers.form import Child, ContactForm, Envelope, Outcome, Reading
from tests.desk_views import actions, message_of, referral_of, unread
from tests.records import MORNING, arrival, call, form, referral

LATER = MORNING + timedelta(days=5)


def test_an_email_is_dismissed_with_a_reason_and_restored_with_its_own(
    desk: Desk, take: Callable[..., int]
) -> None:
    message_id = take(unread())
    desk.dismiss(message_id, "a test message", message_of(desk, message_id).revision)
    assert (desk.counts(MORNING).attention, desk.counts(MORNING).no_form) == (0, 1)
    dismissed = message_of(desk, message_id)
    assert dismissed.reason == "a test message"
    with pytest.raises(ChangedMeanwhile, match=f"changed email {message_id} while"):
        desk.dismiss(message_id, "again", dismissed.revision)
    desk.restore(message_id, dismissed.revision)
    assert message_of(desk, message_id).reason == "it is encrypted"
    assert desk.counts(MORNING).attention == 1


def test_dismissing_an_email_does_not_hide_the_form_that_it_brought(
    desk: Desk, take: Callable[..., int]
) -> None:
    reading = referral(form())
    reading.outcome, reading.reason = Outcome.NEEDS_ATTENTION, "a second attachment is encrypted"
    message_id = take(reading)
    desk.dismiss(message_id, "the second is a photo", message_of(desk, message_id).revision)
    counts = desk.counts(MORNING)
    assert (counts.attention, counts.no_form, counts.unmatched) == (0, 0, 1)


def test_a_form_keyed_by_hand_is_matched_and_can_be_taken_back(desk: Desk, take: Callable[..., int]) -> None:
    made = desk.log_contact(call())
    message_id = take(unread())
    referral_id = desk.key_by_hand(message_id, form(), message_of(desk, message_id).revision)
    view = referral_of(desk, referral_id)
    assert (view.method, view.received_at) == ("by_hand", MORNING)
    assert view.matches[0].contact_id == made.id
    counts = desk.counts(MORNING)
    assert (counts.awaiting, counts.attention) == (0, 0)
    desk.restore(message_id, message_of(desk, message_id).revision)
    counts = desk.counts(MORNING)
    assert (counts.awaiting, counts.attention, counts.decisions_due) == (1, 1, 0)
    assert desk.detail(f"contact:{made.id}").contact_matches == ()


def test_an_email_contact_is_made_once_and_starts_its_clock(desk: Desk, take: Callable[..., int]) -> None:
    told = ContactForm(children=[Child("Maya", "Kite", dob="2015-04-03")])
    told.concern.reason = "bruises"
    envelope = Envelope(subject="Worried", from_name="Jo Bright", from_address="jo@ferry.example")
    message_id = take(Reading(Outcome.NO_FORM, "a concern without the form", envelope=envelope, concern=told))
    prefill = desk.email_contact_prefill(message_id)
    assert (prefill.kind, prefill.received_at) == (ContactKind.EMAIL, MORNING)
    assert prefill.caller == Caller("Jo Bright", email="jo@ferry.example")
    assert prefill.children == (ContactChild("Maya", "Kite", date(2015, 4, 3)),)
    made = desk.make_email_contact(message_id, prefill, message_of(desk, message_id).revision)
    again = desk.make_email_contact(message_id, prefill, 1)
    assert made.id == again.id
    assert (made.kind, made.message_id) == (ContactKind.EMAIL, message_id)
    assert desk.counts(LATER).overdue == 1


def test_a_second_contact_of_one_email_is_refused_with_the_first_named(
    desk: Desk, take: Callable[..., int]
) -> None:
    message_id = take(unread())
    made = desk.make_email_contact(message_id, call("Kite"), message_of(desk, message_id).revision)
    with pytest.raises(CallerMistake, match=f"{made.reference} was made of this email already"):
        desk.email_contact_prefill(message_id)
    with pytest.raises(CallerMistake, match=made.reference):
        desk.make_email_contact(message_id, call("Lark"), message_of(desk, message_id).revision)
    assert desk.counts(MORNING).awaiting == 1


def test_an_email_that_is_brought_back_tells_which_contact_was_made_of_it_and_hides_its_clock_from_nobody(
    desk: Desk, take: Callable[..., int]
) -> None:
    message_id = take(unread())
    words = call("Kite", email="jo@ferry.example", received_at=MORNING)
    made = desk.make_email_contact(message_id, words, message_of(desk, message_id).revision)
    assert desk.restore(message_id, message_of(desk, message_id).revision) == made.reference
    assert desk.counts(LATER).overdue == 1
    [row] = desk.window(View.AWAITING, LATER).rows
    assert row.status == "overdue"
    assert desk.detail(f"message:{message_id}").message_awaited_by == ()
    desk.close_contact(made.id, "made in error", made.revision)
    desk.dismiss(message_id, "no concern", message_of(desk, message_id).revision)
    assert desk.restore(message_id, message_of(desk, message_id).revision) is None


def test_an_email_contact_of_an_unread_email_settles_it(desk: Desk, take: Callable[..., int]) -> None:
    message_id = take(unread())
    desk.make_email_contact(message_id, call(), message_of(desk, message_id).revision)
    counts = desk.counts(MORNING)
    assert (counts.attention, counts.no_form, counts.awaiting) == (0, 1, 1)


def test_raw_text_is_shown_cut_and_looked_at_under_audit(desk: Desk, ledger: Ledger, store: Store) -> None:
    [stored] = ledger.store_messages([arrival(1, "x" * 500_000)])
    assert len(desk.raw_text(stored.message_id)) == 200_000
    assert actions(store, f"message:{stored.message_id}") == ["message.raw_viewed"]

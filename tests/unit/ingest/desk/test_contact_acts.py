"""Calls logged, closed, opened again, claimed and released."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ingest.desk import Desk
from ingest.domain.model import Caller, ContactChild, ContactKind, NewContact
from ingest.errors import CallerMistake, ChangedMeanwhile, NotFound
from ingest.store import Store
from ingest.views import View
from tests.desk_views import actions, contact_of
from tests.records import MORNING, SurnameMatcher, call, form, referral

LATER = MORNING + timedelta(days=5)


def test_a_logged_call_comes_back_as_it_was_told(desk: Desk) -> None:
    told = NewContact(
        MORNING,
        taken_by="Alex",
        caller=Caller("Jo", "School", "Head", "02392000366", "jo@s.example"),
        children=(
            ContactChild(
                "Maya", "Kite", date(2015, 4, 3), "1 High Street", "PO1 2AB", "School", "9990000018"
            ),
        ),
        concern="a concern",
    )
    made = desk.log_contact(told)
    kept = contact_of(desk, made.id)
    assert made == kept
    assert (kept.caller, kept.children, kept.concern) == (told.caller, told.children, told.concern)
    assert kept.kind is ContactKind.PHONE
    assert kept.reference


def test_a_call_in_the_evening_is_out_of_hours(desk: Desk) -> None:
    assert not desk.log_contact(call()).out_of_hours
    assert desk.log_contact(call(received_at=MORNING + timedelta(hours=9))).out_of_hours


def test_references_are_given_once(desk: Desk) -> None:
    desk.log_contact(call(reference="C-000002"))
    given = [desk.log_contact(call()).reference for _ in range(3)]
    assert len({"C-000002", *given}) == 4
    with pytest.raises(CallerMistake):
        desk.log_contact(call(reference="C-000002"))


def test_a_call_is_closed_with_a_reason_and_reopened(desk: Desk, store: Store) -> None:
    made = desk.log_contact(call())
    with pytest.raises(CallerMistake):
        desk.close_contact(made.id, "  ", made.revision)
    desk.close_contact(made.id, "duplicate of another call", made.revision)
    closed = contact_of(desk, made.id)
    assert closed.closure is not None
    assert (closed.closure.by, closed.closure.reason) == ("officer", "duplicate of another call")
    assert desk.counts(LATER).awaiting == 0
    desk.reopen_contact(made.id, closed.revision)
    assert contact_of(desk, made.id).closure is None
    assert desk.counts(LATER).overdue == 1
    acts = [action for action in actions(store, f"contact:{made.id}") if not action.endswith("viewed")]
    assert acts == ["contact.logged", "contact.closed", "contact.reopened"]


def test_the_second_officer_is_told_and_nothing_is_overwritten(desk: Desk, store: Store) -> None:
    made = desk.log_contact(call())
    second = Desk(store, "second", SurnameMatcher())
    second.claim(f"contact:{made.id}", made.revision)
    before = actions(store)
    with pytest.raises(ChangedMeanwhile, match=f"changed {made.reference} while"):
        desk.close_contact(made.id, "not needed", made.revision)
    assert contact_of(desk, made.id).claimed_by == "second"
    assert contact_of(desk, made.id).closure is None
    assert before == [action for action in actions(store) if action != "contact.viewed"]


def test_a_form_that_comes_in_meanwhile_stops_an_officer_from_closing_the_call(
    desk: Desk, take: Callable[..., int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    with pytest.raises(ChangedMeanwhile):
        desk.close_contact(made.id, "never wrote", made.revision)


def test_a_claim_is_shown_and_released(desk: Desk) -> None:
    made = desk.log_contact(call())
    key = f"contact:{made.id}"
    desk.claim(key, made.revision)
    [row] = desk.window(View.AWAITING, MORNING).rows
    assert row.claimed_by == "officer"
    desk.release(key, row.revision)
    assert desk.window(View.AWAITING, MORNING).rows[0].claimed_by is None


@pytest.mark.parametrize(
    "key", ["contact:999", "referral:nothere", "message:1", "contact:", "x", "", "contact:x", "contact:²"]
)
def test_a_key_of_nothing_is_not_found(desk: Desk, key: str) -> None:
    with pytest.raises(NotFound):
        desk.detail(key)
    with pytest.raises(NotFound):
        desk.claim(key, 1)

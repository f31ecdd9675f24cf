"""Forms corrected, acknowledged, decided and rated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.desk import Desk, DeskRules
from ingest.domain.model import MatchStatus
from ingest.errors import CallerMistake, ChangedMeanwhile
from ingest.store import Store
from ingest.views import View
from tests.desk_views import only_referral, referral_of
from tests.records import MORNING, SurnameMatcher, call, form, referral


def test_a_corrected_field_is_kept_beside_what_was_read_and_matched_anew(
    desk: Desk, take: Callable[..., int]
) -> None:
    desk.log_contact(call("Kite"))
    take(referral(form("Kyte")))
    view = only_referral(desk)
    assert view.matches == ()
    desk.correct_field(view.id, "/children/0/surname", " Kite ", view.revision)
    after = referral_of(desk, view.id)
    assert after.form.children[0].surname == "Kite"
    assert "Kyte" in after.corrections["/children/0/surname"]
    assert "officer" in after.corrections["/children/0/surname"]
    assert after.matches[0].status is MatchStatus.AUTO
    assert desk.window(View.MATCHED, MORNING).rows[0].label == "Maya K."
    desk.correct_field(view.id, "/children/0/surname", None, after.revision)
    again = referral_of(desk, view.id)
    assert again.form.children[0].surname is None
    assert "Kyte" in again.corrections["/children/0/surname"]


def test_a_correction_is_taken_back_to_the_letter_however_often_it_was_made(
    desk: Desk, take: Callable[..., int]
) -> None:
    desk.log_contact(call("Kite"))
    read = form("Kyte")
    read.concern.reason = "Came without a coat.\n\nSays nothing."
    take(referral(read))
    view = only_referral(desk)
    for pointer, words in (("/children/0/surname", ("Kite", "Kited")), ("/concern/reason", ("Came.",))):
        for value in words:
            desk.correct_field(view.id, pointer, value, referral_of(desk, view.id).revision)
        desk.undo_correction(view.id, pointer, referral_of(desk, view.id).revision)
        with pytest.raises(CallerMistake, match="no correction"):
            desk.undo_correction(view.id, "/concern/worries", referral_of(desk, view.id).revision)
    after = referral_of(desk, view.id)
    assert after.form == view.form
    assert after.corrections == {}
    assert after.matches == ()
    with pytest.raises(ChangedMeanwhile):
        desk.undo_correction(view.id, "/children/0/surname", view.revision)


def test_what_was_taken_out_of_a_list_is_not_put_in_anothers_place(
    desk: Desk, take: Callable[..., int]
) -> None:
    read = form("Kyte")
    read.concern.types = ["Neglect", "Missing"]
    take(referral(read))
    view = only_referral(desk)
    desk.correct_field(view.id, "/concern/types/0", None, view.revision)
    with pytest.raises(CallerMistake, match="no correction"):
        desk.undo_correction(view.id, "/concern/types/0", referral_of(desk, view.id).revision)
    assert referral_of(desk, view.id).form.concern.types == ["Missing"]


@pytest.mark.parametrize(
    "pointer, value, expected",
    [
        ("/children/0/age", "7", 7),
        ("/children/0/dob", "2015-04-04", "2015-04-04"),
        ("/children/0/gender", "female", "female"),
        ("/information_sharing/parents_informed", "not_known", "not_known"),
        ("/concern/types/0", "Neglect", "Neglect"),
        ("/children/1/forename", "Bo", "Bo"),
        ("/people/0/name", "Sam Kite", "Sam Kite"),
        ("/children/0/aliases/0", "May", "May"),
        ("/referrer/email", "", None),
    ],
)
def test_a_field_holds_what_its_kind_allows(
    desk: Desk, take: Callable[..., int], pointer: str, value: str, expected: object
) -> None:
    take(referral(form()))
    view = only_referral(desk)
    desk.correct_field(view.id, pointer, value, view.revision)
    found: object = referral_of(desk, view.id).form.to_dict()
    for step in pointer[1:].split("/"):
        found = found[int(step)] if isinstance(found, list) else found[step]  # type: ignore[index]
    assert found == expected


@pytest.mark.parametrize(
    "pointer, value",
    [
        ("/children/0/dob", "3rd of April"),
        ("/children/0/dob", "2015-02-30"),
        ("/children/0/age", "seven"),
        ("/children/0/gender", "girl"),
        ("/children/0/nhs_number", "12"),
        ("/children/5/forename", "Bo"),
        ("/children/-1/forename", "Bo"),
        ("/children", "Bo"),
        ("/children/0", "Bo"),
        ("/children/0/aliases", "Bo"),
        ("/children/0/__class__", "Bo"),
        ("/to_dict", "Bo"),
        ("/referrer", "Bo"),
        ("/referrer/name/first", "Bo"),
        ("", "Bo"),
        ("/telephone_contact_at", "2026-03-03T10:00"),
    ],
)
def test_a_field_refuses_what_it_cannot_hold(
    desk: Desk, take: Callable[..., int], pointer: str, value: str
) -> None:
    take(referral(form()))
    view = only_referral(desk)
    with pytest.raises(CallerMistake):
        desk.correct_field(view.id, pointer, value, view.revision)
    assert referral_of(desk, view.id) == view


def test_the_two_ticks_are_apart_and_both_can_be_undone(desk: Desk, take: Callable[..., int]) -> None:
    take(referral(form()))
    view = only_referral(desk)
    desk.acknowledge(view.id, view.revision)
    view = referral_of(desk, view.id)
    assert (view.acknowledged_at, view.decided_at) == (MORNING, None)
    assert desk.window(View.DECISIONS, MORNING).rows[0].status == "decide"
    desk.decide(view.id, "early help", view.revision)
    view = referral_of(desk, view.id)
    assert view.outcome == "early help"
    assert desk.counts(MORNING).decisions_due == 0
    desk.undo_tick(view.id, "acknowledged", view.revision)
    assert desk.window(View.DECISIONS, MORNING).rows[0].status == "acknowledge"
    view = referral_of(desk, view.id)
    desk.undo_tick(view.id, "decided", view.revision)
    view = referral_of(desk, view.id)
    assert (view.outcome, view.decided_at, view.acknowledged_at) == (None, None, None)
    with pytest.raises(CallerMistake):
        desk.undo_tick(view.id, "received", view.revision)


def test_only_the_hubs_outcomes_can_be_decided(store: Store, take: Callable[..., int]) -> None:
    desk = Desk(store, "officer", SurnameMatcher(), DeskRules(outcomes=("early help",)))
    take(referral(form()))
    view = only_referral(desk)
    with pytest.raises(CallerMistake):
        desk.decide(view.id, "fine", view.revision)

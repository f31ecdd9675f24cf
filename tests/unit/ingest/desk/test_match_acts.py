"""Matches confirmed, rejected, made by hand and undone, and whose clock each stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ingest.desk import Desk
from ingest.domain.model import Evidence, MatchStatus, Proposal, Verdict
from ingest.errors import CallerMistake, ChangedMeanwhile, NotFound
from ingest.store import Store
from ingest.views import View
from tests.desk_views import only_referral, referral_of
from tests.records import MORNING, SurnameMatcher, call, form, referral

LATER = MORNING + timedelta(days=5)


def test_a_suggestion_is_confirmed_and_the_confirmation_undone(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call(dob=None))
    take(referral(form()))
    [offered] = only_referral(desk).matches
    desk.confirm_match(offered.id, offered.revision)
    assert desk.counts(LATER).awaiting == 0
    [confirmed] = only_referral(desk, View.MATCHED).matches
    assert (confirmed.status, confirmed.settled_by) == (MatchStatus.CONFIRMED, "officer")
    desk.undo_match(confirmed.id, confirmed.revision)
    [again] = only_referral(desk).matches
    assert (again.status, again.settled_by, again.settled_at) == (MatchStatus.SUGGESTED, None, None)
    assert desk.counts(LATER).overdue == 1


def test_a_rejected_match_stays_rejected_whatever_the_matching_says(
    desk: Desk, take: Callable[..., int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    [linked] = only_referral(desk, View.MATCHED).matches
    desk.reject_match(linked.id, "another child", linked.revision)
    assert desk.counts(MORNING).awaiting == 1
    desk.log_contact(call())
    (kept,) = desk.detail(f"contact:{made.id}").contact_matches
    assert (kept.status, kept.reason) == (MatchStatus.REJECTED, "another child")
    desk.undo_match(kept.id, kept.revision)
    assert desk.counts(MORNING).awaiting == 0


def test_an_automatic_link_is_undone_into_a_suggestion_that_the_matching_leaves(
    desk: Desk, take: Callable[..., int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    [linked] = only_referral(desk, View.MATCHED).matches
    assert linked.status is MatchStatus.AUTO
    desk.undo_match(linked.id, linked.revision)
    assert desk.counts(MORNING).awaiting == 1
    desk.log_contact(call("Kite", dob=date(2001, 1, 1)))
    [match] = desk.detail(f"contact:{made.id}").contact_matches
    assert match.status is MatchStatus.SUGGESTED


@pytest.mark.parametrize("settled", ["confirmed", "rejected"])
def test_what_is_undone_after_an_automatic_link_was_is_no_automatic_link_again(
    desk: Desk, take: Callable[..., int], settled: str
) -> None:
    """One officer said that it is not sure; another settled it, and took that back: the clock runs."""
    made = desk.log_contact(call())
    take(referral(form()))
    [linked] = only_referral(desk, View.MATCHED).matches
    desk.undo_match(linked.id, linked.revision)
    [match] = desk.detail(f"contact:{made.id}").contact_matches
    if settled == "confirmed":
        desk.confirm_match(match.id, match.revision)
    else:
        desk.reject_match(match.id, "another child", match.revision)
    [match] = desk.detail(f"contact:{made.id}").contact_matches
    assert match.status.value == settled
    desk.undo_match(match.id, match.revision)
    [match] = desk.detail(f"contact:{made.id}").contact_matches
    assert match.status is MatchStatus.SUGGESTED
    assert desk.counts(MORNING).awaiting == 1


def test_a_form_is_linked_by_hand_and_the_link_undone(desk: Desk, take: Callable[..., int]) -> None:
    made = desk.log_contact(call("Elsewhere"))
    take(referral(form()))
    view = only_referral(desk)
    desk.link(view.id, made.id, "the school confirmed it by phone", view.revision)
    [match] = referral_of(desk, view.id).matches
    assert (match.status, match.reason) == (MatchStatus.CONFIRMED, "the school confirmed it by phone")
    assert desk.counts(MORNING).awaiting == 0
    desk.undo_match(match.id, match.revision)
    assert referral_of(desk, view.id).matches == ()
    assert desk.counts(MORNING).awaiting == 1


def test_one_form_answers_several_calls_and_one_call_has_several_forms(
    desk: Desk, take: Callable[..., int]
) -> None:
    first, second = desk.log_contact(call()), desk.log_contact(call())
    take(referral(form()))
    take(referral(form(forename="Bo")))
    assert desk.counts(MORNING).awaiting == 0
    assert len(desk.detail(f"contact:{first.id}").contact_matches) == 2
    assert len(desk.detail(f"contact:{second.id}").contact_matches) == 2


def test_a_match_that_changed_meanwhile_is_not_settled(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call(dob=None))
    take(referral(form()))
    [offered] = only_referral(desk).matches
    desk.confirm_match(offered.id, offered.revision)
    with pytest.raises(ChangedMeanwhile, match="changed form "):
        desk.reject_match(offered.id, "another child", offered.revision)
    with pytest.raises(NotFound):
        desk.confirm_match(999, 1)


def test_linking_to_a_call_that_is_not_there_changes_nothing(desk: Desk, take: Callable[..., int]) -> None:
    take(referral(form()))
    view = only_referral(desk)
    with pytest.raises(NotFound):
        desk.link(view.id, 999, "by phone", view.revision)
    assert referral_of(desk, view.id) == view


def test_a_call_put_right_is_weighed_anew_and_loses_a_link_it_should_not_have(
    desk: Desk, take: Callable[..., int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    assert desk.counts(MORNING).awaiting == 0
    held = desk.detail(f"contact:{made.id}").contact_matches
    assert [one.status for one in held] == [MatchStatus.AUTO]
    desk.amend_contact(made.id, call("Wren"), _revision(desk, made.id))
    assert desk.counts(MORNING).awaiting == 1
    assert desk.detail(f"contact:{made.id}").contact_matches == ()
    desk.undo_amendment(made.id, _revision(desk, made.id))
    assert desk.counts(MORNING).awaiting == 0


def test_what_an_officer_settled_stands_though_the_call_is_put_right(
    desk: Desk, take: Callable[..., int]
) -> None:
    made = desk.log_contact(call(dob=None))
    take(referral(form()))
    [offered] = only_referral(desk).matches
    desk.confirm_match(offered.id, offered.revision)
    desk.amend_contact(made.id, call("Wren"), _revision(desk, made.id))
    [kept] = desk.detail(f"contact:{made.id}").contact_matches
    assert (kept.status, kept.settled_by) == (MatchStatus.CONFIRMED, "officer")


def _revision(desk: Desk, contact_id: int) -> int:
    detail = desk.detail(f"contact:{contact_id}")
    assert detail.contact is not None
    return detail.contact.revision


def test_a_match_of_two_children_is_confirmed_only_with_a_reason(
    store: Store, take: Callable[..., int]
) -> None:
    differs = (Evidence("child.forename", Verdict.CONFLICTS, -7.0),)

    class OfTwoChildren(SurnameMatcher):
        def propose(self, *asked: Any) -> Sequence[Proposal]:
            return [
                replace(one, evidence=differs, status=MatchStatus.SUGGESTED)
                for one in super().propose(*asked)
            ]

    desk = Desk(store, "officer", OfTwoChildren())
    take(referral(form()))
    desk.log_contact(call())
    [offered] = only_referral(desk).matches
    with pytest.raises(CallerMistake):
        desk.confirm_match(offered.id, offered.revision)
    desk.confirm_match(offered.id, offered.revision, "the twin's name was noted")
    [kept] = only_referral(desk, View.MATCHED).matches
    assert (kept.status, kept.reason) == (MatchStatus.CONFIRMED, "the twin's name was noted")


def test_why_an_automatic_link_was_undone_is_kept(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call())
    take(referral(form()))
    [linked] = only_referral(desk, View.MATCHED).matches
    desk.undo_match(linked.id, linked.revision, "another child")
    [offered] = only_referral(desk).matches
    assert (offered.status, offered.reason) == (MatchStatus.SUGGESTED, "another child")

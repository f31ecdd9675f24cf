"""Two forms made one, parted again, and what each had answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.desk import Desk
from ingest.domain.model import MatchStatus
from ingest.errors import CallerMistake, ChangedMeanwhile
from ingest.export import export_contacts, export_referrals
from ingest.store import Store
from ingest.views import View
from tests.desk_views import actions, referral_of
from tests.records import MORNING, call, form, referral


@pytest.fixture
def copies(desk: Desk, take: Callable[..., int]) -> tuple[str, str]:
    """A form that answers a call, and its corrected copy; the earlier first."""
    desk.log_contact(call())
    corrected = form()
    corrected.concern.reason = "She came without a coat, and with a bruise"
    take(referral(form()))
    take(referral(corrected))
    earlier, later = (item["id"] for item in export_referrals(desk))
    return earlier, later


def test_a_corrected_copy_becomes_the_next_version(desk: Desk, copies: tuple[str, str], store: Store) -> None:
    earlier, later = copies
    desk.merge(later, earlier, referral_of(desk, later).revision)
    [row] = desk.window(View.MATCHED, MORNING).rows
    assert row.key == f"referral:{later}"
    view = referral_of(desk, later)
    assert view.version == 2
    assert any(earlier in warning for warning in view.warnings)
    assert any(later in warning for warning in referral_of(desk, earlier).warnings)
    assert desk.counts(MORNING).awaiting == 0
    assert [item["version"] for item in export_referrals(desk)] == [2]
    assert "referral.merged" in actions(store, f"referral:{earlier}")


def test_a_merge_is_undone(desk: Desk, copies: tuple[str, str]) -> None:
    earlier, later = copies
    desk.merge(later, earlier, referral_of(desk, later).revision)
    desk.unmerge(later, referral_of(desk, later).revision)
    assert {item["id"]: item["version"] for item in export_referrals(desk)} == {earlier: 1, later: 1}
    with pytest.raises(CallerMistake):
        desk.unmerge(later, referral_of(desk, later).revision)


def test_a_form_is_merged_once_and_never_with_itself(desk: Desk, copies: tuple[str, str]) -> None:
    earlier, later = copies
    with pytest.raises(CallerMistake):
        desk.merge(later, later, referral_of(desk, later).revision)
    stale = referral_of(desk, later).revision
    desk.merge(later, earlier, stale)
    with pytest.raises(ChangedMeanwhile):
        desk.merge(later, earlier, stale)
    with pytest.raises(CallerMistake):
        desk.merge(later, earlier, referral_of(desk, later).revision)
    with pytest.raises(CallerMistake):
        desk.merge(earlier, later, referral_of(desk, earlier).revision)


def test_a_replaced_form_that_comes_again_is_only_a_copy(
    desk: Desk, copies: tuple[str, str], take: Callable[..., int]
) -> None:
    earlier, later = copies
    desk.merge(later, earlier, referral_of(desk, later).revision)
    message_id = take(referral(form()))
    assert [item["id"] for item in export_referrals(desk)] == [later]
    assert any(f"message:{message_id}" in warning for warning in referral_of(desk, earlier).warnings)


def test_what_people_settled_of_a_form_holds_for_its_later_version(
    desk: Desk, copies: tuple[str, str]
) -> None:
    earlier, later = copies
    [said] = referral_of(desk, earlier).matches
    desk.reject_match(said.id, "another family", said.revision)
    desk.merge(later, earlier, referral_of(desk, later).revision)
    [carried] = referral_of(desk, later).matches
    assert carried.status is MatchStatus.REJECTED
    assert carried.settled_by == desk.actor
    assert desk.counts(MORNING).awaiting == 1


def test_a_link_made_by_hand_goes_over_to_the_later_version_and_back(
    desk: Desk, copies: tuple[str, str]
) -> None:
    earlier, later = copies
    other = desk.log_contact(call("Marsh", reference="B-2"))
    desk.link(earlier, other.id, "the mother's name", referral_of(desk, earlier).revision)
    desk.merge(later, earlier, referral_of(desk, later).revision)
    assert other.id in {one.contact_id for one in referral_of(desk, later).matches}
    [shown] = [row["matches"] for row in export_contacts(desk) if row["reference"] == "B-2"]
    assert [one["referral"] for one in shown] == [later]
    desk.unmerge(later, referral_of(desk, later).revision)
    assert other.id not in {one.contact_id for one in referral_of(desk, later).matches}
    assert desk.counts(MORNING).awaiting == 0


def test_a_call_waits_again_when_the_later_version_does_not_answer_it(
    desk: Desk, copies: tuple[str, str]
) -> None:
    earlier, later = copies
    desk.merge(later, earlier, referral_of(desk, later).revision)
    [link] = referral_of(desk, later).matches
    desk.reject_match(link.id, "a different child after all", link.revision)
    assert desk.counts(MORNING).awaiting == 1

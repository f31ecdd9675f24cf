"""Statutory clocks of calls: set, put right, met, cleared and undone; and never hidden while they run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.statutory import LONGEST_AGO, StatutoryClock
from ingest.errors import CallerMistake
from ingest.store import Store
from ingest.views import Arrangement, Row, Sort, View
from tests.desk_views import contact_of, only_referral
from tests.records import MORNING, call, form, referral

PROTECTION, INTERVIEW = StatutoryClock
HOUR = timedelta(hours=1)


def say(desk: Desk, act: Callable[..., None], contact_id: int, *words: object) -> None:
    """An act on a call as it is now."""
    act(contact_id, *words, contact_of(desk, contact_id).revision)


def clocked(desk: Desk) -> list[Row]:
    return list(desk.window(View.CLOCKS, desk.store.clock.now()).rows)


def test_no_clock_runs_until_it_is_set(desk: Desk) -> None:
    desk.log_contact(call())
    assert clocked(desk) == []
    assert desk.detail("contact:1").contact_clocks == ()
    assert desk.counts(MORNING).clocks == 0


def test_a_clock_that_is_set_runs_for_72_hours_and_tells_who_said_so(desk: Desk) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, MORNING - HOUR)
    [clock] = desk.detail("contact:1").contact_clocks
    assert (clock.clock, clock.started_at, clock.due_at) == (PROTECTION, MORNING - HOUR, MORNING + 71 * HOUR)
    assert (clock.said_by, clock.runs) == ("officer", True)


def test_a_start_in_the_future_or_of_long_ago_is_refused_and_leaves_nothing(desk: Desk) -> None:
    desk.log_contact(call())
    for wrong in (MORNING + timedelta(minutes=1), MORNING - LONGEST_AGO - HOUR):
        with pytest.raises(CallerMistake):
            say(desk, desk.set_clock, 1, PROTECTION, wrong)
    assert clocked(desk) == []
    assert contact_of(desk, 1).revision == 1


def test_a_start_that_is_put_right_moves_the_end(desk: Desk) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    say(desk, desk.set_clock, 1, PROTECTION, MORNING - 5 * HOUR)
    [row] = clocked(desk)
    assert row.due_at == MORNING + 67 * HOUR


def test_the_call_stays_on_the_list_though_its_form_came_or_it_was_closed(
    desk: Desk, clock: SetClock, take: Callable[..., int]
) -> None:
    for name in ("Kite", "Stone", "Reed"):
        desk.log_contact(call(name))
    for number in (1, 2, 3):
        say(desk, desk.set_clock, number, PROTECTION, MORNING - number * HOUR)
    take(referral(form("Kite")))
    say(desk, desk.close_contact, 2, "advice only")
    assert [row.key for row in desk.window(View.AWAITING, MORNING).rows] == ["contact:3"]
    assert [(row.key, row.status) for row in clocked(desk)] == [
        ("contact:3", "awaiting form"), ("contact:2", "closed"), ("contact:1", "form received"),
    ]  # fmt: skip
    clock.move(timedelta(days=30))
    assert len(clocked(desk)) == 3


def test_the_form_of_a_call_shows_the_clock_that_runs_on_it(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, INTERVIEW, MORNING)
    take(referral(form()))
    for view in (View.MATCHED, View.DECISIONS):
        [row] = desk.window(view, MORNING).rows
        assert [one.clock for one in row.clocks] == [INTERVIEW]
    assert [one.clock for one in only_referral(desk, View.MATCHED).clocks] == [INTERVIEW]
    say(desk, desk.end_clock, 1, INTERVIEW, MORNING)
    [row] = desk.window(View.MATCHED, MORNING).rows
    assert row.clocks == ()


def test_a_form_that_is_only_suggested_shows_no_clock(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, INTERVIEW, MORNING)
    take(referral(form(dob=None)))
    assert only_referral(desk).clocks == ()


def test_a_clock_that_is_met_leaves_the_list_and_stays_on_the_record(desk: Desk, clock: SetClock) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    clock.move(2 * HOUR)
    say(desk, desk.end_clock, 1, PROTECTION, MORNING + HOUR)
    assert clocked(desk) == []
    [met] = desk.detail("contact:1").contact_clocks
    assert (met.done_at, met.runs) == (MORNING + HOUR, False)


def test_what_does_not_run_cannot_be_met_or_cleared(desk: Desk) -> None:
    desk.log_contact(call())
    for act, words in ((desk.end_clock, (PROTECTION, MORNING)), (desk.clear_clock, (PROTECTION,))):
        with pytest.raises(CallerMistake, match="No clock of police protection is set"):
            say(desk, act, 1, *words)
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    say(desk, desk.end_clock, 1, PROTECTION, MORNING)
    with pytest.raises(CallerMistake, match="does not run any more"):
        say(desk, desk.end_clock, 1, PROTECTION, MORNING)


@pytest.mark.parametrize("done_at", [MORNING - HOUR, MORNING + HOUR])
def test_a_clock_is_not_met_before_it_began_nor_in_the_future(desk: Desk, done_at: object) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    with pytest.raises(CallerMistake):
        say(desk, desk.end_clock, 1, PROTECTION, done_at)
    assert len(clocked(desk)) == 1


def test_every_act_is_taken_back_in_turn_the_last_first(desk: Desk) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, MORNING - 2 * HOUR)
    say(desk, desk.set_clock, 1, PROTECTION, MORNING - HOUR)
    say(desk, desk.end_clock, 1, PROTECTION, MORNING)
    say(desk, desk.clear_clock, 1, PROTECTION)
    seen = []
    while True:
        clocks = desk.detail("contact:1").contact_clocks
        seen.append([(one.started_at, one.done_at) for one in clocks])
        if desk.detail("contact:1").contact_clock_said_at is None:
            break
        say(desk, desk.undo_clock, 1)
    early, late = MORNING - 2 * HOUR, MORNING - HOUR
    assert seen == [[], [(late, MORNING)], [(late, None)], [(early, None)], []]
    with pytest.raises(CallerMistake, match="No statutory clock"):
        say(desk, desk.undo_clock, 1)


def test_of_two_clocks_on_a_call_the_soonest_times_it_and_meeting_it_leaves_the_other(desk: Desk) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, INTERVIEW, MORNING)
    say(desk, desk.set_clock, 1, PROTECTION, MORNING - HOUR)
    [row] = clocked(desk)
    assert [one.clock for one in row.clocks] == [PROTECTION, INTERVIEW]
    assert row.due_at == MORNING + 71 * HOUR
    say(desk, desk.end_clock, 1, PROTECTION, MORNING)
    [row] = clocked(desk)
    assert (row.due_at, [one.clock for one in row.clocks]) == (MORNING + 72 * HOUR, [INTERVIEW])
    assert [one.clock for one in desk.detail("contact:1").contact_clocks] == [INTERVIEW, PROTECTION]


def test_the_soonest_end_comes_first_and_each_is_found_where_it_stands(desk: Desk) -> None:
    for name, hours in (("Kite", 1), ("Stone", 3), ("Reed", 2)):
        made = desk.log_contact(call(name))
        say(desk, desk.set_clock, made.id, PROTECTION, MORNING - hours * HOUR)
    desk.log_contact(call("Heron"))
    keys = [row.key for row in clocked(desk)]
    assert keys == ["contact:2", "contact:3", "contact:1"]
    assert [desk.position(View.CLOCKS, key) for key in (*keys, "contact:4")] == [0, 1, 2, None]
    assert [row.key for row in desk.window(View.CLOCKS, MORNING, text="reed").rows] == ["contact:3"]
    turned = Arrangement(Sort.DUE, reverse=True)
    assert [row.key for row in desk.window(View.CLOCKS, MORNING, arranged=turned).rows] == keys[::-1]


def test_what_ran_out_is_counted_by_itself_and_by_agency(desk: Desk) -> None:
    for name in ("Kite", "Stone"):
        desk.log_contact(call(name))
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    say(desk, desk.set_clock, 2, PROTECTION, MORNING - HOUR)
    just = MORNING + 71 * HOUR
    for now, over in ((just - timedelta(seconds=1), 0), (just, 1), (MORNING + 72 * HOUR, 2)):
        counts = desk.counts(now)
        assert (counts.clocks, counts.clocks_overdue) == (2, over)
        [agency] = desk.by_agency(View.CLOCKS, now)
        assert (agency.count, agency.overdue) == (2, over)


def test_a_call_that_is_put_right_or_opened_again_keeps_its_clock(desk: Desk) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    say(desk, desk.amend_contact, 1, call("Stone"))
    say(desk, desk.close_contact, 1, "advice")
    say(desk, desk.reopen_contact, 1)
    [row] = clocked(desk)
    assert row.status == "awaiting form"


def test_a_closed_call_that_is_found_tells_that_a_clock_runs(desk: Desk) -> None:
    desk.log_contact(call())
    say(desk, desk.close_contact, 1, "advice")
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    assert [row.status for row in desk.search("kite")] == ["call: closed, a statutory clock runs"]
    say(desk, desk.end_clock, 1, PROTECTION, MORNING)
    assert [row.status for row in desk.search("kite")] == ["call: closed"]


def test_its_history_is_told_in_words_and_in_londons_time(desk: Desk, clock: SetClock) -> None:
    clock.move(timedelta(days=60))  # in summer time
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, clock.now())
    say(desk, desk.end_clock, 1, PROTECTION, clock.now())
    say(desk, desk.undo_clock, 1)
    say(desk, desk.clear_clock, 1, PROTECTION)
    assert [entry.words for entry in desk.detail("contact:1").timeline][1:] == [
        "clock of police protection set, from 02/05/2026 11:00, by officer",
        "police protection said to be done, at 02/05/2026 11:00, by officer",
        "what was last said of police protection taken back by officer",
        "clock of police protection cleared by officer",
    ]


def test_the_audit_chain_stays_whole(desk: Desk, store: Store) -> None:
    desk.log_contact(call())
    say(desk, desk.set_clock, 1, PROTECTION, MORNING)
    say(desk, desk.undo_clock, 1)
    assert store.verify_audit() == []

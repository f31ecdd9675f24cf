"""The lists: what stands on each, in which order, and what is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from ingest.clock import SetClock
from ingest.desk import Desk, DeskRules
from ingest.domain.clocks import Counting, FollowUpRule
from ingest.domain.model import Caller, ContactChild, NewContact
from ingest.domain.statutory import StatutoryClock
from ingest.duty_desk import DutyDesk
from ingest.store import Store, boards
from ingest.views import CALL_WAITS, View
from parsers.form import Envelope, Outcome, Reading
from tests.desk_views import message_of, unread
from tests.records import MORNING, SurnameMatcher, call, form, referral

LATER = MORNING + timedelta(days=5)


def test_the_desk_is_a_duty_desk(desk: Desk) -> None:
    door: DutyDesk = desk
    assert door.outcomes() == ()


def test_awaiting_calls_stand_overdue_first_with_the_least_that_names_them(desk: Desk) -> None:
    desk.log_contact(call("Later", received_at=MORNING + timedelta(hours=3)))
    desk.log_contact(call("Earlier"))
    window = desk.window(View.AWAITING, MORNING + timedelta(hours=49))
    assert [row.label for row in window.rows] == ["Maya E.", "Maya L."]
    assert [row.status for row in window.rows] == ["overdue", "due soon"]
    assert window.rows[0].from_words == "Jo Bright, Ferry Lane Nursery"
    assert window.rows[0].due_at == MORNING + timedelta(hours=48)


def test_what_a_filter_leaves_is_counted_only_where_its_last_row_is_not_among_the_rows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for surname in ("Kite", "Kitson", "Bell", "Kitt"):
        desk.log_contact(call(surname))
    counted, size = list[str](), boards.size

    def told(conn: Connection, view: View, text: str = "", *rest: Any) -> int:
        counted.append(text)
        return size(conn, view, text, *rest)

    monkeypatch.setattr(boards, "size", told)
    for offset, limit, rows, words in ((0, 10, 3, [""]), (1, 10, 2, [""]), (0, 2, 2, ["", "kit"])):
        counted.clear()
        window = desk.window(View.AWAITING, MORNING, offset=offset, limit=limit, text="kit")
        assert (len(window.rows), window.shown, window.total, counted) == (rows, 3, 4, words)
    assert desk.window(View.AWAITING, MORNING, offset=9, text="kit").shown == 3


def test_several_children_are_counted_in_the_label(desk: Desk) -> None:
    children = (ContactChild("Maya", "Kite"), ContactChild("Bo", "Kite"), ContactChild(None, None))
    desk.log_contact(NewContact(MORNING, children=children))
    desk.log_contact(NewContact(MORNING))
    labels = [row.label for row in desk.window(View.AWAITING, MORNING).rows]
    assert labels == ["Maya K. +2", "child not named"]


def test_a_call_is_overdue_from_its_due_time_on(desk: Desk) -> None:
    desk.log_contact(call())
    due = MORNING + timedelta(hours=48)
    assert desk.counts(due - timedelta(seconds=1)).overdue == 0
    assert desk.counts(due - timedelta(seconds=1)).due_soon == 1
    assert desk.counts(due).overdue == 1
    assert desk.counts(due).due_soon == 0
    assert desk.counts(due - timedelta(hours=12, seconds=1)).due_soon == 0


@pytest.mark.parametrize("hours", [1, 7.5, 16, 48])
def test_working_hours_make_the_same_calls_overdue_in_the_count_and_in_the_list(
    store: Store, hours: float
) -> None:
    desk = Desk(
        store,
        "officer",
        SurnameMatcher(),
        DeskRules(follow_up=FollowUpRule(hours, Counting.WORKING_HOURS)),
    )
    for step in range(0, 24 * 7, 5):
        desk.log_contact(call(received_at=MORNING + timedelta(hours=step)))
    now = MORNING + timedelta(days=6, hours=2)
    rows = desk.window(View.AWAITING, now).rows
    overdue = [row for row in rows if row.status == "overdue"]
    assert desk.counts(now).overdue == len(overdue)
    assert rows[: len(overdue)] == tuple(overdue)


def test_a_window_shows_its_part_and_tells_the_whole(desk: Desk) -> None:
    for number in range(10):
        desk.log_contact(call(f"Name{number}", received_at=MORNING + timedelta(minutes=number)))
    window = desk.window(View.AWAITING, MORNING, offset=4, limit=3)
    assert [row.label for row in window.rows] == ["Maya N."] * 3
    assert [row.key for row in window.rows] == ["contact:5", "contact:6", "contact:7"]
    assert (window.shown, window.total) == (10, 10)
    filtered = desk.window(View.AWAITING, MORNING, text="  NAME3 maya ")
    assert [row.key for row in filtered.rows] == ["contact:4"]
    assert (filtered.shown, filtered.total) == (1, 10)


@pytest.mark.parametrize("view", list(View))
def test_every_row_knows_its_position(desk: Desk, take: Callable[..., int], view: View, store: Store) -> None:
    for number in range(6):
        made = desk.log_contact(call(f"Name{number}", received_at=MORNING - timedelta(hours=number)))
        desk.set_clock(made.id, StatutoryClock.POLICE_PROTECTION, MORNING, made.revision)
        take(referral(form(f"Name{number}", dob="2015-04-03" if number % 2 else None)))
        take(referral(form(f"Other{number}", forename=f"Child{number}")))
        take(unread())
        take(Reading(Outcome.NO_FORM, "an out-of-office answer"))
    rows = desk.window(view, MORNING).rows
    assert len(rows) >= 3
    assert [desk.position(view, row.key) for row in rows] == list(range(len(rows)))
    assert desk.position(view, "contact:999") is None
    assert desk.position(view, "referral:none") is None


def test_wildcards_in_a_search_are_only_characters(desk: Desk) -> None:
    desk.log_contact(call("Kite"))
    desk.log_contact(call("100%_K\\ite"))
    for text, found in (("%", 0), ("_", 0), ("\\", 0), ("k%e", 0), ("kite", 1), ("100%", 1), ("", 2)):
        assert desk.window(View.AWAITING, MORNING, text=text).shown == found, text
        assert len(desk.find_contacts(text)) == found, text


def test_the_best_suggestion_stands_first_among_the_unmatched(desk: Desk, take: Callable[..., int]) -> None:
    take(referral(form("Nobody")))
    desk.log_contact(call("Kite", dob=None))
    take(referral(form("Kite", forename="Bo")))
    statuses = [row.status for row in desk.window(View.UNMATCHED, MORNING).rows]
    assert statuses == ["suggested 60%", "no suggestion"]


def test_an_email_without_a_form_says_why_it_stands_there_though_its_reader_said_nothing(
    desk: Desk, take: Callable[..., int]
) -> None:
    take(Reading(Outcome.NO_FORM))
    [row] = desk.window(View.NO_FORM, MORNING).rows
    assert row.status == "no contact form in it"


def test_an_unread_email_counts_as_arrived_until_a_person_looks(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call(email="JO@ferry.example"))
    assert desk.counts(LATER).overdue == 1
    message_id = take(unread())
    assert desk.counts(LATER).overdue == 0
    [row] = desk.window(View.AWAITING, LATER).rows
    assert row.status == "email to open"
    assert desk.detail(row.key).contact_unopened == (f"message:{message_id}",)
    desk.dismiss(message_id, "an empty secure message", message_of(desk, message_id).revision)
    assert desk.counts(LATER).overdue == 1
    assert desk.detail(row.key).contact_unopened == ()


def test_an_unread_email_of_an_often_caller_takes_one_call_out_of_what_is_overdue(
    desk: Desk, take: Callable[..., int]
) -> None:
    for surname, hours in (("Kite", 3), ("Lark", 2), ("Moss", 1)):
        received_at = MORNING - timedelta(hours=hours)
        desk.log_contact(call(surname, received_at=received_at, email="jo@ferry.example"))
    take(unread())
    rows = desk.window(View.AWAITING, LATER).rows
    assert [row.status for row in rows] == ["overdue", "overdue", "email to open"]
    assert desk.counts(LATER).overdue == 2


def test_an_email_whose_sender_rang_before_and_owes_a_form_says_so_first_and_names_the_calls(
    desk: Desk, take: Callable[..., int]
) -> None:
    first, second = (
        desk.log_contact(
            call(surname, received_at=MORNING - timedelta(hours=hours), email="JO@ferry.example")
        )
        for surname, hours in (("Kite", 3), ("Lark", 2))
    )
    desk.log_contact(call("Later", received_at=MORNING + timedelta(hours=1), email="jo@ferry.example"))
    desk.log_contact(call("Other", received_at=MORNING - timedelta(hours=1), email="bo@ferry.example"))
    message_id = take(unread())
    [row] = desk.window(View.ATTENTION, LATER).rows
    assert row.status.startswith(CALL_WAITS)
    told = desk.detail(row.key).message_awaited_by
    assert [one.reference for one in told] == [first.reference, second.reference]
    assert told[0].due_at == desk.follow_up_due(first.received_at)
    for one in (first, second):
        desk.close_contact(one.id, "the form came by post", one.revision)
    [row] = desk.window(View.ATTENTION, LATER).rows
    assert not row.status.startswith(CALL_WAITS)
    assert desk.detail(f"message:{message_id}").message_awaited_by == ()


def test_an_absence_note_of_a_caller_is_told_as_one_and_not_as_what_a_call_waits_for(
    desk: Desk, take: Callable[..., int]
) -> None:
    desk.log_contact(call(received_at=MORNING - timedelta(hours=3), email="jo@ferry.example"))
    envelope = Envelope(subject="Automatic reply: your form", from_address="jo@ferry.example", automatic=True)
    take(Reading(Outcome.NO_FORM, envelope=envelope))
    [row] = desk.window(View.NO_FORM, MORNING).rows
    assert row.status == "automatic, no contact form in it"
    assert [one.reference for one in desk.detail(row.key).message_awaited_by] == ["C-000001"]


def test_an_unread_email_from_before_the_call_is_no_answer_to_it(
    desk: Desk, take: Callable[..., int]
) -> None:
    take(unread(), MORNING - timedelta(hours=1))
    desk.log_contact(call(email="jo@ferry.example"))
    assert desk.counts(LATER).overdue == 1


def test_matched_today_counts_from_midnight_in_london(
    desk: Desk, take: Callable[..., int], clock: SetClock
) -> None:
    clock.move(datetime(2026, 7, 1, 22, 59, tzinfo=UTC) - clock.now())
    desk.log_contact(call(received_at=clock.now()))
    take(referral(form()), clock.now())
    assert desk.counts(clock.now()).matched_today == 1
    clock.move(timedelta(minutes=1))
    assert desk.counts(clock.now()).matched_today == 0


def test_known_agencies_and_callers_come_from_the_calls(desk: Desk) -> None:
    desk.log_contact(call())
    desk.log_contact(NewContact(MORNING, caller=Caller("Al Frith", "City College")))
    assert set(desk.known_agencies()) == {"Ferry Lane Nursery", "City College"}
    assert list(desk.known_callers("City College")) == ["Al Frith"]
    assert list(desk.known_callers(None)) == ["Al Frith", "Jo Bright"]

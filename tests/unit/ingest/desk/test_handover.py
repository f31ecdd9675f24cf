"""What a handover tells, on both engines; and how little of a child it tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.desk.handover import initials
from ingest.domain.handover import Handover
from ingest.domain.statutory import StatutoryClock
from ingest.errors import CallerMistake
from ingest.report.handover import document, text
from ingest.store import Store
from ingest.views import View
from tests.desk_views import actions, contact_of, only_referral, unread
from tests.records import MORNING, SurnameMatcher, call, form, referral

SHIFT = timedelta(hours=8)


def told(desk: Desk, clock: SetClock, length: timedelta = SHIFT) -> Handover:
    return desk.handover(clock.now() - length, clock.now())


def test_what_waits_is_told_by_urgency_with_who_has_it(
    desk: Desk, take: Callable[..., int], clock: SetClock
) -> None:
    late = desk.log_contact(call("Otter", None, received_at=MORNING - timedelta(hours=50)))
    desk.log_contact(call("Heron", None))
    desk.claim(f"contact:{late.id}", late.revision)
    take(unread("someone@portal.example"))
    take(referral(form("Kestrel")))
    lists = {each.title: each for each in told(desk, clock).lists}
    assert list(lists)[:2] == ["Overdue: ring the caller", "Emails that nobody could read yet"]
    [overdue] = lists["Overdue: ring the caller"].items
    assert (overdue.name, overdue.child, overdue.holder) == (late.reference, "M. O.", "officer")
    [email] = lists["Emails that nobody could read yet"].items
    assert (email.child, email.of) == ("", "from portal.example")
    assert lists["Forms without a call"].total == 1
    assert lists["Awaiting a form, with time left"].total == 1
    assert told(desk, clock).held == (("officer", (late.reference,)),)


def test_a_call_of_whose_caller_an_email_waits_to_be_opened_is_no_overdue_one_as_on_the_board(
    desk: Desk, take: Callable[..., int], clock: SetClock
) -> None:
    waits = desk.log_contact(
        call("Otter", received_at=MORNING - timedelta(hours=50), email="jo@ferry.example")
    )
    desk.log_contact(call("Heron", None, received_at=MORNING - timedelta(hours=50)))
    take(unread())
    handover = told(desk, clock)
    lists = {each.title: each for each in handover.lists}
    assert lists["Overdue: ring the caller"].total == desk.counts(clock.now()).overdue == 1
    [item] = lists["Calls whose caller sent such an email: open it first"].items
    assert (item.name, item.status) == (waits.reference, "email to open")
    assert lists["Awaiting a form, with time left"].total == 0


def test_no_name_of_a_child_and_no_subject_is_told(
    desk: Desk, take: Callable[..., int], clock: SetClock
) -> None:
    desk.log_contact(call())
    take(unread())
    take(referral(form("Kestrel", forename="Rowan")))
    for name in ("Maya", "Kite", "Kestrel", "Rowan", "Secure message"):
        assert name not in text(told(desk, clock))


def test_what_was_done_since_the_shift_began_is_told_and_nothing_before(
    store: Store, desk: Desk, clock: SetClock
) -> None:
    before = desk.log_contact(call())
    clock.move(timedelta(hours=9))
    colleague = Desk(store, "colleague", SurnameMatcher())
    colleague.close_contact(before.id, "advice", before.revision)
    desk.log_contact(call("Otter", None, reference="LATER-1"))
    done = {one.by: one.acts for one in told(desk, clock).done}
    assert done == {
        "colleague": (("call closed, no form needed", 1, (before.reference,)),),
        "officer": (("call logged", 1, ("LATER-1",)),),
    }


def test_a_match_is_one_though_it_is_told_on_its_form_and_on_its_call(
    desk: Desk, clock: SetClock, take: Callable[..., int]
) -> None:
    first = desk.log_contact(call())
    take(referral(form()))
    view = only_referral(desk, View.MATCHED)
    acts = {words: (count, names) for one in told(desk, clock).done for words, count, names in one.acts}
    assert acts["match made automatically"] == (1, (f"form {view.id} with {first.reference}",))
    assert acts["call logged"] == (1, (first.reference,))


def test_a_long_shift_is_told_whole(desk: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.store.handover._CHUNK", 3)
    for number in range(10):
        desk.log_contact(call(f"Otter{number}", None))
        clock.move(timedelta(minutes=1))
    [done] = told(desk, clock).done
    assert done.acts[0][1] == 10


def test_notes_of_the_shift_are_told_and_audited_on_their_record(
    desk: Desk, clock: SetClock, store: Store
) -> None:
    contact = desk.log_contact(call())
    key = f"contact:{contact.id}"
    desk.add_note(key, "rang twice")
    clock.move(timedelta(hours=1))
    [note] = told(desk, clock).notes
    assert (note.name, note.by, note.text) == (contact.reference, "officer", "rang twice")
    assert told(desk, clock, timedelta(minutes=30)).notes == ()
    assert actions(store, key)[-1] == "handover.notes_told"
    assert actions(store)[-1] == "handover.made"


def test_a_time_of_another_year_is_told_with_its_year(desk: Desk, clock: SetClock) -> None:
    """What has waited since last October is not due this October."""
    desk.log_contact(call("Otter", None, received_at=MORNING - timedelta(hours=50)))
    desk.log_contact(call("Heron", None, received_at=MORNING - timedelta(days=150)))
    lines = text(told(desk, clock))
    assert "due Tue 03/03 08:00" in lines
    assert "due Mon 06/10/2025 11:00" in lines


def test_a_shift_to_come_or_of_weeks_is_refused(desk: Desk, clock: SetClock) -> None:
    for length in (timedelta(days=8), -timedelta(hours=1)):
        with pytest.raises(CallerMistake):
            told(desk, clock, length)


def test_the_paper_is_the_same_for_the_same_shift(desk: Desk, clock: SetClock) -> None:
    desk.log_contact(call())
    handover = told(desk, clock)
    assert document(handover) == document(handover)
    assert document(handover).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("label", "short"),
    [("Maya K. +1", "M. K. +1"), ("(no child named)", "(no child named)"), ("Łucja Ó.", "Ł. Ó."), ("", "")],
)
def test_a_child_is_initials(label: str, short: str) -> None:
    assert initials(label) == short


def test_statutory_clocks_stand_on_top_those_that_ran_out_first_whatever_became_of_the_form(
    desk: Desk, clock: SetClock
) -> None:
    assert not [each for each in told(desk, clock).lists if "clock" in each.title.lower()]
    for name in ("Otter", "Heron"):
        desk.log_contact(call(name))
    desk.close_contact(1, "advice", 1)
    protection, interview = StatutoryClock
    desk.set_clock(1, protection, MORNING - timedelta(hours=72), contact_of(desk, 1).revision)
    desk.set_clock(2, protection, MORNING, contact_of(desk, 2).revision)
    desk.set_clock(2, interview, MORNING + timedelta(hours=0), contact_of(desk, 2).revision)
    handover = told(desk, clock)
    over, running = handover.lists[:2]
    assert (over.title, over.total) == ("STATUTORY CLOCKS THAT HAVE RUN OUT", 1)
    assert [item.status for item in over.items] == ["police protection, closed"]
    assert (running.title, running.total) == ("Statutory clocks that run (72 hours)", 1)
    assert [item.status for item in running.items] == [
        "police protection, return-home interview, awaiting form"
    ]
    lines = text(handover)
    assert (
        "C-000001  M. O.  Jo Bright, Ferry Lane Nursery  due Tue 03/03 10:00  police protection, closed"
        in lines
    )
    assert "3 statutory clocks set" in lines
    assert document(handover).startswith(b"%PDF")


def test_a_call_that_awaits_its_form_tells_in_a_handover_until_when_a_clock_runs(
    desk: Desk, clock: SetClock
) -> None:
    desk.log_contact(call())
    desk.set_clock(1, StatutoryClock.POLICE_PROTECTION, MORNING, 1)
    [later] = [each for each in told(desk, clock).lists if each.title.startswith("Awaiting a form")]
    assert [item.status for item in later.items] == ["police protection to Fri 06/03 10:00, awaiting"]

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.clock import SetClock
from ingest.desk import Desk, DeskRules
from ingest.domain.clocks import Counting, FollowUpRule
from ingest.domain.model import Caller, Contact, ContactChild, ContactKind, MatchStatus, NewContact
from ingest.errors import CallerMistake, ChangedMeanwhile, NotFound
from ingest.store import Ledger, Store, audit
from ingest.views import DutyDesk, MessageView, ReferralView, View
from parsers.form import Child, ContactForm, Envelope, Outcome, Reading
from tests.records import MORNING, SurnameMatcher, arrival, call, form, referral

LATER = MORNING + timedelta(days=5)


@pytest.fixture
def take(ledger: Ledger) -> Callable[[Reading], int]:
    """Have one message arrive and be read as given; return its id."""
    arrived = iter(range(1, 1000))

    def one(reading: Reading, at: datetime = MORNING) -> int:
        [stored] = ledger.store_messages([arrival(next(arrived), received_at=at)])
        ledger.begin_reading(stored.message_id)
        ledger.record_reading(stored.message_id, reading, SurnameMatcher())
        return stored.message_id

    return one


def unread(address: str = "jo@ferry.example") -> Reading:
    envelope = Envelope(subject="Secure message", from_name="Jo Bright", from_address=address)
    return Reading(Outcome.NEEDS_ATTENTION, "it is encrypted", envelope=envelope)


def contact_of(desk: Desk, contact_id: int) -> Contact:
    found = desk.detail(f"contact:{contact_id}", MORNING).contact
    assert found is not None
    return found


def referral_of(desk: Desk, referral_id: str) -> ReferralView:
    found = desk.detail(f"referral:{referral_id}", MORNING).referral
    assert found is not None
    return found


def message_of(desk: Desk, message_id: int) -> MessageView:
    found = desk.detail(f"message:{message_id}", MORNING).message
    assert found is not None
    return found


def only_referral(desk: Desk, view: View = View.UNMATCHED) -> ReferralView:
    [row] = desk.window(view, MORNING).rows
    return referral_of(desk, row.key.removeprefix("referral:"))


def actions(store: Store, key: str | None = None) -> list[str]:
    with store.reading() as conn:
        return [event.action for event in audit.events(conn, key)]


def test_the_desk_is_a_duty_desk(desk: Desk) -> None:
    door: DutyDesk = desk
    assert door.outcomes() == ()


# lists


def test_awaiting_calls_stand_overdue_first_with_the_least_that_names_them(desk: Desk) -> None:
    desk.log_contact(call("Later", received_at=MORNING + timedelta(hours=3)))
    desk.log_contact(call("Earlier"))
    window = desk.window(View.AWAITING, MORNING + timedelta(hours=49))
    assert [row.label for row in window.rows] == ["Maya E.", "Maya L."]
    assert [row.status for row in window.rows] == ["overdue", "due soon"]
    assert window.rows[0].from_words == "Jo Bright, Ferry Lane Nursery"
    assert window.rows[0].due_at == MORNING + timedelta(hours=48)


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
def test_every_row_knows_its_position(
    desk: Desk, take: Callable[[Reading], int], view: View, store: Store
) -> None:
    for number in range(6):
        desk.log_contact(call(f"Name{number}", received_at=MORNING - timedelta(hours=number)))
        take(referral(form(f"Name{number}", dob="2015-04-03" if number % 2 else None)))
        take(referral(form(f"Other{number}", forename=f"Child{number}")))
        take(unread())
        take(Reading(Outcome.NO_FORM, "an out-of-office answer"))
    rows = desk.window(view, MORNING).rows
    assert len(rows) >= 3
    assert [desk.position(view, MORNING, row.key) for row in rows] == list(range(len(rows)))
    assert desk.position(view, MORNING, "contact:999") is None
    assert desk.position(view, MORNING, "referral:none") is None


def test_wildcards_in_a_search_are_only_characters(desk: Desk) -> None:
    desk.log_contact(call("Kite"))
    desk.log_contact(call("100%_K\\ite"))
    for text, found in (("%", 1), ("_", 1), ("\\", 1), ("k%e", 0), ("kite", 1), ("", 2)):
        assert desk.window(View.AWAITING, MORNING, text=text).shown == found, text
        assert len(desk.find_contacts(text)) == found, text


def test_the_best_suggestion_stands_first_among_the_unmatched(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    take(referral(form("Nobody")))
    desk.log_contact(call("Kite", dob=None))
    take(referral(form("Kite", forename="Bo")))
    statuses = [row.status for row in desk.window(View.UNMATCHED, MORNING).rows]
    assert statuses == ["suggested 60%", "no suggestion"]


def test_an_unread_email_counts_as_arrived_until_a_person_looks(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    desk.log_contact(call(email="JO@ferry.example"))
    assert desk.counts(LATER).overdue == 1
    message_id = take(unread())
    assert desk.counts(LATER).overdue == 0
    [row] = desk.window(View.AWAITING, LATER).rows
    assert row.status == "email to open"
    desk.dismiss(message_id, "an empty secure message", message_of(desk, message_id).revision)
    assert desk.counts(LATER).overdue == 1


def test_an_unread_email_from_before_the_call_is_no_answer_to_it(
    desk: Desk, take: Callable[..., int]
) -> None:
    take(unread(), MORNING - timedelta(hours=1))
    desk.log_contact(call(email="jo@ferry.example"))
    assert desk.counts(LATER).overdue == 1


def test_matched_today_counts_from_midnight_in_london(
    desk: Desk, take: Callable[[Reading], int], clock: SetClock
) -> None:
    clock.move(datetime(2026, 7, 1, 22, 59, tzinfo=UTC) - clock.now())
    desk.log_contact(call(received_at=clock.now()))
    take(referral(form()))
    assert desk.counts(clock.now()).matched_today == 1
    clock.move(timedelta(minutes=1))
    assert desk.counts(clock.now()).matched_today == 0


def test_known_agencies_and_callers_come_from_the_calls(desk: Desk) -> None:
    desk.log_contact(call())
    desk.log_contact(NewContact(MORNING, caller=Caller("Al Frith", "City College")))
    assert set(desk.known_agencies()) == {"Ferry Lane Nursery", "City College"}
    assert list(desk.known_callers("City College")) == ["Al Frith"]
    assert list(desk.known_callers(None)) == ["Al Frith", "Jo Bright"]


# contacts


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
    with pytest.raises(ChangedMeanwhile):
        desk.close_contact(made.id, "not needed", made.revision)
    assert contact_of(desk, made.id).claimed_by == "second"
    assert contact_of(desk, made.id).closure is None
    assert before == [action for action in actions(store) if action != "contact.viewed"]


def test_a_form_that_comes_in_meanwhile_stops_an_officer_from_closing_the_call(
    desk: Desk, take: Callable[[Reading], int]
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
        desk.detail(key, MORNING)
    with pytest.raises(NotFound):
        desk.claim(key, 1)


# matches


def test_a_suggestion_is_confirmed_and_the_confirmation_undone(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
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
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    [linked] = only_referral(desk, View.MATCHED).matches
    desk.reject_match(linked.id, "another child", linked.revision)
    assert desk.counts(MORNING).awaiting == 1
    desk.log_contact(call())
    (kept,) = desk.detail(f"contact:{made.id}", MORNING).contact_matches
    assert (kept.status, kept.reason) == (MatchStatus.REJECTED, "another child")
    desk.undo_match(kept.id, kept.revision)
    assert desk.counts(MORNING).awaiting == 0


def test_an_automatic_link_is_undone_into_a_suggestion_that_the_matching_leaves(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    [linked] = only_referral(desk, View.MATCHED).matches
    assert linked.status is MatchStatus.AUTO
    desk.undo_match(linked.id, linked.revision)
    assert desk.counts(MORNING).awaiting == 1
    desk.log_contact(call("Kite", dob=date(2001, 1, 1)))
    [match] = desk.detail(f"contact:{made.id}", MORNING).contact_matches
    assert match.status is MatchStatus.SUGGESTED


def test_a_form_is_linked_by_hand_and_the_link_undone(desk: Desk, take: Callable[[Reading], int]) -> None:
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
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    first, second = desk.log_contact(call()), desk.log_contact(call())
    take(referral(form()))
    take(referral(form(forename="Bo")))
    assert desk.counts(MORNING).awaiting == 0
    assert len(desk.detail(f"contact:{first.id}", MORNING).contact_matches) == 2
    assert len(desk.detail(f"contact:{second.id}", MORNING).contact_matches) == 2


def test_a_match_that_changed_meanwhile_is_not_settled(desk: Desk, take: Callable[[Reading], int]) -> None:
    desk.log_contact(call(dob=None))
    take(referral(form()))
    [offered] = only_referral(desk).matches
    desk.confirm_match(offered.id, offered.revision)
    with pytest.raises(ChangedMeanwhile):
        desk.reject_match(offered.id, "another child", offered.revision)
    with pytest.raises(NotFound):
        desk.confirm_match(999, 1)


def test_linking_to_a_call_that_is_not_there_changes_nothing(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    take(referral(form()))
    view = only_referral(desk)
    with pytest.raises(NotFound):
        desk.link(view.id, 999, "by phone", view.revision)
    assert referral_of(desk, view.id) == view


# referrals


def test_a_corrected_field_is_kept_beside_what_was_read_and_matched_anew(
    desk: Desk, take: Callable[[Reading], int]
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
    desk: Desk, take: Callable[[Reading], int], pointer: str, value: str, expected: object
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
    desk: Desk, take: Callable[[Reading], int], pointer: str, value: str
) -> None:
    take(referral(form()))
    view = only_referral(desk)
    with pytest.raises(CallerMistake):
        desk.correct_field(view.id, pointer, value, view.revision)
    assert referral_of(desk, view.id) == view


def test_the_two_ticks_are_apart_and_both_can_be_undone(desk: Desk, take: Callable[[Reading], int]) -> None:
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


def test_only_the_hubs_outcomes_can_be_decided(store: Store, take: Callable[[Reading], int]) -> None:
    desk = Desk(store, "officer", SurnameMatcher(), DeskRules(outcomes=("early help",)))
    take(referral(form()))
    view = only_referral(desk)
    with pytest.raises(CallerMistake):
        desk.decide(view.id, "fine", view.revision)


# messages


def test_an_email_is_dismissed_with_a_reason_and_restored_with_its_own(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    message_id = take(unread())
    desk.dismiss(message_id, "a test message", message_of(desk, message_id).revision)
    assert (desk.counts(MORNING).attention, desk.counts(MORNING).no_form) == (0, 1)
    dismissed = message_of(desk, message_id)
    assert dismissed.reason == "a test message"
    with pytest.raises(ChangedMeanwhile):
        desk.dismiss(message_id, "again", dismissed.revision)
    desk.restore(message_id, dismissed.revision)
    assert message_of(desk, message_id).reason == "it is encrypted"
    assert desk.counts(MORNING).attention == 1


def test_dismissing_an_email_does_not_hide_the_form_that_it_brought(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
    reading = referral(form())
    reading.outcome, reading.reason = Outcome.NEEDS_ATTENTION, "a second attachment is encrypted"
    message_id = take(reading)
    desk.dismiss(message_id, "the second is a photo", message_of(desk, message_id).revision)
    counts = desk.counts(MORNING)
    assert (counts.attention, counts.no_form, counts.unmatched) == (0, 0, 1)


def test_a_form_keyed_by_hand_is_matched_and_can_be_taken_back(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
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
    assert desk.detail(f"contact:{made.id}", MORNING).contact_matches == ()


def test_an_email_contact_is_made_once_and_starts_its_clock(
    desk: Desk, take: Callable[[Reading], int]
) -> None:
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


def test_an_email_contact_of_an_unread_email_settles_it(desk: Desk, take: Callable[[Reading], int]) -> None:
    message_id = take(unread())
    desk.make_email_contact(message_id, call(), message_of(desk, message_id).revision)
    counts = desk.counts(MORNING)
    assert (counts.attention, counts.no_form, counts.awaiting) == (0, 1, 1)


def test_raw_text_is_shown_cut_and_looked_at_under_audit(desk: Desk, ledger: Ledger, store: Store) -> None:
    [stored] = ledger.store_messages([arrival(1, "x" * 500_000)])
    assert len(desk.raw_text(stored.message_id)) == 200_000
    assert actions(store, f"message:{stored.message_id}") == ["message.raw_viewed"]


# audit


def test_every_look_at_a_record_is_audited_and_a_refresh_is_not(
    desk: Desk, store: Store, clock: SetClock
) -> None:
    one, two = desk.log_contact(call()), desk.log_contact(call("Other"))
    for _ in range(3):
        desk.detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 1
    desk.detail(f"contact:{two.id}", MORNING)
    desk.detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 2
    clock.move(timedelta(minutes=6))
    desk.detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 3
    Desk(store, "second", SurnameMatcher()).detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 4


def test_searches_are_audited_with_their_words(desk: Desk, store: Store) -> None:
    desk.window(View.AWAITING, MORNING, text="Kite")
    desk.window(View.AWAITING, MORNING, offset=200, text="Kite")
    desk.find_contacts("Kite")
    assert actions(store) == ["awaiting.searched", "contacts.searched"]
    with store.reading() as conn:
        assert [event.detail["text"] for event in audit.events(conn)] == ["Kite", "Kite"]


def test_a_records_history_tells_acts_and_not_looks(desk: Desk, clock: SetClock) -> None:
    made = desk.log_contact(call())
    desk.detail(f"contact:{made.id}", MORNING)
    clock.move(timedelta(minutes=1))
    desk.close_contact(made.id, "duplicate", made.revision)
    timeline = desk.detail(f"contact:{made.id}", MORNING).timeline
    assert [(entry.actor, entry.action) for entry in timeline] == [
        ("officer", "contact.logged"),
        ("officer", "contact.closed"),
    ]
    assert timeline[1].at == MORNING + timedelta(minutes=1)
    assert "duplicate" in timeline[1].detail


def test_after_every_kind_of_act_the_audit_chain_holds(
    desk: Desk, store: Store, take: Callable[[Reading], int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    desk.key_by_hand(message_id := take(unread()), form("Hand"), message_of(desk, message_id).revision)
    desk.close_contact(made.id, "done", contact_of(desk, made.id).revision)
    assert store.verify_audit() == []
    assert store.audit_head().seq == len(actions(store))

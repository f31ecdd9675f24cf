"""Lists are sorted, narrowed to an agency and kept under a name, the same on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select, update

from ingest.desk import Desk
from ingest.domain.matching import contact_keys, form_keys
from ingest.domain.model import Caller, Contact, ContactChild, NewContact
from ingest.errors import CallerMistake, ChangedMeanwhile
from ingest.store import Store
from ingest.store.schema import saved_filter
from ingest.views import Arrangement, Held, SavedFilter, Sort, View
from parsers.form import ContactForm
from tests.desk_views import actions, contact_of, only_referral, unread
from tests.records import MORNING, SurnameMatcher, call, form, referral


class ChildKeys(SurnameMatcher):
    """Keeps the keys that the matching would."""

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        return form_keys(form)

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        return contact_keys(contact)


CALLS = (("Zoe", "Bay School", 3), ("amy", "Ash Police", 9), ("Kim", None, 30), ("Bo", "Ash Police", 60))


def log_calls(desk: Desk) -> None:
    for forename, agency, hours in CALLS:
        child = ContactChild(forename, "Kite")
        at = MORNING - timedelta(hours=hours)
        desk.log_contact(NewContact(at, caller=Caller("Jo", agency), children=(child,)))


def labels(desk: Desk, sort: Sort, *, reverse: bool = False) -> list[str]:
    rows = desk.window(View.AWAITING, MORNING, arranged=Arrangement(sort, reverse)).rows
    return [row.label.split()[0] for row in rows]


def test_calls_are_sorted_by_what_was_chosen_and_what_is_not_known_comes_last(desk: Desk) -> None:
    log_calls(desk)
    desk.claim("contact:3", 1)
    desk.rate("contact:1", "amber", 1)
    desk.rate("contact:2", "red", 1)
    assert labels(desk, Sort.DUE) == ["Bo", "Kim", "amy", "Zoe"]
    assert labels(desk, Sort.RECEIVED) == ["Zoe", "amy", "Kim", "Bo"]
    assert labels(desk, Sort.CHILD) == ["amy", "Bo", "Kim", "Zoe"]
    assert labels(desk, Sort.AGENCY) == ["Bo", "amy", "Zoe", "Kim"]
    assert labels(desk, Sort.HOLDER)[0] == "Kim"
    assert labels(desk, Sort.RATING)[:2] == ["amy", "Zoe"]
    assert labels(desk, Sort.CHILD, reverse=True) == ["Zoe", "Kim", "Bo", "amy"]


def test_every_row_knows_its_position_however_the_list_is_arranged(
    desk: Desk, take: Callable[..., int]
) -> None:
    log_calls(desk)
    for number in range(3):
        take(referral(form(f"Name{number}", dob="2015-04-03" if number else None)))
        take(unread(f"{number}@post.example"))
    for view, sort, reverse in product(View, Sort, (False, True)):
        arranged = Arrangement(sort, reverse)
        rows = desk.window(view, MORNING, arranged=arranged).rows
        places = [desk.position(view, row.key, arranged=arranged) for row in rows]
        assert places == list(range(len(rows))), (view, sort, reverse)


def test_agencies_are_counted_with_what_is_overdue_and_a_list_is_narrowed_to_one(desk: Desk) -> None:
    log_calls(desk)
    counted = [(item.agency, item.count, item.overdue) for item in desk.by_agency(View.AWAITING, MORNING)]
    assert counted[0] == ("Ash Police", 2, 1)
    assert set(counted[1:]) == {("Bay School", 1, 0), (None, 1, 0)}
    window = desk.window(View.AWAITING, MORNING, arranged=Arrangement(agency="Ash Police"))
    assert [row.label for row in window.rows] == ["Bo K.", "amy K."]
    assert (window.shown, window.total) == (2, 4)
    unknown = desk.window(View.AWAITING, MORNING, arranged=Arrangement(agency=""))
    assert [row.label for row in unknown.rows] == ["Kim K."]


def test_a_list_is_narrowed_to_what_the_officer_has_claimed_or_nobody_has(store: Store, desk: Desk) -> None:
    log_calls(desk)
    colleague = Desk(store, "colleague", desk.matcher)
    desk.claim("contact:4", 1)
    colleague.claim("contact:2", 1)

    def shown(officer: Desk, held: Held) -> list[str]:
        arranged = Arrangement(held=held)
        window = officer.window(View.AWAITING, MORNING, arranged=arranged)
        places = [officer.position(View.AWAITING, row.key, arranged=arranged) for row in window.rows]
        assert places == list(range(window.shown))
        assert window.total == len(CALLS)
        return [row.label for row in window.rows]

    assert shown(desk, Held.MINE) == ["Bo K."]
    assert shown(colleague, Held.MINE) == ["amy K."]
    assert shown(desk, Held.NOBODYS) == shown(colleague, Held.NOBODYS) == ["Kim K.", "Zoe K."]
    assert desk.position(View.AWAITING, "contact:2", arranged=Arrangement(held=Held.MINE)) is None
    [agency] = desk.by_agency(View.AWAITING, MORNING, held=Held.MINE)
    assert (agency.agency, agency.count) == ("Ash Police", 1)


def test_a_filter_that_was_kept_before_lists_could_be_narrowed_to_whom_is_of_anybody(
    store: Store, desk: Desk
) -> None:
    desk.save_filter(SavedFilter("mine", View.AWAITING, "", Arrangement(held=Held.MINE)))
    assert desk.saved_filters()[0].arrangement.held is Held.MINE
    with store.writing() as conn:
        look = conn.execute(select(saved_filter.c.look)).scalar_one()
        del look["arrangement"]["held"]
        conn.execute(update(saved_filter).values(look=look))
    assert desk.saved_filters() == (SavedFilter("mine", View.AWAITING, "", Arrangement()),)


def test_filters_are_kept_for_each_officer_and_come_back_as_they_were(store: Store, desk: Desk) -> None:
    colleague = Desk(store, "colleague", desk.matcher)
    mine = SavedFilter("police first", View.AWAITING, "kite", Arrangement(Sort.AGENCY, True, "Ash Police"))
    desk.save_filter(mine)
    desk.save_filter(SavedFilter("  police   first ", View.DECISIONS, "", Arrangement()))
    assert desk.saved_filters() == (SavedFilter("police first", View.DECISIONS, "", Arrangement()),)
    desk.save_filter(mine)
    assert desk.saved_filters() == (mine,)
    assert colleague.saved_filters() == ()
    desk.forget_filter("police first")
    assert desk.saved_filters() == ()
    for name in ("  ", "x" * 41):
        with pytest.raises(CallerMistake):
            desk.save_filter(SavedFilter(name, View.AWAITING, "", Arrangement()))


def test_a_call_is_put_right_and_taken_back_and_the_audit_names_no_words(desk: Desk, store: Store) -> None:
    made = desk.log_contact(call("Kite"))
    said = NewContact(MORNING, caller=made.caller, children=(ContactChild("Maya", "Heron"),), concern="none")
    desk.amend_contact(made.id, said, made.revision)
    known = contact_of(desk, made.id)
    assert (known.children, known.concern) == (said.children, "none")
    assert desk.detail("contact:1").contact_amended_at is not None
    with pytest.raises(ChangedMeanwhile):
        desk.amend_contact(made.id, said, made.revision)
    desk.undo_amendment(made.id, known.revision)
    assert contact_of(desk, made.id).children == made.children
    with pytest.raises(CallerMistake):
        desk.undo_amendment(made.id, contact_of(desk, made.id).revision)
    told = [entry for entry in desk.audit_of("contact:1") if "amend" in entry.action]
    assert [entry.action for entry in told] == ["contact.amended", "contact.amendment_undone"]
    assert "Heron" not in repr(told)


def test_a_call_that_is_put_right_is_compared_with_the_forms_anew(
    desk: Desk, take: Callable[..., int]
) -> None:
    take(referral(form("Kite")))
    made = desk.log_contact(call("Kyte"))
    assert only_referral(desk).matches == ()
    said = NewContact(MORNING, caller=made.caller, children=(ContactChild("Maya", "Kite"),))
    desk.amend_contact(made.id, said, made.revision)
    assert [match.contact_id for match in only_referral(desk).matches] == [made.id]


def test_a_rating_of_a_call_is_shown_with_its_time_and_taken_back(desk: Desk) -> None:
    desk.log_contact(call())
    desk.rate("contact:1", "red", 1)
    detail = desk.detail("contact:1")
    assert detail.contact_rag == "red"
    assert detail.contact_rag_due_at == MORNING + timedelta(hours=4)
    [row] = desk.window(View.AWAITING, MORNING).rows
    assert (row.rag, row.status) == ("red", "RED, awaiting")
    desk.rate("contact:1", None, 2)
    assert desk.detail("contact:1").contact_rag is None


def test_an_email_is_not_rated(desk: Desk, take: Callable[..., int]) -> None:
    with pytest.raises(CallerMistake, match="make a contact"):
        desk.rate(f"message:{take(unread())}", "red", 1)


def test_a_childs_history_holds_records_in_their_order_and_audits_each(store: Store) -> None:
    desk = Desk(store, "officer", ChildKeys())
    desk.log_contact(call("Kite"))
    desk.log_contact(call("Other", dob=None, received_at=MORNING - timedelta(days=1)))
    desk.log_contact(call("Kite", received_at=MORNING - timedelta(days=3)))
    history = desk.child_history("contact:1")
    assert [row.key for row in history.records] == ["contact:3", "contact:1"]
    assert history.records[0].status == "like surname, same birthday"
    assert {happening.words for happening in history.happenings} == {"logged by officer"}
    assert "child.viewed" in actions(store, "contact:3")
    assert "child.viewed" in actions(store, "contact:1")

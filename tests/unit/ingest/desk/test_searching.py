"""What is found says how it stands, and no more is pointed out than was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ingest.desk import Desk
from ingest.domain.model import ContactChild
from ingest.store import Store
from tests.desk_views import actions, contact_of, referral_of, unread
from tests.records import RealKeys, call, form, referral


def statuses(desk: Desk, words: str) -> list[str]:
    return [row.status for row in desk.search(words)]


def test_a_call_that_is_found_says_whether_it_awaits_its_form(desk: Desk, take: Callable[..., int]) -> None:
    made = desk.log_contact(call())
    assert statuses(desk, "Kite") == ["call: awaits its form"]
    desk.close_contact(made.id, "advice", made.revision)
    assert statuses(desk, "Kite") == ["call: closed"]
    desk.reopen_contact(made.id, contact_of(desk, made.id).revision)
    take(referral(form()))
    assert statuses(desk, "Kite") == ["call: answered", "form: matched"]


def test_a_form_that_is_found_says_whether_another_replaced_it(desk: Desk, take: Callable[..., int]) -> None:
    take(referral(form("Reed"), form("Reedson")))
    assert statuses(desk, "Reed") == ["form: unmatched", "form: unmatched"]
    later, earlier = (row.key.removeprefix("referral:") for row in desk.search("Reed"))
    desk.merge(later, earlier, referral_of(desk, later).revision)
    assert statuses(desk, "Reed") == ["form: unmatched"]
    with desk.store.reading() as conn:
        assert desk.itself(conn, f"referral:{earlier}").status == "form: replaced"


def test_an_email_that_is_found_says_what_became_of_it(desk: Desk, take: Callable[..., int]) -> None:
    take(unread())
    [found] = statuses(desk, "Secure")
    assert found == "email: needs attention"


def test_no_more_look_alikes_of_each_kind_are_pointed_out_than_asked_for(store: Store) -> None:
    desk = Desk(store, "officer", RealKeys())
    keys = [f"contact:{desk.log_contact(call()).id}" for _ in range(5)]
    with store.reading() as conn:
        alike = desk.alike(conn, keys[0], limit=12)
        assert [row.key for row in alike] == keys[:0:-1], "newest first, and never the record itself"
        assert [len(desk.alike(conn, key, limit=1)) for key in keys] == [1] * 5
        others = desk.alike(conn, keys[0], limit=1, but=frozenset(keys[1:4]))
    assert [row.key for row in others] == keys[4:]


def test_a_child_who_is_being_told_of_is_looked_for_by_what_tells_it_from_others(store: Store) -> None:
    desk = Desk(store, "officer", RealKeys())
    told_of = desk.log_contact(call("Kite", date(2015, 4, 3)))
    namesake = desk.log_contact(call("Kyte", date(2009, 1, 30)))
    same_forename = desk.log_contact(call("Other", date(2015, 4, 3)))
    found = desk.known_child(ContactChild("Maya", "Kite", date(2015, 4, 3)))
    assert [(row.reference, row.status) for row in found] == [
        (told_of.reference, "like surname, same birthday"),
        (same_forename.reference, "like surname, same birthday"),
        (namesake.reference, "like name"),
    ]
    assert "everything.searched" in actions(store)


def test_nobody_is_looked_for_by_a_surname_or_a_birthday_alone(store: Store) -> None:
    desk = Desk(store, "officer", RealKeys())
    desk.log_contact(call("Kite", date(2015, 4, 3)))
    assert desk.known_child(ContactChild(surname="Kite")) == ()
    assert desk.known_child(ContactChild(dob=date(2015, 4, 3))) == ()
    assert "everything.searched" not in actions(store)

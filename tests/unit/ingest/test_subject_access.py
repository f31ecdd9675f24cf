"""A child's whole history leaves the program as asked: all of it, or nobody but the child."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ingest.desk import Desk
from ingest.domain.statutory import StatutoryClock
from ingest.errors import CallerMistake, NotFound
from ingest.store import Ledger, Store, audit
from ingest.subject_access import records_about
from parsers.form import Child, Person
from tests.desk_views import contact_of
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, call, form, referral

THIRD = (
    *("Jo Bright", "Finn", "Uncle", "without a coat", "rang again", "Ferry Lane", "ferry.example"),
    *("aunt Bea", "Dr Iyer", "glasses", "Section 20"),
)


@pytest.fixture
def keys(desk: Desk, ledger: Ledger) -> list[str]:
    contact = desk.log_contact(call())
    desk.add_note(f"contact:{contact.id}", "her aunt rang again")
    told = form()
    told.children.append(Child(forename="Finn", surname="Kite", dob="2017-01-02"))
    maya = told.children[0]
    maya.current_location, maya.gp = "with her aunt Bea", "Dr Iyer"
    maya.disability_detail, maya.legal_status = "wears her mother's glasses", "Section 20, by Judge Ames"
    told.people.append(Person(name="Uncle Ned Kite"))
    [stored] = ledger.store_messages([arrival()])
    begin_reading(ledger, stored.message_id)
    [referral_id] = ledger.record_reading(stored.message_id, referral(told), SurnameMatcher()).referral_ids
    return [f"contact:{contact.id}", f"referral:{referral_id}", f"message:{stored.message_id}"]


def test_everything_that_is_held_is_told_and_each_record_is_audited(
    desk: Desk, store: Store, keys: list[str]
) -> None:
    found = records_about(desk, keys)
    assert [record["key"] for record in found] == keys
    text = json.dumps(found)
    assert all(words in text for words in THIRD)
    assert found[0]["notes"][0]["text"] == "her aunt rang again"
    with store.reading() as conn:
        assert [audit.events(conn, key)[-1].action for key in keys] == ["subject_access.exported"] * 3


def test_without_third_parties_only_the_child_is_left_and_what_is_withheld_is_named(
    desk: Desk, keys: list[str]
) -> None:
    found = records_about(desk, keys, third_parties=False)
    text = json.dumps(found)
    assert [words for words in THIRD if words in text] == []
    assert [child["forename"] for child in found[1]["form"]["children"]] == ["Maya"]
    assert found[1]["other_children"] == 1
    assert {"form.people", "form.referrer", "form.concern"} <= set(found[1]["withheld"])
    assert {"form.children.gp", "form.children.current_location"} <= set(found[1]["withheld"])
    assert {"caller", "notes", "history"} <= set(found[0]["withheld"])


def test_a_namesake_born_on_another_day_is_another_child(desk: Desk, keys: list[str]) -> None:
    unsaid = desk.log_contact(call(dob=None))
    another = desk.log_contact(call(dob=date(2009, 9, 9)))
    chosen = [keys[0], f"contact:{unsaid.id}", f"contact:{another.id}"]
    found = records_about(desk, chosen, third_parties=False)
    assert [len(record["children"]) for record in found] == [1, 1, 0]


def test_a_child_that_is_not_there_and_a_record_that_is_not_there_are_told(
    desk: Desk, keys: list[str]
) -> None:
    with pytest.raises(CallerMistake, match="names 1 children"):
        records_about(desk, keys, 2)
    with pytest.raises(NotFound):
        records_about(desk, ["contact:999"])


def test_the_clocks_of_a_call_are_the_childs_own_and_name_no_officer(desk: Desk, keys: list[str]) -> None:
    desk.set_clock(1, StatutoryClock.RETURN_INTERVIEW, MORNING, contact_of(desk, 1).revision)
    for third_parties in (True, False):
        [record] = records_about(desk, keys[:1], third_parties=third_parties)
        [told] = record["clocks"]
        assert told["clock"] == "return_home_interview"
        assert "officer" not in json.dumps(told)

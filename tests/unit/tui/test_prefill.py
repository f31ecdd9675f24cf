"""What is typed in the call form, and what it says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.domain.model import ContactKind
from tui.screens.prefill import (
    Typed,
    corrected,
    fault_of,
    note_field,
    note_received,
    typed_contact,
    typed_from,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("words", ["22/11/2026 10:15", "10:15", "22 November 2026 10:15"])
def test_a_time_is_read_as_people_type_it(words: str) -> None:
    assert not note_received(words, NOW).wrong
    contact = typed_contact(Typed(received=words, caller={"name": "Sam"}), NOW)
    assert contact.received_at == datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize("words", ["", "soon", "23/11/2026 10:15", "29/03/2026 01:30"])
def test_a_time_that_cannot_be_is_wrong(words: str) -> None:
    assert note_received(words, NOW).wrong


def test_a_time_that_came_twice_is_pointed_out() -> None:
    assert "twice" in note_received("25/10/2026 01:30", NOW).words


@pytest.mark.parametrize(
    ("name", "words", "note", "wrong"),
    [
        ("dob", "3/4/15", "✓ 3 April 2015, 11 years", False),
        ("dob", "22/11/2025", "✓ 22 November 2025, 1 year", False),
        ("dob", "1/1/2027", "▲ in the future: an expected delivery?", False),
        ("dob", "8/13/2015", "✗ day first, as 23/4/2015", True),
        ("dob", "2015", "✗ day first, as 23/4/2015", True),
        ("dob", "31/02/2015", "✗ there is no such day", True),
        ("dob", "age 7", "✗ an age: say it under Concern", True),
        ("dob", "5 months", "✗ an age: say it under Concern", True),
        ("dob", "unborn", "✗ a date, or leave it blank", True),
        ("postcode", "po49zz", "✓ PO4 9ZZ", False),
        ("postcode", "nonsense", "✗ not a postcode", True),
        ("phone", "ext 12", "▲ not a full number: kept", False),
        ("email", "a@b", "✗ not an email address", True),
        ("forename", "Robin", "", False),
        ("dob", "", "", False),
    ],
)
def test_each_box_says_how_it_was_read(name: str, words: str, note: str, wrong: bool) -> None:
    told = note_field(name, words, TODAY)
    assert (told.words, told.wrong) == (note, wrong)


def test_what_is_typed_becomes_a_contact_and_empty_children_are_left_out() -> None:
    typed = Typed(
        "22/11/2026 10:15",
        {"name": " Sam ", "phone": "ext 12", "email": ""},
        [{"forename": "Ann", "dob": "3/4/15", "postcode": "po49zz"}, {"forename": " "}],
        " worried ",
    )
    contact = typed_contact(typed, NOW)
    assert contact.kind is ContactKind.PHONE
    assert contact.caller.name == "Sam"
    assert contact.caller.phone == "ext 12"
    assert contact.caller.email is None
    assert len(contact.children) == 1
    assert contact.children[0].dob == date(2015, 4, 3)
    assert contact.concern == "worried"


def test_a_contact_goes_into_the_boxes_and_comes_back_the_same() -> None:
    typed = Typed(
        "22/11/2026 10:15", {"name": "Sam"}, [{"forename": "Ann", "dob": "03/04/2015"}], "worried", 7
    )
    contact = typed_contact(typed, NOW)
    assert contact.kind is ContactKind.EMAIL
    assert typed_contact(typed_from(contact), NOW) == contact


def test_a_draft_comes_back_as_it_was_kept() -> None:
    typed = Typed("10:15", {"name": "Sam"}, [{"forename": "Ann"}], "worried")
    assert Typed.from_json(typed.to_json()) == typed


@pytest.mark.parametrize(
    ("pointer", "words", "value"),
    [
        ("/children/0/dob", "4 April 2015", "2015-04-04"),
        ("/children/0/postcode", "po49zz", "PO4 9ZZ"),
        ("/children/0/disability", "Yes", "yes"),
        ("/information_sharing/parents_informed", "No", "no"),
        ("/children/0/forename", "Ann", "Ann"),
        ("/referrer/phone", "ext 12", "ext 12"),
    ],
)
def test_a_correction_is_kept_as_records_keep_it(pointer: str, words: str, value: str) -> None:
    assert corrected(pointer, words).value == value
    assert fault_of(pointer, words) is None


@pytest.mark.parametrize(
    ("pointer", "words"), [("/children/0/dob", "soon"), ("/children/0/disability", "maybe so")]
)
def test_a_correction_that_a_field_cannot_hold_is_refused(pointer: str, words: str) -> None:
    assert fault_of(pointer, words)


def test_a_call_just_now_is_not_in_the_future() -> None:
    assert not note_received("22/11/2026 12:00", NOW + timedelta(seconds=30)).wrong

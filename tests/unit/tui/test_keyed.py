"""What an officer keys by hand can say all that a form that was read can, and nothing malformed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form import ContactForm
from tui.screens.keyed import ORDER, ROWS, boxes_of, form_of, is_blank, note_of, rows_in

TODAY = date(2026, 11, 22)


def every_pointer() -> list[str]:
    pointers = [pointer for pointer, _ in boxes_of("")]
    for part in ORDER:
        numbers = (0, 1) if part in ROWS else (None,)
        pointers += [pointer for number in numbers for pointer, _ in boxes_of(part, number)]
    return pointers


def paths(value: object, under: str = "") -> set[str]:
    if isinstance(value, dict):
        return {path for name, item in value.items() for path in paths(item, f"{under}/{name}")}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {path for number, item in enumerate(value) for path in paths(item, f"{under}/{number}")}
    return {under}


def test_every_field_of_the_record_has_a_box() -> None:
    form = form_of({"/children/1/forename": "Ann", "/people/1/name": "Kim", "/professionals/1/name": "Jo"})
    two = {path.replace("/0/", "/1/") for path in paths(form.to_dict())}
    assert two == {pointer for pointer in every_pointer() if "/0/" not in pointer}


def test_several_children_and_all_that_is_said_of_each_are_kept() -> None:
    form = form_of(
        {
            "/children/0/forename": " Ann ",
            "/children/0/dob": "3/4/15",
            "/children/0/aliases": "Annie; Nan ;",
            "/children/0/age": "11",
            "/children/1/surname": "",
            "/children/2/forename": "Bo",
            "/children/2/gender": "F",
            "/people/0/parental_responsibility": "Y",
            "/information_sharing/parents_informed": "no",
            "/information_sharing/parents_not_informed_reason": "it would put her at risk",
            "/threshold_level": "4",
            "/concern/types": "Neglect",
            "/concern/reason": "Came alone.\nTwice.",
        }
    )
    ann, bo = form.children
    assert (ann.forename, ann.dob, ann.aliases, ann.age) == ("Ann", "2015-04-03", ["Annie", "Nan"], 11)
    assert (bo.forename, bo.gender) == ("Bo", "female")
    assert form.people[0].parental_responsibility == "yes"
    assert form.information_sharing.parents_not_informed_reason == "it would put her at risk"
    assert (form.threshold_level, form.concern.types) == ("4", ["Neglect"])
    assert form.concern.reason == "Came alone.\nTwice."


@pytest.mark.parametrize(
    ("pointer", "words", "wrong"),
    [
        ("/children/0/dob", "31/2/2015", True),
        ("/children/0/dob", "3/4/15", False),
        ("/children/0/age", "twelve", True),
        ("/children/0/age", "400", True),
        ("/children/0/nhs_number", "123", True),
        ("/children/0/disability", "perhaps so", True),
        ("/children/0/disability", "no", False),
        ("/referrer/email", "jo at school", True),
        ("/completed_on", "yesterday", True),
        ("/referrer/name", "anything", False),
        ("/children/0/aliases", "a; b", False),
    ],
)
def test_what_cannot_be_read_is_said_while_it_is_typed(pointer: str, words: str, wrong: bool) -> None:
    assert note_of(pointer, words, TODAY).wrong is wrong


def test_an_age_in_the_place_of_a_birthday_is_sent_to_the_box_that_is_there_for_it() -> None:
    today = date(2026, 11, 22)
    assert note_of("/children/0/dob", "7 yrs", today).words == "✗ an age: say it under Age"
    assert note_of("/people/0/dob", "about 42", today).words == "✗ an age: say it under Reason"


def test_a_draft_has_boxes_for_every_row_that_was_typed_in() -> None:
    assert rows_in({}) == {"children": 1, "people": 0, "professionals": 0}
    draft = {"/children/2/forename": "Ann", "/people/0/name": "", "/nonsense": "x", "/people/x/name": "y"}
    assert rows_in(draft) == {"children": 3, "people": 1, "professionals": 0}


@given(st.dictionaries(st.sampled_from(every_pointer()), st.text(max_size=20)))
def test_whatever_is_typed_the_form_holds_what_the_record_can(words: dict[str, str]) -> None:
    readable = {
        pointer: typed for pointer, typed in words.items() if not note_of(pointer, typed, TODAY).wrong
    }
    form = form_of(readable)
    assert ContactForm.from_dict(form.to_dict()) == form
    if is_blank(readable):
        assert form.is_empty()

"""Form fields that stand free on a page: what is printed beside them, and what their own names say."""

from __future__ import annotations

from parsers.blocks import Cell, Document, Line, Table, Text
from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, line


def field(*printed: str, value: str, hint: str | None = None) -> Line:
    return Line((*map(Text, printed), Text(value, filled=True, hint=hint)))


def test_a_number_beside_a_field_leaves_the_word_to_the_field_s_own_label(said: Said) -> None:
    names = [
        field("Q1", value="Ida", hint="Child's forename"),
        field("Q2", value="Vale", hint="Child's surname"),
    ]
    writer = field("Q3", value="Ann Lee", hint="Referrer's name")
    found = said(form(*names, writer))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]
    assert found["referrer"]["name"] == "Ann Lee"


def test_a_printed_label_that_is_known_is_believed_before_the_field_s_own(said: Said) -> None:
    found = said(form(CHILD, field("Forename", value="Ida", hint="Surname"), field("Surname", value="Vale")))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_a_note_between_a_label_and_its_field_is_no_answer(said: Said) -> None:
    note = "Facts not opinion. Use the child's own words."
    views = field("What does the child say?", note, value="I want to go home.")
    assert (
        said(form(CHILD, field("Forename", value="Ida"), views))["concern"]["child_views"]
        == "I want to go home."
    )


def test_a_note_above_an_empty_field_is_no_answer(said: Said) -> None:
    views = field("What does the child say?", "Use the child's own words.", value="")
    assert "child_views" not in said(form(CHILD, field("Forename", value="Ida"), views))["concern"]


def test_a_date_in_three_fields_with_their_captions_before_them_is_one_date(said: Said) -> None:
    parts = [field("Day", value="27"), field("Month", value="06"), field("Year", value="2012")]
    found = said(form(CHILD, field("Forename", value="Ida"), line("Date of birth"), *parts))
    assert found["children"] == [{"forename": "Ida", "dob": "2012-06-27"}]


def test_what_is_asked_again_on_a_continuation_sheet_goes_on_with_its_answer(said: Said) -> None:
    first = field("What does the child say?", value="I want to go home.")
    more = field("What does the child say? (continued)", value="I want my dog.")
    found = said(form(CHILD, field("Forename", value="Ida"), first, more))
    assert found["concern"]["child_views"] == "I want to go home. I want my dog."


def test_a_time_right_after_the_day_of_the_call_is_that_of_the_call(said: Said) -> None:
    asked = [field("Date of telephone referral", value="03/02/2026"), field("Time", value="14:35")]
    found = said(form(*asked, CHILD, field("Forename", value="Ida")))
    assert found["telephone_contact_at"] == "2026-02-03T14:35:00+00:00"


def test_a_colon_in_a_column_of_its_own_is_no_part_of_the_answer(said: Said) -> None:
    found = said(form(CHILD, line("NAME", ": Ida Vale"), line("SEX", ": Female")))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "gender": "female"}]


def test_a_name_in_two_fields_with_their_captions_is_one_name(said: Said) -> None:
    child = [line("Name of child"), field("First", value="Ida"), field("Last", value="Vale")]
    writer = [line("Your name"), field("First", value="Ann"), field("Last", value="Lee")]
    found = said(form(*child, field("Your role", value="Nurse"), *writer))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]
    assert found["referrer"]["name"] == "Ann Lee"


def test_fields_with_nothing_printed_beside_them_answer_to_their_own_names(said: Said) -> None:
    names = [field(value="Ida", hint="ChildForename"), field(value="Vale", hint="ChildSurname")]
    found = said(form(*names, field(value="Ann Lee", hint="ReferrerName")))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]
    assert found["referrer"]["name"] == "Ann Lee"


def test_a_field_right_below_a_question_answers_that_whatever_it_is_called(said: Said) -> None:
    found = said(
        form(CHILD, field("Forename", value="Ida"), line("Surname"), field(value="Vale", hint="Forename"))
    )
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]


TOLD = (
    "Over the weekend Bo was picked up twice by officers, once at the skate park at 1.40 am and once in a car "
    "with an adult of 29 who is known to us. He smelt of cannabis and would not say where he had been."
)


def test_what_is_filled_in_below_its_label_in_one_cell_is_no_part_of_the_label(said: Said) -> None:
    boxes = [
        ("Name of referrer", "Ann Lee"),
        ("Child's name", "Bo Vale"),
        ("Adult's name", "Una Vale"),
        ("How are they related to the child?", "Mother"),
        ("Mobile number", "07700 900123"),
        ("Summary of concerns", TOLD),
        ("Strengths and protective factors", "Always brought for appointments."),
    ]
    ruled = Table(tuple((Cell((Text(label), Text(answer, filled=True))),) for label, answer in boxes))
    found = said(Document((ruled,), "pdf_form"))
    assert found["concern"] == {"reason": TOLD, "strengths": "Always brought for appointments."}
    assert found["people"] == [{"name": "Una Vale", "relationship": "Mother", "phone": "+447700900123"}]

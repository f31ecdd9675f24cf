"""What texts say as values, and where they say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.values import (
    blank,
    narrative,
    read_age,
    read_email,
    read_gender,
    read_nhs_number,
    read_phone,
    read_postcode,
    read_tri,
    split_address,
)


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "Choose an item.", "Click or tap here to enter text.", "Click here to enter a date.", "DD/MM/YYYY",
        "dd.mm.yy", "Select…", "M/F", "Y/N", "Yes / No", "Not answered",
        "Respondent skipped this question", "____", "....", "-", "--Please select--",
        "Yes / No (delete as appropriate)", "[ ]", "(not provided)", "[No answer]", "<not given>",
        "Enter address here", "Please type your full name here.",
        "Select agency", "e.g. Smith", "(e.g. 01 2345)", "House number, street, town",
        "Please enter", "[enter text]", "Please specify...", "(please add details)",
    ],
)  # fmt: skip
def test_a_placeholder_is_blank(text: str) -> None:
    assert blank(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Select Road",
        "Road House 4",
        "Noor",
        "Townhouse",
        "Mary Choose",
        "No",
        "N",
        "D",
        "M",
        "Not Answered Lane 4",
    ],
)
def test_words_that_only_resemble_a_placeholder_stand(text: str) -> None:
    assert blank(text) == text


def test_white_space_is_folded_and_invisible_marks_go() -> None:
    assert blank("  Ann\u200b \n Lee\t") == "Ann Lee"


def test_a_long_answer_loses_its_placeholder_lines() -> None:
    assert narrative("He fell.\n______\nShe called.") == "He fell. She called."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("023 9268 8793", "+442392688793"),
        ("+44 (0)23 9200 0001", "+442392000001"),
        ("07700-900976", "+447700900976"),
        ("Tel. 0131 496 0000 ext 4", "+441314960000"),
        ("07700 900976 / 023 9200 0968", "+447700900976"),
    ],
)
def test_a_telephone_number_is_e164(text: str, number: str) -> None:
    assert read_phone(text).value == number


def test_what_is_no_number_stands_as_written_with_a_warning() -> None:
    found = read_phone("ask at 123")
    assert found.value == "ask at 123"
    assert found.warning is not None


def test_an_email_is_found_in_its_words() -> None:
    assert read_email("e: Ann.Lee@school.example (secure)").value == "Ann.Lee@school.example"
    assert read_email("by post").value is None


@pytest.mark.parametrize("text", ["|.lee@school.example", ".lee@school.example", "ann.@school.example"])
def test_what_is_left_of_an_email_address_is_none(text: str) -> None:
    assert read_email(text).value is None


def test_an_email_address_right_behind_a_tables_stroke_is_read() -> None:
    assert read_email("|ann@school.example|").value == "ann@school.example"


def test_a_dotted_line_before_an_email_address_is_no_part_of_it() -> None:
    assert read_email("......ann@school.example").value == "ann@school.example"


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("po12ab", "PO1 2AB"), ("SW1A  1AA", "SW1A 1AA"), ("ZZ99 3VZ", "ZZ99 3VZ"), ("Hexby", None)],
)
def test_a_postcode_is_upper_case_with_one_space(text: str, postcode: str | None) -> None:
    assert read_postcode(text).value == postcode


def test_an_address_is_one_line_and_its_postcode_apart() -> None:
    assert split_address("Flat 4\n1 Low Road,\nHexby\nHX1 1AA") == ("Flat 4, 1 Low Road, Hexby", "HX1 1AA")
    assert split_address("PO1 2AB") == (None, "PO1 2AB")
    assert split_address(None) == (None, None)


@pytest.mark.parametrize("text", ["999 000 0001", "1111111111", "99912", "999 123 45678"])
def test_an_nhs_number_that_fails_its_check_is_none_with_its_text(text: str) -> None:
    found = read_nhs_number(text)
    assert found.value is None
    assert text in (found.warning or "")


def test_an_nhs_number_passes_in_any_grouping() -> None:
    assert read_nhs_number("999 536 6312").value == "9995366312"
    assert read_nhs_number("９９９-536-6312").value == "9995366312"


@pytest.mark.parametrize(
    ("text", "age"), [("10", 10), ("aged 4", 4), ("7 yrs 3 months", 7), ("10 Low Road", None)]
)
def test_an_age_is_a_whole_number_of_years(text: str, age: int | None) -> None:
    assert read_age(text).value == age


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes", "yes"), ("y", "yes"), ("NO", "no"), ("N/K", "not_known"), ("don't know", "not_known"), ("Y/N", None),
        ("☒ Yes ☐ No", "yes"), ("Yes ☐ No ☒", "no"), ("☐ Yes ☐ No", None), ("/ N (delete as appropriate)", "no"),
        ("Y / (please delete as appropriate)", "yes"), ("Yes / No (delete as appropriate)", None), ("/ N / NK", None),
        ("No one at home", None), ("", None), ("☐ Ydynt (Yes) ☒ Nac ydynt (No)", "no"), ("Yes (no longer at home)", "yes"),
        ("☒ ☐ Yes ☐ ☒ No", None), ("☐ Yes ☒ No ☒", None), ("☐ ☐ Yes ☒ ☒ No", "no"), ("☐ ☐ ☒ Not known", "not_known"),
    ],
)  # fmt: skip
def test_a_tri_state_is_what_was_plainly_chosen(text: str, answer: str | None) -> None:
    assert read_tri(text).value == answer


@pytest.mark.parametrize(
    ("text", "gender"),
    [("F", "female"), ("Girl", "female"), ("male", "male"), ("M/F", None), ("Non-binary", "other")],
)
def test_a_gender_is_normalised(text: str, gender: str | None) -> None:
    assert read_gender(text).value == gender


@given(st.text(max_size=80))
def test_no_text_whatever_breaks_a_reader(text: str) -> None:
    for reader in (read_phone, read_email, read_postcode, read_nhs_number, read_tri, read_gender):
        assert 0.0 <= reader(text).confidence <= 1.0
    assert read_age(text).value is None or read_age(text).value in range(100)
    split_address(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("☒ Ydynt / Yes ☐ Nac ydynt / No", "yes"),
        ("☐ Ydynt / Yes ☒ Nac ydynt / No", "no"),
        ("Nac ydych", "no"),
    ],
)
def test_answers_in_welsh_are_read(text: str, answer: str) -> None:
    assert read_tri(text).value == answer


@pytest.mark.parametrize(
    "text", ["«School»", "<<Surname>>", "{{dob}}", "Question not shown", "Skipped", "Not shown"]
)
def test_what_systems_write_where_nothing_was_put_in_is_blank(text: str) -> None:
    assert blank(text) is None


def test_a_cases_number_within_its_year_is_no_telephone_number() -> None:
    assert read_phone("Case reference 2025/004417").confidence <= 0.5
    assert read_phone("2025/004417, 023 9200 0118").value == "+442392000118"


@pytest.mark.parametrize(
    ("text", "address", "postcode"),
    [
        ("3 Mill Row, Hexby, SE8 4VC", "3 Mill Row, Hexby", "SE8 4VC"),
        ("3 Mill Row\nHexby\nSA43 1KM.", "3 Mill Row, Hexby", "SA43 1KM"),
        ("Flat 2, Unit B2 Mill Row", "Flat 2, Unit B2 Mill Row", None),
        ("3 Mill Row, PO1 2AB, by the depot E1 2MC", "3 Mill Row, by the depot E1 2MC", "PO1 2AB"),
    ],
)
def test_a_typed_postcode_that_no_place_has_is_parted_from_its_address(
    text: str, address: str, postcode: str | None
) -> None:
    assert split_address(text, typed=True) == (address, postcode)


def test_a_postcode_that_no_place_has_is_kept_with_a_warning_where_it_was_typed() -> None:
    typed = read_postcode("SE8 4VC", typed=True)
    assert (typed.value, typed.confidence < 0.9, bool(typed.warning)) == ("SE8 4VC", True, True)
    assert read_postcode("SE8 4VC").value is None

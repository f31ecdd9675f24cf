"""What stands where a name is asked, and is nobody's."""

from __future__ import annotations

import pytest

from parsers.assembly.answers.doubt import is_no_name, is_printed
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, table


@pytest.mark.parametrize(
    "words",
    [
        "Date submitted",
        "Role in practice",
        "Housing Officer",
        "28th October 2025",
        "Date of this report: 18/10/2025",
        "Ethnicity White British",
        "Stapleton-",
        "1 Vale",
    ],
)
def test_labels_roles_dates_and_half_names_are_nobody(words: str) -> None:
    assert is_no_name(words)


@pytest.mark.parametrize("name", ["Ida Vale", "Ann Nurse", "Tom Page", "PC 4471 Ann Lee", "Anne-Marie Guard"])
def test_names_that_are_words_too_stay_names(name: str) -> None:
    assert not is_no_name(name)


@pytest.mark.parametrize(
    "words",
    [
        "M/F DOB / EDD",
        "College",
        "Nursery NHS No.",
        "Job title",
        "Gender",
        "First Name(s)",
        "M",
        "Hazards for visiting staff",
    ],
)
def test_what_is_left_of_titles_that_a_narrow_column_broke_is_nobody(words: str) -> None:
    assert is_printed("forename", words)


@pytest.mark.parametrize(
    "name",
    ["Ida", "Vale", "Ann-Marie", "Church", "Edda", "Nameer", "O'Neill", "Maria de la Cruz", "ida vale"],
)
def test_names_near_to_printed_words_stay_names(name: str) -> None:
    assert not is_printed("surname", name)


def test_a_role_where_who_refers_was_asked_is_left_blank(said: Said) -> None:
    found = said(
        form(
            table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"]),
            heading("Referrer"),
            table(["Referrer's name", "Housing Officer"], ["Telephone", "023 9200 0101"]),
        )
    )
    assert found["referrer"] == {"phone": "+442392000101"}


def test_a_postcode_is_no_agency_and_half_a_number_no_telephone(said: Said) -> None:
    found = said(
        form(
            table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"]),
            heading("Referrer"),
            table(["Referrer's name", "Ann Lee"], ["Agency", "PO1 3FJ"], ["Telephone", "+44 2392"]),
        )
    )
    assert found["referrer"] == {"name": "Ann Lee"}


def test_what_practices_ask_of_who_refers_is_no_name(said: Said) -> None:
    found = said(
        form(
            table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"]),
            heading("Referrer"),
            table(
                ["Date of referral", "Name of referrer", "Role in practice"],
                ["15 October 2025", "Ann Lee", "General Practitioner"],
            ),
            table(
                ["Bypass telephone number", "023 9200 0101"], ["Capacity in which child is known", "Patient"]
            ),
        )
    )
    assert found["referrer"] == {
        "name": "Ann Lee",
        "role": "General Practitioner",
        "phone": "+442392000101",
        "relationship": "Patient",
    }


def test_a_numbered_label_and_an_address_of_several_columns_are_no_answers(said: Said) -> None:
    found = said(
        form(
            heading("Child"),
            table(["Name of child", "Ida Vale"], ["Address", "8 Mill Lane, Hexley, 8 Mill Lane, Hexley"]),
            heading("Referrer"),
            table(
                ["Name", "Ann Lee"], ["Agency", "6.9 Cost centre:"], ["Work address", "Any other address:"]
            ),
        )
    )
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]
    assert found["referrer"] == {"name": "Ann Lee"}

"""Two people side by side in one table, the one on the right told by each of their labels."""

from __future__ import annotations

from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, heading, table

IDA = (CHILD, table(["First name", "Ida"], ["Last name", "Vale"]))


def test_what_is_asked_of_the_one_on_the_left_is_not_the_others(said: Said) -> None:
    rows = table(
        ["Client name", "Ann Vale", "Perpetrator's name", "Tom Reed"],
        ["D.O.B.", "12/05/1989", "Perpetrator's DOB", "21/10/1993"],
        ["Present address", "9 High Road, Hexby", "Perpetrator's location", "not known"],
        ["Safe contact number", "07700 900514", "Safe time to call", "school hours"],
    )
    found = said(form(*IDA, heading("Adults"), rows))
    assert found["people"] == [
        {
            "name": "Ann Vale",
            "dob": "1989-05-12",
            "address": "9 High Road, Hexby",
            "phone": "+447700900514",
        },
        {"name": "Tom Reed", "dob": "1993-10-21"},
    ]


def test_a_number_below_the_one_who_was_named_last_stays_theirs(said: Said) -> None:
    rows = table(["Mother's name", "Ann Vale"], ["Father's name", "Tom Reed"], ["Telephone", "07700 900514"])
    found = said(form(*IDA, heading("Parents"), rows))
    assert [person.get("phone") for person in found["people"]] == [None, "+447700900514"]


def test_a_title_that_says_whom_it_is_about_leaves_each_child_their_own_birthday(said: Said) -> None:
    asked = table(
        ["Name of student", "VALE, Ida"],
        ["DOB", "12/06/2020"],
        ["Name of student", "VALE, Bo"],
        ["DOB", "18/09/2017"],
    )
    found = said(form(heading("Student"), table(["Student"]), asked))
    assert found["children"] == [
        {"forename": "Ida", "surname": "VALE", "dob": "2020-06-12"},
        {"forename": "Bo", "surname": "VALE", "dob": "2017-09-18"},
    ]

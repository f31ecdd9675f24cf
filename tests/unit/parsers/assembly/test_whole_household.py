"""The family as forms list it: children and grown-ups in one table, contacts in a line."""

from __future__ import annotations

import pytest

from parsers.plain.reading import read_plain
from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, line, table

HOUSEHOLD = line("Household composition", heading=2)
HEADER = ["Forename", "Surname", "Date of birth", "Relationship", "Subject of this request (Y/N)", "School"]


def test_a_column_tells_whom_of_a_household_the_form_is_about(said: Said) -> None:
    rows = table(
        HEADER,
        ["Ida", "Vale", "01/02/2015", "Daughter", "Y", "Any School"],
        ["Eve", "Vale", "", "Mother", "N", ""],
    )
    found = said(form(HOUSEHOLD, rows, table(["Address", "2 Nether Lane, LS1 2ZZ"])))
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2015-02-01",
            "school": "Any School",
            "address": "2 Nether Lane",
            "postcode": "LS1 2ZZ",
        }
    ]
    assert found["people"] == [{"name": "Eve Vale", "relationship": "Mother"}]


def test_a_column_that_nobody_answered_tells_nobody_apart(said: Said) -> None:
    rows = table(HEADER, ["Eve", "Vale", "", "Mother", "", ""], ["Tom", "Vale", "", "Father", "", ""])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), HOUSEHOLD, rows))
    assert [person["name"] for person in found["people"]] == ["Eve Vale", "Tom Vale"]
    assert len(found["children"]) == 1


def test_the_part_that_a_parent_plays_stands_beside_who_they_are(said: Said) -> None:
    rows = table(["Name", "Eve Vale"], ["Phone", "07700 900123"])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Victim / Mother", heading=2), rows))
    assert found["people"] == [{"name": "Eve Vale", "relationship": "Mother", "phone": "+447700900123"}]


@pytest.mark.parametrize("label", ["Contact 1", "Linked"])
def test_a_name_with_what_they_are_to_the_child_is_one_of_the_people(said: Said, label: str) -> None:
    found = said(
        form(
            CHILD,
            table(["Name", "Ida Vale"], ["DOB", "01/02/2015"], [label, "Eve Vale (Mother) 07700 900123"]),
        )
    )
    assert found["people"] == [{"name": "Eve Vale", "relationship": "Mother", "phone": "+447700900123"}]


def test_lines_under_mum_are_her_name_and_number(said: Said) -> None:
    mum = (line("Mum", bold=True), line("Eve Vale"), line("07700 900123"))
    found = said(form(CHILD, table(["Name", "Ida Vale"]), *mum))
    assert found["people"] == [{"name": "Eve Vale", "relationship": "Mother", "phone": "+447700900123"}]


def test_same_as_mother_is_no_address(said: Said) -> None:
    rows = table(["Name", "Tom Vale"], ["Address", "same as mother"])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Father", heading=2), rows))
    assert found["people"] == [{"name": "Tom Vale", "relationship": "Father"}]


def test_who_was_told_is_said_for_each(said: Said) -> None:
    asked = line("Has this been discussed with the child and parent(s)?", bold=True)
    found = said(
        form(CHILD, table(["Name", "Ida Vale"]), asked, table(["Child", "Yes"], ["Parent(s)", "No"]))
    )
    assert found["information_sharing"] == {"child_informed": "yes", "parents_informed": "no"}


def test_a_pupils_class_is_no_part_of_the_name(said: Said) -> None:
    text = "Pupil: VALE, Ida (8W)\nDOB: 01/02/2015\nConcern: He hits her.\nHave parents been informed? Yes\n"
    child = said(read_plain(text))["children"][0]
    assert (child["forename"], child["surname"]) == ("Ida", "VALE")

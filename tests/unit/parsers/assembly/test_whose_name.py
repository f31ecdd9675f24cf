"""Answers that belong to a child, to nobody or to who refers, by what else a form asks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.parsers.assembly.form_in_blocks import Said, form, line, table


def test_the_familys_address_before_anybody_is_named_is_the_childrens(said: Said) -> None:
    found = said(
        form(
            table(["Child's name", "Ida Vale"]),
            line("Family", bold=True, heading=2),
            table(
                ["Address", "2 Mill Lane, Wexbury"], ["Postcode", "NE4 2PS"], ["Mother's name", "Ann Vale"]
            ),
        )
    )
    assert found["children"][0]["address"] == "2 Mill Lane, Wexbury"
    assert found["people"] == [{"name": "Ann Vale", "relationship": "Mother"}]


@pytest.mark.parametrize(
    ("asked", "child"),
    [
        (["Other names", "Ida"], {"forename": "Ida", "surname": "Vale"}),
        (["Known as", "Idie"], {"surname": "Vale", "aliases": ["Idie"]}),
    ],
)
def test_other_names_beside_a_surname_are_first_names_and_nicknames_are_not(
    said: Said, asked: list[str], child: dict[str, Any]
) -> None:
    rows = table(["Child's surname", "Vale"], asked, ["Date of birth", "01/02/2015"])
    assert said(form(rows))["children"] == [{**child, "dob": "2015-02-01"}]


def test_other_names_beside_a_first_name_are_what_a_child_goes_by(said: Said) -> None:
    rows = table(["Child's surname", "Vale"], ["Child's first name", "Ida"], ["Other names", "Idie"])
    assert said(form(rows))["children"] == [{"forename": "Ida", "surname": "Vale", "aliases": ["Idie"]}]


def test_a_relationship_to_a_victim_is_none_to_the_child_and_makes_no_child_a_relation(said: Said) -> None:
    columns = table(["Name", "DOB", "Relationship to victim"], ["Ida Vale", "01/02/2015", "Daughter"])
    found = said(
        form(
            line("Suspect", bold=True, heading=2),
            table(["Name", "Al Fry"], ["Relationship to victim", "Ex-partner"]),
            line("Children present", bold=True, heading=2),
            columns,
        )
    )
    assert found["people"] == [{"name": "Al Fry"}]
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_town_without_its_street_is_no_address(said: Said) -> None:
    rows = table(["Child's name", "Ida Vale"], ["Date of birth", "01/02/2015"], ["Town", "Wexbury"])
    assert said(form(rows))["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_what_a_leaflet_tells_to_write_is_nobodys_name(said: Said) -> None:
    rows = table(["Child's name", "write it as on the birth certificate"], ["Date of birth", "01/02/2015"])
    assert said(form(rows))["children"] == [{"dob": "2015-02-01"}]


def test_the_rule_that_a_typed_answer_stands_on_is_no_part_of_it(said: Said) -> None:
    lines = (line("Name of child: ____Ida Vale______"), line("Postcode: ____NE4 2PS______"))
    assert said(form(*lines))["children"] == [{"forename": "Ida", "surname": "Vale", "postcode": "NE4 2PS"}]


def test_what_somebody_does_behind_their_name_is_a_role_and_no_agency(said: Said) -> None:
    rows = table(
        ["Child's name", "Ida Vale"],
        ["Clinician referring", "Bo Reed, Paediatric Registrar"],
        ["Hospital", "Wexbury General"],
        ["Contact", "023 9200 0100 / bo.reed@wexbury.example"],
    )
    assert said(form(line("Child", bold=True, heading=2), rows))["referrer"] == {
        "name": "Bo Reed",
        "role": "Paediatric Registrar",
        "agency": "Wexbury General",
        "phone": "+442392000100",
        "email": "bo.reed@wexbury.example",
    }


def test_an_organisation_where_who_refers_was_asked_is_their_agency(said: Said) -> None:
    rows = table(["Child's name", "Ida Vale"], ["Referrer", "Wexbury Borough Council"])
    assert said(form(rows))["referrer"] == {"agency": "Wexbury Borough Council"}


def test_the_date_under_who_refers_among_the_family_is_the_forms(said: Said) -> None:
    people = table(["Name", "Ann Vale"], ["Relationship to child", "Mother"])
    writer = table(["Midwife making the referral", ""], ["Name", "Bo Reed"], ["Date", "03/08/2026"])
    found = said(
        form(table(["Child's name", "Ida Vale"]), line("Parents", bold=True, heading=2), people, writer)
    )
    assert found["completed_on"] == "2026-08-03"
    assert found["referrer"] == {"name": "Bo Reed"}


def test_the_label_of_the_next_column_is_nobodys_name(said: Said) -> None:
    found = said(
        form(
            table(["Child's name", "Ida Vale"]),
            line("Family members", heading=2),
            line("Full name", "Relationship"),
            line("Father", "Y"),
        )
    )
    assert [person.get("name") for person in found.get("people", [])] in ([], [None])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("PC 1190 Bo Reed / Team B / Wexbury Constabulary", {"name": "Bo Reed", "role": "PC 1190", "agency": "Wexbury Constabulary"}),
        ("Bo Reed | Teacher | Hexby Primary School", {"name": "Bo Reed", "role": "Teacher", "agency": "Hexby Primary School"}),
        ("Bo Reed, Health Visitor, Wexbury NHS Trust", {"name": "Bo Reed", "role": "Health Visitor", "agency": "Wexbury NHS Trust"}),
        ("Dr Bo Reed, Low Road Surgery", {"name": "Dr Bo Reed", "agency": "Low Road Surgery"}),
        ("Bo Reed (Health Visitor)", {"name": "Bo Reed", "role": "Health Visitor"}),
        ("Bo Reed bo.reed@wexbury.example", {"name": "Bo Reed", "email": "bo.reed@wexbury.example"}),
        ("REED, Bo", {"name": "REED, Bo"}),
        ("Reed, Bo, Midwife", {"name": "Reed, Bo", "role": "Midwife"}),
    ],
)  # fmt: skip
def test_who_refers_told_whole_in_one_answer_is_told_apart(
    said: Said, written: str, told: dict[str, str]
) -> None:
    rows = table(["Child's name", "Ida Vale"], ["Completed by", written])
    assert said(form(rows))["referrer"] == told

"""Blocks of people told apart by the part that each plays."""

from __future__ import annotations

import pytest

from parsers.blocks import Line, Table
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table


def nominal(number: int, part: str, forename: str, born: str, *more: list[str]) -> tuple[Line, Table]:
    rows = [["Role in incident", part], ["Surname", "VALE"], ["Forename(s)", forename], ["DOB", born], *more]
    return line(f"Nominal {number}", bold=True), table(*rows)


def test_a_suspect_and_a_parent_are_no_children(said: Said) -> None:
    blocks = (
        *nominal(1, "Child at risk", "Ida", "01/02/2015"),
        *nominal(2, "Suspect", "Karl", "03/04/1990", ["Relationship to child", "Mother's partner"]),
        *nominal(3, "Mother", "Bea", "05/06/1991"),
    )
    found = said(form(*blocks))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert [(person["name"], person.get("relationship")) for person in found["people"]] == [
        ("Karl VALE", "Mother's partner"),
        ("Bea VALE", "Mother"),
    ]


@pytest.mark.parametrize("part", ["Victim", "Witness", "Subject"])
def test_a_part_that_a_child_may_play_too_tells_nothing(said: Said, part: str) -> None:
    found = said(form(*nominal(1, part, "Ida", "01/02/2015")))
    assert found["children"][0]["forename"] == "Ida"


def test_a_referrer_whose_role_is_parent_stays_the_referrer(said: Said) -> None:
    who = table(["Name", "Ann Lee"], ["Role", "Parent"], ["Organisation", "Oak House"])
    child = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])
    found = said(form(heading("Referrer details"), who, heading("Child"), child))
    assert found["referrer"]["name"] == "Ann Lee"
    assert "people" not in found


@pytest.mark.parametrize("words", ["Parent/carer", "Parents and carers", "Parent/carer details"])
def test_a_question_for_people_over_somebodys_answered_name_is_the_heading_of_a_block(
    said: Said, words: str
) -> None:
    child = [line("First name: Ida"), line("Last name: Vale"), line("Date of birth: 01/02/2015")]
    parent = [line("Name: Bea Vale"), line("Relationship: Mother"), line("Date of birth: 05/06/1991")]
    found = said(form(line("Child"), *child, line(words), *parent))
    assert found["people"] == [{"name": "Bea Vale", "relationship": "Mother", "dob": "1991-06-05"}]
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_question_for_people_with_its_answer_under_it_is_none(said: Said) -> None:
    found = said(form(line("Child"), line("First name: Ida"), line("Parents and carers"), line("Bea Vale")))
    assert found["people"] == [{"name": "Bea Vale"}]


def test_a_plain_heading_over_its_own_question_ends_a_story(said: Said) -> None:
    told = [line("Have parents been informed?: No"), line("Please explain why not: They cannot be reached.")]
    signed = [line("Declaration"), line("I confirm that this is true: yes"), line("Date: 03/11/2025")]
    found = said(form(line("Child"), line("First name: Ida"), *told, *signed))
    assert found["information_sharing"]["parents_not_informed_reason"] == "They cannot be reached."
    assert found["signature"] == {"signed_on": "2025-11-03"}


def test_children_in_two_columns_without_titles_are_named(said: Said) -> None:
    rows = [line("1. Ida Vale", "DOB 01/02/2015"), line("2. Bo Vale", "DOB: 03/04/2018")]
    found = said(form(line("CHILDREN"), *rows))
    assert found["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"},
        {"forename": "Bo", "surname": "Vale", "dob": "2018-04-03"},
    ]


@pytest.mark.parametrize(
    ("title", "label"), [("Victim details", "Relationship to children"), ("Party 2", "Relationship")]
)
def test_who_is_said_to_be_the_childs_mother_is_no_child(said: Said, title: str, label: str) -> None:
    mother = table(["Name", "Bea Vale"], ["DOB", "05/06/2004"], [label, "Mother"])
    child = table(["Child's name", "DOB"], ["Ida Vale", "01/02/2023"])
    found = said(form(line(title, heading=2), mother, line("Children", heading=2), child))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert found["people"] == [{"name": "Bea Vale", "dob": "2004-06-05", "relationship": "Mother"}]


def test_a_mother_under_contacts_that_nothing_shows_as_a_heading_is_no_child(said: Said) -> None:
    child = table(["Name of student", "Date of birth"], ["Ida Vale", "01/02/2015"])
    rows = line("Name", "Relationship", "Telephone"), line("Bea Vale", "Mother", "07700 900021")
    found = said(
        form(
            line("Student details", heading=2),
            child,
            line("Contacts", heading=2),
            *rows,
            line("Bo Vale", "Father"),
        )
    )
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert found["people"] == [{"name": "Bea Vale", "relationship": "Mother", "phone": "+447700900021"}]


def test_who_a_child_lives_with_makes_no_grown_up_of_the_child(said: Said) -> None:
    child = table(
        ["Name", "Ida Vale"],
        ["DOB", "01/02/2015"],
        ["Name of carer", "Bea Vale"],
        ["Relationship to child", "Aunt"],
    )
    found = said(form(line("Child details", heading=2), child))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert [person["name"] for person in found["people"]] == ["Bea Vale"]


def test_parents_numbered_side_by_side_under_a_plain_title_keep_their_addresses(said: Said) -> None:
    child = table(["Name:", "Ida Vale"], ["School:", "Any School"])
    asked = [
        ("Full name:", "Bea Vale"),
        ("Relationship:", "Mother"),
        ("Address (if different):", "1 Any Road"),
        ("Full name:", "Bo Hill"),
        ("Relationship:", "Father"),
        ("Address (if different):", "2 Any Road"),
    ]
    found = said(
        form(
            line("Child's details", heading=2),
            child,
            line("Home address and postcode:"),
            line("Parent / carer details"),
            line("Parent / carer 1", "Parent / carer 2"),
            *(line(f"{label} {answer}") for label, answer in asked),
        )
    )
    assert [child.get("address") for child in found["children"]] == [None]
    assert [person["address"] for person in found["people"]] == ["1 Any Road", "2 Any Road"]

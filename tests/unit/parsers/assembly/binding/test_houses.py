"""Blocks about a school, a surgery or a practitioner among the child's questions."""

from __future__ import annotations

import pytest

from parsers.blocks import Line
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line

CHILD = (
    line("Child"),
    line("First name: Ida"),
    line("Surname: Vale"),
    line("Address: 1 Low Road, Hexby"),
    line("Postcode: PO1 2AB"),
)
REFERRER = (
    line("Referrer"),
    line("Name: Bo Reed"),
    line("Job title: Mentor"),
    line("Organisation: Hexby Club"),
    line("Tel: 023 9200 0100"),
)


def house(title: Line, name: str, *more: str) -> tuple[Line, ...]:
    return (
        title,
        line(f"Name: {name}"),
        *map(line, more),
        line("Address: 9 High Road, Hexby"),
        line("Tel: 023 9200 0222"),
    )


@pytest.mark.parametrize("title", [line("School details"), heading("School details"), line("Nursery/school")])
def test_a_schools_name_is_the_childs_school_and_its_address_nobodys(said: Said, title: Line) -> None:
    found = said(form(*CHILD, *house(title, "Hexby School"), *REFERRER))
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "school": "Hexby School",
            "address": "1 Low Road, Hexby",
            "postcode": "PO1 2AB",
        }
    ]
    assert found["referrer"]["name"] == "Bo Reed"
    assert found["referrer"]["phone"] == "+442392000100"


def test_a_doctors_name_is_neither_a_childs_nor_a_referrers(said: Said) -> None:
    surgery = house(line("GP details"), "Dr Shah", "Surgery: Ferry Surgery")
    found = said(form(*CHILD, *surgery, *REFERRER))
    assert found["children"][0]["gp"] == "Ferry Surgery"
    assert (found["referrer"]["name"], found["referrer"]["agency"]) == ("Bo Reed", "Hexby Club")
    assert "people" not in found


def test_a_practitioners_details_are_a_professionals(said: Said) -> None:
    worker = (line("Social worker details"), line("Name: Jo Bell"), line("Tel: 023 9200 0333"))
    found = said(form(*CHILD, *worker, *REFERRER))
    assert found["professionals"] == [{"name": "Jo Bell", "role": "Social worker", "phone": "+442392000333"}]
    assert found["referrer"]["name"] == "Bo Reed"


def test_a_landlords_name_is_nobodys_of_the_family(said: Said) -> None:
    mother = (line("Mother"), line("Name: Bea Vale"), line("Tel: 023 9200 0444"))
    landlord = (line("Landlord"), line("Name: Mr P. Grout"), line("Tel: 023 9200 0555"))
    found = said(form(*CHILD, *mother, *landlord, *REFERRER))
    assert found["people"] == [{"name": "Bea Vale", "relationship": "Mother", "phone": "+442392000444"}]


@pytest.mark.parametrize(
    "title", ["Interpreter", "Previous worker", "Details of independent visitor", "Host"]
)
def test_the_birthday_and_employer_of_somebody_whom_no_list_holds_are_nobodys(said: Said, title: str) -> None:
    other = (
        line(title),
        line("First name: Ulric"),
        line("Surname: Fenby"),
        line("Date of birth: 03/02/1971"),
        line("Organisation: Hexby Lets"),
        line("Tel: 023 9200 0555"),
    )
    found = said(form(*CHILD, *other, *REFERRER))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert found["referrer"]["agency"] == "Hexby Club"
    assert found["referrer"]["phone"] == "+442392000100"
    assert "people" not in found


@pytest.mark.parametrize("title", ["Countersigned by", "Approved by manager", "Manager's authorisation"])
@pytest.mark.parametrize("first", [True, False])
def test_whoever_signs_besides_is_not_who_refers(said: Said, title: str, first: bool) -> None:
    second = (line(title), line("Print name: Ottoline Grubb"), line("Tel: 023 9200 0888"))
    found = said(form(*second, *CHILD, *REFERRER) if first else form(*CHILD, *REFERRER, *second))
    assert (found["referrer"]["name"], found["referrer"]["phone"]) == ("Bo Reed", "+442392000100")

"""Tables of the family under a child's heading: whoever is a parent to the child is no child."""

from __future__ import annotations

from parsers.blocks import Cell, Table, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table

CHILD = (heading("Child"), table(["First name", "Ida"], ["Last name", "Vale"]))


def test_a_mother_in_a_table_under_the_childs_heading_is_no_child(said: Said) -> None:
    family = table(
        ["First name", "Last name", "DOB", "Ethnicity", "Relationship to child"],
        ["Ann", "Vale", "03/02/1999", "White British", "Mother"],
        ["Tom", "Reed", "", "", "Mum's boyfriend"],
    )
    found = said(form(*CHILD, family))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert [person["name"] for person in found["people"]] == ["Ann Vale", "Tom Reed"]


def test_a_column_that_says_who_brings_a_child_up_makes_nobody_a_parent(said: Said) -> None:
    grid = table(
        ["Child's name", "DOB", "Parent's name", "Relationship"],
        ["Ida Vale", "03/02/2019", "Ann Vale", "Mother"],
        ["Tom Vale", "03/02/2016", "Ann Vale", "Mother"],
    )
    found = said(form(heading("Children"), grid))
    assert [child["forename"] for child in found["children"]] == ["Ida", "Tom"]


def test_other_children_being_referred_are_children_and_live_where_the_first_does(said: Said) -> None:
    first = table(
        ["Family name", "Vale"],
        ["First name", "Ida"],
        ["Address", "9 High Road, Hexby"],
        ["Postcode", "PO9 9AB"],
    )
    others = table(
        ["Name", "DOB", "Relationship", "Address if different"], ["Tom Vale", "03/02/2016", "Brother", "same"]
    )
    found = said(
        form(
            heading("Child's details"),
            first,
            heading("Section G - Other children in the family being referred"),
            others,
        )
    )
    assert [(child["forename"], child["address"]) for child in found["children"]] == [
        ("Ida", "9 High Road, Hexby"),
        ("Tom", "9 High Road, Hexby"),
    ]


def test_a_patient_under_a_heading_of_their_own_is_no_child_beside_children_at_risk(said: Said) -> None:
    patient = (heading("Patient"), table(["Patient name", "Ann Vale"], ["Patient DOB", "03/02/1999"]))
    children = table(["Name", "DOB", "Sex"], ["Ida Vale", "03/02/2019", "F"])
    found = said(form(*patient, heading("Children at risk"), children))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert [person["name"] for person in found["people"]] == ["Ann Vale"]


def test_as_above_below_an_incident_is_where_that_was(said: Said) -> None:
    incident = (heading("Incident"), line("Incident address: 9 High Road, Hexby"))
    children = table(["Name", "DOB", "Address"], ["Ida Vale", "03/02/2019", "as above"])
    found = said(form(*incident, heading("Children at risk"), children))
    assert found["children"][0]["address"] == "9 High Road, Hexby"


def test_a_question_in_bold_over_its_answer_takes_no_other_cell_for_a_name(said: Said) -> None:
    def both(label: str, answer: str) -> Cell:
        return Cell((Text(label, bold=True), Text(answer)))

    rows = Table(
        (
            (both("Name and position of person completing form (please print)", "Huw Bell, Class Teacher"),),
            (both("How we may reach the school", "023 9200 1285"),),
        )
    )
    assert said(form(*CHILD, rows))["referrer"]["name"] == "Huw Bell"


def test_a_surname_that_is_a_heading_elsewhere_heads_no_columns(said: Said) -> None:
    rows = [
        ("First name", "Ida"),
        ("Last name", "Home"),
        ("Do you know their date of birth?", "Yes"),
        ("Date of birth", "9/9/2015"),
    ]
    pairs = Table(tuple((Cell((Text(label, bold=True),)), Cell((Text(answer),))) for label, answer in rows))
    assert said(form(heading("Child"), pairs))["children"] == [
        {"forename": "Ida", "surname": "Home", "dob": "2015-09-09"}
    ]


def test_children_whose_surname_is_a_word_of_kin_are_children(said: Said) -> None:
    grid = table(["Surname", "First name", "DOB"], ["Partner", "Ida", "3/2/15"], ["Partner", "Tom", "4/5/17"])
    assert [child["surname"] for child in said(form(heading("Children"), grid))["children"]] == [
        "Partner",
        "Partner",
    ]

"""Tables of labels over their answers throughout, with pairs of rows that ask for less than the first one."""

from __future__ import annotations

from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, table

CHILD = table(["Child's first name", "Ida"], ["Child's surname", "Vale"])


def test_each_pair_of_rows_asks_for_itself_however_few_cells_it_needs(said: Said) -> None:
    rows = [
        ["Q1. Surname:", "Q2. Forename:", "Q3. DOB:"],
        ["Vale", "Ida", "01/02/2015"],
        ["Q4. Shoe size:", "Q5. Home address:", "Q6. Postcode:"],
        ["", "1 Low Road, Hexby", "PO1 2DE"],
        ["Q7. GP:", "", ""],
        ["Dr Rowe", "", ""],
    ]
    assert said(form(heading("Child details"), table(*rows)))["children"] == [
        {
            "surname": "Vale",
            "forename": "Ida",
            "dob": "2015-02-01",
            "address": "1 Low Road, Hexby",
            "postcode": "PO1 2DE",
            "gp": "Dr Rowe",
        }
    ]


def test_an_unknown_label_beside_known_ones_is_none_of_their_answers(said: Said) -> None:
    rows = [
        ["Your name", "Payroll number", "Position"],
        ["Bo Reed", "", "Youth Worker"],
        ["Organisation", "Email\nSecure email where possible", "Days worked"],
        ["Oak House", "bo@oak.example", "Monday"],
    ]
    assert said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"] == {
        "name": "Bo Reed",
        "role": "Youth Worker",
        "agency": "Oak House",
        "email": "bo@oak.example",
    }


def test_boxes_under_a_question_answer_it_beside_a_question_that_no_table_knows(said: Said) -> None:
    rows = [
        ["1. Have parents been informed of this referral?", "2. Shoe size worn by them?", ""],
        ["☐ Yes ☒ No", "Nine", ""],
    ]
    sharing = said(form(CHILD, heading("Consent"), table(*rows)))["information_sharing"]
    assert sharing["parents_informed"] == "no"


def test_pairs_beside_each_other_stay_pairs(said: Said) -> None:
    rows = [
        ["Name", "Bo Reed"],
        ["Cost centre", "4471"],
        ["Organisation", "Oak House"],
        ["Days worked", "Monday"],
    ]
    assert said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"] == {
        "name": "Bo Reed",
        "agency": "Oak House",
    }


def test_columns_numbered_under_an_empty_corner_are_children(said: Said) -> None:
    rows = [
        ["", "1", "2", "3"],
        ["First name", "Ida", "Ben", ""],
        ["Surname", "Vale", "Vale", ""],
        ["Date of birth", "01/02/2015", "03/04/2017", ""],
    ]
    found = said(form(heading("Child details"), table(*rows)))["children"]
    assert [(child["forename"], child["dob"]) for child in found] == [
        ("Ida", "2015-02-01"),
        ("Ben", "2017-04-03"),
    ]


def test_help_under_the_label_of_an_address_is_no_address(said: Said) -> None:
    rows = [
        ["Your name", "Bo Reed", "Your role", "Nurse"],
        ["Email\nSecure email where possible", "bo@oak.example", "Organisation", "Oak House"],
    ]
    referrer = said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"]
    assert referrer["email"] == "bo@oak.example"


def test_an_email_address_below_its_label_in_one_cell_is_the_answer(said: Said) -> None:
    rows = [
        ["Name\nBo Reed", "Job title\nYouth Worker", "Organisation\nOak House"],
        ["Phone\n023 9200 0123", "Email\nbo.nid@avonside.example", "Date completed\n25.11.26"],
    ]
    assert said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"] == {
        "name": "Bo Reed",
        "role": "Youth Worker",
        "agency": "Oak House",
        "phone": "+442392000123",
        "email": "bo.nid@avonside.example",
    }

"""What is written beside a name and is no part of it."""

from __future__ import annotations

import pytest

from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table

CHILD = (heading("Child"), table(["First name", "Ida"], ["Last name", "Vale"]))


@pytest.mark.parametrize("answer", ["Ida (surname believed to be Vale)", "Ida (last name Vale?)"])
def test_a_surname_told_in_brackets_is_the_surname(said: Said, answer: str) -> None:
    (child,) = said(form(heading("Child"), table(["Child's name", answer], ["Age", "7"])))["children"]
    assert (child["forename"], child["surname"]) == ("Ida", "Vale")


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("Ann (surname not known)", {"name": "Ann"}),
        ("Ann Vale DOB 03/02/1983", {"name": "Ann Vale", "dob": "1983-02-03"}),
    ],
)
def test_a_remark_or_a_birthday_is_no_part_of_a_grown_ups_name(
    said: Said, answer: str, read: dict[str, str]
) -> None:
    (person,) = said(form(*CHILD, heading("Adults"), table(["Name", answer])))["people"]
    assert person == read


def test_a_mothers_name_and_birthday_asked_together_are_parted(said: Said) -> None:
    found = said(form(*CHILD, table(["Mother's name & DOB", "Ann Vale 3.2.83"])))
    assert found["people"] == [{"name": "Ann Vale", "dob": "1983-02-03", "relationship": "Mother"}]


def test_a_number_that_says_whose_it_is_reaches_nobody_else(said: Said) -> None:
    parents = table(
        ["Mother's name", "Ann Vale"],
        ["Father's name", "Tom Reed"],
        ["Contact tel", "Mum 07700 900123"],
    )
    found = said(form(*CHILD, heading("Parents"), parents))
    assert {person["name"]: person.get("phone") for person in found["people"]} == {
        "Ann Vale": "+447700900123",
        "Tom Reed": None,
    }


def test_a_constables_number_with_letters_behind_it_is_no_name(said: Said) -> None:
    found = said(
        form(*CHILD, heading("Referrer"), line("Name: DC 882PY Bo Reed"), line("Agency: Any Police"))
    )
    assert (found["referrer"]["name"], found["referrer"]["role"]) == ("Bo Reed", "DC 882PY")


@pytest.mark.parametrize("name", ["Rhys", "Ffion", "Ngozi"])
def test_a_name_below_its_label_that_is_spelt_as_welsh_is_is_the_answer(said: Said, name: str) -> None:
    found = said(form(heading("Child"), table([f"Child's first name\n{name}", "Child's surname\nVale"])))
    assert found["children"] == [{"forename": name, "surname": "Vale"}]


def test_a_childs_address_said_by_a_persons_number_is_theirs(said: Said) -> None:
    one = (heading("Person 1"), line("Child's name: Ida Vale"), line("Address: 9 High Road, Hexby"))
    two = (heading("Child 2"), line("Name: Tom Vale"), line("Address: as child 1"))
    other = (heading("Child 3"), line("Name: Ann Vale"), line("Address: as person 7"))
    found = said(form(heading("Child 1"), *one[1:], *two, *other))
    assert [child.get("address") for child in found["children"]] == [
        "9 High Road, Hexby",
        "9 High Road, Hexby",
        None,
    ]


def test_the_home_address_after_parents_named_in_the_same_table_is_the_childs(said: Said) -> None:
    rows = table(
        ["Child's first name", "Ida"],
        ["Child's surname", "Vale"],
        ["Name of parents/carers", "Ann Vale and Tom Reed"],
        ["Home address", "9 High Road, Hexby"],
        ["Postcode", "PO9 9AB"],
    )
    (child,) = said(form(rows))["children"]
    assert (child["address"], child["postcode"]) == ("9 High Road, Hexby", "PO9 9AB")


def test_a_house_number_said_again_with_its_street_is_said_once(said: Said) -> None:
    rows = table(["House/flat number", "14"], ["First line of address", "14 High Road, Hexby"])
    (child,) = said(form(*CHILD, rows))["children"]
    assert child["address"] == "14 High Road, Hexby"


@pytest.mark.parametrize("surname", ["as child 1", '"', "as above"])
def test_a_surname_said_by_a_ditto_is_the_first_childs(said: Said, surname: str) -> None:
    grid = table(["First name", "Surname", "DOB"], ["Ida", "Vale", "3/2/15"], ["Tom", surname, "4/5/17"])
    children = said(form(heading("Children"), grid))["children"]
    assert [(child["forename"], child["surname"]) for child in children] == [("Ida", "Vale"), ("Tom", "Vale")]


def test_a_birthday_and_a_sex_behind_a_childs_name_are_theirs(said: Said) -> None:
    lines = (line("Name: Ida Vale, DOB 2.10.14, female"), line("Name: Tom Vale, DOB 3.11.16, male"))
    assert said(form(heading("Children"), *lines))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2014-10-02", "gender": "female"},
        {"forename": "Tom", "surname": "Vale", "dob": "2016-11-03", "gender": "male"},
    ]


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("Stephen Prowse", {"name": "Stephen Prowse"}),
        ("Ann Vale (nee Cole)", {"name": "Ann Vale"}),
        ("Ann Vale - mother", {"name": "Ann Vale", "relationship": "mother"}),
    ],
)
def test_what_stands_beside_a_grown_ups_name_is_told_from_it(
    said: Said, answer: str, read: dict[str, str]
) -> None:
    (person,) = said(form(*CHILD, heading("Adults"), table(["Name", answer], ["Date of birth", ""])))[
        "people"
    ]
    assert person == read


def test_a_father_called_stephen_keeps_his_name_in_a_line(said: Said) -> None:
    assert said(form(*CHILD, line("Father: Stephen Prowse")))["people"] == [
        {"name": "Stephen Prowse", "relationship": "Father"}
    ]


def test_a_suspect_under_a_heading_of_their_own_is_no_child(said: Said) -> None:
    suspect = table(["Family name", "Reed"], ["Forenames", "Bo"], ["Date of birth", "approx 35"])
    found = said(form(*CHILD, heading("Part 3: Suspect details"), suspect))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert [person["name"] for person in found["people"]] == ["Bo Reed"]


def test_a_role_asked_with_the_name_of_who_rang_is_no_part_of_it(said: Said) -> None:
    found = said(form(*CHILD, table(["Contact made by (name & role)", "Jo Reed, YJ Officer"])))
    assert (found["referrer"]["name"], found["referrer"]["role"]) == ("Jo Reed", "YJ Officer")


def test_an_address_after_children_named_in_one_cell_is_theirs_under_a_forms_title(said: Said) -> None:
    rows = table(
        ["Contact made by", "Jo Reed"],
        ["Child(ren) - full names, DOBs & gender", "1. Ida Vale (DOB 27 Feb 2011) F"],
        ["Current address", "9 High Road, Hexby"],
    )
    (child,) = said(form(heading("MASH Contact / Referral"), rows))["children"]
    assert (child["dob"], child["gender"], child["address"]) == ("2011-02-27", "female", "9 High Road, Hexby")


def test_an_age_behind_the_birthday_hides_neither(said: Said) -> None:
    (child,) = said(form(heading("Child"), table(["Child's name & DOB", "Ida Vale DOB 6.10.13 - age 13"])))[
        "children"
    ]
    assert child == {"forename": "Ida", "surname": "Vale", "dob": "2013-10-06", "age": 13}


def test_a_flat_said_again_with_its_street_is_said_once(said: Said) -> None:
    rows = table(["House/flat number", "Flat 3,"], ["First line of address", "Flat 3, 22 High Road, Hexby"])
    (child,) = said(form(*CHILD, rows))["children"]
    assert child["address"] == "Flat 3, 22 High Road, Hexby"


def test_a_class_behind_the_birthday_hides_it_not(said: Said) -> None:
    rows = table(["Date of birth and year group", "5/9/16 Yr 3"])
    (child,) = said(form(*CHILD, rows))["children"]
    assert child["dob"] == "2016-09-05"


def test_a_question_in_capitals_is_whole_before_an_answer_in_words(said: Said) -> None:
    found = said(form(*CHILD, line("PARENT AWARE OF REQUEST? No - phone is off")))
    assert found["information_sharing"]["parents_informed"] == "no"
    assert "request_type" not in found

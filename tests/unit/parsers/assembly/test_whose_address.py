"""Addresses, and labels that ask several things at once: each answer goes where it is asked."""

from __future__ import annotations

import pytest

from parsers.plain.reading import read_plain
from tests.unit.parsers.assembly.form_in_blocks import Said, form, line, table

CHILD = line("Child", heading=2)
REFERRER = line("Referrer details", heading=2)


def test_the_second_line_of_a_childs_address_is_not_the_second_childs(said: Said) -> None:
    rows = table(
        ["Child first name", "Tom"],
        ["Child address line 1", "8 Mill Row"],
        ["Child address line 2", "Hexley"],
    )
    assert said(form(rows))["children"] == [{"forename": "Tom", "address": "8 Mill Row, Hexley"}]


@pytest.mark.parametrize(
    ("label", "answer", "read"),
    [
        (
            "Organisation and address",
            "Hexley School, Mill Lane, Hexley",
            {"agency": "Hexley School", "address": "Mill Lane, Hexley"},
        ),
        (
            "Agency and address",
            "Emergency Department, Hexley Hospital, 2 Mill Lane, Hexley",
            {"agency": "Emergency Department, Hexley Hospital", "address": "2 Mill Lane, Hexley"},
        ),
        ("Role and agency", "Health Visitor, Hexley NHS", {"role": "Health Visitor", "agency": "Hexley NHS"}),
        ("Agency/Role", "Hexley NHS / Health Visitor", {"role": "Health Visitor", "agency": "Hexley NHS"}),
        ("Role / Tel No.", "Teacher / 023 9200 0123", {"role": "Teacher", "phone": "+442392000123"}),
        ("Title", "Mr", {}),
        (
            "Agency",
            "Hexley School, 4 Mill Lane, Hexley, PO1 2ZZ",
            {"agency": "Hexley School", "address": "4 Mill Lane, Hexley", "postcode": "PO1 2ZZ"},
        ),
        (
            "Office",
            "4 Mill Lane, Hexley, PO1 2ZZ",
            {"address": "4 Mill Lane, Hexley", "postcode": "PO1 2ZZ"},
        ),
        ("Office", "Hexley Court Team", {"agency": "Hexley Court Team"}),
    ],
)
def test_a_label_that_asks_two_things_gets_both(
    said: Said, label: str, answer: str, read: dict[str, str]
) -> None:
    rows = table(["Name", "Win Clarke"], [label, answer])
    child = (CHILD, table(["Surname", "Vale"]))
    assert said(form(REFERRER, rows, *child))["referrer"] == {"name": "Win Clarke", **read}


def test_an_address_with_a_number_is_parted(said: Said) -> None:
    grid = table(
        ["Name", "Relationship", "Address & contact number"],
        ["Ann Vale", "Mother", "2 Nether Lane, Hexley PO1 2ZZ 07700 900317"],
    )
    assert said(form(CHILD, table(["Surname", "Vale"]), grid))["people"] == [
        {
            "name": "Ann Vale",
            "relationship": "Mother",
            "address": "2 Nether Lane, Hexley",
            "postcode": "PO1 2ZZ",
            "phone": "+447700900317",
        }
    ]


def test_an_address_that_ends_in_a_comma_goes_on_below_the_next_column(said: Said) -> None:
    lines = (line("Home address", "14 Larkspur Rise,", "Ethnicity", "White British"), line("Hexley, PO1 2ZZ"))
    (child,) = said(form(CHILD, table(["Surname", "Vale"]), *lines))["children"]
    assert (child["address"], child["postcode"]) == ("14 Larkspur Rise, Hexley", "PO1 2ZZ")


def test_a_flat_a_house_and_a_street_asked_one_by_one_are_one_address(said: Said) -> None:
    parts = "Child house number: 17\nChild flat: 3\nChild street: Nelson Road\nChild postcode: PO5 2AS"
    head = "Referrer name: Ann Bell\nChild first name: Ida\nChild last name: Vale"
    (child,) = said(read_plain(f"{head}\n{parts}\nReason for referral: She was left alone."))["children"]
    assert (child["address"], child["postcode"]) == ("Flat 3, 17 Nelson Road", "PO5 2AS")


def test_an_address_asked_once_after_several_children_is_that_of_them_all(said: Said) -> None:
    children = table(
        ["First name", "Ida"],
        ["Surname", "Vale"],
        ["Date of birth", "01/02/2015"],
        ["First name", "Tom"],
        ["Surname", "Vale"],
        ["Date of birth", "03/04/2016"],
    )
    where = table(["Home address", "2 Mill Lane, Wexbury"], ["Postcode", "NE4 2PS"])
    found = said(form(line("Children", heading=2), children, where))["children"]
    assert [(child["forename"], child["address"], child["postcode"]) for child in found] == [
        ("Ida", "2 Mill Lane, Wexbury", "NE4 2PS"),
        ("Tom", "2 Mill Lane, Wexbury", "NE4 2PS"),
    ]


def test_a_child_whom_nobody_named_gets_no_familys_postcode(said: Said) -> None:
    rows = table(
        *([f"Child {number} – first name", name] for number, name in enumerate(["Ida", "Tom", ""], 1)),
        ["Family home address", "2 Mill Lane, Wexbury"],
        ["Postcode", "NE4 2PS"],
    )
    found = said(form(rows))["children"]
    assert [(child["forename"], child["postcode"]) for child in found] == [
        ("Ida", "NE4 2PS"),
        ("Tom", "NE4 2PS"),
    ]


@pytest.mark.parametrize("label", ["Primary address postcode", "Home address postcode"])
def test_a_postcode_asked_by_itself_behind_its_address_is_that_addresss(said: Said, label: str) -> None:
    rows = table(["First name", "Ida"], ["Home address", "1 Any Street, Any Town"], [label, "po1 2ab"])
    (child,) = said(form(CHILD, rows))["children"]
    assert (child["address"], child["postcode"]) == ("1 Any Street, Any Town", "PO1 2AB")


@pytest.mark.parametrize("said_as", ["Same as Pupil 1", "As for student one", "same address as YP 1 above"])
def test_an_address_as_the_first_pupils_is_theirs(said: Said, said_as: str) -> None:
    first = (
        line("Pupil 1", heading=2),
        table(["First name", "Ida"], ["Address", "8 Mill Row, Hexby PO1 2ZZ"]),
    )
    second = (line("Pupil 2", heading=2), table(["First name", "Tom"], ["Address", said_as]))
    children = said(form(*first, *second))["children"]
    assert [(one["address"], one["postcode"]) for one in children] == [("8 Mill Row, Hexby", "PO1 2ZZ")] * 2


def test_brothers_and_sisters_who_are_referred_too_are_children(said: Said) -> None:
    rows = table(["Name", "DOB"], ["Ivo Vale", "02/11/2020"])
    read = said(
        form(
            CHILD,
            table(["First name", "Tom"], ["Surname", "Vale"]),
            line("Brothers and sisters also being referred", heading=2),
            rows,
        )
    )
    assert [child["forename"] for child in read["children"]] == ["Tom", "Ivo"]
    assert not read.get("people")


def test_a_title_that_says_what_the_form_is_for_asks_no_reason(said: Said) -> None:
    read = said(
        form(
            line("Tell us about a young person you are concerned about", heading=1),
            line("Hexley Council. Reference HX-4471, received on Monday."),
            CHILD,
            table(["First name", "Tom"], ["Surname", "Vale"]),
            line("What are you worried about?", heading=2),
            line("Tom is left alone at night."),
        )
    )
    assert read["concern"]["reason"] == "Tom is left alone at night."


def test_a_postcode_as_the_first_pupils_is_theirs_too(said: Said) -> None:
    first = (
        line("Pupil 1", heading=2),
        table(["First name", "Ida"], ["Address", "8 Mill Row, Hexby"], ["Postcode", "PO1 2ZZ"]),
    )
    again = table(["First name", "Tom"], ["Address", "Same as Pupil 1"], ["Postcode", "As pupil 1"])
    children = said(form(*first, line("Pupil 2", heading=2), again))["children"]
    assert [(one["address"], one["postcode"]) for one in children] == [("8 Mill Row, Hexby", "PO1 2ZZ")] * 2

"""One ruled table over a whole form: its sections may be of different shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parsers.blocks import Cell, Document, Table, Text

Said = Callable[[Document], dict[str, Any]]


def cell(words: str, span: int = 1, *, bold: bool = False) -> Cell:
    return Cell((Text(words, bold=bold),) if words else (), colspan=span)


def document(*rows: list[Cell]) -> Document:
    return Document((Table(tuple(map(tuple, rows))),), "pdf_text")


CONCERN = [
    [cell("SECTION C - WHY ARE YOU CONTACTING US?", 4, bold=True)],
    [cell("Reason for referral", 4, bold=True)],
    [cell("They were left alone overnight.", 4)],
    [cell("Are parents aware of this referral?", 2), cell("No", 2)],
]


def test_columns_of_children_between_other_sections_of_one_table_are_read(said: Said) -> None:
    found = said(
        document(
            [cell("SECTION A - CHILDREN", 4, bold=True)],
            [cell(""), cell("Child 1"), cell("Child 2", 2)],
            [cell("First name"), cell("Lottie"), cell("Zayn", 2)],
            [cell("Last name"), cell("Thistle"), cell("Dunmore", 2)],
            [cell("DOB"), cell("15/11/2016"), cell("20/11/2017", 2)],
            [cell("SECTION B - FAMILY", 4, bold=True)],
            [cell("Name"), cell("Relationship"), cell("Date of birth"), cell("Phone")],
            [cell("Rebecca Thistle"), cell("Mother"), cell("04/04/1987"), cell("07700 900814")],
            *CONCERN,
        )
    )
    assert found["children"] == [
        {"forename": "Lottie", "surname": "Thistle", "dob": "2016-11-15"},
        {"forename": "Zayn", "surname": "Dunmore", "dob": "2017-11-20"},
    ]
    assert [person["name"] for person in found["people"]] == ["Rebecca Thistle"]
    assert found["information_sharing"] == {"parents_informed": "no"}


def test_unknown_headings_side_by_side_over_labels_keep_their_sections_apart(said: Said) -> None:
    found = said(
        document(
            [cell("Whoever noticed it", 2, bold=True), cell("Whom it happened to", 2, bold=True)],
            [cell("Name"), cell("Gareth Lacey"), cell("First name"), cell("Jude")],
            [cell("Role"), cell("Outreach Worker"), cell("Surname"), cell("Marchwood")],
            [cell("Organisation"), cell("Brightwater Housing"), cell("Date of birth"), cell("17/07/2013")],
            [
                cell("Email"),
                cell("g.lacey@brightwater.example"),
                cell("School"),
                cell("Fernhill Infant School"),
            ],
            [cell("Address"), cell("61 Mill Lane, Wexbury"), cell("Address"), cell("73 Hill Rise, Wexbury")],
            *CONCERN,
        )
    )
    assert found["referrer"]["name"] == "Gareth Lacey"
    assert found["referrer"]["address"] == "61 Mill Lane, Wexbury"
    assert found["children"] == [
        {
            "forename": "Jude",
            "surname": "Marchwood",
            "dob": "2013-07-17",
            "school": "Fernhill Infant School",
            "address": "73 Hill Rise, Wexbury",
        }
    ]


def test_a_title_over_columns_of_parents_tells_that_nobody_else_stands_in_them(said: Said) -> None:
    parents = Table(
        (
            (cell("Part 3 – Parents / carers", 3, bold=True),),
            (cell(""), cell("Parent / carer 1"), cell("Parent / carer 2")),
            (cell("Name"), cell("Ann Vale"), cell("Tom Moss")),
            (cell("Relationship to child(ren)"), cell("Mother"), cell("Father")),
            (cell("Telephone"), cell(""), cell("01632 960415")),
        )
    )
    child = (
        (cell("Surname"), cell("Vale")),
        (cell("First name"), cell("Ida")),
        (cell("Date of birth"), cell("01/02/2015")),
    )
    referrer = ((cell("Part 1 – Referrer", 2, bold=True),), (cell("Name of referrer"), cell("Jo Penn")))
    found = said(
        Document((Table(child), Table(referrer), parents, Table(tuple(map(tuple, CONCERN)))), "pdf_text")
    )
    assert found["people"] == [
        {"name": "Ann Vale", "relationship": "Mother"},
        {"name": "Tom Moss", "relationship": "Father", "phone": "+441632960415"},
    ]
    assert found["referrer"] == {"name": "Jo Penn"}

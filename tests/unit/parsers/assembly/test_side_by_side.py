"""Children beside each other: a column to each under titles, blocks in one cell, halves of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parsers.blocks import Cell, Document, Line, Table, Text

Said = Callable[[Document], dict[str, Any]]


def cell(words: str, span: int = 1, *, bold: bool = False) -> Cell:
    texts = tuple(Text(part, bold=bold) for part in words.split("\n"))
    return Cell(texts if words else (), colspan=span)


def table(*rows: list[Cell]) -> Table:
    return Table(tuple(map(tuple, rows)))


REFERRER = table(
    [cell("Referrer name"), cell("Bo Reed")],
    [cell("Referrer agency"), cell("Oak House")],
    [cell("Reason for referral"), cell("They were left alone overnight.")],
    [cell("Type of concern:"), cell("")],
    [cell("What is working well?"), cell("")],
)

CHILDREN = [
    {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"},
    {"forename": "Jo", "surname": "Moor", "dob": "2017-04-03"},
]


def test_a_column_to_each_child_goes_on_under_titles_and_shares_what_is_said_once(said: Said) -> None:
    rows = [
        [cell(""), cell("First child"), cell("Second child")],
        [cell("Identity", 3, bold=True)],
        [cell("Given names"), cell("Ida"), cell("Jo")],
        [cell("Family name"), cell("Vale"), cell("Moor")],
        [cell("Services", 3, bold=True)],
        [cell("School or nursery"), cell("Fernhill Primary"), cell("Hill Nursery")],
        [cell("Home", 3, bold=True)],
        [cell("Address and postcode"), cell("2 Mill Lane, Wexbury, NE4 2PS", 2)],
    ]
    home = {"address": "2 Mill Lane, Wexbury", "postcode": "NE4 2PS"}
    assert said(Document((table(*rows), REFERRER), "word"))["children"] == [
        {"forename": "Ida", "surname": "Vale", "school": "Fernhill Primary", **home},
        {"forename": "Jo", "surname": "Moor", "school": "Hill Nursery", **home},
    ]


def test_two_children_each_in_one_cell_keep_their_own_lines(said: Said) -> None:
    rows = [
        [cell("Child 1"), cell("Child 2")],
        [cell("Vale, Ida\nDOB: 01/02/2015"), cell("Moor, Jo\nDOB: 03/04/2017")],
    ]
    assert said(Document((table(*rows), REFERRER), "word"))["children"] == CHILDREN


def test_two_children_with_a_label_and_answer_to_a_cell_keep_their_own(said: Said) -> None:
    rows = [
        [cell("First child"), cell("Second child")],
        [cell("Name: Ida Vale"), cell("Name: Jo Moor")],
        [cell("DOB: 01/02/2015"), cell("DOB: 03/04/2017")],
        [cell("Address of both children"), cell("2 Mill Lane, Wexbury")],
    ]
    assert said(Document((table(*rows), REFERRER), "word"))["children"] == [
        {**child, "address": "2 Mill Lane, Wexbury"} for child in CHILDREN
    ]


def test_a_patient_in_one_cell_is_a_name_and_labelled_lines(said: Said) -> None:
    rows = [[cell("Patient 1"), cell("Ida Vale\nDOB 01/02/2015\nNHS 999 123 4578")]]
    (child,) = said(Document((table(*rows), REFERRER), "word"))["children"]
    assert child == {**CHILDREN[0], "nhs_number": "9991234578"}


def test_lines_below_a_name_that_no_table_knows_are_not_taken_for_a_child(said: Said) -> None:
    rows = [
        [cell("Patient 1"), cell("Ida Vale\nfell from the swing")],
        [cell("Child's name"), cell("Jo Moor")],
    ]
    assert said(Document((table(*rows), REFERRER), "word"))["children"] == [
        {"forename": "Jo", "surname": "Moor"}
    ]


def test_a_child_and_a_caller_beside_each_other_below_other_rows_are_kept_apart(said: Said) -> None:
    rows = [
        [cell("Call made on"), cell("25/06/2026 at 14:20"), cell("Spoke to"), cell("Al Fry")],
        [cell("Child", 2), cell("Caller", 2)],
        [cell("Forename"), cell("Ida"), cell("Name"), cell("Bo Reed")],
        [cell("Surname"), cell("Vale"), cell("Service"), cell("Oak House")],
        [cell("Address"), cell("2 Mill Lane, Wexbury"), cell("Address"), cell("9 Dock Road, Wexbury")],
    ]
    reason = table(
        [cell("Reason for referral"), cell("She was left alone overnight.")],
        [cell("Type of concern:"), cell("")],
    )
    found = said(Document((table(*rows), reason), "word"))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "address": "2 Mill Lane, Wexbury"}]
    assert found["referrer"] == {"name": "Bo Reed", "agency": "Oak House", "address": "9 Dock Road, Wexbury"}
    assert found["telephone_contact_at"] == "2026-06-25T14:20:00+01:00"


def test_a_table_of_ticks_with_a_column_of_reasons_gives_both(said: Said) -> None:
    rows = [
        [cell(""), cell("YES"), cell("NO"), cell("REASON IF NO")],
        [cell("Parents aware of referral"), cell(""), cell("X"), cell("Advised by police not to")],
        [cell("Parents consent to referral"), cell(""), cell(""), cell("")],
    ]
    child = table([cell("Child's name"), cell("Ida Vale")])
    found = said(Document((child, REFERRER, table(*rows)), "word"))
    assert found["information_sharing"] == {
        "parents_informed": "no",
        "parents_not_informed_reason": "Advised by police not to",
    }


def test_what_stands_over_both_halves_is_said_of_both_children(said: Said) -> None:
    rows = [
        [cell("Child one", 2), cell("Child two", 2)],
        [cell("Name"), cell("Ida Vale"), cell("Name"), cell("Jo Moor")],
        [cell("DOB"), cell("01/02/2015"), cell("DOB"), cell("03/04/2017")],
        [cell("Family address"), cell("2 Mill Lane, Wexbury", 3)],
    ]
    assert said(Document((table(*rows), REFERRER), "word"))["children"] == [
        {**child, "address": "2 Mill Lane, Wexbury"} for child in CHILDREN
    ]


def test_two_parents_beside_each_other_keep_their_own_telephones(said: Said) -> None:
    rows = [
        [cell("Mother / carer", 2, bold=True), cell("Father / carer", 2, bold=True)],
        [cell("Name"), cell("Ann Vale"), cell("Name"), cell("Bob Vale")],
        [cell("Phone"), cell(""), cell("Phone"), cell("07700 900100")],
    ]
    child = table([cell("Child's name"), cell("Ida Vale")])
    assert said(Document((child, table(*rows), REFERRER), "word"))["people"] == [
        {"name": "Ann Vale"},
        {"name": "Bob Vale", "phone": "+447700900100"},
    ]


def test_a_numbered_person_whose_role_is_child_is_a_child_and_another_a_parent(said: Said) -> None:
    rows = [
        [cell("Person 1", 2), cell("Role: Child", 2)],
        [cell("Surname"), cell("Vale"), cell("Forename"), cell("Ida")],
        [cell("DOB"), cell("01/02/2015"), cell("Gender"), cell("Female")],
        [cell("Person 2", 2), cell("Role: Mother", 2)],
        [cell("Surname"), cell("Vale"), cell("Forename"), cell("Ann")],
    ]
    found = said(Document((table(*rows), REFERRER), "word"))
    assert found["children"] == [{**CHILDREN[0], "gender": "female"}]
    assert found["people"] == [{"name": "Ann Vale", "relationship": "Mother"}]


def test_labels_in_capitals_beside_one_that_nobody_knows_keep_their_answers(said: Said) -> None:
    def line(*words: str) -> Line:
        return Line(tuple(map(Text, words)))

    told = said(
        Document(
            (
                line("RAISED BY: Ann Bell"),
                line("TELEPHONE", "EMAIL", "DATE OF CONCERN"),
                line("01632 960935", "ann@hill.example", "13 May 2026"),
                line("REASON FOR REFERRAL: He came to school with a black eye."),
                line("CHILD'S NAME: Ida Vale"),
            ),
            "pdf_text",
        )
    )
    assert told["referrer"] == {"name": "Ann Bell", "phone": "+441632960935", "email": "ann@hill.example"}


def test_a_protective_marking_behind_a_stroke_is_no_part_of_the_answer(said: Said) -> None:
    lines = (
        "Referrer name: Ann Bell",
        "Referring agency: Westmarch Police | OFFICIAL - SENSITIVE when complete",
        "Child's name: Ida Vale",
        "Reason for referral: He came to school with a black eye.",
    )
    told = said(Document(tuple(Line((Text(words),)) for words in lines), "pdf_text"))
    assert told["referrer"]["agency"] == "Westmarch Police"

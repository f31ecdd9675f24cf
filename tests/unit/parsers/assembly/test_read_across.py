"""Two parents in boxes side by side keep what was asked of each, though the boxes were read across."""

from __future__ import annotations

import pytest

from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, line, table

LEFT = {"Name": "Bea Vale", "Relationship": "Mother", "DOB": "01/02/1985", "Telephone": "07700 900021"}
RIGHT = {
    "Name": "Bo Hill",
    "Relationship": "Mother's partner",
    "DOB": "03/04/1986",
    "Telephone": "07700 900022",
}
BOTH = [
    {"name": "Bea Vale", "dob": "1985-02-01", "relationship": "Mother", "phone": "+447700900021"},
    {"name": "Bo Hill", "dob": "1986-04-03", "relationship": "Mother's partner", "phone": "+447700900022"},
]


def test_numbers_tell_whose_each_answer_is(said: Said) -> None:
    boxes = [
        table([f"{number}. {label}:"], [answers[label]])
        for place, label in enumerate(LEFT, 3)
        for number, answers in ((place, LEFT), (place + len(LEFT), RIGHT))
    ]
    found = said(
        form(
            CHILD,
            line("Forename: Ida"),
            line("Parents and carers", heading=2),
            line("Parent 1", "Parent 2"),
            *boxes,
        )
    )
    assert found["people"] == BOTH


@pytest.mark.parametrize("colon", ["", ":"])
def test_questions_that_come_twice_in_a_row_are_of_two_boxes(said: Said, colon: str) -> None:
    boxes = [table([f"{label}{colon}", answers[label]]) for label in LEFT for answers in (LEFT, RIGHT)]
    found = said(
        form(
            CHILD,
            line("Forename: Ida"),
            line("Parents and carers", heading=2),
            line("Parent 1", "Parent 2"),
            *boxes,
        )
    )
    assert found["people"] == BOTH


def test_numbers_that_begin_again_leave_their_questions_where_they_stand(said: Said) -> None:
    boxes = [
        table([f"{number}. {label}:", answers[label]])
        for answers in (LEFT, RIGHT)
        for number, label in enumerate(LEFT, 1)
    ]
    found = said(form(CHILD, line("Forename: Ida"), line("Parents and carers", heading=2), *boxes))
    assert found["people"] == BOTH


def test_what_stands_below_an_answer_of_more_lines_than_the_one_beside_it_may_be_the_others(
    said: Said,
) -> None:
    left = {
        "Name": "Bea Vale",
        "Relationship": "Mother",
        "Address": "Flat 12, 149 Any Road, Southsea, Portsmouth",
    }
    right = {"Name": "Bo Hill", "Relationship": "Father", "Address": ""}
    boxes = [table([label, answers[label]]) for label in left for answers in (left, right)]
    higher_first = [table(["Telephone", number]) for number in ("07700 900022", "07700 900021")]
    title = line("Parents and carers", heading=2)
    people = said(form(CHILD, line("Forename: Ida"), title, *boxes, *higher_first))["people"]
    assert [(person["name"], person.get("address"), person.get("phone")) for person in people] == [
        ("Bea Vale", left["Address"], None),
        ("Bo Hill", None, None),
    ]

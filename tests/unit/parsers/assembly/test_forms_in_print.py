"""Ways in which forms that agencies print today put their questions: options in a grid, help before the box."""

from __future__ import annotations

import pytest

from parsers.blocks import Document
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table

CHILD = table(["Child's first name", "Ida"], ["Child's surname", "Vale"])
NUMBERS = table(["Name of referrer", "Bo Reed"], ["Agency", "Oak House School"])


def test_groups_of_options_with_a_box_each_are_one_answer_to_the_question_above_them(said: Said) -> None:
    options = table(
        ["Asian", "", "White", ""],
        ["Indian", "☐", "White British", "☐"],
        ["Bangladeshi", "☐", "Gypsy or Roma", "☒"],
    )
    told = said(form(CHILD, line("Ethnicity of the child (please tick)"), options))
    assert told["children"][0]["ethnicity"] == "Gypsy or Roma"


def test_empty_cells_to_tick_beside_options_are_boxes(said: Said) -> None:
    options = table(["Indian", "", "White British", ""], ["Chinese", "✓", "White Irish", ""])
    told = said(form(CHILD, line("Ethnicity of the child (please tick)"), options))
    assert told["children"][0]["ethnicity"] == "Chinese"


def test_kinds_of_concern_in_such_rows_are_kept_as_labelled(said: Said) -> None:
    options = table(["Neglect", "X", "Physical abuse", ""], ["Emotional abuse", "X", "Sexual abuse", ""])
    told = said(form(CHILD, NUMBERS, options))
    assert told["concern"]["types"] == ["Neglect", "Emotional abuse"]


def test_questions_with_empty_answers_are_no_options(said: Said) -> None:
    rows = table(
        ["First name", "Ida", "Surname", "Vale"], ["School", "", "GP", ""], ["Address", "", "NHS No", ""]
    )
    assert said(form(heading("Child"), rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]


@pytest.mark.parametrize(
    "asked",
    [
        "Impact on the child: Please say how they are affected by what happens",
        "Impact on the child: Describe how this affects them. What have you seen?",
    ],
)
def test_help_beside_a_question_is_no_part_of_the_answer_below(said: Said, asked: str) -> None:
    told = said(form(CHILD, NUMBERS, line(asked, bold=True), table(["He will not go home alone."])))
    assert told["concern"]["impact"] == "He will not go home alone."


def test_what_is_written_beside_a_question_and_looks_like_help_is_kept_where_nothing_follows(
    said: Said,
) -> None:
    told = said(form(CHILD, NUMBERS, line("Impact on the child: Please see the attached report")))
    assert told["concern"]["impact"] == "Please see the attached report"


def test_a_day_before_a_signature_is_its_day(said: Said) -> None:
    document = form(CHILD, NUMBERS)
    signed = table(["Date", "3/11/2025", "Signed", "B Reed"])
    told = said(Document((*document.blocks, heading("Reasons for concern"), signed), "word"))
    assert told["signature"] == {"name": "B Reed", "signed_on": "2025-11-03"}


def test_strengths_and_needs_together_are_no_strengths(said: Said) -> None:
    rows = table(
        ["Development strengths and needs", "Ida has not been at school since half term."],
        ["Parenting strengths and needs", "Her mother sleeps through the day."],
    )
    asked = table(["Are parents aware of this referral?", "Yes"], ["Has consent been given?", "No"])
    told = said(
        Document(
            (heading("Child"), CHILD, NUMBERS, heading("Specific reasons for referral"), rows, asked), "word"
        )
    )
    assert told["concern"] == {
        "reason": "Ida has not been at school since half term. Her mother sleeps through the day."
    }


@pytest.mark.parametrize("cells", [["Yes ☒", "No"], ["☒ Yes", "No"], ["Yes", "☒ No"]])
def test_one_marked_option_beside_another_without_a_box_is_chosen(said: Said, cells: list[str]) -> None:
    rows = table(["Have you discussed this referral with the parents?", *cells])
    told = said(form(CHILD, NUMBERS, rows))
    assert told["information_sharing"]["parents_informed"] == ("no" if cells[1] == "☒ No" else "yes")


def test_a_question_that_quotes_the_no_asks_for_the_reason(said: Said) -> None:
    rows = table(
        ["Has consent been given to contact other agencies?", "No"],
        ["If ‘No’ please specify with reasons", "She is afraid of who will hear of it"],
    )
    assert said(form(CHILD, NUMBERS, rows))["information_sharing"] == {
        "consent_obtained": "no",
        "consent_refused_reason": "She is afraid of who will hear of it",
    }


@pytest.mark.parametrize(
    "asked", ["Other children in the household", "Are there any brothers or sisters living at this address?"]
)
def test_other_children_of_the_household_are_people(said: Said, asked: str) -> None:
    told = said(form(CHILD, NUMBERS, table([asked, "Pia Dell 4/5/2023, half sister"])))
    assert told["people"] == [{"name": "Pia Dell", "dob": "2023-05-04", "relationship": "half sister"}]
    assert len(told["children"]) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Other children living in the home",
        "Other children in household (please put * against the name of each child/young person who is referred as well)",
    ],
)
def test_a_table_of_the_households_other_children_refers_none_of_them(said: Said, title: str) -> None:
    grid = table(["Surname", "Forename", "M/F", "DOB"], ["Dell", "Pia", "F", "2/2/2022"])
    told = said(form(heading("Child"), CHILD, heading(title), grid))
    assert told["people"] == [{"name": "Pia Dell", "gender": "female", "dob": "2022-02-02"}]
    assert told["children"] == [{"forename": "Ida", "surname": "Vale"}]

"""Options side by side or under each other, of which one alone is in bold."""

from __future__ import annotations

import pytest

from parsers.assembly.lines.in_bold import with_bold_chosen
from parsers.blocks import Cell, Line, Table, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, form, line, table

YES, NO = Text("Yes"), Text("No", bold=True)
ASKED = Text("Are parents aware?", bold=True)


def test_the_option_in_bold_is_what_was_chosen() -> None:
    assert with_bold_chosen(Line((YES, NO))) == Line((Text("No"),))
    assert with_bold_chosen(Line((ASKED, YES, NO))) == Line((ASKED, Text("No")))


def test_options_under_each_other_in_a_cell_are_options_too() -> None:
    found = with_bold_chosen(Table(((Cell((ASKED, YES, NO)),),)))
    assert found == Table(((Cell((ASKED, Text("No"))),),))


def test_options_of_which_none_is_set_off_choose_nothing() -> None:
    assert with_bold_chosen(Line((YES, Text("No")))) == Line((Text("Yes / No"),))


@pytest.mark.parametrize("segments", [(YES, YES), (Text("No"), YES)])
def test_the_same_twice_and_no_before_yes_are_answers_to_two_questions(segments: tuple[Text, ...]) -> None:
    assert with_bold_chosen(Line(segments)) == Line(segments)


@pytest.mark.parametrize("segments", [(ASKED, YES), (Text("Yes", bold=True), NO, ASKED)])
def test_what_offers_no_choice_stays(segments: tuple[Text, ...]) -> None:
    assert with_bold_chosen(Line(segments)) == Line(segments)


def test_the_first_of_two_options_is_no_answer(said: Said) -> None:
    ida = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])
    asked = form(
        line("Child", heading=2), ida, line("Are parents aware of this referral?", bold=True), Line((YES, NO))
    )
    assert said(asked)["information_sharing"] == {"parents_informed": "no"}

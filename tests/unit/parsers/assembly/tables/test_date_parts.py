"""Dates whose day, month and year have cells of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.blocks import Cell
from tests.unit.parsers.assembly.form_in_blocks import Said, cell, form, line, table

CHILD = line("Child", heading=2)
NAME: list[str | Cell] = ["Name of child", cell("Ida Vale", span=3)]


@pytest.mark.parametrize("captions", [("Day", "Month", "Year"), ("DD", "MM", "YYYY"), ("dd", "mm", "yy")])
def test_captions_over_the_parts_of_a_date(said: Said, captions: tuple[str, str, str]) -> None:
    rows = table(NAME, [replace(cell("Date of birth"), rowspan=2), *captions], ["27", "06", "2012"])
    (child,) = said(form(CHILD, rows))["children"]
    assert child["dob"] == "2012-06-27"


def test_captions_under_the_parts_of_a_date(said: Said) -> None:
    rows = table(
        NAME, [replace(cell("Date of birth"), rowspan=2), "27", "June", "2012"], ["Day", "Month", "Year"]
    )
    (child,) = said(form(CHILD, rows))["children"]
    assert child["dob"] == "2012-06-27"


def test_parts_that_are_left_empty_give_no_date(said: Said) -> None:
    rows = table(NAME, [replace(cell("Date of birth"), rowspan=2), "Day", "Month", "Year"], ["", "", ""])
    (child,) = said(form(CHILD, rows))["children"]
    assert "dob" not in child


def test_captions_over_other_words_part_nothing(said: Said) -> None:
    rows = table(
        ["Name of child", "Ida Vale", "", ""], ["Day", "Month", "Year", "Form"], ["Monday", "June", "6", "6B"]
    )
    (child,) = said(form(CHILD, rows))["children"]
    assert child == {"forename": "Ida", "surname": "Vale"}


def test_a_surveys_caption_between_a_question_and_its_date_is_none_of_them(said: Said) -> None:
    asked = (line("Forename: Ida"), line("Child's date of birth"), line("Date"), line("02/01/2018"))
    told = said(form(CHILD, *asked))
    assert [child["dob"] for child in told["children"]] == ["2018-01-02"]
    assert "completed_on" not in told

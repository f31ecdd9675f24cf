"""Help that a form prints under its labels."""

from __future__ import annotations

from parsers.blocks import Cell, Line, Table, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, cell, form, heading, line, table

IDA = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])
VIEWS = line("Child's views Use the child's own words where possible.", "I want to stay.")


def pair(label: str, answer: str) -> Line:
    return Line((Text(label, bold=True), Text(answer)))


def test_help_in_the_column_of_labels_parts_no_answer(said: Said) -> None:
    told = (
        heading("Concerns"),
        pair("What are the worries?", "He was left alone on Monday and could not say"),
        pair("Include dates, times and injuries seen.", "when anybody had been home before."),
        VIEWS,
    )
    found = said(form(IDA, *told))
    assert found["concern"]["reason"] == (
        "He was left alone on Monday and could not say when anybody had been home before."
    )
    assert found["concern"]["child_views"] == "I want to stay."


def test_a_label_that_no_table_knows_is_told_by_the_help_under_it(said: Said) -> None:
    told = (
        heading("Concerns"),
        line("What are the worries?"),
        line("Include dates, times and injuries seen."),
        line("He was left alone. Nobody came until night. 2. Wider family picture"),
        line("List previous referrals, plans and services."),
        line("Known to Early Help in 2022."),
    )
    assert said(form(IDA, *told))["concern"]["reason"] == "He was left alone. Nobody came until night."


def test_a_box_of_a_label_and_its_help_ends_the_answer_above(said: Said) -> None:
    box = cell("Wider family picture\nList previous referrals, plans and services.", bold=True)
    told = (
        heading("Concerns"),
        line("What are the worries?"),
        line("Include dates, times and injuries seen."),
        line("He was left alone. Nobody came until night."),
        table([box]),
        line("Known to Early Help in 2022."),
    )
    assert said(form(IDA, *told))["concern"]["reason"] == "He was left alone. Nobody came until night."


def test_a_wish_put_as_an_order_is_no_help(said: Said) -> None:
    told = (heading("Concerns"), pair("Desired outcome", "Please arrange a visit."))
    assert said(form(IDA, *told))["concern"]["desired_outcome"] == "Please arrange a visit."


def test_a_story_whose_row_the_page_cut_within_a_sentence_goes_on_in_the_next_cell(said: Said) -> None:
    asked = Cell((Text("What are the worries?", bold=True), Text("He was left with an older")))
    told = Table(((asked,), (Cell((Text("cousin who is nine. Nobody came until night."),)),)))
    assert said(form(IDA, heading("Concerns"), told))["concern"]["reason"] == (
        "He was left with an older cousin who is nine. Nobody came until night."
    )


def test_an_age_under_its_label_is_nobodys_number(said: Said) -> None:
    child = table(["Name of the child\nIda Vale", "Age of child\n5 years"], ["School\nAny School", ""])
    found = said(form(heading("Child 1"), child))
    assert [kid.get("age") for kid in found["children"]] == [5]


def test_help_behind_a_question_of_its_line_leaves_the_question_whole(said: Said) -> None:
    told = (
        heading("Concerns"),
        line("1. What are your concerns? Be specific about incidents and dates"),
        line("Include dates, times and injuries seen."),
        line("He was left alone."),
        VIEWS,
    )
    assert said(form(IDA, *told))["concern"]["reason"] == "He was left alone."

"""Several labels in one cell, and as many answers in the next."""

from __future__ import annotations

import pytest

from config import tables
from parsers.assembly.tables.as_many import row_by_row
from parsers.blocks import Cell, Text
from parsers.labels import LabelTables

LABELS = LabelTables.from_toml(tables.labels())


def cell(*paragraphs: str, rowspan: int = 1) -> Cell:
    return Cell(tuple(Text(paragraph) for paragraph in paragraphs), rowspan=rowspan)


def parted(*row: Cell) -> list[list[str]]:
    return [[one.text for one in cells] for cells in row_by_row([row], LABELS)]


def test_each_label_has_the_answer_that_stands_level_with_it() -> None:
    assert parted(cell("Name of referrer", "Job title"), cell("Ann Example", "Head of Year")) == [
        ["Name of referrer", "Ann Example"],
        ["Job title", "Head of Year"],
    ]


def test_lines_of_one_paragraph_are_labels_where_each_is_more_than_a_word_or_has_a_colon() -> None:
    assert parted(cell("Agency:\nTelephone:"), cell("Any School\n023 9200 0000")) == [
        ["Agency:", "Any School"],
        ["Telephone:", "023 9200 0000"],
    ]


def test_a_questions_number_stands_before_each_and_other_pairs_keep_to_the_first() -> None:
    row = (cell("6"), cell("Child's school", "Child's ethnicity"), cell("Any School", "Bangladeshi"))
    assert parted(*row, cell("Gender"), cell("Female")) == [
        ["6", "Child's school", "Any School", "Gender", "Female"],
        ["6", "Child's ethnicity", "Bangladeshi", "", ""],
    ]


@pytest.mark.parametrize(
    "row",
    [
        (cell("Home\nAddress"), cell("1 Any Street\nPortsmouth")),
        (cell("Name of referrer", "Job title"), cell("Ann Example")),
        (cell("Name of referrer", "Job title"), cell("Ann Example", "Head of Year", "Any School")),
        (cell("Name of referrer", "of that day"), cell("Ann Example", "Head of Year")),
        (cell("Name of referrer", "Job title"), cell("Agency", "Telephone")),
        (cell("Name of referrer", "Job title"), cell("Ann Example", "Head of Year", rowspan=2)),
        (cell("Reason for referral"), cell("Came to school hungry.", "Said so.")),
    ],
    ids=["one label", "fewer", "more", "no label", "labels", "merged", "a story"],
)
def test_a_row_of_which_nobody_can_tell_stays_as_it_is(row: tuple[Cell, ...]) -> None:
    assert parted(*row) == [[one.text for one in row]]

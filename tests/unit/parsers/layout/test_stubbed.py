"""Columns without rules whose labels stand in the margin."""

from __future__ import annotations

from parsers.blocks import Table
from tests.unit.parsers.layout.sheet import Sheet, laid, rows


def sheet(*titles: str, bold: bool = True) -> Sheet:
    page = Sheet()
    for at, title in enumerate(titles):
        page.write(200 + 120 * at, 60, title, bold=bold)
    return page


def answered(page: Sheet, top: float, label: str, *values: str) -> Sheet:
    page.write(50, top, label, bold=True)
    for at, value in enumerate(values):
        if value:
            page.write(200 + 120 * at, top, value)
    return page


def test_children_side_by_side_are_columns() -> None:
    page = answered(answered(sheet("Child 1", "Child 2"), 80, "Forename", "Ida", "Ben"), 100, "Age", "7", "")
    (table,) = laid(answered(page, 120, "Surname", "Vale", "Vale"))
    assert rows(table) == [
        ["", "Child 1", "Child 2"],
        ["Forename", "Ida", "Ben"],
        ["Age", "7", ""],
        ["Surname", "Vale", "Vale"],
    ]


def test_an_answer_that_wraps_in_its_column_is_one() -> None:
    page = answered(sheet("Child 1", "Child 2"), 80, "School", "King Alfred", "Oakfield")
    page.write(200, 92, "Primary School")
    (table,) = laid(answered(page, 112, "Forename", "Ida", "Ben"))
    assert rows(table)[1][1].split() == ["King", "Alfred", "Primary", "School"]
    assert rows(table)[1][2] == "Oakfield"


def test_what_stands_in_no_column_ends_the_table() -> None:
    page = answered(answered(sheet("Child 1", "Child 2"), 80, "Forename", "Ida", "Ben"), 100, "Age", "7", "9")
    table, *below = laid(page.write(50, 120, "Reason for referral").write(160, 140, "He was cold."))
    assert len(rows(table)) == 3
    assert below


def test_titles_that_are_neither_numbered_nor_bold_make_no_table() -> None:
    page = answered(answered(sheet("Ida", "Ben", bold=False), 80, "Role", "Nurse", "x"), 100, "Age", "7", "9")
    assert not any(isinstance(block, Table) for block in laid(page))


def test_the_title_of_the_next_part_ends_the_table_though_answers_below_it_stand_in_a_column() -> None:
    page = sheet("Adult 1", "Adult 2")
    for at, label in enumerate(("Name", "Born", "Telephone")):
        answered(page, 74 + 14 * at, label, "Una", "Ben")
    page.write(50, 116, "Referred by", bold=True, size=11)
    for at, label in enumerate(("Name", "Role", "Agency", "Email", "Address")):
        answered(page, 132 + 14 * at, label, "", "Tom")
    table, *_ = laid(page)
    assert [row[1:] for row in rows(table)] == [["Adult 1", "Adult 2"], *[["Una", "Ben"]] * 3]

"""Tables of which each cell's lower border is all that is drawn."""

from __future__ import annotations

from itertools import pairwise

from parsers.blocks import Table
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts

EDGES = [50, 80, 220, 300, 400]


def under_each_cell(sheet: Sheet, *levels: float) -> Sheet:
    """A rule in pieces at each level: one under each cell."""
    for level in levels:
        for x0, x1 in pairwise(EDGES):
            sheet.rule(x0, level, x1, level)
    return sheet


def titled(sheet: Sheet) -> Sheet:
    """Titles of which one takes two lines, the others in the middle beside it."""
    sheet.write(83, 106, "Name").write(223, 100, "Date of").write(223, 112, "Birth").write(303, 106, "School")
    return sheet


def test_the_pieces_of_the_rules_are_the_columns_of_a_title_that_wraps() -> None:
    sheet = under_each_cell(titled(Sheet()), 126, 146, 166)
    sheet.write(53, 131, "1").write(83, 131, "Ida Vale").write(223, 131, "01/02/2015").write(
        303, 131, "Hexby"
    )
    sheet.write(53, 151, "2")
    assert rows(laid(sheet)[0]) == [
        ["", "Name", "Date of\nBirth", "School"],
        ["1", "Ida Vale", "01/02/2015", "Hexby"],
        ["2", "", "", ""],
    ]


def test_a_title_over_such_a_table_stands_over_it() -> None:
    sheet = under_each_cell(titled(Sheet().write(53, 80, "Details of family")), 126, 146)
    sheet.write(83, 131, "Ida Vale").write(223, 131, "01/02/2015").write(303, 131, "Hexby")
    title, table = laid(sheet)
    assert texts(title) == ["Details of family"]
    assert rows(table)[0] == ["", "Name", "Date of\nBirth", "School"]


def test_a_title_between_two_ruled_tables_is_no_row_of_theirs() -> None:
    sheet = under_each_cell(Sheet().grid(EDGES, [100, 120]).grid(EDGES, [150, 170]), 100, 120, 150, 170)
    for top in (104, 154):
        sheet.write(53, top, "1").write(83, top, "Ida Vale").write(223, top, "01/02/2015").write(
            303, top, "x"
        )
    sheet.write(53, 129, "Kin")
    first, title, second = laid(sheet)
    assert texts(title) == ["Kin"]
    assert rows(first) == rows(second) == [["1", "Ida Vale", "01/02/2015", "x"]]


def test_rules_that_differ_in_their_pieces_make_no_table() -> None:
    sheet = Sheet().write(53, 104, "Ida Vale is six.").write(53, 124, "She lives with Ann.")
    for level, joint in ((118, 220), (138, 260)):
        sheet.rule(50, level, joint, level).rule(joint, level, 400, level)
    assert not any(isinstance(block, Table) for block in laid(sheet))

"""Tables without upright rules whose columns stand close and whose cells wrap."""

from __future__ import annotations

from collections.abc import Mapping

from parsers.blocks import Table
from tests.unit.parsers.layout.sheet import Sheet, laid, rows

_PLACES = {"surname": 50, "forename": 103, "born": 156, "kin": 211, "pr": 275, "home": 300}


def _line(sheet: Sheet, y: float, parts: Mapping[str, str], *, bold: bool = False) -> None:
    for column, text in parts.items():
        sheet.write(_PLACES[column], y, text, bold=bold)


def _family(*lines: Mapping[str, str]) -> Sheet:
    """A table's titles in bold, and lines under it that all stand equally close."""
    sheet = Sheet()
    titles = {"surname": "Surname", "forename": "Forename", "born": "DOB", "kin": "Relationship"}
    _line(sheet, 100, {**titles, "pr": "PR", "home": "Address"}, bold=True)
    for at, parts in enumerate(lines, 1):
        _line(sheet, 100 + 12 * at, parts)
    return sheet


def test_columns_that_no_gap_parts_are_told_by_where_every_line_begins_in_them() -> None:
    sheet = _family(
        {"surname": "Thistleby", "forename": "Gwendolyn", "born": "08/11/1992", "kin": "Mother", "pr": "Yes"},
        {"surname": "Ashgrove", "forename": "Tomasz", "born": "01/11/1983", "kin": "Stepfather", "pr": "No"},
        {"surname": "Ashgrove", "forename": "Una", "born": "04/02/2003", "kin": "Half-sister", "pr": "No"},
    )
    (table,) = laid(sheet)
    assert rows(table)[0] == ["Surname", "Forename", "DOB", "Relationship", "PR", "Address"]
    assert rows(table)[1] == ["Thistleby", "Gwendolyn", "08/11/1992", "Mother", "Yes", ""]


def test_lines_that_stand_equally_close_are_rows_where_a_cell_begins_on_them() -> None:
    sheet = _family(
        {
            "surname": "Thistleby",
            "forename": "Una",
            "born": "08/11/1992",
            "kin": "Mother",
            "pr": "Yes",
            "home": "14 Quarry Hill",
        },
        {"home": "Road, Low Moor,"},
        {"home": "Halifax"},
        {
            "surname": "Pemberton",
            "forename": "Tomasz",
            "born": "01/11/1983",
            "kin": "Maternal",
            "pr": "No",
            "home": "9 Coronation",
        },
        {"surname": "Hughes", "kin": "uncle", "home": "Terrace"},
    )
    (table,) = laid(sheet)
    assert [row[:4] for row in rows(table)[1:]] == [
        ["Thistleby", "Una", "08/11/1992", "Mother"],
        ["Pemberton Hughes", "Tomasz", "01/11/1983", "Maternal uncle"],
    ]
    assert [row[5].split() for row in rows(table)[1:]] == [
        ["14", "Quarry", "Hill", "Road,", "Low", "Moor,", "Halifax"],
        ["9", "Coronation", "Terrace"],
    ]


def test_titles_that_only_a_rule_under_them_tells_stand_over_their_columns() -> None:
    sheet = Sheet()
    for x, title in [(50, "Name"), (130, "Born"), (200, "Telephone")]:
        sheet.write(x, 100, title)
    sheet.rule(48, 112, 280, 112)
    for y, person in [
        (116, ("Gwendolyn", "2 January", "07700")),
        (128, ("Thistleby", "1996", "900200")),
        (144, ("Piotr", "8 August", "07700")),
        (156, ("Ashgrove", "1991", "900708")),
    ]:
        for x, text in zip((50, 130, 200), person):
            sheet.write(x, y, text)
    (table,) = laid(sheet)
    assert [[cell.replace("\n", " ") for cell in row] for row in rows(table)] == [
        ["Name", "Born", "Telephone"],
        ["Gwendolyn Thistleby", "2 January 1996", "07700 900200"],
        ["Piotr Ashgrove", "8 August 1991", "07700 900708"],
    ]


def test_a_title_of_two_words_is_not_parted_by_one_answer_that_happens_to_begin_under_the_second() -> None:
    sheet = Sheet()
    for x, title in [(50, "First name"), (150, "Born"), (230, "Address")]:
        sheet.write(x, 100, title, bold=True)
    for x, answer in [(50, "Carys Ann"), (150, "2/1/96"), (230, "14 Quarry Hill")]:
        sheet.write(x, 112, answer)
    sheet.write(230, 124, "Road, Halifax")
    (table,) = laid(sheet)
    assert [len(row) for row in rows(table)] == [3, 3]


def test_cells_set_to_the_middle_of_their_rows_are_not_read_as_if_from_the_top() -> None:
    sheet = Sheet()
    for x, title in [(50, "Name"), (150, "Born"), (230, "Address")]:
        sheet.write(x, 100, title, bold=True)
    for y, name in [(114, "Una Vale"), (150, "Ben Vale")]:
        sheet.write(230, y, "14 Quarry Hill").write(50, y + 6, name).write(230, y + 12, "Halifax")
        sheet.write(150, y + 6, "2/1/96")
    for block in laid(sheet):
        if isinstance(block, Table):
            assert not any("Una" in cell and "Ben" in cell for row in rows(block) for cell in row)

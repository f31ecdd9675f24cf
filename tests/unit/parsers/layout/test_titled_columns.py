"""Tables without upright rules whose columns stand close and whose cells wrap."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parsers.blocks import Table, Word
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts

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


def test_dashes_under_titles_tell_a_typewriters_columns() -> None:
    sheet = Sheet()
    for y, line in [
        (100, "Surname  Forename DOB        NHS number"),
        (112, "-------- -------- ---------- ------------"),
        (124, "Llewelyn Niamh    16/09/2023 999 628 7815"),
        (136, "Llewelyn Gwen Ann 01/02/2021 999 437 6802"),
        (160, "Home address:     35 Low Road, Hexby"),
    ]:
        _type(sheet, y, line)
    table, address = laid(sheet)
    assert rows(table) == [
        ["Surname", "Forename", "DOB", "NHS number"],
        ["Llewelyn", "Niamh", "16/09/2023", "999 628 7815"],
        ["Llewelyn", "Gwen Ann", "01/02/2021", "999 437 6802"],
    ]
    assert texts(address)[0] == "Home address:"


def _type(sheet: Sheet, y: float, line: str) -> None:
    """Write a line as a typewriter does, every letter and space 6 points wide."""
    for found in re.finditer(r"\S+", line):
        x0, x1 = 50 + 6 * found.start(), 50 + 6 * found.end()
        sheet.words.append(Word(found[0], x0, y, x1, y + 11, size=10))


def test_a_row_that_a_page_cuts_is_made_whole_behind_the_titles_that_are_printed_again() -> None:
    first, second = Sheet(1), Sheet(2)
    for sheet, y in ((first, 560), (second, 60)):
        for x, title in ((50, "Name"), (130, "Role"), (230, "Agency"), (330, "Telephone")):
            sheet.write(x, y, title, bold=True)
    lines = [
        (first, 572, ("Gwendolyn", "Midwife", "Westmoor", "07700 900200")),
        (first, 584, ("Thistleby", "", "Maternity Unit", "")),
        (first, 596, ("Bartholomew", "Teacher", "The Brambles", "07700 900300")),
        (second, 72, ("Wolstenholme", "", "Nursery", "")),
        (second, 84, ("Una Vale", "Health Visitor", "Vale Service", "07700 900400")),
    ]
    for sheet, y, parts in lines:
        for x, text in zip((50, 130, 230, 330), parts):
            if text:
                sheet.write(x, y, text)
    found = [row for block in laid(first, second) for row in rows(block)]
    people = [[cell.replace("\n", " ") for cell in row] for row in found if row[0] != "Name"]
    assert people == [
        ["Gwendolyn Thistleby", "Midwife", "Westmoor Maternity Unit", "07700 900200"],
        ["Bartholomew Wolstenholme", "Teacher", "The Brambles Nursery", "07700 900300"],
        ["Una Vale", "Health Visitor", "Vale Service", "07700 900400"],
    ]


def test_rows_whose_titles_stayed_alone_on_the_page_before_stand_under_them() -> None:
    first, second = Sheet(1), Sheet(2)
    first.grid([48, 158, 258, 358], [700, 716])
    for x, title in ((50, "Name"), (160, "Role"), (260, "Telephone")):
        first.write(x, 702, title, bold=True)
    for y, parts in (
        (60, ("Una Vale", "Midwife", "07700 900200")),
        (76, ("Ben Moss", "Teacher", "07700 900300")),
    ):
        for x, text in zip((50, 160, 260), parts):
            second.write(x, y, text)
    second.write(50, 92, "Concerns", bold=True)
    *_, people, concerns = laid(first, second)
    assert rows(people)[1:] == [
        ["Una Vale", "Midwife", "07700 900200"],
        ["Ben Moss", "Teacher", "07700 900300"],
    ]
    assert texts(concerns) == ["Concerns"]

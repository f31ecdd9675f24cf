"""Boxes that make a table of one column, their labels outside it."""

from __future__ import annotations

from parsers.blocks import Table
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def boxes(*tops: float) -> Sheet:
    """Boxes for a line each, so close that their borders make one table."""
    sheet = Sheet()
    for top in tops:
        sheet.grid([200, 400], [top, top + 15])
    return sheet


def test_a_column_of_boxes_is_read_with_the_labels_on_its_left() -> None:
    sheet = boxes(100, 119, 138).write(50, 102, "Surname").write(50, 121, "First name").write(50, 140, "Town")
    sheet.fill((200, 100, 400, 115), "Bell").write(205, 121, "Ida").fill((200, 138, 400, 153), "")
    [table] = laid(sheet)
    assert rows(table) == [["Surname", "Bell"], ["First name", "Ida"], ["Town", ""]]


def test_a_table_beside_prose_takes_no_line_of_it_for_a_label() -> None:
    sheet = (
        boxes(100, 119, 138).write(205, 102, "Monday").write(205, 121, "Tuesday").write(205, 140, "Friday")
    )
    for at, line in enumerate(["We are open on these days", "and on no others, so that", "one can call in"]):
        sheet.write(50 + 9 * at, 102 + 19 * at, line)
    [table] = [block for block in laid(sheet) if isinstance(block, Table)]
    assert rows(table) == [["Monday"], ["Tuesday"], ["Friday"]]


def test_boxes_with_words_on_their_right_stay_as_they_are() -> None:
    sheet = (
        boxes(100, 119)
        .write(50, 102, "Surname")
        .write(50, 121, "Town")
        .write(420, 102, "(as on the register)")
    )
    sheet.write(205, 102, "Bell").write(205, 121, "Hexby")
    blocks = laid(sheet)
    assert ["Surname", "(as on the register)"] in [
        texts(block) for block in blocks if hasattr(block, "segments")
    ]

"""Boxes that stand close together are cells of one table."""

from __future__ import annotations

from tests.unit.parsers.layout.sheet import Sheet, laid, rows


def boxes(gap: float) -> Sheet:
    sheet = Sheet()
    for row in range(2):
        for column in range(2):
            x, top = 50 + column * (200 + gap), 60 + row * (30 + gap)
            sheet.grid([x, x + 200], [top, top + 30]).write(x + 4, top + 8, f"Box {row}{column}")
    return sheet


def test_boxes_that_a_hair_parts_are_read_row_by_row() -> None:
    (table,) = laid(boxes(4))
    assert rows(table) == [["Box 00", "Box 01"], ["Box 10", "Box 11"]]


def test_boxes_that_stand_apart_are_tables_of_their_own() -> None:
    assert len(laid(boxes(12))) == 4

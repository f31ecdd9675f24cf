"""Labels in small type over their answers, several on a line."""

from __future__ import annotations

from parsers.blocks import Table
from tests.unit.parsers.layout.sheet import Sheet, laid, rows


def labelled(sheet: Sheet, y: float, *pairs: tuple[float, str, str]) -> Sheet:
    for x, label, answer in pairs:
        sheet.write(x, y, label, size=6.5)
        if answer:
            sheet.write(x, y + 10, answer)
    return sheet


def tables(sheet: Sheet) -> list[list[list[str]]]:
    return [rows(block) for block in laid(sheet) if isinstance(block, Table)]


def test_an_answer_stands_under_its_own_label_though_others_are_blank() -> None:
    sheet = labelled(
        Sheet(), 100, (50, "First name", "Ida"), (300, "Family name", ""), (400, "DOB", "1.2.15")
    )
    assert tables(sheet) == [[["First name", "Family name", "DOB"], ["Ida", "", "1.2.15"]]]


def test_an_answer_that_nearly_reaches_the_next_is_parted_where_its_label_is() -> None:
    sheet = labelled(
        Sheet(),
        100,
        (50, "Telephone", "023 9200 4417"),
        (130, "Email", "ann.lee@school.example"),
        (260, "Date", "1/2/2026"),
    )
    assert tables(sheet) == [
        [["Telephone", "Email", "Date"], ["023 9200 4417", "ann.lee@school.example", "1/2/2026"]]
    ]


def test_labels_that_nearly_touch_are_parted_where_their_answers_are() -> None:
    sheet = labelled(
        Sheet(),
        100,
        (50, "Name", "Gulalai"),
        (92, "Relationship to child", "Mother"),
        (165, "Phone", "07700 900377"),
    )
    assert tables(sheet) == [
        [["Name", "Relationship to child", "Phone"], ["Gulalai", "Mother", "07700 900377"]]
    ]


def test_labels_that_stand_once_more_over_nothing_name_nobody() -> None:
    sheet = labelled(Sheet(), 100, (50, "Name", "Ann Lee"), (200, "Relationship", "Mother"))
    labelled(sheet, 125, (50, "Name", ""), (200, "Relationship", ""))
    assert tables(sheet) == [[["Name", "Relationship"], ["Ann Lee", "Mother"]]]


def test_an_answer_of_two_lines_is_whole() -> None:
    sheet = labelled(Sheet(), 100, (50, "Address", "6 Low Road,"), (200, "School", "Hexby Primary"))
    sheet.write(50, 122, "Hexby")
    assert tables(sheet) == [[["Address", "School"], ["6 Low Road,\nHexby", "Hexby Primary"]]]


def test_small_print_over_a_paragraph_heads_no_columns() -> None:
    sheet = Sheet().write(50, 100, "Notes for who refers", size=6.5).write(300, 100, "Page 1 of 2", size=6.5)
    sheet.write(50, 110, "She came to school on Monday with a bruise and would not say how she came by it.")
    assert tables(sheet) == []

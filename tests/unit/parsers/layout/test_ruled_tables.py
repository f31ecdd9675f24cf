"""Rules and the words between them into tables."""

from __future__ import annotations

import pytest

from parsers.blocks import TICKED, UNTICKED, Table
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def test_a_cell_that_spans_columns_stands_once_with_its_span() -> None:
    sheet = Sheet()
    for y in (100, 120, 140):
        sheet.rule(50, y, 350, y)
    for x in (50, 350):
        sheet.rule(x, 100, x, 140)
    sheet.rule(150, 120, 150, 140).rule(250, 120, 250, 140)
    sheet.write(55, 104, "Type of concern").write(55, 124, "Neglect").write(155, 124, "Abuse")
    [table] = laid(sheet)
    assert rows(table) == [["Type of concern"], ["Neglect", "Abuse", ""]]
    assert isinstance(table, Table)
    assert table.rows[0][0].colspan == 3


def test_a_cell_that_spans_rows_stands_once_with_its_span() -> None:
    sheet = Sheet()
    for x in (50, 150, 350):
        sheet.rule(x, 100, x, 140)
    sheet.rule(50, 100, 350, 100).rule(150, 120, 350, 120).rule(50, 140, 350, 140)
    sheet.write(55, 104, "Child").write(155, 104, "Ada").write(155, 124, "Okafor")
    [table] = laid(sheet)
    assert rows(table) == [["Child", "Ada"], ["Okafor"]]
    assert isinstance(table, Table)
    assert table.rows[0][0].rowspan == 2


def test_words_in_a_cell_wrap_and_paragraphs_stay_apart() -> None:
    sheet = Sheet().grid([50, 150, 250], [100, 140, 180])
    sheet.write(55, 104, "School or early").write(55, 116, "years setting").write(
        155, 104, "Beacon Hill School"
    )
    sheet.write(155, 144, "1 High St").write(155, 156, "Southsea")
    [table] = laid(sheet)
    assert rows(table) == [
        ["School or early years setting", "Beacon Hill School"],
        ["", "1 High St\nSouthsea"],
    ]


def test_an_email_address_broken_at_the_cells_edge_is_mended() -> None:
    sheet = Sheet().grid([50, 120, 230], [100, 140]).write(55, 104, "Email")
    sheet.write(125, 104, "ada.okafor@beacon-hil").write(125, 116, "l.example")
    [table] = laid(sheet)
    assert rows(table) == [["Email", "ada.okafor@beacon-hill.example"]]


def test_label_and_value_in_one_cell_are_two_texts_where_their_fonts_differ() -> None:
    sheet = (
        Sheet()
        .grid([50, 300, 500], [100, 120])
        .write(55, 104, "Surname:", bold=True)
        .write(100, 104, "Okafor")
    )
    [table] = laid(sheet)
    assert isinstance(table, Table)
    assert [(text.text, text.bold) for text in table.rows[0][0].texts] == [
        ("Surname:", True),
        ("Okafor", False),
    ]


def test_options_in_a_cell_are_one_text() -> None:
    sheet = Sheet().grid([50, 200, 400], [100, 120]).write(55, 104, "Interpreter?")
    sheet.write(205, 104, f"{UNTICKED} Yes").write(260, 104, f"{TICKED} No").write(310, 104, f"{UNTICKED} NK")
    [table] = laid(sheet)
    assert rows(table) == [["Interpreter?", f"{UNTICKED} Yes {TICKED} No {UNTICKED} NK"]]


def test_a_table_open_at_its_sides_is_a_table() -> None:
    sheet = Sheet().rule(150, 100, 150, 140)
    for y in (100, 120, 140):
        sheet.rule(50, y, 350, y)
    sheet.write(55, 104, "Name").write(155, 104, "Ada").write(55, 124, "Age").write(155, 124, "7")
    assert [rows(table) for table in laid(sheet)] == [[["Name", "Ada"], ["Age", "7"]]]


def test_a_frame_around_the_page_is_no_table() -> None:
    sheet = Sheet().grid([20, 575], [20, 820]).write(50, 100, "Surname").write(200, 100, "Okafor")
    assert [texts(line) for line in laid(sheet)] == [["Surname", "Okafor"]]


def test_words_between_tables_keep_their_place() -> None:
    sheet = Sheet().grid([50, 150, 300], [100, 120]).grid([50, 150, 300], [160, 180])
    sheet.write(55, 104, "Name").write(155, 104, "Ada").write(50, 135, "Part two").write(
        55, 164, "Age"
    ).write(155, 164, "7")
    first, line, second = laid(sheet)
    assert (rows(first), texts(line), rows(second)) == ([["Name", "Ada"]], ["Part two"], [["Age", "7"]])


def test_a_field_in_a_ruled_cell_is_a_text_of_its_own() -> None:
    sheet = (
        Sheet()
        .grid([50, 150, 300], [100, 120])
        .write(55, 104, "Surname")
        .fill((152, 101, 298, 119), "Okafor", "sn")
    )
    [table] = laid(sheet)
    assert isinstance(table, Table)
    [value] = table.rows[0][1].texts
    assert (value.text, value.filled, value.hint) == ("Okafor", True, "sn")


@pytest.mark.parametrize("jitter", [0.0, 1.0, 2.0])
def test_a_grid_whose_rules_miss_each_other_by_a_little_is_one_table(jitter: float) -> None:
    sheet = Sheet().write(55, 104, "Name").write(155, 104, "Ada").write(55, 124, "Age").write(155, 124, "7")
    for index, y in enumerate((100, 120, 140)):
        sheet.rule(50 + jitter, y, 150 - jitter, y).rule(150 + jitter, y + jitter * (index % 2), 300, y)
    for x in (50, 150, 300):
        sheet.rule(x, 100 + jitter, x, 140 - jitter)
    assert [rows(table) for table in laid(sheet)] == [[["Name", "Ada"], ["Age", "7"]]]


def test_the_colour_behind_a_column_of_labels_keeps_no_answer_from_them() -> None:
    sheet = Sheet().write(54, 102, "Surname", bold=True).write(160, 102, "Vale")
    sheet.write(54, 122, "Forename", bold=True).write(160, 122, "Ada").grid([50, 150], [98, 118, 138])
    assert [texts(line) for line in laid(sheet)] == [["Surname", "Vale"], ["Forename", "Ada"]]


def test_a_column_of_boxes_with_nothing_beside_them_is_a_table() -> None:
    sheet = (
        Sheet().write(54, 102, "Surname", bold=True).write(54, 122, "Vale").grid([50, 150], [98, 118, 138])
    )
    assert [rows(block) for block in laid(sheet)] == [[["Surname"], ["Vale"]]]


def test_a_band_behind_the_titles_of_columns_is_no_cell() -> None:
    sheet = Sheet().grid([46, 500], [98, 116])
    for x, title, value in ((50, "Name", "Ada"), (200, "Role", "Nurse"), (350, "Phone", "01632")):
        sheet.write(x, 101, title, bold=True).write(x, 122, value)
    (table,) = laid(sheet)
    assert rows(table) == [["Name", "Role", "Phone"], ["Ada", "Nurse", "01632"]]


def test_the_edge_of_a_box_under_a_heading_is_no_line_to_write_on() -> None:
    sheet = Sheet().write(50, 90, "Person making the referral", bold=True).grid([46, 114.5], [102, 122])
    sheet.write(54, 107, "Name").write(130, 107, "Ada Vale")
    assert texts(laid(sheet)[0]) == ["Person making the referral"]


def test_a_box_for_one_line_beside_its_label_is_the_labels_answer() -> None:
    sheet = Sheet().grid([150, 400], [98, 116]).write(50, 102, "Email").write(155, 102, "ann@school.example")
    assert [texts(block) for block in laid(sheet)] == [["Email", "ann@school.example"]]


def test_several_boxes_on_a_line_answer_the_label_before_each_of_them() -> None:
    sheet = Sheet().write(50, 102, "Forename").write(250, 102, "Surname")
    sheet.grid([95, 240], [98, 116]).write(98, 102, "Ada").grid([290, 400], [98, 116]).write(293, 102, "Vale")
    assert [texts(block) for block in laid(sheet)] == [["Forename", "Ada", "Surname", "Vale"]]


def test_boxes_on_a_line_with_words_behind_the_last_stay_boxes() -> None:
    sheet = Sheet().write(50, 102, "Forename").grid([95, 240], [98, 116]).write(98, 102, "Ada")
    sheet.write(250, 102, "as on the birth certificate")
    assert any(isinstance(block, Table) for block in laid(sheet))


def test_boxes_beside_each_other_with_no_words_between_stay_a_table() -> None:
    sheet = Sheet().write(50, 102, "Name").grid([95, 240], [98, 116]).write(98, 102, "Ada")
    sheet.grid([250, 400], [98, 116]).write(253, 102, "Vale")
    assert any(isinstance(block, Table) for block in laid(sheet))


def test_a_box_for_a_story_beside_its_label_stays_a_box() -> None:
    sheet = Sheet().grid([150, 400], [98, 198]).write(50, 102, "Concern").write(155, 102, "He was hit.")
    assert any(isinstance(block, Table) for block in laid(sheet))


def test_a_name_that_a_narrow_column_broke_is_whole() -> None:
    sheet = Sheet().grid([50, 97, 144], [100, 140]).write(55, 104, "Mohamme").write(55, 116, "d")
    sheet.write(102, 104, "Ada Low").write(102, 116, "es")
    assert rows(laid(sheet)[0]) == [["Mohammed", "Ada Lowes"]]


def test_words_that_wrapped_in_a_narrow_column_stay_apart() -> None:
    sheet = Sheet().grid([50, 100, 160], [100, 140]).write(55, 104, "Support").write(55, 116, "worker")
    sheet.write(105, 104, "Ana Maria").write(105, 116, "de Souza")
    assert rows(laid(sheet)[0]) == [["Support worker", "Ana Maria de Souza"]]


def test_a_date_that_a_narrow_column_broke_is_whole() -> None:
    sheet = Sheet().grid([50, 97], [100, 140]).write(55, 104, "24/11/20").write(55, 116, "23")
    assert rows(laid(sheet)[0]) == [["24/11/2023"]]


def test_columns_that_are_ruled_apart_with_a_gutter_between_are_one_table() -> None:
    sheet = Sheet()
    for x, column in ((50, ("Name", "Una Vale", "Ben Vale")), (160, ("Relationship", "Mother", "Father"))):
        sheet.grid([x, x + 98], [100, 116, 132, 148])
        for y, text in zip((102, 118, 134), column):
            sheet.write(x + 4, y, text)
    (table,) = laid(sheet)
    assert rows(table) == [["Name", "Relationship"], ["Una Vale", "Mother"], ["Ben Vale", "Father"]]


def test_a_bold_title_between_a_ruled_table_and_level_rules_is_no_row_of_the_table() -> None:
    sheet = Sheet()
    sheet.grid([50, 300, 550], [100, 116, 132])
    for y, asked in ((102, "Is the parent aware?"), (118, "Do they consent?")):
        sheet.write(54, y, asked).write(304, y, "Yes")
    sheet.write(54, 150, "Other professionals", bold=True)
    for y in (166, 182, 198):
        sheet.rule(50, y, 550, y)
    for y, parts in (
        (168, ("Agency", "Name", "Telephone")),
        (184, ("Hexby Police", "Una Vale", "07700 900200")),
    ):
        for x, text in zip((54, 200, 380), parts):
            sheet.write(x, y, text, bold=y == 168)
    first, title, second = laid(sheet)
    assert rows(first)[-1] == ["Do they consent?", "Yes"]
    assert texts(title) == ["Other professionals"]
    assert rows(second) == [["Agency", "Name", "Telephone"], ["Hexby Police", "Una Vale", "07700 900200"]]

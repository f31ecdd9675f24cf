"""Boxes that make a table of one column, their labels outside it."""

from __future__ import annotations

from parsers.blocks import Table, Word
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


def test_two_columns_of_boxes_side_by_side_each_keep_their_labels() -> None:
    sheet = Sheet()
    for left, labels, answers in (
        (120, ("Surname", "Town"), ("Bell", "")),
        (350, ("Forename", "Age"), ("Ida", "7")),
    ):
        for top, label, answer in zip((100, 119), labels, answers, strict=True):
            sheet.grid([left, left + 100], [top, top + 15]).write(left - 80, top + 2, label)
            if answer:
                sheet.write(left + 5, top + 2, answer)
    assert [rows(table) for table in laid(sheet)] == [
        [["Surname", "Bell"], ["Town", ""]],
        [["Forename", "Ida"], ["Age", "7"]],
    ]


def test_columns_of_boxes_keep_the_labels_on_their_left_and_the_titles_over_them() -> None:
    sheet = Sheet().grid([200, 300, 400], [100, 116, 132]).write(205, 86, "Child 1").write(305, 86, "Child 2")
    sheet.write(50, 102, "Name").write(50, 118, "Date of birth")
    sheet.write(205, 102, "Ida Bell").write(305, 102, "Ben Bell").write(205, 118, "03/04/2015")
    [table] = laid(sheet)
    assert rows(table) == [
        ["", "Child 1", "Child 2"],
        ["Name", "Ida Bell", "Ben Bell"],
        ["Date of birth", "03/04/2015", ""],
    ]


def test_a_box_of_two_lines_is_read_with_the_label_on_its_left() -> None:
    sheet = Sheet().grid([200, 400], [100, 130]).write(50, 108, "Address")
    sheet.write(205, 102, "4 Mill Lane").write(205, 115, "Hexby")
    [table] = laid(sheet)
    assert rows(table)[0][0] == "Address"


def test_numbers_beside_the_rows_of_a_table_are_no_labels() -> None:
    sheet = Sheet().grid([200, 300, 400], [100, 116, 132]).write(50, 102, "10.").write(50, 118, "11.")
    sheet.write(205, 102, "Bell").write(305, 102, "Ida").write(205, 118, "Bell").write(305, 118, "Ben")
    [table] = [block for block in laid(sheet) if isinstance(block, Table)]
    assert rows(table) == [["Bell", "Ida"], ["Bell", "Ben"]]


def test_a_sections_bar_close_over_a_box_farther_right_is_no_part_of_its_table() -> None:
    sheet = Sheet().grid([50, 400], [100, 116]).write(54, 103, "Consent", bold=True)
    sheet.grid([200, 400], [120, 136]).write(50, 123, "Informed?").write(205, 123, "Yes")
    sheet.grid([200, 400], [140, 156]).write(50, 143, "Agreed?").write(205, 143, "No")
    bar, answers = laid(sheet)
    assert rows(bar) == [["Consent"]]
    assert rows(answers) == [["Informed?", "Yes"], ["Agreed?", "No"]]


def test_a_heading_over_boxes_is_no_title_of_a_column() -> None:
    sheet = (
        Sheet()
        .write(50, 72, "Children of the service user and of others")
        .grid([200, 300, 400], [100, 116, 132])
    )
    sheet.write(205, 86, "Child 1").write(305, 86, "Child 2").write(50, 102, "Name").write(50, 118, "Age")
    sheet.write(205, 102, "Ida").write(305, 102, "Ben").write(205, 118, "7").write(305, 118, "9")
    [table] = [block for block in laid(sheet) if isinstance(block, Table)]
    assert rows(table)[0] == ["", "Child 1", "Child 2"]


def test_labels_that_end_where_their_boxes_begin_are_labels_but_for_one_that_does_not() -> None:
    sheet = boxes(100, 119, 138, 157, 176)
    for at, label in enumerate(("Surname", "First name", "Town", "Age", "Disabled?")):
        right = 195 if label != "Disabled?" else 120
        sheet.write(right - 5 * len(label), 102 + 19 * at, label)
        sheet.write(205, 102 + 19 * at, f"answer{at}")
    [table] = laid(sheet)
    assert [row[0] for row in rows(table)] == ["Surname", "First name", "Town", "Age", "Disabled?"]


def test_boxes_side_by_side_each_keep_the_label_right_over_them() -> None:
    sheet = Sheet()
    for top, labels in ((100, ("Surname", "Reporting officer")), (140, ("First name", "Child"))):
        for left, label in zip((50, 300), labels, strict=True):
            sheet.write(left, top, label).grid([left, left + 200], [top + 13, top + 29])
            sheet.write(left + 4, top + 15, f"answer{left}{top}")
    assert [rows(table) for table in laid(sheet)] == [
        [["Surname"], ["answer50100"]],
        [["Reporting officer"], ["answer300100"]],
        [["First name"], ["answer50140"]],
        [["Child"], ["answer300140"]],
    ]


def test_words_lower_than_the_slack_above_boxes_are_met_once() -> None:
    sheet = Sheet().grid([100, 200, 300], [200, 220, 240])
    sheet.words += [
        Word(text, x, 198, x + 30, 199, size=9, bold=True) for text, x in (("One", 110), ("Two", 210))
    ]
    sheet.write(105, 204, "Ida").write(205, 204, "Vale")
    assert laid(sheet)


def test_labels_with_their_answers_beside_boxes_are_another_sections() -> None:
    sheet = Sheet().grid([310, 555], [190, 208, 285]).write(315, 193, "Worries", bold=True)
    sheet.write(315, 215, "She was seen in a car").write(50, 193, "Postcode: HX1 1AA").write(
        50, 215, "Faith: Sikh"
    )
    [table] = [block for block in laid(sheet) if isinstance(block, Table)]
    assert rows(table) == [["Worries"], ["She was seen in a car"]]

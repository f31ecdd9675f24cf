"""Colour behind titles, labels or every other row, and frames around rows that no rule parts."""

from __future__ import annotations

from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def shade(sheet: Sheet, x0: float, top: float, x1: float, bottom: float) -> Sheet:
    """Colour an area: its edges are rules."""
    return sheet.grid([x0, x1], [top, bottom])


def test_rows_without_rules_belong_to_the_coloured_titles_above_them() -> None:
    sheet = Sheet()
    for at, title in enumerate(["Name", "Relationship", "Telephone"]):
        shade(sheet, 50 + 120 * at, 100, 170 + 120 * at, 118)
        sheet.write(55 + 120 * at, 103, title, bold=True)
    sheet.write(55, 122, "Ida Vale").write(175, 122, "Mother").write(295, 122, "07700 900111")
    assert rows(laid(sheet)[0]) == [
        ["Name", "Relationship", "Telephone"],
        ["Ida Vale", "Mother", "07700 900111"],
    ]


def test_answers_between_columns_of_coloured_labels_are_parted_row_by_row() -> None:
    sheet = Sheet()
    for at, (label, answer) in enumerate(
        [("Forename", "Ida"), ("Surname", "Vale"), ("Born", "01/02/2015")], 0
    ):
        top = 100 + 20 * at
        shade(sheet, 50, top, 120, top + 20).write(55, top + 4, label).write(125, top + 4, answer)
        shade(sheet, 220, top, 290, top + 20).write(225, top + 4, f"Other {label}")
    sheet.grid([50, 400], [100, 160]).write(295, 104, "Jo")
    assert [row[:2] for row in rows(laid(sheet)[0])] == [
        ["Forename", "Ida"],
        ["Surname", "Vale"],
        ["Born", "01/02/2015"],
    ]


def test_a_merged_answer_beside_several_labels_stays_whole() -> None:
    sheet = Sheet().grid([50, 150], [100, 120, 140, 160]).grid([150, 400], [100, 160])
    for at, label in enumerate(["What", "Where", "When"]):
        sheet.write(55, 104 + 20 * at, label)
    sheet.write(155, 108, "It was in the").write(155, 120, "street, last").write(155, 132, "Tuesday")
    assert rows(laid(sheet)[0])[0] == ["What", "It was in the\nstreet, last\nTuesday"]


def test_the_rows_in_one_frame_are_parted_where_their_lines_had_room_to_go_on() -> None:
    sheet = Sheet().grid([50, 200, 400], [100, 120, 160])
    sheet.write(55, 104, "Name", bold=True).write(205, 104, "Role", bold=True)
    sheet.write(55, 124, "Ida Vale").write(205, 124, "Midwife")
    sheet.write(55, 141, "Jo Marsh").write(205, 141, "Teacher")
    assert rows(laid(sheet)[0]) == [["Name", "Role"], ["Ida Vale", "Midwife"], ["Jo Marsh", "Teacher"]]


def test_a_label_that_wraps_beside_an_answer_that_wraps_is_one_row() -> None:
    sheet = Sheet().grid([50, 120, 400], [100, 140])
    sheet.write(55, 104, "Address").write(125, 104, "1 Low Road")
    sheet.write(55, 119, "and postcode").write(125, 119, "Hexby HX1 1AA")
    assert [len(row) for row in rows(laid(sheet)[0])] == [2]


def test_every_other_row_in_colour_is_a_row_like_the_others() -> None:
    sheet = Sheet()
    for at, (label, answer) in enumerate([("Full name", "Ida Vale"), ("Post", "Nurse"), ("Team", "Hexby")]):
        top = 100 + 18 * at
        sheet.write(55, top + 3, label).write(200, top + 3, answer)
        if at % 2 == 0:
            shade(sheet, 50, top, 400, top + 18)
    assert [texts(block) for block in laid(sheet)] == [
        ["Full name", "Ida Vale"],
        ["Post", "Nurse"],
        ["Team", "Hexby"],
    ]


def test_rows_of_columns_in_one_frame_are_free_lines() -> None:
    sheet = Sheet().grid([50, 450], [80, 100, 150]).write(55, 84, "About you", bold=True)
    for at, values in enumerate([("Name", "Post", "Team"), ("Ida Vale", "Nurse", "Hexby")]):
        for column, value in enumerate(values):
            sheet.write(55 + 130 * column, 104 + 20 * at, value)
    assert [texts(block) for block in laid(sheet)[1:]] == [
        ["Name", "Post", "Team"],
        ["Ida Vale", "Nurse", "Hexby"],
    ]


def test_a_heading_over_a_rule_and_small_help_below_is_no_answer_to_it() -> None:
    sheet = Sheet()
    for at, title in enumerate(["About you", "The child", "Your concern"]):
        top = 100 + 60 * at
        sheet.write(55, top, title, bold=True, size=12).rule(50, top + 16, 450, top + 16)
        sheet.write(55, top + 19, "Write clearly here.", size=8)
    assert [texts(block) for block in laid(sheet)][:2] == [["About you"], ["Write clearly here."]]


def test_rows_of_many_columns_in_one_frame_are_rows_however_close() -> None:
    sheet = Sheet().grid([50, 100, 200, 300, 400], [100, 118, 150])
    for column, (title, *answers) in enumerate(
        [("No", "1", "2"), ("Forename", "Ida", "Jo"), ("Surname", "Vale", "Vale"), ("Sex", "F", "M")]
    ):
        left = 55 + (50 + 100 * (column - 1) if column else 0)
        sheet.write(left, 103, title, bold=True).write(left, 121, answers[0]).write(left, 133, answers[1])
    assert rows(laid(sheet)[0])[1:] == [["1", "Ida", "Vale", "F"], ["2", "Jo", "Vale", "M"]]


def test_names_that_wrap_in_narrow_columns_are_one_row() -> None:
    sheet = Sheet().grid([50, 110, 175, 245, 320], [100, 118, 150])
    for left, title, upper, lower in [
        (58, "Name", "Shabana", "Bellamy"),
        (118, "Job", "Probation", "Officer"),
        (183, "Agency", "Probation", "Office"),
        (253, "Tel", "023 9200", "0573 123"),
    ]:
        sheet.write(left, 103, title, bold=True).write(left, 121, upper).write(left, 133, lower)
    assert len(rows(laid(sheet)[0])) == 2


def test_labels_in_bold_with_answers_under_them_in_one_frame_are_free_lines() -> None:
    sheet = Sheet().grid([50, 450], [100, 200])
    for at, (label, answer) in enumerate([("Surname", "Vale"), ("Forename", "Ida"), ("Language", "Polish")]):
        sheet.write(55, 104 + 28 * at, label, bold=True).write(55, 117 + 28 * at, answer)
    assert [texts(block) for block in laid(sheet)][:2] == [["Surname"], ["Vale"]]


def test_labels_over_their_answers_in_the_boxes_of_a_scan_stay_in_them() -> None:
    sheet = Sheet().grid([50, 170, 290, 410], [100, 130, 160])
    for row, texts_of in enumerate(
        [
            [("Forename", "Ida"), ("Surname", "Vale"), ("Gender", "F")],
            [("Address", "1 Low Road"), ("Postcode", "HX1 1AA"), ("School", "Hexby Infants")],
        ]
    ):
        for column, (label, answer) in enumerate(texts_of):
            sheet.write(55 + 120 * column, 102 + 30 * row, label, size=7)
            sheet.write(55 + 120 * column, 116 + 30 * row, answer, size=7)
    sheet.words = [word._replace(confidence=0.95) for word in sheet.words]
    assert rows(laid(sheet)[0]) == [
        ["Forename\nIda", "Surname\nVale", "Gender\nF"],
        ["Address\n1 Low Road", "Postcode\nHX1 1AA", "School\nHexby Infants"],
    ]


def test_columns_of_children_between_coloured_titles_and_labels_are_parted_also_where_nobody_is() -> None:
    sheet = Sheet()
    for at, title in enumerate(["1", "2", "3"]):
        shade(sheet, 150 + 100 * at, 100, 250 + 100 * at, 118).write(155 + 100 * at, 103, title, bold=True)
    shade(sheet, 50, 100, 150, 118)
    for at, (label, one, other) in enumerate([("Forename", "Ida", "Ben"), ("Surname", "Vale", "Reed")]):
        top = 118 + 18 * at
        shade(sheet, 50, top, 150, top + 18).write(55, top + 3, label)
        sheet.write(155, top + 3, one).write(255, top + 3, other)
    # A table of another shape stands right below, so that every border is drawn.
    sheet.grid([50, 200, 450], [154, 172]).write(55, 157, "Postcode").write(205, 157, "PO1 2DE")
    assert rows(laid(sheet)[0])[:3] == [
        ["", "1", "2", "3"],
        ["Forename", "Ida", "Ben", ""],
        ["Surname", "Vale", "Reed", ""],
    ]

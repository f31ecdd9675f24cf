"""What is typed over a printed form, in boxes of its own or line by line, and boxes parted from their labels."""

from __future__ import annotations

from parsers.blocks import TICKED, UNTICKED, Table
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def boxes(sheet: Sheet, y: float, *xs: tuple[float, float]) -> Sheet:
    for x0, x1 in xs:
        sheet.rule(x0, y, x1, y).rule(x0, y + 16, x1, y + 16).rule(x0, y, x0, y + 16).rule(x1, y, x1, y + 16)
    return sheet


def test_a_day_a_month_and_a_year_in_boxes_of_their_own_are_one_date() -> None:
    sheet = Sheet().write(50, 100, "Date of birth")
    boxes(sheet, 115, (50, 74), (80, 104), (110, 150))
    sheet.write(55, 118, "02").write(85, 118, "01").write(115, 118, "2016")
    assert texts(laid(sheet)[-1]) == ["02/01/2016"]


def test_numbers_in_the_cells_of_a_table_are_no_date() -> None:
    sheet = Sheet().grid((50, 150, 200, 260), (100, 120, 140))
    for y in (104, 124):
        sheet.write(155, y, "12").write(205, y, "10").write(262, y, "x")
        sheet.write(60, y, "3")
    assert rows(laid(sheet)[0])[0] == ["3", "12", "10"]


def test_notes_typed_line_by_line_are_one_answer() -> None:
    sheet = Sheet().write(50, 100, "Reason for referral")
    sheet.fill((50, 114, 400, 126), "Ida came in with a burn").fill((50, 127, 300, 139), "on her left hand.")
    assert texts(laid(sheet)[0]) == ["Reason for referral", "Ida came in with a burn\non her left hand."]


def test_what_is_typed_into_a_printed_table_stands_under_its_titles() -> None:
    sheet = Sheet()
    for x, title in ((50, "Name"), (170, "Relationship"), (320, "Telephone")):
        sheet.write(x, 100, title, bold=True)
    sheet.fill((50, 116, 100, 127), "Ann Bell").fill((170, 116, 200, 127), "Mother").fill(
        (320, 116, 380, 127), "01"
    )
    sheet.fill((50, 132, 90, 143), "Bo Bell").fill((320, 132, 370, 143), "02")
    assert rows(laid(sheet)[0]) == [
        ["Name", "Relationship", "Telephone"],
        ["Ann Bell", "Mother", "01"],
        ["Bo Bell", "", "02"],
    ]


def test_a_box_at_the_end_of_a_line_belongs_to_the_label_that_wrapped() -> None:
    sheet = Sheet()
    for x, words in ((50, f"{UNTICKED} Neglect"), (120, f"{TICKED} Physical abuse"), (220, TICKED)):
        sheet.write(x, 100, words)
    sheet.write(50, 113, "Emotional abuse").write(150, 113, f"{UNTICKED} Exploitation")
    shown = " ".join(texts(block)[0].replace("\n", " ") for block in laid(sheet))
    assert shown == "☐ Neglect ☒ Physical abuse ☒ Emotional abuse ☐ Exploitation"


def test_boxes_nearer_to_the_words_before_them_are_theirs_though_the_line_ends_with_a_word() -> None:
    sheet = Sheet()
    for x, word in ((50, "Neglect"), (130, "Sexual"), (200, "Exploit")):
        sheet.write(x, 100, f"{word} {UNTICKED}")
    sheet.write(270, 100, "Domestic")
    assert texts(laid(sheet)[0])[0].startswith("☐ Neglect ☐ Sexual ☐ Exploit")


def test_a_field_with_a_border_of_its_own_stands_in_the_cell_around_it() -> None:
    sheet = Sheet().grid((50, 200, 500), (100, 124, 148))
    for y, label, answer in ((105, "Full name", "Ann Bell"), (129, "Occupation", "Nurse")):
        sheet.write(55, y, label).fill((203, y - 2, 497, y + 16), answer)
        boxes(sheet, y - 2, (203, 497))
        sheet.rules[-3] = sheet.rules[-3]._replace(top=y + 16, bottom=y + 16)
    assert rows(laid(sheet)[0]) == [["Full name", "Ann Bell"], ["Occupation", "Nurse"]]


def test_a_label_that_wraps_below_its_field_is_whole() -> None:
    sheet = Sheet().write(50, 100, "Has consent").write(50, 112, "been obtained?")
    sheet.fill((180, 98, 300, 111), "No").write(50, 130, "Agency").fill((180, 128, 300, 141), "Hill School")
    assert texts(laid(sheet)[0]) == ["Has consent been obtained?", "No"]


def test_labels_on_the_right_of_all_fields_are_theirs() -> None:
    sheet = Sheet()
    for y, label in ((100, "Full name"), (124, "Role"), (148, "Agency"), (172, "Phone"), (196, "Email")):
        sheet.fill((50, y, 250, y + 14), f"of {label}").write(256, y + 2, label)
    assert [texts(block) for block in laid(sheet)][:2] == [["Full name", "of Full name"], ["Role", "of Role"]]


def test_labels_that_touch_are_parted_where_their_fields_begin() -> None:
    sheet = Sheet().write(50, 100, "Have the parents been told?").write(190, 100, "Has consent been given?")
    sheet.fill((50, 114, 180, 128), "Yes").fill((190, 114, 330, 128), "No")
    assert [texts(block) for block in laid(sheet)] == [
        ["Have the parents been told?", "Yes"],
        ["Has consent been given?", "No"],
    ]


def test_a_year_in_a_wide_box_leaves_no_empty_box_behind() -> None:
    sheet = Sheet().write(50, 100, "Date of birth")
    boxes(sheet, 115, (50, 74), (80, 104), (110, 160))
    sheet.write(55, 118, "02").write(85, 118, "01").write(115, 118, "2016")
    assert all(not isinstance(block, Table) for block in laid(sheet))

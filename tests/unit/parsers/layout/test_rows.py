"""Rows of columns that no upright rule parts: wrapped labels, titles and answers, beside each other."""

from __future__ import annotations

from parsers.blocks import UNTICKED, Line, Rule, Table
from parsers.layout.rows import in_rows
from parsers.layout.strips import strips
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def rows_of(block: object) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


def test_titles_that_wrap_over_columns_without_rules_are_one_header() -> None:
    sheet = Sheet()
    for x, title in ((50, "Name"), (170, "Relationship to"), (300, "Born"), (400, "Parental")):
        sheet.write(x, 100, title, bold=True)
    sheet.write(170, 112, "the child", bold=True).write(400, 112, "responsibility?", bold=True)
    for y, row in ((132, "Ann Bell,Mother,1980,Yes"), (150, "Bo Bell,Father,1979,No")):
        for x, text in zip((50, 170, 300, 400), row.split(","), strict=True):
            sheet.write(x, y, text)
    assert rows_of(laid(sheet)[0]) == [
        ["Name", "Relationship to the child", "Born", "Parental responsibility?"],
        ["Ann Bell", "Mother", "1980", "Yes"],
        ["Bo Bell", "Father", "1979", "No"],
    ]


def test_wrapped_titles_are_told_from_rows_by_level_rules() -> None:
    sheet = Sheet()
    for x, title in ((50, "Name"), (170, "Date of"), (300, "Telephone"), (420, "Lives with")):
        sheet.write(x, 100, title)
    sheet.write(170, 112, "Birth").write(300, 112, "Number").write(420, 112, "Child")
    for y, row in ((126, "Ann Bell,1980,01,Yes"), (140, "Bo Bell,1979,02,No"), (154, "Cy Bell,1999,03,No")):
        sheet.rule(45, y - 1, 540, y - 1)
        for x, text in zip((50, 170, 300, 420), row.split(","), strict=True):
            sheet.write(x, y, text)
    assert rows_of(laid(sheet)[0])[0] == ["Name", "Date of Birth", "Telephone Number", "Lives with Child"]


def test_labels_that_wrap_in_two_columns_keep_their_own_words() -> None:
    sheet = Sheet()
    sheet.write(50, 100, "Agency", bold=True).write(160, 100, "Hull School")
    sheet.write(300, 100, "Role", bold=True).write(420, 100, "Nurse")
    sheet.write(50, 125, "Are the parents aware", bold=True).write(160, 125, f"{UNTICKED} Yes {UNTICKED} No")
    sheet.write(300, 125, "Has consent been", bold=True).write(420, 125, f"{UNTICKED} Yes {UNTICKED} No")
    sheet.write(50, 137, "of this referral?", bold=True).write(300, 137, "obtained?", bold=True)
    lines = [texts(block) for block in laid(sheet)]
    assert lines[1] == [
        "Are the parents aware of this referral?",
        "☐ Yes ☐ No",
        "Has consent been obtained?",
        "☐ Yes ☐ No",
    ]


def test_an_answer_in_the_middle_of_its_labels_height_stands_beside_all_of_it() -> None:
    sheet = Sheet()
    sheet.write(60, 100, "Your name").write(160, 100, "Ann Bell").write(330, 100, "Job").write(
        420, 100, "Nurse"
    )
    sheet.write(160, 125, "Hull and Goole Integrated")
    sheet.write(73, 131, "Agency").write(330, 131, "Tel").write(420, 131, "01632 960001")
    sheet.write(160, 137, "Care Partnership")
    assert texts(laid(sheet)[1]) == [
        "Agency",
        "Hull and Goole Integrated\nCare Partnership",
        "Tel",
        "01632 960001",
    ]


def test_rows_as_close_as_lines_are_not_run_together() -> None:
    sheet = Sheet()
    for y, (name, kin) in zip(
        (100, 113, 126), (("Ann", "Mother"), ("Bo", "Father"), ("Cy", "Aunt")), strict=True
    ):
        sheet.write(50, y, name).write(200, y, kin)
    sheet.write(50, 150, "Notes").write(200, 150, "None")
    assert [texts(block) for block in laid(sheet)][:3] == [
        ["Ann", "Mother"],
        ["Bo", "Father"],
        ["Cy", "Aunt"],
    ]


def test_an_email_address_that_breaks_in_a_column_without_rules_is_whole() -> None:
    sheet = Sheet()
    sheet.write(50, 100, "Name:", bold=True).write(150, 100, "Rosa Ndlovu")
    sheet.write(330, 100, "Role:", bold=True).write(450, 100, "Pastoral Lead")
    sheet.write(50, 120, "Email:", bold=True).write(150, 120, "rosa.ndlovu@beaconacademy.exa")
    sheet.write(330, 120, "Date:", bold=True).write(450, 120, "13/02/2026")
    sheet.write(150, 132, "mple")
    sheet.write(50, 152, "Team:", bold=True).write(150, 152, "Family Hub")
    assert texts(laid(sheet)[1]) == ["Email:", "rosa.ndlovu@beaconacademy.example", "Date:", "13/02/2026"]


def test_a_long_answer_is_parted_from_the_bold_label_of_the_next_column() -> None:
    sheet = Sheet()
    for y, answer in ((100, "Ann"), (120, "Bo"), (140, "a.very.long.name@council.exampl")):
        sheet.write(50, y, "Label", bold=True).write(100, y, answer)
        sheet.write(258, y, "Date", bold=True).write(330, y, "Monday")
    assert texts(laid(sheet)[2]) == ["Label", "a.very.long.name@council.exampl", "Date", "Monday"]


def test_dots_between_a_label_and_its_answer_part_them() -> None:
    sheet = Sheet().write(50, 100, "Completed by ............ Janet Farthing")
    assert texts(laid(sheet)[0]) == ["Completed by", "Janet Farthing"]


def test_answers_in_larger_type_than_their_labels_are_no_headings() -> None:
    sheet = Sheet()
    for y in range(100, 300, 40):
        sheet.write(50, y, "Contact number:", size=8).write(50, y + 12, "07700 900702 at any time", size=12)
    assert all(isinstance(block, Line) and block.heading is None for block in laid(sheet))


def test_the_first_answer_beside_shaded_labels_stands_in_its_row() -> None:
    sheet = Sheet()
    sheet.rule(50, 100, 200, 100)  # the shade's own edges: no rule runs over the answer
    for y in (120, 140, 160):
        sheet.rule(50, y, 500, y)
    sheet.rule(50, 100, 50, 160).rule(200, 100, 200, 160)
    for y, label, answer in ((104, "Name", "Kerry Jay"), (124, "Role", "Nurse"), (144, "Team", "North")):
        sheet.write(55, y, label).write(205, y, answer)
    assert rows_of(laid(sheet)[0]) == [["Name", "Kerry Jay"], ["Role", "Nurse"], ["Team", "North"]]


def test_a_row_that_wraps_in_two_columns_is_no_row_of_its_own() -> None:
    sheet = Sheet()
    for x, title in ((50, "Full name"), (125, "Relation"), (205, "Born"), (300, "Telephone")):
        sheet.write(x, 100, title, bold=True)
    for y, row in (
        (115, "Di,Aunt,1990,01"),
        (128, "Rukhsana,Maternal,1960,02"),
        (141, "Ravensworth,grandmother"),
    ):
        for x, text in zip((50, 125, 205, 300), row.split(","), strict=False):
            sheet.write(x, y, text)
    assert rows_of(laid(sheet)[0])[1:] == [
        ["Di", "Aunt", "1990", "01"],
        ["Rukhsana Ravensworth", "Maternal grandmother", "1960", "02"],
    ]


def test_small_labels_under_the_lines_to_write_on_stand_before_their_answers() -> None:
    sheet = Sheet()
    asked = (
        ("Ann Bell", "Nurse", "Name", "Role"),
        ("Hull School", "", "Agency", "Team"),
        ("01", "02", "Tel", "Fax"),
    )
    for y, (one, other, label, second) in zip((100, 140, 180), asked, strict=True):
        sheet.write(50, y, one)
        if other:
            sheet.write(300, y, other)
        for x, words in ((50, label), (300, second)):
            sheet.rule(x, y + 13, x + 200, y + 13).write(x, y + 15, words, size=7)
    assert [texts(block) for block in laid(sheet)] == [
        ["Name", "Ann Bell"],
        ["Role", "Nurse"],
        ["Agency", "Hull School"],
        ["Team"],
        ["Tel", "01"],
        ["Fax", "02"],
    ]


def test_what_stands_under_one_signature_line_is_no_label_of_it() -> None:
    sheet = Sheet().write(50, 100, "Ann Bell").rule(50, 113, 250, 113).write(50, 115, "Signed", size=7)
    assert [texts(block) for block in laid(sheet)] == [["Ann Bell"], ["Signed"]]


def test_a_bold_label_that_wraps_beside_its_answer_in_one_box_is_parted_from_it() -> None:
    sheet = Sheet().grid((40, 360), (90, 140))
    sheet.write(50, 100, "Reason for", bold=True).write(
        106, 100, "Ida comes to school hungry and unwashed, and falls"
    )
    sheet.write(50, 112, "contact", bold=True).write(106, 112, "asleep in lessons.")
    ((cell,),) = rows_of(laid(sheet)[0])
    assert cell == "Reason for contact\nIda comes to school hungry and unwashed, and falls asleep in lessons."


def test_a_bold_label_that_wraps_beside_one_line_takes_no_word_into_the_answer() -> None:
    sheet = Sheet().grid((40, 400), (90, 140))
    sheet.write(50, 100, "Views of the", bold=True).write(116, 100, "Ida said: please do not tell.")
    sheet.write(50, 112, "child", bold=True)
    assert rows_of(laid(sheet)[0]) == [["Views of the child\nIda said: please do not tell."]]


def test_a_name_that_the_page_parts_is_one_name() -> None:
    first, second = Sheet(1), Sheet(2)
    first.grid((40, 120, 220, 320), (700, 720, 740))
    for x, words in ((45, "Name"), (125, "Kin"), (225, "Tel")):
        first.write(x, 704, words, bold=True)
    for x, words in ((45, "Ahmed"), (125, "Father"), (225, "01")):
        first.write(x, 724, words)
    second.grid((40, 120, 220, 320), (40, 60, 80))
    second.write(45, 44, "Wigglesworth")
    for x, words in ((45, "Di Bell"), (125, "Aunt"), (225, "02")):
        second.write(x, 64, words)
    table = rows_of(laid(first, second)[0])
    assert [row[0].replace("\n", " ") for row in table] == ["Name", "Ahmed Wigglesworth", "Di Bell"]


def test_a_page_ruled_beyond_all_forms_is_left_line_by_line() -> None:
    sheet = Sheet()
    for y in (100, 120):
        sheet.write(50, y, "Agency").write(160, y, "Hull School")
    sheet.write(160, 131, "annexe")
    lines = strips(sheet.words, 1)
    assert len(in_rows(lines, [])) == 2
    assert in_rows(lines, [Rule(50, y, 90, y) for y in range(2500)]) == lines


def test_recognised_answers_that_look_bold_under_their_labels_are_no_titles_of_columns() -> None:
    sheet = Sheet()
    for y, words, bold in (
        (100, ("First name", "Last name", "Born"), False),
        (113, ("Ida", "Vale", "02/01/2016"), True),
        (140, ("Gender", "Ethnicity", "Language"), False),
        (153, ("Female", "White Irish", "English"), True),
    ):
        for x, text in zip((50, 200, 350), words, strict=True):
            sheet.write(x, y, text, bold=bold)
    sheet.words = [word._replace(confidence=0.95) for word in sheet.words]
    assert [texts(block) for block in laid(sheet)] == [
        ["First name", "Last name", "Born"],
        ["Ida", "Vale", "02/01/2016"],
        ["Gender", "Ethnicity", "Language"],
        ["Female", "White Irish", "English"],
    ]


def test_an_answer_of_two_lines_under_small_labels_stands_beside_the_next_column() -> None:
    sheet = Sheet().write(50, 100, "Address", size=7).write(300, 100, "Postcode", size=7)
    sheet.write(50, 110, "66 Elm Grove").write(300, 110, "HX1 1AA").write(50, 122, "Hexby")
    sheet.write(50, 145, "School", size=7).write(50, 155, "Hexby Infants")
    assert rows(laid(sheet)[0]) == [["Address", "Postcode"], ["66 Elm Grove\nHexby", "HX1 1AA"]]


def test_an_answer_of_two_lines_before_another_label_keeps_its_second_line() -> None:
    sheet = Sheet()
    sheet.write(50, 100, "Organisation", bold=True).write(140, 100, "South Coast Ambulance")
    sheet.write(300, 100, "Tel", bold=True).write(390, 100, "023 9200 0118")
    sheet.write(140, 114, "Service")
    sheet.write(50, 140, "Email", bold=True).write(140, 140, "ann@any")
    assert texts(laid(sheet)[0]) == ["Organisation", "South Coast Ambulance\nService", "Tel", "023 9200 0118"]


def test_the_third_line_of_an_answer_is_no_part_of_its_label() -> None:
    sheet = Sheet().write(50, 100, "Email", bold=True).write(140, 100, "mohammed.heffernan@sout")
    sheet.write(140, 114, "hcoastambulanceser.exampl").write(140, 128, "e")
    sheet.write(50, 160, "Role", bold=True).write(140, 160, "Nurse")
    assert texts(laid(sheet)[0])[0] == "Email"

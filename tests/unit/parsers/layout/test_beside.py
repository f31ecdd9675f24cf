"""Sections side by side, each over questions of its own: the left one is read first."""

from __future__ import annotations

from parsers.blocks import Block, Line
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def read(sheet: Sheet) -> list[list[str]]:
    return [texts(block) for block in laid(sheet) if isinstance(block, Line)]


def two_sections(sheet: Sheet, *, size: float = 13) -> Sheet:
    sheet.write(50, 60, "Referrer", bold=True, size=size).write(310, 60, "Child", bold=True, size=size)
    for at, (left, right) in enumerate([("Name", "Forename"), ("Role", "Surname"), ("Agency", "School")]):
        top = 90 + 20 * at
        sheet.write(50, top, left).write(120, top, f"my{left}")
        sheet.write(310, top, right).write(400, top, f"my{right}")
    return sheet


LEFT = [["Referrer"], ["Name", "myName"], ["Role", "myRole"], ["Agency", "myAgency"]]
RIGHT = [["Child"], ["Forename", "myForename"], ["Surname", "mySurname"], ["School", "mySchool"]]


def test_the_left_section_is_read_before_the_right_one() -> None:
    assert read(two_sections(Sheet())) == [*LEFT, *RIGHT]


def test_what_stands_across_the_page_below_comes_after_both() -> None:
    sheet = two_sections(Sheet()).write(50, 180, "Family", bold=True, size=13)
    sheet.write(
        50, 210, "Everybody who lives at the address is named here, children and adults alike, today."
    )
    assert read(sheet)[:8] == [*LEFT, *RIGHT]
    assert read(sheet)[8] == ["Family"]


def test_answers_behind_colons_are_questions_too_until_a_title_alone_opens_the_next_section() -> None:
    sheet = Sheet().write(50, 60, "Child", bold=True).write(310, 60, "Referrer", bold=True)
    for at, (left, right) in enumerate(
        [("Name: Ida", "Name: Ann"), ("Age: 9", "Tel: 1"), ("School: Mill", "")]
    ):
        sheet.write(48, 80 + 18 * at, left)
        if right:
            sheet.write(308, 80 + 18 * at, right)
    sheet.write(50, 150, "Parents", bold=True)
    sheet.write(48, 172, "Name: Eve").write(308, 172, "Tel: 2")
    assert read(sheet) == [
        ["Child"], ["Name: Ida"], ["Age: 9"], ["School: Mill"],
        ["Referrer"], ["Name: Ann"], ["Tel: 1"],
        ["Parents"], ["Name: Eve", "Tel: 2"],
    ]  # fmt: skip


def test_labels_in_two_columns_are_one_section() -> None:
    sheet = Sheet().write(50, 60, "Name", bold=True).write(310, 60, "Role", bold=True)
    for top in (80, 100):
        sheet.write(50, top, "Phone", bold=True).write(120, top, "1")
        sheet.write(310, top, "Email", bold=True).write(400, top, "2")
    assert read(sheet)[1:] == [["Phone", "1", "Email", "2"], ["Phone", "1", "Email", "2"]]


def test_prose_below_two_words_is_no_section() -> None:
    sheet = (
        Sheet()
        .write(50, 60, "Northmoor", bold=True, size=13)
        .write(310, 60, "Confidential", bold=True, size=13)
    )
    sheet.write(50, 90, "Please fill in every part of this form and send it to the hub on the same day.")
    sheet.write(50, 110, "Name").write(120, 110, "Ann").write(310, 110, "Role").write(400, 110, "Nurse")
    assert read(sheet)[-1] == ["Name", "Ann", "Role", "Nurse"]


def test_fields_under_two_bars_are_each_read_under_their_own() -> None:
    sheet = Sheet()
    for x, title, labels in ((50, "Referrer", ("Name", "Role")), (310, "Child", ("Forename", "Surname"))):
        sheet.grid([x, x + 240], [60, 78]).write(x + 4, 64, title, bold=True)
        for at, label in enumerate(labels):
            top = 90 + 22 * at
            sheet.write(x, top, label).fill((x + 70, top - 2, x + 230, top + 14), f"my{label}")
    found = laid(sheet)
    assert [_said(block) for block in found] == [
        ["Referrer"],
        ["Name", "myName"],
        ["Role", "myRole"],
        ["Child"],
        ["Forename", "myForename"],
        ["Surname", "mySurname"],
    ]


def test_labels_over_their_fields_head_no_sections_whatever_follows() -> None:
    sheet = Sheet()
    for x, label in ((50, "Legal status"), (310, "Other authority")):
        sheet.write(x, 60, label, bold=True).fill((x, 74, x + 200, 90), f"my{label}")
    sheet.write(50, 110, "Family", bold=True, size=13)
    for x, title in ((50, "Name"), (180, "Age"), (310, "Role"), (440, "Phone")):
        sheet.write(x, 134, title, bold=True, size=8)
        for row in range(3):
            sheet.fill((x, 146 + 18 * row, x + 120, 162 + 18 * row), f"{title}{row}")
    *_, table = laid(sheet)
    assert rows(table)[:2] == [["Name", "Age", "Role", "Phone"], ["Name0", "Age0", "Role0", "Phone0"]]


def _said(block: Block) -> list[str]:
    return texts(block) if isinstance(block, Line) else rows(block)[0]


def test_two_columns_of_labels_over_answers_are_read_one_after_the_other() -> None:
    sheet = Sheet().write(50, 100, "Child", bold=True, size=12).write(300, 100, "Concern", bold=True, size=12)
    for row, text in enumerate(["Name", "Ada Vale", "Age", "Four", "School", "Hill High"]):
        sheet.write(50, 120 + 16 * row, text)
    for row, text in enumerate(
        ["What happened", "He was left at home and", "nobody came for him", "all night", "long"]
    ):
        sheet.write(300, 123 + 13 * row, text)
    said = [texts(block)[0] for block in laid(sheet)]
    assert said[:4] == ["Child", "Name", "Ada Vale", "Age"]
    assert said[7:9] == ["Concern", "What happened"]


def test_a_table_of_two_columns_is_read_by_its_rows() -> None:
    sheet = Sheet().write(50, 100, "Name", bold=True).write(300, 100, "Relationship", bold=True)
    for row, (name, kin) in enumerate(
        [("Ada", "Sister"), ("Tom", "Brother"), ("Bo", "Aunt"), ("Cy", "Uncle"), ("Di", "Step-mother")]
    ):
        sheet.write(50, 116 + 14 * row, name).write(300, 116 + 14 * row, kin)
    [table] = laid(sheet)
    assert rows(table)[1] == ["Ada", "Sister"]


def test_sections_in_frames_side_by_side_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    for x, title, answers in [(50, "Child", ["Vale", "Ida"]), (300, "Adult", ["Bell", "Ann"])]:
        sheet.grid([x, x + 230], [100, 160])
        sheet.write(x + 6, 104, title, bold=True)
        for at, (label, answer) in enumerate(zip(["Surname", "Forename"], answers, strict=True)):
            sheet.write(x + 6, 120 + 14 * at, label, bold=True).write(x + 100, 120 + 14 * at, answer)
    assert [texts(line) for line in laid(sheet)] == [
        ["Child"], ["Surname", "Vale"], ["Forename", "Ida"], ["Adult"], ["Surname", "Bell"], ["Forename", "Ann"]
    ]  # fmt: skip


def test_a_frame_of_labels_beside_a_frame_of_answers_is_read_across() -> None:
    sheet = Sheet().grid([50, 160], [100, 160]).grid([160, 400], [100, 160])
    for at, words in enumerate([("Surname", "Vale"), ("Forename", "Ida"), ("Class", "4B")]):
        sheet.write(56, 106 + 16 * at, words[0]).write(170, 106 + 16 * at, words[1])
    assert "Surname" in str(laid(sheet)[0])
    assert "Vale" in str(laid(sheet)[0])


def test_labels_in_bold_over_their_answers_are_questions_of_both_sections() -> None:
    sheet = Sheet().write(50, 60, "Child", bold=True, size=13).write(310, 60, "Referrer", bold=True, size=13)
    for at, (left, right) in enumerate([("Name", "Name"), ("Born", "Role"), ("School", "Agency")]):
        for x, label in ((50, left), (310, right)):
            sheet.write(x, 90 + 32 * at, label, bold=True).write(x, 102 + 32 * at, f"{x} {label.lower()}")
    found = read(sheet)
    assert found.index(["50 school"]) < found.index(["Referrer"]) < found.index(["310 name"])

"""Where the labels of form fields stand: on their left, above them or below them."""

from __future__ import annotations

from parsers.blocks import Line
from tests.unit.parsers.layout.sheet import Sheet, laid, texts

NAMES = [("Ann Lee", "Name"), ("Nurse", "Role"), ("A Trust", "Agency"), ("01632 960001", "Phone")]


def column(*, gap: float) -> Sheet:
    """Fields under each other, each with its label `gap` below it."""
    sheet = Sheet().write(50, 40, "Referred by", bold=True, size=13)
    for at, (value, label) in enumerate(NAMES):
        top = 64 + 44 * at
        sheet.fill((50, top, 290, top + 16), value).write(50, top + 16 + gap, label, size=7)
    return sheet


def read(sheet: Sheet) -> list[list[str]]:
    return [texts(block) for block in laid(sheet) if isinstance(block, Line)]


def test_labels_that_stand_right_below_their_fields_are_theirs() -> None:
    assert read(column(gap=2))[1:] == [[label, value] for value, label in NAMES]


def test_a_label_nearer_to_the_field_below_is_that_field_s() -> None:
    assert ["Name", "Nurse"] in read(column(gap=18))


def test_a_long_answer_with_its_label_above_keeps_it_beside_others_with_theirs_below() -> None:
    sheet = column(gap=2).write(50, 260, "Reason").fill((50, 274, 540, 330), "He was cold.")
    assert read(sheet)[-1] == ["Reason", "He was cold."]


def test_a_note_under_a_label_stands_apart_from_it() -> None:
    sheet = (
        Sheet()
        .write(50, 60, "What has happened?", bold=True)
        .write(50, 72, "Facts not opinion please.", size=8)
    )
    assert read(sheet.fill((50, 84, 540, 140), "He was cold.")) == [
        ["What has happened?", "Facts not opinion please.", "He was cold."]
    ]


def test_a_label_beside_the_first_of_several_captioned_fields_comes_before_them() -> None:
    sheet = Sheet().write(50, 60, "Date of birth")
    for x, caption, value in ((200, "Day", "3"), (260, "Month", "4"), (330, "Year", "2015")):
        sheet.write(x, 62, caption, size=7).fill((x + 24, 57, x + 54, 73), value)
    assert read(sheet) == [["Date of birth"], ["Day", "3"], ["Month", "4"], ["Year", "2015"]]


def test_one_label_for_several_fields_comes_before_the_captions_below_them() -> None:
    sheet = Sheet().write(50, 60, "Name of child")
    for x, caption, value in ((160, "First", "Ida"), (290, "Last", "Vale")):
        sheet.fill((x, 56, x + 120, 72), value).write(x, 74, caption, size=7)
    assert read(sheet) == [["Name of child"], ["First", "Ida"], ["Last", "Vale"]]


def test_fields_under_each_other_that_are_called_otherwise_are_no_lines_of_one_answer() -> None:
    sheet = Sheet()
    for at, (hint, value) in enumerate([("ChildForename", "Ida"), ("ChildSurname", "Vale")]):
        sheet.fill((150, 60 + 20 * at, 400, 76 + 20 * at), value, hint)
    assert read(sheet) == [["Ida"], ["Vale"]]


def test_numbered_fields_under_each_other_are_lines_of_one_answer() -> None:
    sheet = Sheet()
    for at, value in enumerate(["He was cold", "and hungry."]):
        sheet.fill((150, 60 + 20 * at, 400, 76 + 20 * at), value, f"Text{at}")
    assert read(sheet) == [["He was cold\nand hungry."]]


def test_a_field_as_wide_as_the_labelled_one_above_goes_on_with_its_answer() -> None:
    sheet = Sheet().write(50, 60, "Address").write(50, 104, "Postcode")
    for at, value in enumerate(["2 Mill Lane", "Wexbury", "NE4 2PS"]):
        sheet.fill((150, 58 + 22 * at, 400, 72 + 22 * at), value)
    assert read(sheet) == [["Address", "2 Mill Lane\nWexbury"], ["Postcode", "NE4 2PS"]]


def test_a_label_that_goes_on_into_the_line_beside_its_field_is_whole() -> None:
    sheet = Sheet().write(50, 100, "Have the parents been informed of this").write(50, 111, "referral?")
    sheet.fill((300, 109, 500, 124), "Yes").write(50, 140, "Town").fill((300, 138, 500, 153), "Hexby")
    assert [texts(block) for block in laid(sheet)] == [
        ["Have the parents been informed of this referral?", "Yes"],
        ["Town", "Hexby"],
    ]

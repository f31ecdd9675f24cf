"""Questions with a box under each of the answers that stand over them."""

from __future__ import annotations

from parsers.blocks import TICKED, UNTICKED, Line
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts

PLACES = {"Yes": 400, "No": 450, "Not known": 500}


def asked(sheet: Sheet, top: float, question: str, answer: str) -> Sheet:
    sheet.write(50, top, question)
    for words, x in PLACES.items():
        sheet.write(x + 5, top, TICKED if words == answer else UNTICKED)
    return sheet


def titled(top: float = 60) -> Sheet:
    sheet = Sheet()
    for words, x in PLACES.items():
        sheet.write(x, top, words, bold=True)
    return sheet


def test_each_box_stands_under_its_answer() -> None:
    sheet = asked(asked(titled(), 80, "Is the child safe?", "Yes"), 100, "Do the parents know?", "Not known")
    (table,) = laid(sheet)
    assert rows(table) == [
        ["", "Yes", "No", "Not known"],
        ["Is the child safe?", TICKED, UNTICKED, UNTICKED],
        ["Do the parents know?", UNTICKED, UNTICKED, TICKED],
    ]


def test_a_question_that_wraps_is_one() -> None:
    sheet = asked(titled(), 80, "Do the parents know that you are", "No").write(
        50, 92, "making this referral?"
    )
    (table,) = laid(asked(sheet, 120, "Is the child safe?", "Yes"))
    assert rows(table)[1] == [
        "Do the parents know that you are making this referral?",
        UNTICKED,
        TICKED,
        UNTICKED,
    ]


def test_what_stands_below_the_questions_is_none_of_them() -> None:
    sheet = asked(asked(titled(), 80, "Is the child safe?", "Yes"), 100, "Do the parents know?", "No")
    table, below = laid(sheet.write(50, 130, "Reason for referral"))
    assert len(rows(table)) == 3
    assert texts(below) == ["Reason for referral"]


def test_boxes_drawn_around_the_questions_are_no_cells() -> None:
    sheet = asked(asked(titled(), 80, "Is the child safe?", "Yes"), 100, "Do the parents know?", "No")
    (table,) = laid(sheet.grid([45, 560], [78, 98, 118]))
    assert [row[0] for row in rows(table)] == ["", "Is the child safe?", "Do the parents know?"]


def test_options_behind_their_boxes_are_no_columns() -> None:
    sheet = Sheet().write(50, 60, "Northmoor", bold=True).write(400, 60, "Confidential", bold=True)
    for top in (80, 100):
        sheet.write(50, top, "Informed?").write(200, top, f"{TICKED} Yes").write(300, top, f"{UNTICKED} No")
    assert [texts(block) for block in laid(sheet) if isinstance(block, Line)][1] == [
        "Informed?",
        f"{TICKED} Yes {UNTICKED} No",
    ]


def test_boxes_at_the_ends_of_two_columns_of_words_stay_with_the_words_before_them() -> None:
    sheet = Sheet()
    kinds = [("Behaviour", "Attendance"), ("Domestic abuse", "Debt"), ("Neglect", "Housing")]
    for at, (left, right) in enumerate(kinds):
        top = 60 + 14 * at
        sheet.write(50, top, left).write(270, top, TICKED if left == "Neglect" else UNTICKED)
        sheet.write(300, top, right).write(520, top, UNTICKED)
    said = " ".join(text for block in laid(sheet) for text in texts(block))
    assert f"{TICKED} Neglect" in said
    assert f"{UNTICKED} Housing" in said
    assert f"{UNTICKED} Behaviour" in said


def test_boxes_around_options_stay_cells() -> None:
    sheet = Sheet().grid([45, 560], [60, 90])
    sheet.write(50, 70, f"{TICKED} Yes").write(120, 70, f"{UNTICKED} No").write(
        190, 70, f"{UNTICKED} Not known"
    )
    (table,) = laid(sheet)
    assert rows(table) == [[f"{TICKED} Yes {UNTICKED} No {UNTICKED} Not known"]]

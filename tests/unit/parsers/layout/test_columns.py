"""Answers in columns that fill theirs, under titles without rules."""

from __future__ import annotations

from tests.unit.parsers.layout.sheet import Sheet, laid, texts


def test_an_answer_that_nearly_reaches_the_next_column_is_parted_where_that_ones_title_begins() -> None:
    sheet = Sheet()
    for x, title, answer in [
        (50, "Surname", "Vale"),
        (130, "Born", "1/2/15"),
        (200, "Sex", "Female"),
        (234, "Ethnicity", "Arab"),
    ]:
        sheet.write(x, 100, title).write(x, 114, answer)
    assert texts(laid(sheet)[1]) == ["Vale", "1/2/15", "Female", "Arab"]


def _typed(sheet: Sheet, down: float, label: str, answer: str) -> None:
    """A label at 50, and an answer at 150 whose words stand 9 points apart."""
    sheet.write(50, down, label)
    x = 150.0
    for word in answer.split():
        sheet.write(x, down, word)
        x = sheet.words[-1].x1 + 9


def _form() -> Sheet:
    sheet = Sheet()
    labels = ("Surname", "Born", "Sex", "School", "Town")
    for row, (label, answer) in enumerate(zip(labels, ("VALE", "1/2/15", "Female", "Mill Lane", "Hexby"))):
        _typed(sheet, 100 + 14 * row, label, answer)
    return sheet


def test_an_answer_in_type_of_one_width_is_parted_from_a_label_that_nearly_reaches_it() -> None:
    sheet = _form()
    _typed(sheet, 170, "Reason not informed", "Risk to the crew")
    assert texts(laid(sheet)[-1]) == ["Reason not informed", "Risk to the crew"]


def test_a_line_of_such_an_answer_is_not_parted() -> None:
    sheet = _form()
    x = 50.0
    for word in ["Risk", "to", "the", "crew,", "he", "was", "told"]:
        sheet.write(x, 170, word)
        x = sheet.words[-1].x1 + 9
    assert len(texts(laid(sheet)[-1])) == 1

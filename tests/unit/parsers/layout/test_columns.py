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

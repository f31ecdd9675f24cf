"""Answers half a line above or below their labels: on the line drawn for them."""

from __future__ import annotations

import pytest

from tests.unit.parsers.layout.sheet import Sheet, laid, texts


@pytest.mark.parametrize("aside", [-5.5, 5.5])
def test_answers_half_a_line_aside_belong_to_the_labels_of_their_own_row(aside: float) -> None:
    page = Sheet()
    for row, (name, surname) in enumerate([("Ida", "Vale"), ("Ben", "Reed")]):
        top = 80 + 30 * row
        page.write(50, top, "First name").write(300, top, "Surname")
        page.write(140, top + aside, name).write(360, top + aside, surname)
    assert [texts(line) for line in laid(page)] == [
        ["First name", "Ida", "Surname", "Vale"],
        ["First name", "Ben", "Surname", "Reed"],
    ]


def test_lines_of_two_columns_that_stand_half_beside_two_others_stay_apart() -> None:
    page = Sheet()
    for row in range(4):
        page.write(50, 80 + 12 * row, f"left {row}").write(300, 86 + 12 * row, f"right {row}")
    assert all(len(texts(line)) == 1 for line in laid(page))


def test_what_stands_over_another_is_no_answer_of_its_row() -> None:
    page = Sheet().write(50, 80, "First name").write(80, 85.5, "Ida")
    assert [texts(line) for line in laid(page)] == [["First name"], ["Ida"]]

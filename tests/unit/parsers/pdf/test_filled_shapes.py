"""Discs and squares typed as radio buttons and check boxes."""

from __future__ import annotations

import pytest

from parsers.blocks import TICKED, UNTICKED, Rule, Word
from parsers.pdf.boxes import tick_boxes
from parsers.pdf.drawing import Drawing


def word(text: str, x: float, top: float = 100) -> Word:
    return Word(text, x, top, x + 5 * len(text), top + 11, size=10)


def read(*words: Word) -> list[str]:
    return [found.text for found in tick_boxes(words, Drawing())[0]]


def test_a_black_disc_beside_an_empty_one_is_chosen() -> None:
    line = [word("●", 50), word("Yes", 60), word(UNTICKED, 90), word("No", 100)]
    assert sorted(read(*line)) == sorted([TICKED, "Yes", UNTICKED, "No"])


def test_a_black_square_above_an_empty_one_is_chosen() -> None:
    column = [word("■", 50), word("Neglect", 60), word(UNTICKED, 50, 114), word("Other", 60, 114)]
    assert sorted(read(*column)) == sorted([TICKED, "Neglect", UNTICKED, "Other"])


def test_a_disc_by_itself_is_a_bullet() -> None:
    assert read(word("●", 50), word("Neglect", 60), word(UNTICKED, 150, 300)) == ["●", "Neglect", UNTICKED]


@pytest.mark.parametrize(("gap", "texts"), [(1.4, [UNTICKED]), (-0.6, [])])
def test_a_box_close_below_a_table_is_a_check_box_and_one_on_its_border_a_cell(
    gap: float, texts: list[str]
) -> None:
    drawing = Drawing(rules=[Rule(40, 100, 500, 100)], squares=[(230, 100 + gap, 241, 111 + gap)])
    assert [found.text for found in tick_boxes([], drawing)[0]] == texts

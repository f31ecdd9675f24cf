"""Where fewer boxes were seen than answers, no box and no answer is believed."""

from __future__ import annotations

import pytest

from parsers.blocks import TICKED, UNTICKED, Word
from parsers.ocr.unboxed import unsure_of_unboxed


def _line(*items: str, apart: float = 20) -> tuple[list[Word], list[Word]]:
    words = [
        Word(item, number * (20 + apart), 100, number * (20 + apart) + 20, 112, confidence=0.95)
        for number, item in enumerate(items)
    ]
    boxes = [word for word in words if word.text in (TICKED, UNTICKED)]
    return [word for word in words if word not in boxes], boxes


def test_a_box_that_was_taken_for_letters_makes_its_line_a_guess() -> None:
    words, boxes = unsure_of_unboxed(*_line("Informed?", "Yes", UNTICKED, "No", "[A"))
    assert [(word.text, word.confidence) for word in words] == [
        ("Informed?", 0.95),
        ("Yes", 0.3),
        ("No", 0.3),
        ("[A", 0.95),
    ]
    assert [box.confidence for box in boxes] == [0.3]


@pytest.mark.parametrize(
    "line",
    [
        ("Yes", UNTICKED, "No", TICKED),
        (UNTICKED, "Yes", TICKED, "No", UNTICKED, "Not", "known"),
        ("Yes", "No"),
        ("Yes", UNTICKED, "Male"),
    ],
)
def test_answers_with_a_box_each_or_none_at_all_are_believed(line: tuple[str, ...]) -> None:
    words, boxes = _line(*line)
    assert unsure_of_unboxed(words, boxes) == (words, boxes)


def test_a_ticked_box_right_before_its_answer_is_believed_though_another_was_not_seen() -> None:
    words = [Word("Yes", 30, 100, 50, 112, confidence=0.95), Word("No", 96, 100, 110, 112, confidence=0.95)]
    boxes = [Word(TICKED, 80, 100, 92, 112, confidence=0.95)]
    assert unsure_of_unboxed(words, boxes) == (words, boxes)
    after_its_answer = [Word(TICKED, 54, 100, 66, 112, confidence=0.95)]
    assert unsure_of_unboxed(words, after_its_answer) != (words, after_its_answer)


def test_a_box_far_off_belongs_to_another_question() -> None:
    words, boxes = _line("Yes", "No", UNTICKED, apart=90)
    assert unsure_of_unboxed(words, boxes) == (words, boxes)

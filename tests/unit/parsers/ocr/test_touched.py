"""Answers whose first letter a tick ran into."""

from __future__ import annotations

from parsers.blocks import TICKED, UNTICKED, Word
from parsers.ocr.touched import with_letters_touched


def _word(text: str, left: float, right: float) -> Word:
    return Word(text, left, 100, right, 110, confidence=0.95)


BOXES = (_word(TICKED, 100, 112), _word(UNTICKED, 150, 162))


def test_a_yes_whose_first_letter_the_tick_touched_is_whole_beside_a_no() -> None:
    read = with_letters_touched([_word("Nes", 115, 130), _word("No", 165, 178)], BOXES)
    assert [word.text for word in read] == ["Yes", "No"]
    assert read[0].confidence < 0.9 < read[1].confidence


def test_a_no_is_whole_beside_a_yes() -> None:
    read = with_letters_touched([_word("Yes", 115, 130), _word("Vo", 165, 178)], BOXES)
    assert [word.text for word in read] == ["Yes", "No"]


def test_nothing_is_made_of_such_letters_where_no_other_answer_stands() -> None:
    read = with_letters_touched([_word("Nes", 115, 130), _word("Bristol", 165, 200)], BOXES)
    assert [word.text for word in read] == ["Nes", "Bristol"]


def test_nothing_is_made_of_letters_that_stand_behind_no_box() -> None:
    read = with_letters_touched([_word("Des", 300, 315), _word("No", 165, 178)], BOXES)
    assert [word.text for word in read] == ["Des", "No"]

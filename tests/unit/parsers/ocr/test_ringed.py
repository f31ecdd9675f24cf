"""What a pen's ring leaves beside a word is no part of it."""

from __future__ import annotations

from parsers.blocks import Rule, Word
from parsers.ocr.ringed import without_rings

_SIDE = Rule(200, 80, 200, 140)
_RING = (197.0, 92.0, 232.0, 112.0)


def _word(text: str, x0: float, x1: float) -> Word:
    return Word(text, x0, 97, x1, 106, size=9)


def test_a_ringed_answer_has_no_strokes_at_its_ends_and_stays_in_its_cell() -> None:
    (word,) = without_rings([_word("‘YES.", 199.5, 229)], [_RING], [_SIDE])
    assert (word.text, word.x1) == ("YES", 229)
    assert word.x0 > 200


def test_what_is_not_ringed_and_what_is_only_a_stroke_stay_as_they_are() -> None:
    words = [_word("‘Yes’", 300, 330), _word("'", 205, 207)]
    assert without_rings(words, [_RING], [_SIDE]) == words

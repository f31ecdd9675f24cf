"""Answers whose first letter a tick touched: "Nes" behind the ticked box of "☒ Nes ☐ No" is "Yes"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.blocks import Word

_NEAR: Final = 14.0  # points from a box to its answer
_TOUCHED_YES: Final = re.compile(r"\W?[^\W\d_y]?es\W?", re.IGNORECASE)
_TOUCHED_NO: Final = re.compile(r"\W?[^\W\d_n]?o\W?", re.IGNORECASE)
_SURE: Final = 0.85
_LEVEL: Final = 0.5  # of the lower one's height


def with_letters_touched(words: Sequence[Word], boxes: Sequence[Word]) -> list[Word]:
    """The words, a "Yes" or "No" right behind a box whole where the other one stands whole in its line."""
    if not boxes:
        return list(words)
    whole = {"yes": "No", "no": "Yes"}
    told = [(word, whole[said]) for word in words if (said := word.text.casefold().strip(" .,?")) in whole]
    return [
        _as_meant(word, [lost for other, lost in told if _is_level(word, other)], boxes) for word in words
    ]


def _as_meant(word: Word, lost: Sequence[str], boxes: Sequence[Word]) -> Word:
    for answer in lost:
        pattern = _TOUCHED_YES if answer == "Yes" else _TOUCHED_NO
        if pattern.fullmatch(word.text) and any(_is_right_behind(word, box) for box in boxes):
            return word._replace(text=answer, confidence=min(word.confidence, _SURE))
    return word


def _is_right_behind(word: Word, box: Word) -> bool:
    return 0 <= word.x0 - box.x1 < _NEAR and _is_level(word, box)


def _is_level(one: Word, other: Word) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _LEVEL * min(one.bottom - one.top, other.bottom - other.top)

"""Noise is left out; a stroke or a dash that stands between two words of a line is none, however unsure.

"Parent / carer" and "Reason for referral - concerns" fall into two columns where only a gap is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from parsers.ocr.tesseract import SeenWord, is_noise

_STROKES: Final = frozenset("/|")
_DASHES: Final = frozenset("-—–~_")
_SURE: Final = 0.9  # its shape and place tell
# All as parts of the height of the words around it:
_NEAR: Final = (0.08, 0.7)  # from the sign to each of them
_STROKE_WIDTH: Final = (0.2, 0.7)  # what is narrower stands upright: a rule, or an I
_STROKE_HEIGHT: Final = (0.7, 1.5)
_DASH_WIDTH: Final = (0.25, 1.3)
_DASH_HEIGHT: Final = 0.3
_MIDDLE: Final = (0.3, 0.8)  # of the way down


def without_noise(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words in the order in which they were seen, less specks and remains of rules."""
    kept: list[SeenWord] = []
    for word, after in zip_longest(words, words[1:]):
        if not is_noise(word):
            kept.append(word)
        elif kept and after is not None and (sign := _sign_between(kept[-1], word, after)):
            # Alone, in another look, it is a letter or nothing.
            kept.append(replace(word, text=sign, confidence=max(word.confidence, _SURE), final=True))
    return kept


def _sign_between(before: SeenWord, seen: SeenWord, after: SeenWord) -> str | None:
    """The sign that stands between two words; `None` where nothing tells it from a speck."""
    if not before.line == seen.line == after.line >= 0 or not (
        _ends_a_word(before) and _begins_a_word(after)
    ):
        return None
    height = max(1, before.bottom - before.top, after.bottom - after.top)
    gaps = (seen.left - before.right, after.left - seen.right)
    if not all(_within(gap / height, _NEAR) for gap in gaps):
        return None
    wide, high = (seen.right - seen.left) / height, (seen.bottom - seen.top) / height
    if set(seen.text) <= _STROKES and _within(wide, _STROKE_WIDTH) and _within(high, _STROKE_HEIGHT):
        return "/"
    down = ((seen.top + seen.bottom) / 2 - min(before.top, after.top)) / height
    is_dash = _within(wide, _DASH_WIDTH) and high <= _DASH_HEIGHT and _within(down, _MIDDLE)
    return "-" if set(seen.text) <= _DASHES and is_dash else None


def _ends_a_word(word: SeenWord) -> bool:
    return word.text[-1:].isalnum() or word.text[-1:] in ")’'"


def _begins_a_word(word: SeenWord) -> bool:
    return word.text[:1].isalnum() or word.text[:1] in "(‘'"


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]

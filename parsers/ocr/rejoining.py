"""Email addresses that recognition took apart at a point are put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from parsers.ocr.tesseract import SeenWord

_NO_SPACE: Final = 0.5  # of the page's usual gap between words


def rejoined(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words, an address whose parts stand closer than words do as one.

    Where as much as a space stands beside the point, nobody can tell: the parts stay apart.
    """
    gaps = [_gap(before, word) for before, word in pairwise(words) if _beside(before, word)]
    usual = median(gaps) if gaps else 0.0
    whole: list[SeenWord] = []
    for word in reversed(words):
        if whole and _is_one_address(word, whole[-1]) and _gap(word, whole[-1]) < _NO_SPACE * usual:
            word = _together(word, whole.pop())
        whole.append(word)
    return whole[::-1]


def _beside(before: SeenWord, word: SeenWord) -> bool:
    return before.line == word.line >= 0 and word.left >= before.right


def _gap(before: SeenWord, word: SeenWord) -> float:
    """By how much two words stand apart, in parts of their height."""
    return (word.left - before.right) / max(1, word.bottom - word.top)


def _is_one_address(before: SeenWord, word: SeenWord) -> bool:
    at_a_point = before.text.endswith(".") or word.text.startswith(".")
    return _beside(before, word) and at_a_point and (before.text + word.text).count("@") == 1


def _together(before: SeenWord, word: SeenWord) -> SeenWord:
    return replace(
        before,
        text=before.text + word.text,
        top=min(before.top, word.top),
        right=word.right,
        bottom=max(before.bottom, word.bottom),
        confidence=min(before.confidence, word.confidence),
    )

"""Email addresses that recognition took apart at a point or at the @ are put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from parsers.ocr.tesseract import SeenWord

_NO_SPACE: Final = 0.5  # of the page's usual gap between words
_A_LETTER: Final = 1.0  # of a word's height: how wide a gap is that a letter leaves
_TO_BE_READ_AGAIN: Final = 0.7
#: With small letters before the @: "Email" is a label.
_ADDRESS: Final = re.compile(r"[a-z0-9][\w.+'-]*@[\w-]+(?:\.[\w-]+)+")


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
        elif whole and _is_parted_at_the_at(word, whole[-1]):
            word = _to_be_read_as_one(word, whole.pop())
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


def _is_parted_at_the_at(before: SeenWord, word: SeenWord) -> bool:
    """Whether a gap stands at the @ of an address: a letter may have been lost there, as in "manage @mill.example"."""
    at_the_at = before.text.endswith("@") != word.text.startswith("@")
    return (
        _beside(before, word)
        and at_the_at
        and _gap(before, word) < _A_LETTER
        and _ADDRESS.fullmatch(before.text + word.text) is not None
    )


def _to_be_read_as_one(before: SeenWord, word: SeenWord) -> SeenWord:
    """Both parts in one word that is doubtful: another look is at the whole address."""
    whole = _together(before, word)
    return replace(
        whole, text=f"{before.text} {word.text}", confidence=min(whole.confidence, _TO_BE_READ_AGAIN)
    )


def _together(before: SeenWord, word: SeenWord) -> SeenWord:
    return replace(
        before,
        text=before.text + word.text,
        top=min(before.top, word.top),
        right=word.right,
        bottom=max(before.bottom, word.bottom),
        confidence=min(before.confidence, word.confidence),
    )

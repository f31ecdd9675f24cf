"""Letters that were read twice: a line that leans or waves is taken for two, each with part of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.ocr.tesseract import SeenWord

_LEVEL: Final = 0.6  # of the lower one's height
_MARGIN: Final = 6  # dots
_WITHIN: Final = 0.25  # of a word's height: words stand farther apart
_FEWEST: Final = 2  # letters that two parts of a word share
_ALIKE: Final = str.maketrans("iI1|!0", "lllllo")


def without_repeats(words: Sequence[SeenWord]) -> list[SeenWord | None]:
    """The words, `None` for each that only says again what the one it stands in, or touches, says.

    Of two that share letters, the first is whole then: "Faircloug" and "lough" are "Fairclough".
    """
    found: list[SeenWord | None] = list(words)
    order = sorted(range(len(words)), key=lambda number: words[number].left)
    for place, number in enumerate(order):
        for other in order[place + 1 :]:
            one, two = found[number], found[other]
            if one is None or two is None or two.left > one.right + _reach(one):
                break
            if not _are_level(one, two):
                continue
            if _is_within(two, one) or (one.line != two.line and _repeats_end(one, two)):
                found[number], found[other] = _joined(one, two), None
            elif one.line != two.line and _plain(two.text).startswith(_plain(one.text)):
                found[other], found[number] = _joined(two, one), None
    return found


def _reach(word: SeenWord) -> float:
    return _WITHIN * (word.bottom - word.top)


def _are_level(one: SeenWord, two: SeenWord) -> bool:
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return shared > _LEVEL * min(one.bottom - one.top, two.bottom - two.top)


def _is_within(word: SeenWord, other: SeenWord) -> bool:
    """Whether a word stands in the box of another one that says the same, and more."""
    letters = _plain(word.text)
    return word.right < other.right + _MARGIN and bool(letters) and letters in _plain(other.text)


def _repeats_end(one: SeenWord, two: SeenWord) -> bool:
    return _shared(one, two) >= min(_FEWEST, len(_plain(two.text)))


def _shared(one: SeenWord, two: SeenWord) -> int:
    """How many letters at the end of one word are those at the beginning of the other."""
    before, after = _plain(one.text), _plain(two.text)
    lengths = range(min(len(before), len(after)), 0, -1)
    return next((length for length in lengths if before[-length:] == after[:length]), 0)


def _plain(text: str) -> str:
    return text.translate(_ALIKE).casefold().strip(" .,:;'")


def _joined(kept: SeenWord, other: SeenWord) -> SeenWord:
    rest = "" if _plain(other.text) in _plain(kept.text) else other.text[_shared(kept, other) :]
    return replace(
        kept,
        text=kept.text + rest,
        left=min(kept.left, other.left),
        right=max(kept.right, other.right),
        confidence=min(kept.confidence, other.confidence) if rest else kept.confidence,
    )

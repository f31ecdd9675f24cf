"""Answers beside boxes of which one was not seen: nobody can tell which box is whose, nor what is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.blocks import TICKED, Word

_ANSWERS: Final = frozenset(["yes", "no", "known", "unknown", "unsure", "n/k", "nk"])
_LEAST: Final = frozenset(["yes", "no"])
_NEAR: Final = 40.0  # points
_PLAINLY: Final = 0.6  # of the distance to the answer on its other side
_GUESSED: Final = 0.3


def unsure_of_unboxed(words: Sequence[Word], boxes: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words and boxes, those of "Yes ☐ No", where a box or its mark was taken for letters, as guesses."""
    doubtful: set[int] = set()
    options = [word for word in words if _plain(word) in _ANSWERS]
    for word in options:
        line = [other for other in options if _is_level(word, other)]
        near = [
            box for box in boxes if any(_is_level(box, other) and _gap(box, other) < _NEAR for other in line)
        ]
        few = 0 < len(near) < len(line) and {_plain(other) for other in line} >= _LEAST
        if few and not any(_is_plainly_ticked(box, line) for box in near):
            doubtful.update(id(item) for item in (*line, *near))

    def told(item: Word) -> Word:
        return item._replace(confidence=min(item.confidence, _GUESSED)) if id(item) in doubtful else item

    return [told(word) for word in words], [told(box) for box in boxes]


def _is_plainly_ticked(box: Word, line: Sequence[Word]) -> bool:
    """Whether a ticked box stands right before an answer, and no answer right before it."""
    before = min((box.x0 - word.x1 for word in line if word.x1 <= box.x0), default=_NEAR)
    behind = min((word.x0 - box.x1 for word in line if word.x0 >= box.x1), default=_NEAR)
    return box.text == TICKED and behind < _PLAINLY * before


def _plain(word: Word) -> str:
    return word.text.casefold().strip(" .,;:()|[]")


def _is_level(one: Word, other: Word) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _gap(one: Word, other: Word) -> float:
    return max(one.x0 - other.x1, other.x0 - one.x1, 0.0)

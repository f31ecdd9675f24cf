"""Words that a pen ringed, without what was taken for more of them of the ring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.blocks import Rule, Word
from parsers.pdf.frame import Box

_STROKES: Final = " ‘’'\"“”.,:;()[]{}|_-~"
_NEAR_ITS_END: Final = 0.35  # of a word's height: the ring crosses the side of the cell there
_BESIDE_IT: Final = 2.0  # points


def without_rings(words: Sequence[Word], rings: Sequence[Box], rules: Sequence[Rule]) -> list[Word]:
    """The words; one that is ringed without strokes at its ends, and not beyond the sides of its cell.

    A ring that crosses the side of a cell leaves remains there: with them "YES" begins in the next one.
    """
    return [
        _within_its_cell(word, rules) if any(_is_around(ring, word) for ring in rings) else word
        for word in words
    ]


def _is_around(ring: Box, word: Word) -> bool:
    left, top, right, bottom = ring
    across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return left < across < right and top < down < bottom


def _within_its_cell(word: Word, rules: Sequence[Rule]) -> Word:
    text = word.text.strip(_STROKES)
    near = _NEAR_ITS_END * (word.bottom - word.top)
    down = (word.top + word.bottom) / 2
    sides = [rule.x0 for rule in rules if rule.x0 == rule.x1 and rule.top < down < rule.bottom]
    before = [side for side in sides if abs(side - word.x0) < near]
    behind = [side for side in sides if abs(side - word.x1) < near]
    x0 = max([word.x0, *(side + _BESIDE_IT for side in before)])
    x1 = min([word.x1, *(side - _BESIDE_IT for side in behind)])
    if not text or x0 >= x1:
        return word
    return word._replace(text=text, x0=x0, x1=x1)

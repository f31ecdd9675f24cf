"""Holes punched through a sheet, and what a staple left, are no boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.ocr.mark import Mark
from parsers.ocr.tesseract import SeenWord

_ASTRAY: Final = 2  # words of dust that may stand farther out than what is printed
_FEWEST_WORDS: Final = 20  # that show where print begins


def without_holes(boxes: Sequence[Mark], words: Sequence[SeenWord]) -> list[Mark]:
    """The boxes, less those that stand left of all that is printed, where sheets are punched.

    Where a page has boxes to tick at its left edge, its titles begin no farther right than they do.
    """
    if len(words) < _FEWEST_WORDS:
        return list(boxes)
    begin = sorted(word.left for word in words)[_ASTRAY]
    return [box for box in boxes if box.right > begin]

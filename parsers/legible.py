"""How legible a recognised page is, as sure as its words are."""

from __future__ import annotations

from typing import Final

from parsers.blocks import PageGeometry

#: Of pages that a person reads without trouble, coarse faxes too, words are 0.94 sure and more; of blurred ones less.
_LEGIBLE: Final = 0.8


def is_hard_to_read(page: PageGeometry) -> bool:
    """Whether the recognised words of a page are, by their letters, mostly unsure: others may be missing."""
    words = [word for word in page.words if word.confidence < 1 and not word.filled]
    letters = sum(len(word.text) for word in words)
    return bool(letters) and sum(word.confidence * len(word.text) for word in words) < _LEGIBLE * letters

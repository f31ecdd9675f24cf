"""How legible a recognised page is, as sure as its words are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from parsers.blocks import PageGeometry

#: Of pages that a person reads without trouble, coarse faxes too, words are 0.94 sure and more; of blurred ones less.
_LEGIBLE: Final = 0.8
_DISPUTED: Final = 0.8
#: Of the words of a printed page at most a tenth are unsure, coarse faxes too; of one written by hand a seventh and more.
_MOST_UNSURE: Final = 0.12
_FEWEST: Final = 20  # words that tell
_SHORT: Final = 2  # letters: such words are unsure everywhere


class Recognised(Protocol):
    """A word and how sure it is."""

    @property
    def text(self) -> str:
        """As it was read."""
        ...

    @property
    def confidence(self) -> float:
        """From 0 to 1."""
        ...


def is_hard_to_read(page: PageGeometry) -> bool:
    """Whether the recognised words of a page are, by their letters, mostly unsure: others may be missing.

    So are those of a page of which many are.
    """
    words = [word for word in page.words if word.confidence < 1 and not word.filled]
    letters = sum(len(word.text) for word in words)
    mostly = bool(letters) and sum(word.confidence * len(word.text) for word in words) < _LEGIBLE * letters
    return mostly or are_many_unsure(words, _DISPUTED)


def are_many_unsure(words: Iterable[Recognised], most: float) -> bool:
    """Whether more of a page's words are no surer than `most` than of any that is printed well."""
    telling = [word for word in words if len(word.text) > _SHORT and any(map(str.isalpha, word.text))]
    unsure = sum(word.confidence <= most for word in telling)
    return len(telling) >= _FEWEST and unsure > _MOST_UNSURE * len(telling)

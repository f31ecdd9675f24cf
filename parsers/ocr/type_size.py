"""How large the type of recognised words is: what is seen of a word is only as high as its letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Final

from parsers.ocr.tesseract import SeenWord

#: Of the type size, as most faces for text have it.
_SMALL: Final = 0.5
CAPITALS: Final = 0.71
_TAIL: Final = 0.21
_TALL_LETTERS: Final = frozenset("bdfhiklt!?&()[]/|\"'’“”@#£%")
_TAILED: Final = frozenset("gjpqy()[]/|,;Q@")
_LEAST: Final = 4.0  # dots


def type_sizes(words: Sequence[SeenWord]) -> list[float]:
    """The type size of each word in dots; words seen in one line are of one size."""
    sizes = [_size(word) for word in words]
    lines: dict[int, list[float]] = defaultdict(list)
    for word, size in zip(words, sizes, strict=True):
        if word.line >= 0 and any(map(str.isalnum, word.text)):
            lines[word.line].append(size)
    return [
        median(lines[word.line]) if word.line in lines else size
        for word, size in zip(words, sizes, strict=True)
    ]


def _size(word: SeenWord) -> float:
    tall = any(sign.isupper() or sign.isdigit() or sign in _TALL_LETTERS for sign in word.text)
    tail = any(sign in _TAILED for sign in word.text)
    seen = (CAPITALS if tall else _SMALL) + (_TAIL if tail else 0)
    return max(_LEAST, (word.bottom - word.top) / seen)

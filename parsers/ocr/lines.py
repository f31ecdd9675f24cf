"""Words of one line given one height: their own boxes are as high as their letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median_high, median_low
from typing import Final

from parsers.ocr.tesseract import SeenWord

_OFF: Final = 0.4  # of the line's height: a word whose middle is farther off stands elsewhere
_OTHER_SIZE: Final = 1.7  # times as high, or as low: another type


def levelled(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words, those of one line as high as the line: a line is then one wherever it is looked at.

    "no" stands lower than "Name", and "-" higher: what is as high as its letters is easily
    taken for two lines.
    """
    lines: dict[int, list[SeenWord]] = defaultdict(list)
    for word in words:
        if word.line >= 0 and any(map(str.isalnum, word.text)):
            lines[word.line].append(word)
    heights = {line: _height(members) for line, members in lines.items()}
    return [_as_high(word, heights.get(word.line)) for word in words]


def _height(members: Sequence[SeenWord]) -> tuple[int, int]:
    # Of two words, the lower one tells: a long address of an email in a curled line is as high as a title.
    return median_high(word.top for word in members), median_low(word.bottom for word in members)


def _as_high(word: SeenWord, height: tuple[int, int] | None) -> SeenWord:
    if height is None:
        return word
    top, bottom = height
    tall = bottom - top
    off = abs(top + bottom - word.top - word.bottom) / 2
    letters = any(map(str.isalnum, word.text))
    other_size = not tall / _OTHER_SIZE < word.bottom - word.top < tall * _OTHER_SIZE
    if off > _OFF * tall or (letters and other_size):
        return word
    return replace(word, top=top, bottom=bottom)

"""Words of one line given one height: their own boxes are as high as their letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_high, median_low
from typing import Final

from parsers.ocr.tesseract import SeenWord

_OFF: Final = 0.4  # of the line's height: a word whose middle is farther off stands elsewhere
_OTHER_SIZE: Final = 1.7  # times as high, or as low: another type
_SPACE: Final = 0.8  # of a word's height: words of one sentence stand no farther apart
_WITH_A_SPECK: Final = 2.4  # times as high as the word beside it
_LEAN: Final = 4  # dots
_TOUCH: Final = 0.2  # of a word's height: by so much its box may lie upon that of the word before it,
_WORDS_APART: Final = 0.25  # and so far apart both then stand


def apart(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words, of two of one line whose boxes lie upon each other by a dot or two each with its own place.

    What stands upon a word stands on no line with it.
    """
    moved = list(words)
    for number, (before, word) in enumerate(pairwise(words)):
        over = before.right - word.left
        if before.line == word.line >= 0 and 0 <= over <= _TOUCH * (word.bottom - word.top):
            gap = round(_WORDS_APART * (word.bottom - word.top) / 2)
            middle = (before.right + word.left) // 2
            first = moved[number]
            moved[number] = replace(first, right=max(first.left + 1, min(first.right, middle - gap)))
            moved[number + 1] = replace(word, left=min(word.right - 1, middle + gap))
    return moved


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
    return [
        _as_high(word, heights.get(word.line), in_line=_is_in_line(word, lines[word.line])) for word in words
    ]


def _height(members: Sequence[SeenWord]) -> tuple[int, int]:
    # Of two words, the lower one tells: a long address of an email in a curled line is as high as a title.
    return median_high(word.top for word in members), median_low(word.bottom for word in members)


def _is_in_line(word: SeenWord, members: Sequence[SeenWord]) -> bool:
    """Whether another word of the line stands no farther from a word than words do, as high as letters are."""
    tall = word.bottom - word.top
    return any(
        0 <= max(other.left - word.right, word.left - other.right) < _SPACE * (other.bottom - other.top)
        and other.bottom - other.top < tall < _WITH_A_SPECK * (other.bottom - other.top)
        for other in members
    )


def _as_high(word: SeenWord, height: tuple[int, int] | None, *, in_line: bool) -> SeenWord:
    if height is None:
        return word
    top, bottom = height
    tall = bottom - top
    if in_line and word.top <= top + _LEAN and word.bottom >= bottom - _LEAN:
        return replace(word, top=top, bottom=bottom)  # a speck above or below its letters made its box higher
    off = abs(top + bottom - word.top - word.bottom) / 2
    letters = any(map(str.isalnum, word.text))
    other_size = not tall / _OTHER_SIZE < word.bottom - word.top < tall * _OTHER_SIZE
    if off > _OFF * tall or (letters and other_size):
        return word
    return replace(word, top=top, bottom=bottom)

"""The word "I", which stands alone in a sentence and looks like what is left of a rule.

Dropped with such remains it leaves a sentence without the one who saw what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from parsers.ocr.tesseract import SeenWord

_STROKE: Final = re.compile(r"[\"'“‘(\[]?[|¦Il]")
_SURE: Final = 0.86  # no surer than two looks that agree
_A_SPACE: Final = 0.9  # of the height of capitals: farther off stands another cell's
_AS_HIGH: Final = (0.75, 1.25)  # times the capitals beside it: a bar that is typed, or a rule's, is higher
_OFF: Final = 0.16  # of that height: it stands on the line, as a bar does not
_FEWEST: Final = 3  # words of a sentence beside it
_HANGS: Final = frozenset("gjpqyJQ,;()[]{}|/_@")
_LETTERS: Final = re.compile(r"[\"'“‘(\[]?[A-Za-z]+(?:[’'][a-z]+)?[.,;:!?’'”\")]*")
_PLAIN: Final = re.compile(r"[a-z]+(?:[’'][a-z]+)?[.,;!?]?")


def with_pronouns(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words; a stroke as high as a capital, amid the small words of a sentence, as an "I".

    Another look at it, by itself, would find no letter.
    """
    return [
        replace(word, text=word.text[:-1] + "I", confidence=max(word.confidence, _SURE), final=True)
        if _STROKE.fullmatch(word.text) and _is_said(words, place)
        else word
        for place, word in enumerate(words)
    ]


def _is_said(words: Sequence[SeenWord], place: int) -> bool:
    word = words[place]
    line = [other for other in words if other.line == word.line >= 0 and other is not word]
    capitals, base = _type_of(line)
    if capitals is None:
        return False
    behind = _next(words, place, 1)
    if behind is None or not _PLAIN.fullmatch(behind.text) or behind.left - word.right > _A_SPACE * capitals:
        return False
    before = _next(words, place, -1)
    is_first = before is None or word.left - before.right > _A_SPACE * capitals
    beside = line[line.index(behind) : line.index(behind) + _FEWEST]
    if sum(_LETTERS.fullmatch(other.text) is not None for other in beside) < _FEWEST:
        return False
    if word.text.endswith("I") and not is_first:
        return True  # seen as a letter: what hangs on it of a line below makes it no less
    return _is_a_capital(word, capitals, base) and (
        _begins_level(words, word, capitals) if is_first else bool(before and _LETTERS.fullmatch(before.text))
    )


def _next(words: Sequence[SeenWord], place: int, way: int) -> SeenWord | None:
    """The word before or behind, of the same line."""
    other = place + way
    if 0 <= other < len(words) and words[other].line == words[place].line:
        return words[other]
    return None


def _type_of(line: Sequence[SeenWord]) -> tuple[float | None, float]:
    """How high the capitals of a line stand, and on which level, in dots; `None` where too few words tell."""
    standing = [word for word in line if not _HANGS & set(word.text) and any(map(_is_high, word.text))]
    if not standing:
        return None, 0
    return median(word.bottom - word.top for word in standing), median(word.bottom for word in standing)


def _is_high(letter: str) -> bool:
    return letter.isupper() or letter.isdigit() or letter in "bdfhkl"


def _is_a_capital(word: SeenWord, capitals: float, base: float) -> bool:
    least, most = _AS_HIGH
    return (
        least * capitals <= word.bottom - word.top <= most * capitals
        and abs(word.bottom - base) <= max(2, _OFF * capitals)
        and word.right - word.left < 0.5 * capitals
    )


def _begins_level(words: Sequence[SeenWord], word: SeenWord, capitals: float) -> bool:
    """Whether a line that it begins starts where the one above or below it does: a cell's side stands before both."""
    return any(
        other is not word
        and other.line != word.line
        and abs(other.left - word.left) <= max(3, _OFF * capitals)
        and other.right - other.left > capitals
        and min(abs(other.top - word.bottom), abs(word.top - other.bottom)) < 1.5 * capitals
        for other in words
    )

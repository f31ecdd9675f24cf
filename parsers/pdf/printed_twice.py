"""Words that a page prints more than once at one place: a shadow, a heavier look, a page drawn over itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import repeat
from operator import add, itemgetter, mul, sub
from typing import Final

from parsers.blocks import Word
from parsers.pdf.words import Token

_WORD: Final = itemgetter(0)  # of a token
_TEXT, _LEFT, _BOTTOM = map(itemgetter, (0, 1, 4))  # of a word
_ASIDE: Final = 0.2  # of the size: no two words of one line stand so near
_FARTHEST: Final = 4.0  # points
_WIDEST: Final = 20_000.0  # points: no page is
_AREA: Final = 2 * _FARTHEST  # a word is looked for in its own area and in the nearest ones only


def printed_once(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` without those that say again, at the same place, what an earlier one says."""
    words = list(map(_WORD, tokens))
    if not _may_repeat(words):
        return list(tokens)
    times = Counter(map(_TEXT, words))
    seen: defaultdict[tuple[str, float, float], list[Word]] = defaultdict(list)
    kept = []
    for token in tokens:
        word = token[0]
        if times[word.text] > 1:
            if any(_covers(other, word) for place in _around(word) if place in seen for other in seen[place]):
                continue
            seen[word.text, word.x0 // _AREA, word.bottom // _AREA].append(word)
        kept.append(token)
    return kept


def _may_repeat(words: Sequence[Word]) -> bool:
    """Whether any word stands near the same one in the same row: on nearly every page none does."""
    row_of: dict[float, int] = {}
    above = float("-inf")
    for bottom in sorted(set(map(_BOTTOM, words))):
        row_of[bottom] = len(row_of) if bottom - above > _FARTHEST else row_of[above]
        above = bottom
    rows_of_words = list(map(row_of.__getitem__, map(_BOTTOM, words)))
    # Rows laid end to end: where no words of one stand near each other, the same ones do not.
    places = sorted(map(add, map(mul, rows_of_words, repeat(_WIDEST)), map(_LEFT, words)))
    if min(map(sub, places[1:], places), default=_WIDEST) > _FARTHEST:
        return False
    asked = list(zip(map(_TEXT, words), rows_of_words))
    times = Counter(asked)
    if len(times) == len(asked):
        return False
    rows: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for key, word in zip(asked, words):
        if times[key] > 1:
            rows[key].append(word[1])
    return any(map(_are_near, rows.values()))


def _are_near(places: list[float]) -> bool:
    places.sort()
    nearest: float = min(map(sub, places[1:], places))
    return nearest <= _FARTHEST


def _around(word: Word) -> list[tuple[str, float, float]]:
    """The areas in which the same word would stand at nearly the same place."""
    across, down = word.x0 / _AREA, word.bottom / _AREA
    x, y = across // 1, down // 1
    aside, above = (1 if across - x > _HALF else -1), (1 if down - y > _HALF else -1)
    return [
        (word.text, x, y),
        (word.text, x + aside, y),
        (word.text, x, y + above),
        (word.text, x + aside, y + above),
    ]


_HALF: Final = 0.5


def _covers(word: Word, other: Word) -> bool:
    near = min(_FARTHEST, _ASIDE * word.size)
    return (
        abs(word.x0 - other.x0) <= near
        and abs(word.x1 - other.x1) <= near
        and abs(word.bottom - other.bottom) <= near
    )

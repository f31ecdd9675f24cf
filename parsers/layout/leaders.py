"""Dots and underscores that show where to write: they part words and say nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from parsers.blocks import Rule, Word
from parsers.layout.strips import Strip

_TEXT: Final = itemgetter(0)  # of a word
_DASHES: Final = "-=*~\u2013\u2014\u2500\u2550"
_LINES: Final = tuple(10 * dash for dash in _DASHES)
_TYPED_RULE: Final = re.compile(rf"([{_DASHES}])\1{{9,}}")
_UNDERLINE: Final = re.compile(rf"([{_DASHES}])\1{{1,}}")
_LEADER: Final = re.compile(r"_{3,}|\.{4,}|…{2,}|(?:\. ?){5,}")


def without_leaders(words: Sequence[Word]) -> Sequence[Word]:
    """`words` without runs of dots or underscores; what is written between them keeps its place.

    Nor do rules typed across the page in dashes say anything.
    """
    text = " ".join(map(_TEXT, words))
    if any(line in text for line in _LINES):
        dashed = Counter(word.top for word in words if _UNDERLINE.fullmatch(word.text))
        words = [
            word
            for word in words
            # Several on one line stand under a table's titles.
            if word.filled or dashed[word.top] > 1 or not _TYPED_RULE.fullmatch(word.text)
        ]
    if not _may_lead(text):
        return words  # as on most pages
    return [piece for word in words for piece in _pieces(word)]


def without_underlines(lines: list[Strip]) -> list[Strip]:
    """`lines` without those of dashes only, which a typewriter sets under a table's titles."""
    if not any(line.words[0].text[0] in _DASHES for line in lines):
        return lines  # as on most pages
    return [line for line in lines if not is_underline(line)]


def is_underline(line: Strip) -> bool:
    """Whether a line is of dashes only."""
    return all(map(_UNDERLINE.fullmatch, line.columns[0]))


def leaders(words: Sequence[Word]) -> list[Rule]:
    """The runs of underscores or dots among `words`, as the lines to write on that they stand for."""
    found: list[Rule] = []
    if not _may_lead(" ".join(map(_TEXT, words))):
        return found  # as on most pages
    for word in words:
        if word.filled or not _may_lead(word.text):
            continue
        letter = (word.x1 - word.x0) / len(word.text)
        for leader in _LEADER.finditer(word.text):
            x0, x1 = word.x0 + letter * leader.start(), word.x0 + letter * leader.end()
            found.append(Rule(x0, word.bottom, x1, word.bottom))
    return found


def _may_lead(text: str) -> bool:
    return "__" in text or ".." in text or "…" in text


def _pieces(word: Word) -> Iterator[Word]:
    if word.filled or not _may_lead(word.text):
        yield word
        return
    letter = (word.x1 - word.x0) / len(word.text)
    start = 0
    for leader in [*_LEADER.finditer(word.text), None]:
        end = leader.start() if leader else len(word.text)
        if end > start:
            yield word._replace(
                text=word.text[start:end],
                x0=word.x0 + letter * start,
                x1=word.x0 + letter * end,
            )
        start = leader.end() if leader else end

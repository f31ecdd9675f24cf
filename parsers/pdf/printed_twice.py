"""Words that a page prints more than once at one place: a shadow, a heavier look, a page drawn over itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from parsers.blocks import Word
from parsers.pdf.words import Token

_ASIDE: Final = 0.2  # of the size: no two words of one line stand so near


def printed_once(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` without those that say again, at the same place, what an earlier one says."""
    if len({word.text for word, _, _ in tokens}) == len(tokens):
        return list(tokens)
    seen: defaultdict[str, list[Word]] = defaultdict(list)
    kept = []
    for token in tokens:
        word = token[0]
        alike = seen[word.text]
        if not any(_covers(other, word) for other in alike):
            alike.append(word)
            kept.append(token)
    return kept


def _covers(word: Word, other: Word) -> bool:
    near = _ASIDE * word.size
    return (
        abs(word.x0 - other.x0) <= near
        and abs(word.x1 - other.x1) <= near
        and abs(word.bottom - other.bottom) <= near
    )

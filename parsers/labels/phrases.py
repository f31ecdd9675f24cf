"""Labels in words of a form's own: "Outline of the main concerns", "Steps taken so far".

A phrase is told by words that must be there and by all that may stand around them: one word
more, and it is no such label. So a table needs no row for each order and choice of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.spelling import key

_MOST_WORDS: Final = 10
#: Words that change nothing in any label.
_AROUND: Final = frozenset(
    [
        "detail",
        "information",
        "brief",
        "about",
        "any",
        "with",
        "by",
        "in",
        "on",
        "at",
        "from",
        "current",
        "relevant",
        "if",
        "known",
        "specific",
        "give",
        "state",
        "your",
        "our",
    ]
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word of each group, and none but those of `words`."""

    groups: tuple[frozenset[str], ...]
    words: frozenset[str]

    @classmethod
    def of(cls, heads: Iterable[str], around: Iterable[str]) -> Phrase:
        """The phrase of a table's row: alternatives parted by "|", other words by spaces."""
        groups = tuple(frozenset(key(word) for word in group.split("|")) for group in heads)
        others = (key(word) for words in around for word in words.split())
        return cls(groups, frozenset().union(*groups, others, _AROUND))

    def says(self, tokens: Sequence[str]) -> bool:
        """Whether the words of a label's key are this phrase."""
        if not tokens or len(tokens) > _MOST_WORDS or not self.words.issuperset(tokens):
            return False
        return not any(group.isdisjoint(tokens) for group in self.groups)

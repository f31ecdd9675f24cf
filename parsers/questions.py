"""Question-like labels, told by the words that they have and have not: "Have the parents been told?"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_SHORTEST: Final = 14
#: The answers that a form offers behind its question: "… this referral? Y/N".
_OFFERED: Final = re.compile(
    r"(?<=\?)\W*y(?:es)?\s*(?:[/|]|or)\s*no?\b(?:\W*(?:n/?k|n/?a|not known|unknown|don't know))?\W*$"
)
#: "3b. " and "D. ", whose full stop ends no sentence.
_LETTERED: Final = re.compile(r"^\W*(?:\d{1,2}[a-z]|[a-z]\d{0,2})[.):]\s+")

_ASKING: Final = re.compile(
    r"\?|:$|^(?:\W|\d|q\d)*(?:if|have|has|is|are|was|were|does|do|did|can|who|whom|what|why|where|when|how|which|please|reason|name|date|details?"
    r"|describe|explain|state|give|outline|parents?|carers?|famil|child|consent|manager|tell|summar|action|history|impact|views?|level|voice)"
)
_MOST_SPACES: Final = 24
_SENTENCE: Final = re.compile(r"[^?]\.$|!$|[a-z]\. [a-z]|\d[/.-]\d{1,2}[/.-]\d|\d{5}|@")
_STATING: Final = re.compile(
    r"\?\s*:?\s*(?:[^\W_]|[(+]\d).*[^?]$|:\s*[^\W_][^?]*$|[^?]\.$|!$|[a-z]\. [a-z]|\d[/.-]\d{1,2}[/.-]\d|\d{5}|@|\s=\s\S|\b(?:he|she|i|we|mum|dad|his|her|my|our)\b.*[^?]$"
)


def asking(label: str, *, certain: bool = False) -> str | None:
    """The folded words of a label that asks something; `None` for statements and short labels.

    `certain` where the text is known to be a label: only what is plainly a sentence is none.
    """
    # A star behind a question says that it has to be answered.
    words = " ".join(label.casefold().replace("’", "'").split()).rstrip(" *")
    words = words.removesuffix(":") if words.endswith("?:") else words
    lettered = _LETTERED.match(words)
    if lettered:
        words = words[lettered.end() :]
    if "?" in words:
        words = _OFFERED.sub("", words)
    if certain:
        return None if words.count(" ") > _MOST_SPACES or _SENTENCE.search(words) else words
    if len(words) < _SHORTEST or words.count(" ") < 2 or not _ASKING.search(words) or _STATING.search(words):
        return None
    return words


@dataclass(frozen=True, slots=True)
class Question:
    """All of these must be found, each at the start of a word, and none of those."""

    all_of: tuple[re.Pattern[str], ...]
    none_of: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, all_of: Iterable[str], none_of: Iterable[str]) -> Question:
        """The question of a table's row: alternatives parted by "|"."""
        return cls(
            tuple(re.compile(rf"\b(?:{words})") for words in all_of),
            tuple(re.compile(rf"\b(?:{words})\b") for words in none_of),
        )

    def asks(self, words: str) -> bool:
        """Whether folded words ask it."""
        # Loops, and no all() over a generator: each text that no table knows is held against many questions.
        for pattern in self.all_of:
            if not pattern.search(words):
                return False
        for pattern in self.none_of:  # noqa: SIM110
            if pattern.search(words):
                return False
        return True

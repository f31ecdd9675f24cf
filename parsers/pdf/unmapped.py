"""Text in a font that does not say which letters its shapes are: what a page shows, its text does not say.

A subset without a map to letters gives its own numbers for them. Where those happen to be the
letters, the text reads as English; else a name would be read that stands nowhere on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.pdf.words import PageText, Token

_MANY: Final = 8  # signs: more than a logo has
_SHARE: Final = 0.1  # of words: fewer than one in ten English words is a joining one in no form
_SIGN: Final = re.compile(r"[^\s\ufffd]")
_FEWEST_SIGNS: Final = 2  # in a word: one alone is a bullet or a tick
#: Words that any page in English has, and those that any form prints.
_ENGLISH: Final = frozenset(
    [
        "a", "about", "address", "agency", "an", "and", "any", "are", "as", "at", "be", "been", "by",
        "child", "date", "details", "do", "email", "for", "form", "from", "gender", "has", "have", "he",
        "her", "his", "if", "in", "is", "it", "name", "no", "not", "of", "on", "or", "organisation",
        "parent", "parents", "person", "please", "postcode", "reason", "referral", "referrer", "school",
        "she", "signed", "surname", "telephone", "that", "the", "their", "this", "to", "was", "were",
        "what", "when", "who", "why", "with", "yes", "you", "your",
    ]
)  # fmt: skip


def unreadable(layer: PageText, tokens: Sequence[Token]) -> list[Token]:
    """The words of a page that are written in no letters that anybody could know."""
    words = [token for token in layer.unmapped(tokens) if len(_SIGN.findall(token[0].text)) >= _FEWEST_SIGNS]
    return [] if _is_english([word.text for word, _, _ in words]) else words


def are_many(tokens: Sequence[Token]) -> bool:
    """Whether unreadable words are more than a logo: the page must be looked at as a picture."""
    return sum(len(word.text) for word, _, _ in tokens) >= _MANY


def _is_english(words: Sequence[str]) -> bool:
    plain = [word.strip(".,;:?!()'\"").casefold() for word in words]
    return sum(word in _ENGLISH for word in plain) > _SHARE * len(plain)

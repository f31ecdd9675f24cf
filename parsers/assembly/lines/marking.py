"""How plainly a line is set as a heading: by its style, its number, bold type or capitals."""

from __future__ import annotations

import re
from typing import Final

from parsers.blocks import Line, Text
from parsers.values import blank

_NUMBERED: Final = re.compile(
    r"^\s*(?:(?:section|part)\s+\w{1,3}\b|\d{1,2}(?:\.\d{1,2})?[.):]\s|[A-Z][.):]\s)", re.IGNORECASE
)
_DECORATED: Final = re.compile(
    r"^\s*(?:={2,}|-{2,}|\*{2,}|#{1,6}\s|~{2,})\s*(.*?)\s*(?:={2,}|-{2,}|\*{2,}|~{2,})?\s*$|^\s*\[([A-Z][^\[\]]{3,60})\]\s*$"
)
_LONGEST_TITLE: Final = 80
_SECTION: Final = re.compile(r"^\s*(?:section|part)\s+(?:\d{1,2}|[A-Za-z])\s*[:.–—-]\s", re.IGNORECASE)
_FEWEST_OF_REST: Final = 5  # words of a sentence that another line begins
_FEWEST_OF_SENTENCE: Final = 8  # words


def undecorated(text: str) -> str:
    """A heading without the rules drawn around it."""
    found = _DECORATED.match(text)
    return (found and (found[1] or found[2])) or text.strip()


def is_numbered(text: str) -> bool:
    """Whether a text is the title of a part, by its number: "Section B - Your worries"."""
    return len(text.strip()) <= _LONGEST_TITLE and _SECTION.match(text) is not None


#: "PO8 6ER", the last line of an address.
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}")


def how_marked(line: Line, text: Text) -> int:
    """How plainly a line is a heading: 2 by style or number, 1 bold or in capitals, 0 not."""
    words = text.text.strip()
    if blank(words) is None:
        return 0  # "[No answer]", "--": what systems write for no answer is drawn as titles are
    if text.confidence < 1 and _goes_on_as_prose(words):
        return 0  # a shadow makes strokes look bold, and tails a line look large
    if line.heading or _DECORATED.match(words):
        return 2
    if len(words) > 110 or (words.endswith((".", ",", ";")) and not text.bold):
        return 0
    if is_numbered(words):
        return 2
    letters = [mark for mark in words if mark.isalpha()]
    capitals = len(letters) > 3 and all(mark.isupper() for mark in letters) and not _POSTCODE.fullmatch(words)
    if _NUMBERED.match(words) and (text.bold or capitals):
        return 2
    return 1 if text.bold or capitals else 0


def _goes_on_as_prose(words: str) -> bool:
    """Whether recognised words are a sentence or the rest of one: no heading, however they look."""
    count = len(words.split())
    # "leave." by itself ends what stands above it.
    return (words[0].islower() and (count >= _FEWEST_OF_REST or words.endswith("."))) or (
        count >= _FEWEST_OF_SENTENCE and words.endswith(".")
    )

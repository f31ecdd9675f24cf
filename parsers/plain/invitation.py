"""What an invitation to a meeting says of it, and a card of whom it names, in the words of their writers.

Both are lines of a name and a value (RFC 5545, RFC 6350). Of their values only those are words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.blocks import Document
from parsers.plain.reading import read_plain

#: A line goes on where the next begins with a blank.
_FOLDED: Final = re.compile(r"\r?\n[ \t]")
_WORDS: Final = re.compile(
    r"^(?:SUMMARY|DESCRIPTION|COMMENT|X-ALT-DESC|NOTE)(?:;[^:\r\n]*)?:([^\r\n]*)", re.MULTILINE
)
_ESCAPED: Final = re.compile(r"\\([nN,;\\])")


def invitation_text(entry: str) -> str:
    """The words of a calendar entry, or of a card: titles, descriptions and remarks, each from a line of its own."""
    return "\n".join(map(_unescaped, _WORDS.findall(_FOLDED.sub("", entry))))


def read_invitation(entry: str) -> Document:
    """The document in those words. `text` is the whole entry."""
    return replace(read_plain(invitation_text(entry)), text=entry)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] in "nN" else mark[1], value)

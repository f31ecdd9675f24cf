"""Is a text one that nobody can read: bytes under the wrong character set, an encoding not undone?

Such a text says nothing, and proves nothing: what it should have said may be a referral.
"""

from __future__ import annotations

import re
from typing import Final

_LEAST: Final = 40  # characters
_MOST: Final = 20_000
_SHARE: Final = 0.3
_ODD: Final = 0.25  # more than any language that is written in Latin letters
#: What stands for a byte that means nothing, and controls that no writer types.
_NO_CHARACTER: Final = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")
_ENCODED: Final = re.compile(r"(?<![\w/:.?=&%-])[A-Za-z0-9+/]{60,}={0,2}(?![\w/:.?&%-])")
_ONE_KIND: Final = re.compile(r"[a-z]+|[A-Z]+|\d+")


def is_garbled(text: str) -> bool:
    """Whether a good part of a text is no writing at all."""
    written = "".join(text[:_MOST].split())
    if len(written) < _LEAST:
        return False
    if sum(map(_is_odd, written)) > _ODD * len(written):
        return True
    broken = len(_NO_CHARACTER.findall(written))
    encoded = sum(len(run) for run in _ENCODED.findall(text[:_MOST]) if _ONE_KIND.fullmatch(run) is None)
    return broken + encoded > _SHARE * len(written)


def _is_odd(character: str) -> bool:
    """Whether Windows-1252 has the character and ASCII has not: an accented letter, a dash, a sign."""
    return (
        "\x80" <= character <= "\xff"
        or ("\u0152" <= character <= "\u02dc")
        or "\u2010" <= character <= "\u2122"
    )

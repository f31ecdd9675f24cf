"""A section's title in plain type: told from one more line of a story by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.assembly.pieces import Ask, Head, Piece, Say

_ENDED = re.compile(r"[.!?][\"'”’)\]]*\s*$")
_LONGEST = 6  # words


def with_titles_marked(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, where a known title's words between the end of a sentence and a question are a title for certain."""
    return [
        replace(piece, marked=1) if isinstance(piece, Head) and _is_between(pieces, at) else piece
        for at, piece in enumerate(pieces)
    ]


def _is_between(pieces: Sequence[Piece], at: int) -> bool:
    head, before = pieces[at], pieces[at - 1] if at else None
    below = pieces[at + 1] if at + 1 < len(pieces) else None
    if not isinstance(head, Head) or head.marked or head.opens is None or not isinstance(below, Ask):
        return False
    said = before.answer if isinstance(before, (Ask, Say)) else None
    ended = said is not None and _ENDED.search(said.text) is not None
    return ended and len(head.text.split()) <= _LONGEST and below.label != head.text

"""Answers that stand half a line above or below their labels: typed or placed on the line drawn for them.

Such an answer makes a visual line of its own. Read so, the answers of a row go to the labels of the row above.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from parsers.blocks import Word

#: Of the smaller height: so much at least do the two stand beside each other.
_BESIDE: Final = 0.3
#: Of the smaller height: so far at least stand the lines above and below.
_CLEAR: Final = 0.25

_Edges = tuple[float, float]
_TOP, _BOTTOM = itemgetter(2), itemgetter(4)  # of a word


def with_raised(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """The lines, from top to bottom, two that are labels and their answers as one.

    Only where nothing else is near: beside a label or an answer of several lines, and between two
    columns of text, a line stands half beside two others, and belongs to neither.
    """
    if len(lines) == 1:
        return list(lines)
    edges = [_edges(line) for line in lines]
    out: list[list[Word]] = []
    at = 0
    while at < len(lines):
        if _are_one_row(lines, edges, at):
            out.append(sorted([*lines[at], *lines[at + 1]], key=lambda word: word.x0))
            at += 2
        else:
            out.append(lines[at])
            at += 1
    return out


def _edges(line: Sequence[Word]) -> _Edges:
    return min(map(_TOP, line)), max(map(_BOTTOM, line))


def _are_one_row(lines: Sequence[Sequence[Word]], edges: Sequence[_Edges], at: int) -> bool:
    if at + 1 == len(lines):
        return False
    (top, bottom), (next_top, next_bottom) = edges[at], edges[at + 1]
    height = min(bottom - top, next_bottom - next_top)
    if min(bottom, next_bottom) - next_top < _BESIDE * height:
        return False
    above = edges[at - 1][1] if at else float("-inf")
    below = edges[at + 2][0] if at + 2 < len(lines) else float("inf")
    clear = _CLEAR * height
    if min(top, next_top) - above < clear or below - max(bottom, next_bottom) < clear:
        return False
    return _alternate(lines[at], lines[at + 1])


def _alternate(line: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether the words of two lines stand beside each other, and none over another."""
    words = sorted([*line, *other], key=lambda word: word.x0)
    return all(before.x1 <= after.x0 for before, after in pairwise(words))

"""Answers that stand level with the middle of a label of two lines, so that they part it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.layout.strips import Strip

_ASIDE: Final = 4.0  # points: both lines of a label begin in one place
_CLOSE: Final = 1.1  # of a line's height: the lines of one label stand no farther apart
_LEVEL: Final = 0.35  # of a line's height: so far an answer may stand from the middle of its label
_PITCH: Final = 2.0  # of a line's height: lines of text stand no farther apart
_ENDS: Final = (":", "?", ".")


def with_labels_whole(lines: Sequence[Strip]) -> list[Strip]:
    """The lines, a label's two and the answer between them as one: the whole label first."""
    out: list[Strip] = []
    at = 0
    while at < len(lines):
        if at + 2 < len(lines) and _is_between(*lines[at : at + 3]) and _stands_alone(lines, at + 1):
            out.append(_one(*lines[at : at + 3]))
            at += 3
        else:
            out.append(lines[at])
            at += 1
    return out


def _is_between(upper: Strip, answer: Strip, lower: Strip) -> bool:
    if answer.x0 <= max(upper.x1, lower.x1) or abs(upper.x0 - lower.x0) > _ASIDE:
        return False
    if not lower.text[:1].islower() or upper.text.endswith(_ENDS) or upper.bold != lower.bold:
        return False
    height = min(upper.bottom - upper.top, lower.bottom - lower.top)
    middle = (upper.top + lower.bottom) / 2
    return (
        lower.top - upper.bottom < _CLOSE * height
        and abs((answer.top + answer.bottom) / 2 - middle) < _LEVEL * height
        and all(len(line.segments) == 1 and not line.has_glyph() for line in (upper, lower))
    )


def _stands_alone(lines: Sequence[Strip], at: int) -> bool:
    """Whether an answer is no line of a column of text beside another one."""
    answer = lines[at]
    near = _PITCH * (answer.bottom - answer.top)
    return not any(
        abs(other.x0 - answer.x0) <= _ASIDE and abs(other.top - answer.top) < near
        for other in (*lines[max(0, at - 2) : at - 1], *lines[at + 2 : at + 3])
    )


def _one(upper: Strip, answer: Strip, lower: Strip) -> Strip:
    label = Strip((*upper.words, *lower.words), upper.page)
    label.lines = (upper, lower)
    whole = Strip((*label.words, *answer.words), upper.page)
    whole.part([label, *answer.segments])
    return whole

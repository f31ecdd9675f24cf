"""Lines to write on: what stands on one is the answer to the words before it, however close."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from parsers.blocks import Rule
from parsers.layout.strips import Strip

_TOP = attrgetter("top")
_SHORTEST = 20.0  # points
_SLACK = 2.0  # points
_HIGHEST, _LOWEST = 0.7, 1.3  # of a line's height, from its top: where its writing line lies
_LOWEST_SEEN = 1.6  # of it where it was recognised: it is only as high as its letters


def part_at_writing_lines(lines: Sequence[Strip], rules: Sequence[Rule]) -> None:
    """Give each line the places where a line to write on begins or ends.

    A rule that is as long as the words on it underlines them, and parts nothing; nor does the edge
    of a box, which stands under a heading where a table begins.
    """
    level = sorted(
        [rule for rule in rules if rule.x1 - rule.x0 >= _SHORTEST and rule.bottom - rule.top < _SLACK],
        key=_TOP,
    )
    if not level:
        return
    tops = list(map(_TOP, level))
    upright = [rule for rule in rules if rule.bottom - rule.top >= _SLACK]
    for line in lines:
        height = line.bottom - line.top
        lowest = _LOWEST_SEEN if min(line.columns[8]) < 1 else _LOWEST
        first, last = line.top + _HIGHEST * height, line.top + lowest * height
        near = level[bisect_right(tops, first) : bisect_left(tops, last)]
        under = [rule for rule in near if not _underlines(rule, line)]
        written_on = [rule for rule in under if not _is_edge(rule, upright)]
        line.breaks = tuple(end for rule in written_on for end in (rule.x0, rule.x1))


def _is_edge(rule: Rule, upright: Sequence[Rule]) -> bool:
    """Whether an upright rule begins or ends at each end of a level one."""
    return all(
        any(
            abs(side.x0 - end) < _SLACK
            and min(abs(side.top - rule.top), abs(side.bottom - rule.top)) < _SLACK
            for side in upright
        )
        for end in (rule.x0, rule.x1)
    )


def _underlines(rule: Rule, line: Strip) -> bool:
    on = [word for word in line.words if rule.x0 - _SLACK < (word.x0 + word.x1) / 2 < rule.x1 + _SLACK]
    if not on:
        return False
    return abs(on[0].x0 - rule.x0) < _SLACK and abs(on[-1].x1 - rule.x1) < _SLACK

"""Labels in small type under the lines to write on: each is put before the answer that stands on its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.blocks import Rule
from parsers.layout.strips import Strip

_SHORTEST: Final = 60.0  # points: a line to write on
_THIN: Final = 2.0  # points
_ASIDE: Final = 4.0  # points between where a line and its caption begin
_BELOW: Final = 6.0  # points between a line and what stands under or on it
_SMALL: Final = 0.86  # of the answer's size: a caption's
_MOST: Final = 2_000  # lines to write on: a page with more has none
_FEWEST: Final = 3  # lines of captions on a page: one alone stands under a signature


def captions_first(lines: Sequence[Strip], rules: Sequence[Rule]) -> list[Strip]:
    """`lines`, those with captions as a line for each caption with its answer behind it."""
    small = [at for at, line in enumerate(lines) if at and line.size <= _SMALL * lines[at - 1].size]
    if len(small) < _FEWEST:
        return list(lines)
    level = [rule for rule in rules if rule.x1 - rule.x0 >= _SHORTEST and rule.bottom - rule.top < _THIN]
    if len(level) > _MOST:
        return list(lines)
    under = [_lines_over(line, level) for line in lines]
    # What is bold over a line is a heading, which is underlined.
    pairs = [
        at for at in small if under[at] and _stands_on(lines[at - 1], under[at]) and not lines[at - 1].bold
    ]
    if len(pairs) < _FEWEST:
        return list(lines)
    size = max(lines[at].size for at in pairs)
    out: list[Strip] = []
    for at, line in enumerate(lines):
        if at in pairs:
            out[-1:] = _answered(line, under[at], lines[at - 1])
        elif under[at] and line.size <= size:
            out += line.segments
        else:
            out.append(line)
    return out


def _lines_over(line: Strip, level: Sequence[Rule]) -> list[Rule]:
    """The line to write on over each part of a line; none where a part has none."""
    found = []
    for part in line.segments:
        over = [
            rule
            for rule in level
            if -1 <= part.top - rule.top <= _BELOW
            and abs(part.x0 - rule.x0) <= _ASIDE
            and part.x1 <= rule.x1 + _ASIDE
        ]
        if not over:
            return []
        found.append(over[0])
    return found


def _stands_on(line: Strip, rules: Sequence[Rule]) -> bool:
    """Whether every part of a line stands on one of the lines to write on."""
    return all(any(_is_on(part, rule) for rule in rules) for part in line.segments)


def _is_on(part: Strip, rule: Rule) -> bool:
    return abs(rule.top - part.bottom) <= _BELOW and rule.x0 - _ASIDE <= part.x0 <= rule.x1


def _answered(line: Strip, rules: Sequence[Rule], answers: Strip) -> list[Strip]:
    out: list[Strip] = []
    for caption, rule in zip(line.segments, rules, strict=True):
        on = [part for part in answers.segments if _is_on(part, rule)]
        whole = Strip([word for part in (caption, *on) for word in part.words], line.page)
        whole.part([caption, *on])
        out.append(whole)
    return out

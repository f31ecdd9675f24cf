"""Level rules under a header of several boxes: rows whose left and right ends nobody drew.

Pages made from web forms shade the titles of a table and draw a line under each row below.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from parsers.blocks import Rule, Word
from parsers.layout.pieced import Level, columns

_ON: Final = 3.0  # points
_WITHIN: Final = 12.0  # points from a table's ends: where a border between two titles stands at least
_TALLEST: Final = 160.0  # points: a row
_MOST_OF: Final = 0.6  # of a row's height
_LEFT: Final = itemgetter(1)  # of a line
_MOST: Final = 2_000  # rules: a page with more is searched for none


def with_sides(rules: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """`rules`, and the two ends of each row that stands so under a header, its words in the header's columns.

    Where level rules are drawn in pieces, one under each cell, the borders between the cells as well.
    """
    if len(rules) > _MOST:
        return list(rules)
    distinct = list(dict.fromkeys(rules))  # neighbours have their sides in common
    upright = [rule for rule in distinct if rule.x1 - rule.x0 < rule.bottom - rule.top]
    found = list(rules)
    for x0, x1, levels in _alike(distinct):
        heights = [level.at for level in levels]
        parted = _by_row([rule for rule in upright if x0 - _ON <= rule.x0 <= x1 + _ON], heights)
        found += columns(x0, x1, levels, parted, upright, words)
        if len(levels) > 2:
            found += _sides(x0, x1, heights, parted, words)
    return found


def _sides(
    x0: float,
    x1: float,
    levels: Sequence[float],
    parted: Sequence[Sequence[float]],
    words: Sequence[Word],
) -> Iterator[Rule]:
    borders: list[float] = []
    above = False  # whether the row above is a ruled one
    rows: list[tuple[float, float]] = []
    for (top, bottom), across in zip(pairwise(levels), parted):
        if across:
            one_more = len(rows) > 1 and rows[-2][1] == rows[-1][0]
            several = one_more and _in_several(words, *rows[-1], x0, x1, borders)
            if rows and rows[-1][1] == top and not several:
                rows.pop()  # what stands between one table and the next
            borders = [] if above else [x for x in across if x0 + _WITHIN < x < x1 - _WITHIN]
        elif borders and bottom - top <= _TALLEST and _are_answers(words, top, bottom, x0, x1, borders):
            rows.append((top, bottom))
        else:
            borders = []
        above = bool(across)
    for top, bottom in rows:
        yield Rule(x0, top, x0, bottom)
        yield Rule(x1, top, x1, bottom)


def _in_several(
    words: Sequence[Word], top: float, bottom: float, x0: float, x1: float, borders: Sequence[float]
) -> bool:
    """Whether what stands between two levels stands in several columns: a title stands in one."""
    places = {bisect_right(sorted(borders), word.x0 + 1) for word in _between(words, top, bottom, x0, x1)}
    return len(places) > 1


def _between(words: Sequence[Word], top: float, bottom: float, x0: float, x1: float) -> list[Word]:
    return [
        word
        for word in words
        if top < (word.top + word.bottom) / 2 < bottom and x0 < word.x1 and word.x0 < x1
    ]


def _are_answers(
    words: Sequence[Word], top: float, bottom: float, x0: float, x1: float, borders: Sequence[float]
) -> bool:
    """Whether words stand between two levels, and none of them over a border of the titles.

    Bold words in the first column alone are the title of what comes next.
    """
    within = _between(words, top, bottom, x0, x1)
    if all(word.bold and word.x1 < min(borders) for word in within):
        return False
    crossing = any(word.x0 < border - 1 < border + 1 < word.x1 for word in within for border in borders)
    return bool(within) and not crossing


def _by_row(upright: Sequence[Rule], levels: Sequence[float]) -> list[list[float]]:
    """Where upright rules stand between each two levels, over most of the way."""
    rows: list[list[float]] = [[] for _ in levels[1:]]
    for rule in upright:
        row = max(0, bisect_right(levels, rule.top) - 1)
        while row < len(rows) and levels[row] < rule.bottom:
            top, bottom = levels[row], levels[row + 1]
            if min(rule.bottom, bottom) - max(rule.top, top) > _MOST_OF * (bottom - top):
                rows[row].append(rule.x0)
            row += 1
    return rows


def _alike(rules: Sequence[Rule]) -> Iterator[tuple[float, float, list[Level]]]:
    """Where level rules of one length begin and end, and their levels; boxes side by side make one rule."""
    found: defaultdict[tuple[int, int], list[Level]] = defaultdict(list)
    ends: dict[tuple[int, int], tuple[float, float]] = {}
    for x0, x1, level in _joined(rules):
        key = next(
            (key for key, (left, right) in ends.items() if abs(left - x0) <= _ON and abs(right - x1) <= _ON),
            (round(x0), round(x1)),
        )
        ends.setdefault(key, (x0, x1))
        if not found[key] or level.at - found[key][-1].at > _ON:
            found[key].append(level)
    for key, levels in found.items():
        if len(levels) > 1:
            yield *ends[key], levels


def _joined(rules: Sequence[Rule]) -> list[tuple[float, float, Level]]:
    level = sorted(
        ((rule.top + rule.bottom) / 2, rule.x0, rule.x1)
        for rule in rules
        if rule.x1 - rule.x0 >= rule.bottom - rule.top
    )
    bands: list[list[tuple[float, float, float]]] = []
    for line in level:
        if bands and line[0] - bands[-1][0][0] <= _ON:
            bands[-1].append(line)
        else:
            bands.append([line])
    out: list[tuple[float, float, Level]] = []
    for band in bands:
        at, start, end = band[0][0], float("-inf"), float("-inf")
        joints: list[float] = []
        for _, x0, x1 in sorted(band, key=_LEFT):
            if x0 > end + _ON:
                if start > float("-inf"):
                    out.append((start, end, Level(at, tuple(joints))))
                start, end, joints = x0, x1, []
            else:
                if x0 > end - _ON and x0 - start > _ON:
                    joints.append((x0 + end) / 2)
                end = max(end, x1)
        out.append((start, end, Level(at, tuple(joints))))
    return out

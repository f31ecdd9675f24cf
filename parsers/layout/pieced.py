"""Level rules drawn in pieces, one under each cell of a row: where the pieces meet are the table's columns.

So do programs draw a table of which only the lower border of each cell is visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from parsers.blocks import Rule, Word

_ON: Final = 2.0  # points that borders of one column stand aside of each other
_HANGS: Final = 4.0  # points below a level that two rules make
_LEAST: Final = 150.0  # points: no table is narrower
_NARROWEST: Final = 10.0  # points: no column is narrower, and no dash of a dashed line longer
_MOST_COLUMNS: Final = 16
_TALLEST: Final = 160.0  # points: a row
_APART: Final = 0.5  # of a line's height: so far apart stand no lines of one row
_ABOVE: Final = 2.0  # line heights over what a row holds: more is room between two tables


class Level(NamedTuple):
    """At what height of a page a level rule lies, and where the pieces meet that make it."""

    at: float
    joints: tuple[float, ...]


def columns(
    x0: float,
    x1: float,
    levels: Sequence[Level],
    parted: Sequence[Sequence[float]],
    upright: Sequence[Rule],
    words: Sequence[Word],
) -> Iterator[Rule]:
    """The sides of the cells over each level of pieces from `x0` to `x1`, and a lid over a table's first row.

    `parted` are the places of the upright rules between each two levels: where one is drawn, all are.
    Pieces of one rule alone tell nothing: some other level has to have them, too.
    """
    if x1 - x0 < _LEAST or not any(level.joints for level in levels):
        return
    above: float | None = None
    for at, level in enumerate(levels):
        drawn = bool(at and parted[at - 1])
        stands_under = bool(at and _is_title(x0, x1, levels[at - 1], level, words))
        if (
            not (drawn or stands_under)
            and _are_columns(x0, x1, levels, at)
            and not _hangs(upright, x0, x1, level.at)
        ):
            yield from _row(x0, x1, level, above, upright, words)
        above = level.at


def _is_title(x0: float, x1: float, above: Level, level: Level, words: Sequence[Word]) -> bool:
    """Whether what stands between two levels is the title of what comes next: bold, over its first column.

    Then the pieces below it are others than those above it.
    """
    if not above.joints or not level.joints or _are_alike(above.joints, level.joints):
        return False
    within = [
        word
        for word in words
        if above.at < (word.top + word.bottom) / 2 < level.at and x0 < word.x1 and word.x0 < x1
    ]
    return bool(within) and all(word.bold and word.x1 < level.joints[0] for word in within)


def _are_alike(joints: Sequence[float], others: Sequence[float]) -> bool:
    return len(joints) == len(others) and all(abs(x - y) <= _ON for x, y in zip(joints, others))


def _are_columns(x0: float, x1: float, levels: Sequence[Level], at: int) -> bool:
    joints = levels[at].joints
    edges = [x0, *joints, x1]
    wide = all(right - left >= _NARROWEST for left, right in pairwise(edges))
    others = [x for other, level in enumerate(levels) if other != at for x in level.joints]
    known = all(any(abs(x - place) <= _ON for place in others) for x in joints)
    return bool(joints) and len(edges) <= _MOST_COLUMNS and wide and known


def _row(
    x0: float, x1: float, level: Level, above: float | None, upright: Sequence[Rule], words: Sequence[Word]
) -> Iterator[Rule]:
    edges, bottom = [x0, *level.joints, x1], level.at
    reach = bottom - _TALLEST if above is None else max(above, bottom - _TALLEST)
    within = [
        word
        for word in words
        if reach < (word.top + word.bottom) / 2 < bottom and x0 < word.x1 and word.x0 < x1
    ]
    if not within and (above is None or reach > above):
        return
    if within and within[0].confidence < 1:
        return  # what is seen of a scan's rules is often in pieces
    top = _top(within, edges, bottom, above) if within else reach
    if _cross([word for word in within if word.bottom > top + 1], edges):
        return
    if bottom - top < _NARROWEST or _is_drawn(upright, x0, x1, top, bottom):
        return
    if top != above:
        yield Rule(x0, top, x1, top)
    for x in edges:
        yield Rule(x, top, x, bottom)


def _top(within: Sequence[Word], edges: Sequence[float], bottom: float, above: float | None) -> float:
    """Where a row begins: at the level above it, or over its lines, where a title or another table is above."""
    lines = _lines(within)
    top = bottom
    height = lines[0][0].bottom - lines[0][0].top
    for at, line in enumerate(lines):
        if (at and top - max(word.bottom for word in line) > _APART * height) or _cross(line, edges):
            rest = [word for line in lines[at:] for word in line]
            several = not _cross(rest, edges) and any(word.x0 > edges[1] for word in rest)
            return above if above is not None and several else top - 1
        top = min(top, *(word.top for word in line))
    foot = bottom - max(word.bottom for word in lines[0])
    if above is not None and top - above <= max(_ABOVE * height, foot + _ON):
        return above
    return top - 1


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words by lines, from the lowest."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=_middle, reverse=True):
        if lines and _middle(lines[-1][0]) - _middle(word) <= _ON:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _cross(words: Sequence[Word], edges: Sequence[float]) -> bool:
    return any(word.x0 < x - 1 and word.x1 > x + 1 for word in words for x in edges[1:-1])


def _hangs(upright: Sequence[Rule], x0: float, x1: float, level: float) -> bool:
    """Whether upright rules begin at a level: it is the upper border of a ruled table."""
    return any(
        abs(rule.top - level) <= _HANGS < rule.bottom - level and x0 - _ON <= rule.x0 <= x1 + _ON
        for rule in upright
    )


def _is_drawn(upright: Sequence[Rule], x0: float, x1: float, top: float, bottom: float) -> bool:
    """Whether upright rules part a row already."""
    return any(
        x0 - _ON <= rule.x0 <= x1 + _ON and min(bottom, rule.bottom) - max(top, rule.top) > (bottom - top) / 2
        for rule in upright
    )

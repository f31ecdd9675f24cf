"""The borders that form fields draw around themselves in a table's cells: no borders of cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from parsers.blocks import Rule, Word
from parsers.layout.strips import is_field

_ON: Final = 1.5  # points between a field's edge and its own border
_CLOSE: Final = 9.0  # points between that border and the cell's
_MOST_UNDRAWN: Final = 1  # of a field's four sides
_MOST_BARE: Final = 1  # of them: no border of a cell beyond
_MOST: Final = 2_000  # fields, and rules: a page with more is searched for none


def without_own_borders(rules: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """`rules` without those that lie along a field's edges, where a cell's own stand close around them."""
    fields = [word for word in words if word.filled and is_field(word)]
    if not fields or not rules or max(len(fields), len(rules)) > _MOST:
        return list(rules)
    level = _Sides((r.top, r.x0, r.x1, id(r)) for r in rules if r.x1 - r.x0 >= r.bottom - r.top)
    upright = _Sides((r.x0, r.top, r.bottom, id(r)) for r in rules if r.x1 - r.x0 < r.bottom - r.top)
    own: set[int] = set()
    for field in fields:
        own |= _own(field, level, upright)
    return [rule for rule in rules if id(rule) not in own]


#: Where a rule stands, from where to where it runs, and its id.
_Side = tuple[float, float, float, int]


class _Sides:
    """Rules of one direction by where they stand, so that an edge meets only those that are near it."""

    def __init__(self, sides: Iterable[_Side]) -> None:
        self._sides = sorted(sides)

    def along(self, edge: float, start: float, end: float, outward: int) -> tuple[list[int], bool]:
        """The rules along one edge that are no longer than it, and whether another stands close beyond it."""
        own: list[int] = []
        beyond = False
        for at, first, last, rule in self._near(edge):
            if abs(at - edge) <= _ON and first >= start - 2 * _ON and last <= end + 2 * _ON:
                own.append(rule)
            elif -_ON <= outward * (at - edge) <= _CLOSE and first <= (start + end) / 2 <= last:
                beyond = True
        return own, beyond

    def _near(self, edge: float) -> list[_Side]:
        low, high = ((edge + way * (_CLOSE + _ON),) for way in (-1, 1))
        return self._sides[bisect_left(self._sides, low) : bisect_left(self._sides, high)]


def _own(field: Word, level: _Sides, upright: _Sides) -> set[int]:
    own: set[int] = set()
    undrawn = bare = 0
    for sides, edge, start, end, outward in (
        (level, field.top, field.x0, field.x1, -1),
        (level, field.bottom, field.x0, field.x1, 1),
        (upright, field.x0, field.top, field.bottom, -1),
        (upright, field.x1, field.top, field.bottom, 1),
    ):
        along, beyond = sides.along(edge, start, end, outward)
        undrawn += not along
        bare += not beyond
        if undrawn > _MOST_UNDRAWN or bare > _MOST_BARE:
            return set()
        own.update(along)
    return own

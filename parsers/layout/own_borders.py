"""The borders that form fields draw around themselves in a table's cells: no borders of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.blocks import Rule, Word
from parsers.layout.strips import is_field

_ON: Final = 1.5  # points between a field's edge and its own border
_CLOSE: Final = 9.0  # points between that border and the cell's
_FEWEST_SIDES: Final = 3
_FEWEST_AROUND: Final = 3
_MOST: Final = 2_000  # fields, and rules: a page with more is searched for none


def without_own_borders(rules: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """`rules` without those that lie along a field's edges, where a cell's own stand close around them."""
    fields = [word for word in words if is_field(word)]
    if not fields or max(len(fields), len(rules)) > _MOST:
        return list(rules)
    level = [rule for rule in rules if rule.x1 - rule.x0 >= rule.bottom - rule.top]
    upright = [rule for rule in rules if rule.x1 - rule.x0 < rule.bottom - rule.top]
    own: set[int] = set()
    for field in fields:
        own |= _own(field, level, upright)
    return [rule for rule in rules if id(rule) not in own]


def _own(field: Word, level: Sequence[Rule], upright: Sequence[Rule]) -> set[int]:
    sides = [
        _side(level, "top", field.top, field.x0, field.x1, -1),
        _side(level, "top", field.bottom, field.x0, field.x1, 1),
        _side(upright, "x0", field.x0, field.top, field.bottom, -1),
        _side(upright, "x0", field.x1, field.top, field.bottom, 1),
    ]
    drawn = sum(bool(own) for own, _ in sides)
    around = sum(beyond for _, beyond in sides)
    if drawn < _FEWEST_SIDES or around < _FEWEST_AROUND:
        return set()
    return {id(rule) for own, _ in sides for rule in own}


def _side(
    rules: Sequence[Rule], axis: str, edge: float, start: float, end: float, outward: int
) -> tuple[list[Rule], bool]:
    """The rules along one edge that are no longer than it, and whether another stands close beyond it."""
    own: list[Rule] = []
    beyond = False
    for rule in rules:
        at = getattr(rule, axis)
        first, last = (rule.x0, rule.x1) if axis == "top" else (rule.top, rule.bottom)
        if abs(at - edge) <= _ON and first >= start - 2 * _ON and last <= end + 2 * _ON:
            own.append(rule)
        elif -_ON <= outward * (at - edge) <= _CLOSE and first <= (start + end) / 2 <= last:
            beyond = True
    return own, beyond

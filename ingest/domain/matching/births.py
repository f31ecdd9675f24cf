"""Comparing dates of birth as they are misheard and mistyped."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

_MISHEARD = frozenset({(number, number * 10 - 100) for number in range(13, 20)})
"""Thirteen and thirty, fourteen and forty ... as two figures of a year or a day."""

_SOUND_ALIKE_MONTHS = frozenset({(6, 7), (1, 6), (3, 5), (9, 11), (9, 12), (11, 12), (10, 12)})


@lru_cache(maxsize=65536)
def birth_level(one: date | None, other: date | None) -> str:
    """How two dates of birth compare.

    missing, exact, swapped (day and month), digit (one figure off, or two neighbours that
    changed places), misheard (thirteen for thirty, June for July), year (one year off) or
    conflicts.
    """
    if one is None or other is None:
        return "missing"
    if one == other:
        return "exact"
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return "swapped"
    if _is_misheard(one, other):
        return "misheard"
    if abs(one.year - other.year) == 1 and (one.day, one.month) == (other.day, other.month):
        return "year"
    return "digit" if _is_digit_off(one.strftime("%d%m%Y"), other.strftime("%d%m%Y")) else "conflicts"


def _is_misheard(one: date, other: date) -> bool:
    if one.year != other.year:
        return False
    if one.month == other.month:
        return _pair(one.day, other.day) in _MISHEARD
    return one.day == other.day and _pair(one.month, other.month) in _SOUND_ALIKE_MONTHS


def _pair(one: int, other: int) -> tuple[int, int]:
    return (min(one, other), max(one, other))


def _is_digit_off(one: str, other: str) -> bool:
    wrong = [place for place, (a, b) in enumerate(zip(one, other)) if a != b]
    if len(wrong) == 1:
        return True
    if len(wrong) != 2:
        return False
    left, right = wrong
    return right == left + 1 and (one[left], one[right]) == (other[right], other[left])


def age_on(day: date, born: date) -> int:
    """Whole years from `born` to `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

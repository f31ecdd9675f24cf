"""Mending odds by how often such odds came true.

Fields are weighed as if each told something of its own. They do not quite: who mistypes one thing
mistypes another. So middling odds come true less often than they say. The map is data, learnt by
`fit` from pairs whose truth is known, and rises throughout: it never changes which is likelier.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Points (odds as weighed, odds as they come true; log2 both), rising in both; straight lines
    between them, and odds beyond the outermost are moved as those are. No points change nothing."""

    points: tuple[Point, ...] = ()

    def mended(self, odds: float) -> float:
        """The odds (log2) that came true where `odds` were weighed."""
        if not self.points:
            return odds
        at = bisect_right(self.points, (odds, float("inf")))
        if at in {0, len(self.points)}:
            weighed, came = self.points[at and -1]
            return odds + came - weighed
        (low, came_low), (high, came_high) = self.points[at - 1 : at + 1]
        return came_low + (came_high - came_low) * (odds - low) / (high - low)

    @property
    def rises(self) -> bool:
        """Whether likelier odds stay likelier."""
        steps = pairwise(self.points)
        return all(a[0] < b[0] and a[1] <= b[1] for a, b in steps)


AS_WEIGHED = Calibration()


def fit(known: Iterable[tuple[float, bool]], least: int = 60) -> Calibration:
    """A map from pairs of odds (log2) and whether it was a match: isotonic regression over groups
    of at least `least` pairs, each group counted with half a match and half a mistake more."""
    groups = [[group] for group in _groups(sorted(known), least)]
    at = 1
    while at < len(groups):
        if _came_true(groups[at]) < _came_true(groups[at - 1]):
            groups[at - 1 : at + 1] = [groups[at - 1] + groups[at]]
            at = max(1, at - 1)
        else:
            at += 1
    return Calibration(tuple((_weighed(group), _came_true(group)) for group in groups))


_Group = Sequence[tuple[float, bool]]


def _groups(known: _Group, least: int) -> list[_Group]:
    whole = max(1, len(known) // least)
    ends = [len(known) * part // whole for part in range(whole + 1)]
    return [known[start:end] for start, end in pairwise(ends) if end > start]


def _weighed(groups: Sequence[_Group]) -> float:
    odds = [odds for group in groups for odds, _ in group]
    return sum(odds) / len(odds)


def _came_true(groups: Sequence[_Group]) -> float:
    right = [is_match for group in groups for _, is_match in group]
    return log2((sum(right) + 0.5) / (len(right) - sum(right) + 0.5))

"""Rules that a fax or a copier broke are made whole: joined, and led up to the rules they meet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.ocr.grey import Grey
from parsers.ocr.mark import Mark

_WIDEST_GAP: Final = 150  # dots
_SAME_LINE: Final = 6  # dots: how far pieces of one rule may lie apart across it
_LEAST_INK: Final = 0.22  # of a gap: what is left of a rule there,
_AS_MUCH: Final = 0.6  # and no less than this part of what the rule itself holds
_UNBROKEN: Final = 0.9  # of the best stretch of an upright
_BRIDGED: Final = 0.25  # of another stretch of it: with less ink it is not there
_BETWEEN_BOXES: Final = 45  # dots: so far apart boxes side by side are bridged
_MOST_BESIDE: Final = 0.35  # of a gap: more ink than this on both sides is text


def joined(rules: Sequence[Mark], ink: Grey) -> list[Mark]:
    """The rules, whole. Where nothing of a rule is left in a gap, the gap stays."""
    across = [rule for rule in rules if rule.right - rule.left >= rule.bottom - rule.top]
    down = [rule.transposed() for rule in rules if rule.right - rule.left < rule.bottom - rule.top]
    across, down = _pieces_joined(across, ink), _pieces_joined(down, ink.T)
    longer_across = [_led_up(rule, [other.top for other in down], ink) for rule in across]
    longer_down = [_led_up(rule, [other.top for other in across], ink.T) for rule in down]
    return longer_across + [rule.transposed() for rule in longer_down]


def _pieces_joined(rules: list[Mark], ink: Grey) -> list[Mark]:
    whole: list[Mark] = []
    for rule in sorted(rules, key=lambda rule: rule.left):
        for number, other in enumerate(whole):
            if _is_same_line(other, rule) and _is_broken(other, rule, ink):
                whole[number] = replace(
                    other,
                    right=max(other.right, rule.right),
                    top=min(other.top, rule.top),
                    bottom=max(other.bottom, rule.bottom),
                )
                break
        else:
            whole.append(rule)
    return whole


def _is_same_line(one: Mark, other: Mark) -> bool:
    return abs(one.top + one.bottom - other.top - other.bottom) <= 2 * _SAME_LINE


def _is_broken(left: Mark, right: Mark, ink: Grey) -> bool:
    gap = right.left - left.right
    if gap <= 2:
        return True
    top, bottom = min(left.top, right.top), max(left.bottom, right.bottom)
    return gap <= _WIDEST_GAP and _goes_on(ink, left, Mark(left.right, top, right.left, bottom))


def _led_up(rule: Mark, meeting: Sequence[int], ink: Grey) -> Mark:
    """The rule with its ends moved to the nearest rules across it, where ink leads there."""
    before = [x for x in meeting if rule.left - _WIDEST_GAP <= x < rule.left - 3]
    after = [x for x in meeting if rule.right + 3 < x <= rule.right + _WIDEST_GAP]
    if before and _goes_on(ink, rule, Mark(max(before), rule.top, rule.left, rule.bottom)):
        rule = replace(rule, left=max(before))
    if after and _goes_on(ink, rule, Mark(rule.right, rule.top, min(after), rule.bottom)):
        rule = replace(rule, right=min(after))
    return rule


def _goes_on(ink: Grey, rule: Mark, gap: Mark) -> bool:
    """Whether remains of a rule, and no line of text, stand in a gap."""
    own = _share(ink[max(0, rule.top - 1) : rule.bottom + 1, rule.left : rule.right])
    columns = slice(gap.left, gap.right)
    inside = _share(ink[max(0, gap.top - 1) : gap.bottom + 1, columns])
    above = _share(ink[max(0, gap.top - 6) : max(0, gap.top - 2), columns])
    below = _share(ink[gap.bottom + 2 : gap.bottom + 6, columns])
    return (
        inside >= max(_LEAST_INK, _AS_MUCH * own)
        and min(above, below) <= _MOST_BESIDE
        and inside > min(above, below)
    )


def without_bridges(rules: Sequence[Mark], ink: Grey) -> list[Mark]:
    """The rules without the stretches where nothing of them stands.

    A mark between two cells one below the other makes one upright of their sides; two boxes side by
    side are as close as the pieces of a broken rule.
    """
    across = [rule for rule in rules if rule.right - rule.left >= rule.bottom - rule.top]
    down = [rule for rule in rules if rule.right - rule.left < rule.bottom - rule.top]
    uprights, turned = [rule.transposed() for rule in down], ink.T
    kept = [
        piece.transposed()
        for rule in across
        for piece in _stretches(rule.transposed(), uprights, turned, longest=_BETWEEN_BOXES)
    ]
    return kept + [piece for rule in down for piece in _stretches(rule, across, ink)]


def _stretches(upright: Mark, across: Sequence[Mark], ink: Grey, *, longest: float = math.inf) -> list[Mark]:
    """An upright from crossing to crossing, where it is there; neighbours stay in one piece.

    What is longer than `longest` counts as there.
    """
    middle = (upright.left + upright.right) / 2
    crossings = sorted(
        (rule.top + rule.bottom) // 2 for rule in across if rule.left - 6 <= middle <= rule.right + 6
    )
    inside = [y for y in crossings if upright.top + _SAME_LINE < y < upright.bottom - _SAME_LINE]
    ends = [upright.top, *inside, upright.bottom]
    pieces = [replace(upright, top=top, bottom=bottom) for top, bottom in pairwise(ends)]
    shares = [_share_down(piece, ink) for piece in pieces]
    if max(shares) < _UNBROKEN:
        return [upright]  # a fax's: little may be left of it anywhere
    whole: list[Mark] = []
    for piece, share in zip(pieces, shares, strict=True):
        if share < _BRIDGED and piece.bottom - piece.top <= longest:
            continue
        if whole and whole[-1].bottom == piece.top:
            whole[-1] = replace(whole[-1], bottom=piece.bottom)
        else:
            whole.append(piece)
    return whole


def _share_down(piece: Mark, ink: Grey) -> float:
    """How much of a piece between its crossings holds ink."""
    rows = slice(min(piece.top + 4, piece.bottom - 1), max(piece.bottom - 4, piece.top + 1))
    return _share(ink[rows, max(0, piece.left - 1) : piece.right + 1].T)


def _share(band: Grey) -> float:
    return float((band > 0).any(axis=0).mean()) if band.size else 0.0

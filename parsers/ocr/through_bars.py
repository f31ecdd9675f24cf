"""Rules that go on unseen through dark cells: black on dark blue shows nothing.

Labels often stand in dark cells one below the other. Only beside them, on white, are the rules
seen that part them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from parsers.ocr.grey import Grey
from parsers.ocr.mark import Mark

_REACH: Final = 14  # dots between the end of a rule and the bar that it meets
_OFF: Final = 12  # dots by which the ends of a bar's two sides may lie apart
_LEAST_HEIGHT: Final = 70  # dots: two lines of text
_LEAST_ROW: Final = 20  # dots
_LETTERS: Final = 140  # grey levels: darker is ink
_MOST_INK: Final = 4  # dots


def led_through_bars(rules: Sequence[Mark], sides: Sequence[Mark], clean: Grey) -> list[Mark]:
    """The rules, those that begin at the right side of a bar led on to its left side.

    `sides` are the bars' edges. Words in the bar's cells stay whole: a rule that would strike
    through letters ends where it ended.
    """
    bars = list(_bars(sides))
    return [_led_through(rule, bars, clean) for rule in rules]


def _bars(sides: Sequence[Mark]) -> Iterable[tuple[Mark, Mark]]:
    """The left and the right side of each bar that is high enough for several rows."""
    uprights = sorted(
        (side for side in sides if side.bottom - side.top >= max(_LEAST_HEIGHT, side.right - side.left)),
        key=lambda side: side.left,
    )
    for number, right in enumerate(uprights):
        same = [
            left
            for left in uprights[:number]
            if abs(left.top - right.top) <= _OFF and abs(left.bottom - right.bottom) <= _OFF
        ]
        if same:
            yield same[-1], right


def _led_through(rule: Mark, bars: Sequence[tuple[Mark, Mark]], clean: Grey) -> Mark:
    middle = (rule.top + rule.bottom) // 2
    for left, right in bars:
        meets = abs(rule.left - right.right) <= _REACH and rule.right - rule.left > rule.bottom - rule.top
        if not meets or not right.top + _LEAST_ROW < middle < right.bottom - _LEAST_ROW:
            continue
        inside = clean[middle - 1 : middle + 2, left.right + 2 : right.left - 2]
        if int((inside < _LETTERS).any(axis=0).sum()) <= _MOST_INK:
            return replace(rule, left=left.left)
    return rule

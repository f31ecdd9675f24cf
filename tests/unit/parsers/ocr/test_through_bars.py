"""Rules beside dark cells part the cells too, though nobody sees them there."""

from __future__ import annotations

import numpy as np

from parsers.ocr.mark import Mark
from parsers.ocr.through_bars import led_through_bars

_SIDES = (Mark(100, 200, 102, 500), Mark(300, 198, 302, 503))
_RULE = Mark(305, 300, 900, 303)


def _paper() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.full((700, 1000), 255, dtype=np.uint8)


def test_a_rule_that_begins_at_a_bar_goes_on_to_its_other_side() -> None:
    assert led_through_bars([_RULE], _SIDES, _paper()) == [Mark(100, 300, 900, 303)]


def test_a_rule_never_strikes_through_words() -> None:
    clean = _paper()
    clean[290:312, 150:200] = 0
    assert led_through_bars([_RULE], _SIDES, clean) == [_RULE]


def test_rules_elsewhere_and_a_bars_own_edges_stay() -> None:
    rules = [Mark(500, 300, 900, 303), Mark(305, 205, 900, 208), Mark(305, 600, 900, 603)]
    assert led_through_bars(rules, _SIDES, _paper()) == rules


def test_a_bar_of_one_line_is_led_through_by_nothing() -> None:
    sides = (Mark(100, 280, 102, 330), Mark(300, 280, 302, 330))
    assert led_through_bars([_RULE], sides, _paper()) == [_RULE]

"""Rules and boxes are found and taken off a page; letters stay."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.ocr.marks import take_boxes, take_rules
from tests.unit.parsers.ocr.drawn_page import drawn, grey


@pytest.mark.parametrize("dotted", [False, True])
def test_the_rules_of_a_table_are_found_whole_or_dotted(dotted: bool) -> None:
    rules, _ = take_rules(grey(drawn(dotted=dotted)))
    across = sorted(rule.top for rule in rules if rule.right - rule.left > 300)
    down = sorted({round(rule.left, -1) for rule in rules if rule.bottom - rule.top > 60})
    assert all(any(abs(top - y) < 8 for top in across) for y in (400, 490, 580, 670))
    assert all(any(abs(left - x) < 12 for left in down) for x in (150, 600, 1500))


def test_no_letter_is_taken_for_a_rule() -> None:
    page = grey(drawn())
    _, clean = take_rules(page)
    words = (slice(1000, 1050), slice(140, 1400))
    assert np.array_equal(clean[words], page[words])


def test_a_ticked_box_is_told_from_an_empty_one() -> None:
    _, clean = take_rules(grey(drawn()))
    boxes, without = take_boxes(clean)
    assert [(round(box.left, -1), box.ticked) for box in sorted(boxes, key=lambda box: box.left)] == [
        (150, True),
        (400, False),
    ]
    assert without[795:840, 140:190].min() > 200

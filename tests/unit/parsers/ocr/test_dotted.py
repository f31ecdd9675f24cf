"""Dotted lines are taken off a page from under what was written on them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.ocr.dotted import take_dotted
from parsers.ocr.grey import Grey
from parsers.ocr.grey import grey as as_grey
from parsers.ocr.looking import _marked
from tests.unit.parsers.ocr.drawn_page import drawn, grey

_LEVEL = 436


def _line(words: str = "", *, over: int = 0, slope: float = 0.0, pitch: float = 7.6) -> Grey:
    """A dotted line at `_LEVEL`, falling by `slope`, with words whose feet stand `over` dots above it."""
    picture = Image.new("L", (1200, 800), 255)
    pen = ImageDraw.Draw(picture)
    for number in range(100):
        x = 200 + number * pitch
        y = _LEVEL + slope * (x - 200)
        pen.ellipse((x - 1.5, y - 1.5, x + 1.5, y + 1.5), fill=0)
    pen.text((260, _LEVEL - over), words, font=ImageFont.load_default(size=34), fill=0, anchor="ls")
    return grey(picture)


@pytest.mark.parametrize("slope", [0.0, 0.004])
def test_a_dotted_line_is_a_rule_and_leaves_white_paper(slope: float) -> None:
    rules, clean = take_dotted(_line(slope=slope))
    assert [(rule.left, rule.right) for rule in rules] == [pytest.approx((199, 954), abs=3)]
    assert rules[0].top == pytest.approx(_LEVEL + slope * 377, abs=3)
    assert clean.min() > 200


def test_words_on_a_dotted_line_stay_as_they_were_without_it() -> None:
    _, clean = take_dotted(_line("Anna Wood", over=4))
    without = grey(Image.fromarray(_blank("Anna Wood", over=4)))
    assert np.count_nonzero(np.abs(clean.astype(int) - without) > 100) < 12


def test_the_tail_of_a_g_and_of_a_y_is_not_cut_off_with_the_dots() -> None:
    tails = slice(_LEVEL - 2, _LEVEL + 6), slice(240, 600)
    _, clean = take_dotted(_line("Haigy pygmy", over=6))
    kept = np.count_nonzero(clean[tails] < 128) / np.count_nonzero(_blank("Haigy pygmy", over=6)[tails] < 128)
    assert kept > 0.85


def test_tails_that_end_at_the_dots_are_not_cut_off() -> None:
    page = _line().copy()
    for number in range(40):
        x = 260 + 11 * number
        is_tail = number % 8 == 0
        page[_LEVEL - 26 : _LEVEL + (2 if is_tail else -5), x : x + 4] = 0
    _, clean = take_dotted(page)
    tails = np.concatenate([clean[_LEVEL - 3 : _LEVEL + 1, x : x + 4] for x in range(260, 700, 88)])
    assert (tails < 128).mean() > 0.95


def test_a_label_between_two_dotted_lines_parts_them() -> None:
    page = _line("Anna Wood", over=2).copy()
    page[_LEVEL - 3 : _LEVEL + 4, 500:640] = 255
    page[:, 500:640] = np.minimum(page[:, 500:640], _blank("Postcode", over=4)[:, 255:395])
    rules, _ = take_dotted(page)
    assert sorted((rule.left, rule.right) for rule in rules) == [
        pytest.approx((199, 500), abs=9),
        pytest.approx((640, 954), abs=9),
    ]


def test_dots_that_a_blur_made_grey_and_wide_are_taken_too() -> None:
    _, clean = take_dotted(as_grey(cv2.GaussianBlur(_line(), (0, 0), 1.1)))
    assert clean[_LEVEL - 1 : _LEVEL + 2, 210:940].mean() > 225


def test_words_and_full_stops_are_no_dotted_line() -> None:
    page = _blank("Wait... no. 1.2.3.4.", over=0)
    rules, clean = take_dotted(page)
    assert not rules
    assert np.array_equal(clean, page)


def test_a_faxs_streak_is_no_dotted_line() -> None:
    page = _blank("Anna Wood", over=4).copy()
    page[_LEVEL + 20, np.random.default_rng(3).random(1200) < 0.7] = 0
    assert not take_dotted(page)[0]


def test_a_table_of_dotted_rules_keeps_its_rows_and_columns() -> None:
    rules = _marked(grey(drawn(dotted=True))).rules
    across = [rule.top for rule in rules if rule.right - rule.left > 300]
    down = [rule.left for rule in rules if rule.bottom - rule.top > 60]
    assert all(any(abs(top - y) < 8 for top in across) for y in (400, 490, 580, 670))
    assert all(any(abs(left - x) < 12 for left in down) for x in (150, 600, 1500))


def _blank(words: str, *, over: int) -> Grey:
    """The same words on paper without a line."""
    picture = Image.new("L", (1200, 800), 255)
    pen = ImageDraw.Draw(picture)
    pen.text((260, _LEVEL - over), words, font=ImageFont.load_default(size=34), fill=0, anchor="ls")
    return grey(picture)


def test_small_grey_letters_of_a_coarse_scan_are_no_dotted_line() -> None:
    picture = Image.new("L", (600, 60), 255)
    pen = ImageDraw.Draw(picture)
    for number in range(12):
        x = 100 + number * 9
        pen.line((x, 30, x, 41), fill=150, width=3)
        pen.rectangle((x, 29, x + 3, 31), fill=90)
    page = grey(picture)
    rules, clean = take_dotted(page)
    assert not rules
    assert np.array_equal(clean, page)

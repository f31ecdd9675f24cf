"""A picture of a page is made level, upright and evenly lit before anything is looked for."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from parsers.ocr.light import evenly_lit
from parsers.ocr.page import flatten, skew
from parsers.ocr.straight import straightened
from tests.unit.parsers.ocr.drawn_page import drawn, grey


@pytest.mark.parametrize("angle", [-7.0, -2.0, -0.4, 0.0, 0.7, 3.0])
def test_the_skew_of_a_scan_is_found(angle: float) -> None:
    turned = grey(drawn().rotate(angle, fillcolor=255))
    assert skew(turned) == pytest.approx(-angle, abs=0.15)


@pytest.mark.parametrize("angle", [-1.6, -0.5, 0.55, 1.45])
def test_the_skew_of_a_page_of_few_rules_is_found(angle: float) -> None:
    page = np.full((1654, 2339), 255, np.uint8)
    for top in (145, 220, 235, 290, 340, 390):
        page[top : top + 2, 110:2210] = 0
    page[235:390, [110, 850, 2210]] = 0
    turned = grey(Image.fromarray(page).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255))
    assert skew(turned) == pytest.approx(-angle, abs=0.15)


def test_an_empty_page_is_left_as_it_is() -> None:
    assert skew(np.full((500, 400), 255, np.uint8)) == 0.0


def test_a_sheet_on_a_dark_table_is_cut_out_and_squared() -> None:
    corners = np.array([[180, 160], [1650, 230], [1600, 2350], [120, 2290]], np.float32)
    paper = np.array([[0, 0], [1654, 0], [1654, 2339], [0, 2339]], np.float32)
    matrix = cv2.getPerspectiveTransform(paper, corners)
    photo = cv2.warpPerspective(grey(drawn()), matrix, (1800, 2500), borderValue=60)
    page = flatten(np.asarray(photo, np.uint8))
    assert page.shape[0] == pytest.approx(2339, abs=60)
    edges = np.concatenate([page[5], page[-6], page[:, 5], page[:, -6]])
    assert np.mean(edges > 200) > 0.95


def test_a_shadow_is_taken_off() -> None:
    shade = np.linspace(1.0, 0.45, 1654)[None, :]
    page = flatten((grey(drawn()) * shade).astype(np.uint8))
    paper = page[100:300]
    assert paper.min() > 200


def tinted_page() -> np.ndarray:
    page = np.full((2339, 1654), 245, np.uint8)
    for left in (150, 800):
        page[300:1200, left : left + 300] = 190
    return page


def test_a_printed_tint_stays_even_while_the_light_falls_off() -> None:
    shade = np.linspace(1.0, 0.8, 2339)[:, None]
    lit = evenly_lit((tinted_page() * shade).astype(np.uint8))
    inside = lit[340:1160, 190:410]
    assert np.ptp(np.median(inside, axis=1)) < 25
    assert np.median(lit[340:1160, 520:760]) > 240
    assert np.median(inside) < 215


def test_a_shadow_with_a_soft_edge_is_no_tint() -> None:
    page = np.full((2339, 1654), 245, np.float32)
    page[700:1700, 300:1200] = 150
    lit = evenly_lit(cv2.GaussianBlur(page, (0, 0), 60).astype(np.uint8))
    assert np.median(lit[1000:1400, 500:1000]) > 235


def test_a_page_that_is_turned_a_little_is_turned_back_and_not_slanted() -> None:
    picture = drawn().rotate(0.3, fillcolor=255)
    page = straightened(grey(picture))
    ink = np.argwhere(page[395:680] < 100)
    left = [int(ink[ink[:, 0] == row][:, 1].min()) for row in (20, 260)]
    assert abs(left[0] - left[1]) <= 2


def test_faint_print_is_made_dark_and_a_page_without_print_stays_light() -> None:
    faint = (255 - (255 - grey(drawn()).astype(int)) * 0.4).astype(np.uint8)
    assert np.percentile(flatten(faint)[1000:1040, 150:1100], 2) < 60
    empty = np.full((2339, 1654), 240, np.uint8)
    assert flatten(empty).min() > 230

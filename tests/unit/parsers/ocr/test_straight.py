"""Photographed pages: cut out of what they lie on, and their lines made straight."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from parsers.ocr.light import evenly_lit
from parsers.ocr.page import flatten
from parsers.ocr.sheet import cut_out
from parsers.ocr.straight import straightened
from tests.unit.parsers.ocr.drawn_page import drawn, grey

Picture = NDArray[np.uint8]
_PAPER = np.array([[0, 0], [1654, 0], [1654, 2339], [0, 2339]], np.float32)


def _seen(page: Picture, corners: list[tuple[int, int]], size: tuple[int, int], table: int) -> Picture:
    matrix = cv2.getPerspectiveTransform(_PAPER, np.array(corners, np.float32))
    return np.asarray(cv2.warpPerspective(page, matrix, size, borderValue=table), np.uint8)


def _ruled() -> Picture:
    """A page with rules over its whole height."""
    page = grey(drawn()).copy()
    for y in range(1200, 2200, 120):
        cv2.rectangle(page, (150, y), (1500, y + 120), 0, 2)
        cv2.line(page, (600, y), (600, y + 120), 0, 2)
    return page


def _longest_straight(page: Picture) -> tuple[int, int]:
    """How many dots one row, and one column, have of ink at most."""
    ink = page < 170
    return int(ink.sum(axis=1).max()), int(ink.sum(axis=0).max())


def test_a_page_seen_askew_has_level_and_upright_lines() -> None:
    askew = _seen(_ruled(), [(0, 25), (1654, 0), (1640, 2339), (22, 2310)], (1654, 2339), 255)
    across, down = _longest_straight(straightened(askew))
    assert across > 1300
    assert across > _longest_straight(askew)[0]
    assert down > 700


def test_a_curled_page_has_level_lines() -> None:
    page = _ruled()
    y, x = np.mgrid[0:2339, 0:1654].astype(np.float32)
    curled = cv2.remap(page, x, y + 9 * np.sin(x / 1654 * np.pi), cv2.INTER_LINEAR, borderValue=255)
    across, _ = _longest_straight(straightened(np.asarray(curled, np.uint8)))
    assert across > 1100


def test_a_level_page_is_left_as_it_is() -> None:
    page = _ruled()
    assert np.array_equal(straightened(page), page)


def test_an_empty_page_is_left_as_it_is() -> None:
    page = np.full((800, 600), 255, np.uint8)
    assert np.array_equal(straightened(page), page)


@pytest.mark.parametrize("table", [40, 205])
def test_a_sheet_is_cut_out_of_a_dark_table_and_of_a_light_one(table: int) -> None:
    photo = _seen(_ruled(), [(180, 160), (1850, 210), (1800, 2560), (140, 2500)], (2000, 2700), table)
    sheet = cut_out(photo)
    assert sheet.shape[0] < 2450
    edges = np.concatenate([sheet[3], sheet[-4], sheet[:, 3], sheet[:, -4]])
    assert np.mean(edges > 230) > 0.97


def test_a_scan_with_a_large_frame_is_not_cut() -> None:
    page = np.full((2339, 1654), 250, np.uint8)
    cv2.rectangle(page, (200, 300), (1450, 2100), 0, 4)
    assert cut_out(page) is page


def test_a_dark_heading_stays_dark_where_a_shadow_is_taken_off() -> None:
    shade = np.linspace(1.0, 0.5, 1654)[None, :]
    page = grey(drawn()).copy()
    page[1300:1500, 150:1500] = 60
    lit = evenly_lit(np.asarray(page * shade, np.uint8))
    assert lit[100:300].min() > 200
    assert lit[1320:1480, 170:1480].max() < 130


def test_a_photograph_is_read_as_its_page_was_drawn() -> None:
    photo = _seen(_ruled(), [(180, 160), (1850, 230), (1800, 2560), (120, 2490)], (2000, 2700), 60)
    across, down = _longest_straight(flatten(photo))
    assert across > 1100
    assert down > 500

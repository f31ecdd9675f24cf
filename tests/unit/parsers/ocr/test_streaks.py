"""What dust on a scanner's glass draws over a page is taken off it; what a form draws stays."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import ImageDraw

from parsers.ocr.streaks import without_streaks
from tests.unit.parsers.ocr.drawn_page import drawn, grey


@pytest.mark.parametrize("is_upright", [True, False])
def test_a_streak_from_edge_to_edge_is_gone(is_upright: bool) -> None:
    page = grey(drawn()).copy()
    streaked = page.copy()
    (streaked if is_upright else streaked.T)[:, 1040:1042] = 90
    clean = without_streaks(streaked)
    assert np.abs(clean.astype(int) - page).mean() < 0.02
    assert (clean[:390] > 240).all()


def test_rules_that_end_before_the_edges_of_the_paper_stay() -> None:
    picture = drawn()
    ImageDraw.Draw(picture).rectangle((60, 80, 1594, 2260), outline=0, width=3)
    page = grey(picture)
    assert (without_streaks(page) == page).all()


@pytest.mark.parametrize("shape", [(5, 900), (900, 5), (1, 1)])
def test_a_picture_of_a_few_dots_is_left_as_it_is(shape: tuple[int, int]) -> None:
    picture = np.full(shape, 200, np.uint8)
    assert (without_streaks(picture) == picture).all()

"""Greys made of dots are made grey; a fax's specks are none."""

from __future__ import annotations

import numpy as np
from PIL import Image

from parsers.ocr.halftone import is_halftone
from parsers.ocr.page import flatten
from tests.unit.parsers.ocr.drawn_page import drawn, grey


def test_a_dark_cell_and_a_tint_of_dots_are_even_greys_again() -> None:
    picture = drawn()
    picture.paste(245, (0, 1200, 1654, 2339))
    picture.paste(90, (150, 1400, 600, 1700))
    dotted = grey(picture.convert("1").convert("L"))
    assert is_halftone(dotted)
    page = flatten(dotted).astype(float)
    cell, tint = page[1450:1650, 200:550], page[2000:2100, 800:1200]
    assert cell.std() < 30
    assert 60 < cell.mean() < 120
    assert tint.mean() > 230
    assert page[1450:1650, 200:550].max() < 200


def test_specks_are_no_greys() -> None:
    picture = grey(drawn()).copy()
    spots = np.random.default_rng(1).random(picture.shape) < 0.002
    picture[spots] = 0
    assert not is_halftone(picture)
    assert not is_halftone(grey(Image.new("L", (400, 600), 128)))

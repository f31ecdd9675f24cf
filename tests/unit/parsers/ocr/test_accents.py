"""A thick bar before a heading is no letter; letters and boxes stay."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from parsers.ocr.accents import without_accents
from tests.unit.parsers.ocr.drawn_page import grey


def test_a_bar_as_high_as_the_heading_behind_it_is_taken_off_and_no_letter_of_it() -> None:
    picture = Image.new("L", (600, 200), 250)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((40, 60, 54, 96), fill=90)
    pen.text((70, 58), "Illness | I will l", font=ImageFont.load_default(size=36), fill=30)
    page = grey(picture.filter(ImageFilter.GaussianBlur(0.7)))
    bare = without_accents(page)
    assert bare[55:101, 36:58].min() > 200
    assert np.array_equal(bare[:, 66:], page[:, 66:])


def test_an_ellipse_a_square_and_a_rule_stay() -> None:
    picture = Image.new("L", (400, 200), 250)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((40, 60, 58, 98), fill=20)
    pen.rectangle((100, 60, 124, 84), fill=20)
    pen.rectangle((160, 60, 163, 98), fill=20)
    page = grey(picture)
    assert np.array_equal(without_accents(page), page)


def test_the_thick_stem_of_a_posters_letter_stays() -> None:
    picture = Image.new("L", (400, 200), 250)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((22, 70, 36, 98), fill=20)
    pen.rectangle((40, 60, 54, 98), fill=20)
    page = grey(picture)
    assert np.array_equal(without_accents(page), page)

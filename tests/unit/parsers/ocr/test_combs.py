"""Boxes for one character each are taken off the page, and what they hold is read as one word."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.ocr.comb_reading import read_comb
from parsers.ocr.combs import Comb, letters, take_combs
from parsers.ocr.grey import Grey
from parsers.ocr.looking import Sight
from parsers.ocr.mark import Mark
from parsers.ocr.placing import placed
from parsers.ocr.tesseract import Tesseract, data_folder
from tests.unit.parsers.ocr.drawn_page import drawn, grey

_BOX = 38


def _combed(*pieces: str, left: int = 300, apart: int = 26) -> Grey:
    """A page with a row of boxes for each piece; " " leaves a box empty."""
    page = Image.new("L", (1654, 600), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=26)
    for piece in pieces:
        for sign in piece:
            pen.rectangle((left, 200, left + _BOX, 242), outline=0, width=2)
            pen.text((left + _BOX / 2, 221), sign, font=font, fill=0, anchor="mm")
            left += _BOX
        left += apart
    return grey(page)


def test_a_comb_is_found_with_all_its_boxes_and_leaves_nothing_on_the_page() -> None:
    (comb,), clean = take_combs(_combed("CARTMELL   "))
    assert len(list(comb.boxes())) == 11
    assert comb.left == pytest.approx(300, abs=3)
    assert comb.right == pytest.approx(300 + 11 * _BOX, abs=3)
    assert clean.min() == 255


def test_a_comb_whose_first_upright_was_lost_has_its_first_box() -> None:
    page = _combed("CARTMELL").copy()
    page[203:240, 296:306] = 255
    (comb,), _ = take_combs(page)
    assert len(list(comb.boxes())) == 8


def test_the_pieces_of_a_date_are_one_comb() -> None:
    (comb,), _ = take_combs(_combed("04", "07", "2012"))
    assert [len(piece) - 1 for piece in comb.pieces] == [2, 2, 4]


def test_letters_whose_feet_stand_level_are_not_the_foot_of_their_boxes() -> None:
    page = Image.fromarray(_combed("   ", "   ", "    "))
    pen = ImageDraw.Draw(page)
    for box in range(3):
        left = 300 + box * _BOX
        pen.line((left + 8, 210, left + 30, 210, left + 30, 228, left + 8, 228), fill=0, width=3)
    (comb,), clean = take_combs(grey(page))
    assert [len(piece) - 1 for piece in comb.pieces] == [3, 3, 4]
    assert comb.bottom == pytest.approx(241, abs=3)
    assert clean.min() == 255


def test_boxes_that_stand_alone_and_cells_of_a_table_are_no_comb() -> None:
    page = grey(drawn())
    combs, clean = take_combs(page)
    assert not combs
    assert np.array_equal(clean, page)


def test_narrow_cells_with_words_in_them_are_no_comb() -> None:
    page = Image.fromarray(_combed("      "))
    pen = ImageDraw.Draw(page)
    for number in range(6):
        pen.text((304 + number * _BOX, 210), "NK", font=ImageFont.load_default(size=18), fill=0)
    assert not take_combs(grey(page))[0]


def test_what_stands_in_each_box_is_told_from_empty_ones() -> None:
    page = _combed("A 1 ")
    (comb,), _ = take_combs(page)
    assert [letter is not None for letter in letters(page, comb)] == [True, False, True, False]


class Reads(Tesseract):
    """Reads what it is told to: the figures where only figures are asked for."""

    def __init__(self, text: str, figures: str = "", sure: float = 0.95) -> None:
        self._texts = {False: text, True: figures}
        self._sure = sure

    def line(self, strip: Grey, *, only: str = "") -> tuple[str, float]:
        return self._texts[bool(only)], self._sure


def _read(tesseract: Tesseract, *pieces: str) -> tuple[str, float] | None:
    page = _combed(*pieces)
    (comb,), _ = take_combs(page)
    word = read_comb(tesseract, page, comb)
    return (word.text, word.confidence) if word else None


def test_spaces_are_where_boxes_are_empty_whatever_was_read() -> None:
    assert _read(Reads("1 2 MILLRO AD"), "12 MILL ROAD  ") == ("12 MILL ROAD", 0.95)


def test_a_number_is_read_again_as_figures() -> None:
    assert _read(Reads("O77OO9OO123", "07700900123"), "07700900123") == ("07700900123", 0.95)


def test_the_pieces_of_a_date_are_read_as_a_date() -> None:
    assert _read(Reads("O4072012", "04072012"), "04", "07", "2012") == ("04/07/2012", 0.95)


def test_a_character_too_few_is_a_guess() -> None:
    assert _read(Reads("CARTMEL"), "CARTMELL") == ("CARTMEL", 0.3)


def test_a_small_l_among_capitals_is_an_i() -> None:
    assert _read(Reads("ElLlDH"), "EILIDH") == ("EILIDH", 0.95)


def test_an_empty_comb_says_nothing() -> None:
    assert _read(Reads("rubbish"), "      ") is None


@pytest.fixture(scope="module")
def tesseract() -> Tesseract:
    """The installed recogniser."""
    folder = data_folder()
    if folder is None:
        pytest.skip("Tesseract is not installed")
    return Tesseract(folder)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("KIRKBRIDE    ",), "KIRKBRIDE"),
        (("PO9 1ZZ ",), "PO9 1ZZ"),
        (("9990709181",), "9990709181"),
        (("15", "11", "2012"), "15/11/2012"),
    ],
)
def test_a_drawn_comb_is_read(tesseract: Tesseract, pieces: tuple[str, ...], text: str) -> None:
    read = _read(tesseract, *pieces)
    assert read is not None
    assert read[0] == text
    assert read[1] > 0.55


def test_a_comb_keeps_its_place() -> None:
    page = _combed(" AB  ")
    (comb,), _ = take_combs(page)
    word = read_comb(Reads("AB"), page, comb)
    assert word is not None
    assert word.left == pytest.approx(338, abs=3)
    assert word.right == pytest.approx(414, abs=3)


@pytest.mark.parametrize(("beside", "drawn_as"), [((400, 780), 4), ((80, 780), 1), ((), 1)])
def test_a_comb_is_a_box_beside_boxes_and_a_line_to_write_on_elsewhere(
    beside: tuple[int, ...], drawn_as: int
) -> None:
    page = np.full((600, 1654), 255, np.uint8)
    comb = Comb(200, 242, (tuple(range(100, 300, 38)),))
    rules = tuple(Mark(beside[0], top, beside[1], top + 2) for top in (198, 246) if beside)
    seen = placed(Sight(page, page, (), rules, (), combs=(comb,)), 1)
    assert len(seen.rules) == drawn_as + len(rules)

"""Two pages side by side in one picture are read one after the other."""

from __future__ import annotations

from PIL import Image, ImageDraw

from parsers.blocks import PageGeometry, PageImage, Rule, Word
from parsers.ocr.spread import halves, stacked


def _picture(*, across: bool = False, width: int = 2200, right: bool = True) -> PageImage:
    page = Image.new("L", (width, 1600), 250)
    pen = ImageDraw.Draw(page)
    for row in range(20):
        pen.rectangle((100, 100 + 60 * row, width // 2 - 150, 120 + 60 * row), fill=30)
        if right:
            pen.rectangle((width // 2 + 150, 100 + 60 * row, width - 100, 120 + 60 * row), fill=30)
    if across:
        for row in range(8):
            pen.line((100, 90 + 150 * row, width - 100, 90 + 150 * row), fill=0, width=3)
    return PageImage(3, width, 1600, 200.0, page.tobytes())


def test_a_spread_is_two_pages_of_the_same_number() -> None:
    left, right = halves(_picture())
    assert (left.number, right.number) == (3, 3)
    assert left.width + right.width == 2200
    assert abs(left.width - right.width) < 60
    assert len(left.grey) == left.width * left.height


def test_a_spread_whose_second_page_is_empty_is_parted_too() -> None:
    assert len(halves(_picture(right=False))) == 2


def test_a_wide_table_is_one_page() -> None:
    page = _picture(across=True)
    assert halves(page) == [page]


def test_a_page_that_lies_on_its_side_is_not_parted_between_its_lines() -> None:
    page = Image.new("L", (2200, 1600), 250)
    pen = ImageDraw.Draw(page)
    for column in (*range(4), *range(20, 34)):
        pen.rectangle((100 + 60 * column, 100, 120 + 60 * column, 1500), fill=30)
    lying = PageImage(1, 2200, 1600, 200.0, page.tobytes())
    assert halves(lying) == [lying]


def test_an_upright_page_is_never_parted() -> None:
    page = _picture(width=1200)
    assert halves(page) == [page]


def test_a_blank_sheet_is_never_parted() -> None:
    page = PageImage(1, 2200, 1600, 200.0, b"\xfa" * (2200 * 1600))
    assert halves(page) == [page]


def test_the_right_page_of_a_spread_stands_under_the_left_one() -> None:
    left = PageGeometry(1, 400, 600, (Word("one", 10, 20, 30, 30),), (Rule(0, 50, 400, 50),))
    right = PageGeometry(1, 420, 600, (Word("two", 10, 20, 30, 30),), (Rule(0, 50, 400, 50),))
    whole = stacked([left, right])
    assert (whole.width, whole.height) == (420, 1200)
    assert [(word.text, word.top, word.bottom) for word in whole.words] == [
        ("one", 20, 30),
        ("two", 620, 630),
    ]
    assert [rule.top for rule in whole.rules] == [50, 650]

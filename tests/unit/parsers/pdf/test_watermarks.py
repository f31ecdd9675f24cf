"""Large words slantwise over a page: no part of its lines, and no direction of its text."""

from __future__ import annotations

import pytest

from parsers.pdf import read_pdf
from tests.unit.parsers.pdf.pdf_pages import Page, lines, pdf

_SLANTED = "0.7071 0.7071 -0.7071 0.7071"


def _mark(size: float = 46, direction: str = _SLANTED) -> str:
    return f"q 0.8 g BT /F2 {size} Tf {direction} 150 250 Tm (OFFICIAL-SENSITIVE) Tj ET Q"


def _told(page: Page) -> Page:
    page.text(50, 100, "Surname:", bold=True).text(150, 100, "Vale")
    return page.text(50, 520, "He was seen by the nurse").text(50, 533, "and by the teacher.")


@pytest.mark.parametrize("before", [True, False])
def test_a_watermark_is_in_no_line(before: bool) -> None:
    page = Page()
    page = _told(page.raw(_mark())) if before else _told(page).raw(_mark())
    assert lines(read_pdf(pdf([page]))) == lines(read_pdf(pdf([_told(Page())])))


def test_letters_drawn_one_by_one_stay_words_under_a_watermark() -> None:
    page = Page()
    for at, letter in enumerate("0102 2015"):
        page.text(50 + 5.56 * at, 100, letter)
    alone = lines(read_pdf(pdf([page])))
    assert lines(read_pdf(pdf([page.raw(_mark(direction="0.6 0.8 -0.8 0.6"))]))) == alone


def test_small_slanted_words_and_a_page_of_nothing_else_are_kept() -> None:
    small = _told(Page()).raw(_mark(size=8))
    assert "OFFICIAL" in str(read_pdf(pdf([small])).blocks)
    assert "OFFICIAL" in str(read_pdf(pdf([Page().raw(_mark())])).blocks)

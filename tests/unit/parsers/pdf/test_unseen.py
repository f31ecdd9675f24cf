"""Words that a page's text holds and nobody sees."""

from __future__ import annotations

import pytest

from parsers.pdf import read_pdf
from tests.unit.parsers.pdf.pdf_pages import HEIGHT, Page, lines, pdf, tables


def _white(page: Page, x: float, y: float, text: str) -> Page:
    return page.raw("1 g").text(x, y, text).raw("0 g")


def test_words_of_a_layer_that_is_switched_off_are_left_out() -> None:
    page = Page().text(50, 100, "Surname:").on_layer("Example", 120, 100, "Bloggs")
    page.on_layer("Answers", 120, 100, "Marchbanks")
    document = read_pdf(pdf([page], layers={"Example": False, "Answers": True}))
    assert lines(document) == [["Surname:", "Marchbanks"]]
    assert "Bloggs" in document.text


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_white_words_on_white_paper_are_left_out(rotate: int) -> None:
    page = _white(Page(rotate=rotate).text(50, 100, "Surname:"), 120, 100, "Oldname")
    assert lines(read_pdf(pdf([page]))) == [["Surname:"]]


def test_white_words_on_a_dark_band_are_a_heading() -> None:
    band = Page().raw(f"0.2 0.2 0.5 rg 40 {HEIGHT - 106} 300 18 re f")
    assert tables(read_pdf(pdf([_white(band, 50, 100, "The child")]))) == [[["The child"]]]


def test_white_words_on_a_picture_that_shows_them_are_read() -> None:
    picture = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI"
    page = Page().raw(f"q 300 0 0 18 40 {HEIGHT - 106} cm {picture} Q")
    assert lines(read_pdf(pdf([_white(page, 50, 100, "About the child and family of this form")])))


def test_unpainted_words_with_no_picture_behind_them_are_left_out() -> None:
    page = Page().text(50, 100, "Born: 16/12/2018").raw("BT 3 Tr ET").text(200, 100, "03/03/2003").raw("0 Tr")
    assert lines(read_pdf(pdf([page]))) == [["Born: 16/12/2018"]]


def test_an_answer_painted_over_and_typed_anew_is_the_new_one_alone() -> None:
    page = (
        Page()
        .text(50, 100, "Surname:")
        .text(120, 100, "Oldname")
        .raw(f"1 g 118 {HEIGHT - 104} 90 14 re f 0 g")
    )
    assert lines(read_pdf(pdf([page.text(120, 100, "Vale")]))) == [["Surname:", "Vale"]]


def test_an_answer_on_a_cells_ground_is_read() -> None:
    page = Page().raw(f"0.9 g 118 {HEIGHT - 104} 90 14 re f 0 g").text(120, 100, "Vale")
    assert "Vale" in str(read_pdf(pdf([page])).blocks)

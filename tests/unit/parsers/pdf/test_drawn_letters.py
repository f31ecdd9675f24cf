"""Fonts whose letters are little drawings."""

from __future__ import annotations

from parsers.pdf import read_pdf
from tests.unit.parsers.pdf.pdf_pages import Page, lines, pdf


def test_columns_of_drawn_letters_stand_apart_however_far_a_drawing_may_reach() -> None:
    page = Page().drawn(50, 100, "Forename").drawn(110, 100, "Surname").drawn(165, 100, "Gender")
    assert lines(read_pdf(pdf([page]))) == [["Forename", "Surname", "Gender"]]


def test_words_of_drawn_letters_stay_together() -> None:
    page = Page().drawn(50, 100, "Date of birth").drawn(150, 100, "Home address")
    assert lines(read_pdf(pdf([page]))) == [["Date of birth", "Home address"]]


def test_drawn_letters_are_as_large_as_they_are_drawn_not_as_their_size_says() -> None:
    page = Page().drawn(50, 100, "Date of birth", 1).drawn(150, 100, "Home address", 1)
    page.drawn(50, 114, "Second line", 1)
    read = read_pdf(pdf([page], drawing_scale=1))
    assert lines(read) == [["Date of birth", "Home address"], ["Second line"]]


def test_drawn_letters_that_run_up_the_page_are_read_upright() -> None:
    page = Page()
    for x, text in ((100, "Surname Okafor"), (130, "Forename Ada")):
        page.raw(f"BT /F6 10 Tf 0 1 -1 0 {x} 100 Tm ({text}) Tj ET")
    assert lines(read_pdf(pdf([page]))) == [["Surname Okafor"], ["Forename Ada"]]

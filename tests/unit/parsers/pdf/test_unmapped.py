"""Fonts that do not say which letters their shapes are."""

from __future__ import annotations

import pytest

from parsers.blocks import PageGeometry, PageImage, Word
from parsers.errors import NoText
from parsers.pdf import read_pdf
from tests.unit.parsers.pdf.pdf_pages import Page, lines, pdf


def recognise(image: PageImage) -> PageGeometry:
    return PageGeometry(image.number, 595, 842, (Word("Seen", 50, 50, 90, 60, confidence=0.9),))


def test_a_page_in_letters_of_its_own_numbering_is_looked_at_as_a_picture() -> None:
    page = Page().unmapped(50, 100, '!"#$%& ()*+,- ./0123').unmapped(50, 120, "456 789:;<")
    assert lines(read_pdf(pdf([page]), recognise)) == [["Seen"]]


def test_labels_that_can_be_read_save_no_values_that_cannot() -> None:
    page = Page().text(50, 100, "Surname of the child:").unmapped(200, 100, "3HQQIDWKHU")
    assert lines(read_pdf(pdf([page]), recognise)) == [["Seen"]]


def test_what_nobody_can_read_is_no_answer_without_recognition_either() -> None:
    page = Page().text(50, 100, "Surname of the child:").unmapped(200, 100, "3HQQIDWKHU")
    with pytest.raises(NoText):
        read_pdf(pdf([page]))


def test_a_logo_in_letters_of_its_own_costs_no_page_its_text() -> None:
    page = Page().text(50, 100, "Surname of the child: Bell").unmapped(400, 60, "LWH[")
    assert lines(read_pdf(pdf([page]), recognise)) == [["Surname of the child: Bell"]]


def test_a_font_without_a_map_whose_numbers_are_the_letters_is_read() -> None:
    page = Page().unmapped(50, 100, "Name of the child who was seen")
    assert lines(read_pdf(pdf([page]), recognise)) == [["Name of the child who was seen"]]

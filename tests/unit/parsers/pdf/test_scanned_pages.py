"""PDFs whose pages are pictures: what is recognised, what is refused, and what the time did not reach."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.blocks import PageGeometry, PageImage, Word
from parsers.errors import NoText, OverLimit
from parsers.pdf import read_pdf
from tests.unit.parsers.pdf.pdf_pages import Page, lines, pdf


def scan(header: str = "") -> Page:
    image = "BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\x00\xff EI"
    page = Page().raw(f"q 595 0 0 842 0 0 cm {image} Q")
    return page.text(50, 20, header) if header else page


def test_a_scan_without_recognition_is_refused() -> None:
    with pytest.raises(NoText):
        read_pdf(pdf([scan()]))


def test_a_fax_header_over_a_scan_is_no_document() -> None:
    with pytest.raises(NoText):
        read_pdf(pdf([scan("14/10/2025 09:15 FROM 02392000100 P.1/1")]))


def test_only_pages_that_are_pictures_are_recognised() -> None:
    seen: list[PageImage] = []

    def recognise(image: PageImage) -> PageGeometry:
        seen.append(image)
        return PageGeometry(1, 595, 842, (Word("Recognised", 50, 50, 120, 60, confidence=0.9),))

    document = read_pdf(pdf([Page().text(50, 100, "Typed words"), scan()]), recognise)
    assert [(image.number, image.width, image.height, round(image.dpi)) for image in seen] == [
        (2, 1653, 2339, 200)
    ]
    assert len(seen[0].grey) == seen[0].width * seen[0].height
    assert lines(document) == [["Typed words"], ["Recognised"]]
    assert document.method == "pdf_ocr"
    assert document.warnings == ()


def test_a_page_that_nobody_could_read_is_named_in_a_warning() -> None:
    document = read_pdf(pdf([Page().text(50, 100, "Typed words"), scan()]))
    assert document.warnings == ("No text could be read on page 2: look at it by hand.",)


def out_of_time(_image: PageImage) -> PageGeometry:
    raise OverLimit


def test_pictures_that_take_too_long_cost_no_printed_page() -> None:
    document = read_pdf(pdf([Page().text(50, 100, "Typed words"), scan("FAX 02392000100")]), out_of_time)
    assert lines(document) == [["Typed words"]]
    assert document.warnings == ("No text could be read on page 2: look at it by hand.",)


def test_every_page_that_the_time_did_not_reach_is_named_however_many_there_are() -> None:
    pages = [Page().text(50, 100, "Typed words"), scan(), Page().text(50, 100, "Typed more")]
    document = read_pdf(pdf([*pages, *[scan() for _ in range(22)]]), out_of_time)
    assert document.warnings == ("No text could be read on page 2, 4 to 25: look at it by hand.",)


class ReachesOnePage:
    """A recogniser whose time is over after the first page of a batch."""

    def __call__(self, image: PageImage) -> PageGeometry:
        return self.pages([image])[0] or PageGeometry(1, 595, 842)

    def pages(self, images: Sequence[PageImage]) -> list[PageGeometry | None]:
        word = Word("Recognised", 50, 50, 120, 60, confidence=0.9)
        return [PageGeometry(1, 595, 842, (word,)), *[None] * (len(images) - 1)]


def test_pages_of_a_scan_that_the_time_did_not_reach_cost_no_page_that_was_read() -> None:
    document = read_pdf(pdf([scan() for _ in range(10)]), ReachesOnePage())
    assert lines(document) == [["Recognised"]]
    assert document.warnings == ("No text could be read on page 2 to 10: look at it by hand.",)


def test_a_scan_that_takes_too_long_is_told_as_that() -> None:
    with pytest.raises(OverLimit):
        read_pdf(pdf([scan(), scan()]), out_of_time)

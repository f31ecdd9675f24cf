"""Files inside a PDF: they are leaves of the message as those of a zip are."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from parsers.errors import OverLimit
from parsers.mime.leaves import Limits, read_file
from parsers.mime.sniff import Format
from parsers.mime.unpack import Budget
from parsers.pdf.attached import attached_files
from tests.unit.parsers.pdf.pdf_pages import Page, pdf

FORM = pdf([Page().text(50, 100, "Surname: Kite")])


def portfolio() -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=11)
    document.add_page()
    document.cell(text="For the best experience, open this PDF portfolio in Acrobat.")
    document.embed_file(bytes=FORM, basename="form.pdf")
    return bytes(document.output())


def with_a_file_on_its_page() -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=11)
    document.add_page()
    document.cell(text="Cover sheet. One item.")
    document.file_attachment_annotation(__file__, 100, 100)
    return bytes(document.output())


def test_the_files_of_a_portfolio_are_leaves_beside_the_portfolio() -> None:
    cover, form = read_file(portfolio(), "all.pdf", Limits()).leaves
    assert (cover.path, cover.container, cover.format) == ("1", False, Format.PDF)
    assert (form.path, form.filename, form.format, form.data) == ("1.1", "form.pdf", Format.PDF, FORM)


def test_a_file_that_hangs_on_a_page_is_a_leaf() -> None:
    _, attached = read_file(with_a_file_on_its_page(), "cover.pdf", Limits()).leaves
    assert attached.filename == "test_attached.py"
    assert attached.data.startswith(b'"""Files inside a PDF')


def test_a_document_without_files_is_one_leaf() -> None:
    assert len(read_file(FORM, "form.pdf", Limits()).leaves) == 1


def test_files_inside_count_against_what_may_be_unpacked() -> None:
    with pytest.raises(OverLimit):
        list(attached_files(portfolio(), Budget(100, 10)))


def test_a_document_that_cannot_be_opened_gives_no_files() -> None:
    assert list(attached_files(b"%PDF-1.7 /EmbeddedFile", Budget(100, 10))) == []

"""What a form field shows where its value was left out."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NullObject, StreamObject

from parsers.pdf import read_pdf
from parsers.pdf.appearance import shown_text
from tests.unit.parsers.pdf.pdf_pages import Page, lines, pdf


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        ("/Tx BMC q BT /Helv 9 Tf 1 0 0 1 2 4 Tm (Ada \\(Addie\\) Vale) Tj ET Q EMC", "Ada (Addie) Vale"),
        ("BT /F 9 Tf 2 20 Td (12 Mill Lane) Tj 0 -11 Td (Hexby) Tj ET", "12 Mill Lane\nHexby"),
        ("BT 1 0 0 1 3 4 Tm (1) Tj 1 0 0 1 18 4 Tm (7) Tj ET", "17"),
        ("BT [(Va) -20 (le)] TJ ET", "Vale"),
        ('BT (She said: "No!") Tj T* (He left.) Tj ET', 'She said: "No!"\nHe left.'),
        ("BT (12 Mill Lane) Tj (Hexby) ' ET", "12 Mill Lane\nHexby"),
        ("/Tx BMC EMC", ""),
        ('BT (!"#$%) Tj ET', ""),
        ("BT <00240025> Tj ET", ""),
    ],
)
def test_the_text_of_an_appearance_is_read_where_it_is_in_plain_letters(drawn: str, shown: str) -> None:
    assert shown_text(drawn) == shown


def test_a_field_without_a_value_says_what_it_shows() -> None:
    page = Page().text(50, 100, "Child's name").field("Tx", "T1", [200, 90, 400, 104])
    writer = PdfWriter(clone_from=BytesIO(pdf([page])))
    picture = StreamObject()
    picture.update({NameObject("/Subtype"): NameObject("/Form")})
    picture.set_data(b"BT /F1 9 Tf 2 4 Td (Ada Vale) Tj ET")
    [field] = writer.pages[0].annotations or [NullObject()]
    shown = DictionaryObject({NameObject("/N"): writer._add_object(picture)})
    drawn = field.get_object()
    assert isinstance(drawn, DictionaryObject)
    drawn.update({NameObject("/AP"): shown})
    written = BytesIO()
    writer.write(written)
    assert lines(read_pdf(written.getvalue())) == [["Child's name", "Ada Vale"]]

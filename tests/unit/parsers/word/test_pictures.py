"""Pictures in Word documents: scans that were pasted in, logos, and what cannot be read of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.blocks import Document, Line, Text
from parsers.errors import NoText
from parsers.word.reading import read_docx
from tests.unit.parsers.archives import zipped
from tests.unit.parsers.word_package import (
    NAMESPACES,
    RELATION,
    paragraph,
    run,
    segments,
)


def test_a_file_of_pictures_only_has_no_text() -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="i1" Type="{RELATION}/image" Target="media/image1.png"/></Relationships>'
    )
    document = (
        f"<w:document {NAMESPACES}><w:body>{paragraph('<w:r><w:drawing/></w:r>')}</w:body></w:document>"
    )
    with pytest.raises(NoText):
        read_docx(zipped({"word/document.xml": document, "word/_rels/document.xml.rels": related}))


def _pasted(*sizes: tuple[float, float], words: str = "") -> bytes:
    """A Word file with pictures of these sizes, in inches, called one after the other "p1", "p2"."""
    drawings = "".join(
        f'<w:drawing><wp:inline><wp:extent cx="{int(across * 914400)}" cy="{int(down * 914400)}"/>'
        f'<a:blip r:embed="i{number}"/></wp:inline></w:drawing>'
        for number, (across, down) in enumerate(sizes, 1)
    )
    related = "".join(
        f'<Relationship Id="i{number}" Type="{RELATION}/image" Target="media/{number}.png"/>'
        for number in range(len(sizes), 0, -1)
    )
    drawn = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    files: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {NAMESPACES} {drawn}><w:body>"
        f"{paragraph(run(words)) if words else ''}{paragraph(f'<w:r>{drawings}</w:r>')}</w:body></w:document>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{related}</Relationships>',
        **{f"word/media/{number}.png": f"p{number}" for number in range(1, len(sizes) + 1)},
    }
    return zipped(files)


_PAGE = (7.0, 9.9)


def _told(pictures: Sequence[bytes]) -> Document:
    """What a recogniser might make of pictures: their bytes as words."""
    lines = tuple(Line((Text(picture.decode(), confidence=0.9),)) for picture in pictures)
    return Document(lines, "image_ocr", " ".join(map(bytes.decode, pictures)), len(pictures))


def test_scans_pasted_into_a_word_file_are_read_in_the_order_of_its_pages() -> None:
    document = read_docx(_pasted(_PAGE, _PAGE), _told)
    assert segments(document) == [["p1"], ["p2"]]
    assert document.pages == 2
    assert document.method.endswith("_ocr")


def test_a_covering_line_stands_before_the_scans_below_it() -> None:
    document = read_docx(_pasted(_PAGE, words="Our referral is below."), _told)
    assert segments(document) == [["Our referral is below."], ["p1"]]
    assert document.text == "Our referral is below.\np1"


def test_a_logo_is_no_scan() -> None:
    document = read_docx(_pasted((2.5, 1.0), words="Dear colleague"), _told)
    assert segments(document) == [["Dear colleague"]]
    assert not document.warnings


def test_scans_that_cannot_be_read_are_told_of_beside_the_words() -> None:
    def fails(pictures: Sequence[bytes]) -> Document:
        raise NoText

    document = read_docx(_pasted(_PAGE, words="Our referral is below."), fails)
    assert segments(document) == [["Our referral is below."]]
    assert any("could not be read" in warning for warning in document.warnings)
    with pytest.raises(NoText):
        read_docx(_pasted(_PAGE), fails)


def test_a_long_letter_tells_that_its_large_pictures_were_not_read() -> None:
    document = read_docx(_pasted(_PAGE, words="many words " * 100), _told)
    assert "p1" not in document.text
    assert any("not read" in warning for warning in document.warnings)


def test_an_old_word_files_scan_is_as_large_as_its_style_says() -> None:
    style = "position:absolute;width:19cm;height:700pt"
    shape = f'<w:pict><v:shape style="{style}"><v:imagedata r:id="i1"/></v:shape></w:pict>'
    related = f'<Relationship Id="i1" Type="{RELATION}/image" Target="media/1.png"/>'
    data = zipped(
        {
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{paragraph(f'<w:r>{shape}</w:r>')}"
            "</w:body></w:document>",
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
            f'2006/relationships">{related}</Relationships>',
            "word/media/1.png": "p1",
        }
    )
    assert segments(read_docx(data, _told)) == [["p1"]]


def test_an_embedded_file_is_told_of() -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="o1" Type="{RELATION}/package" Target="embeddings/form.docx"/></Relationships>'
    )
    document = f"<w:document {NAMESPACES}><w:body>{paragraph(run('See inside'))}</w:body></w:document>"
    read = read_docx(zipped({"word/document.xml": document, "word/_rels/document.xml.rels": related}))
    assert any("embedded" in warning for warning in read.warnings)

"""One PDF into one document.

Page by page: the text layer's words, the drawn rules and check boxes, the values of form
fields and typed comments, all at their places; `layout` makes blocks of them. A page without
usable text is drawn and handed to `recognise`. What PDFium cannot open, pdfplumber tries.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.blocks import Block, Document, Line, PageGeometry, PageImage, Word
from parsers.errors import Damaged, EmptyDocument, Encrypted, NoText
from parsers.layout import blocks
from parsers.pdf import plumber, xfa
from parsers.pdf.boxes import tick_boxes
from parsers.pdf.drawing import read_drawing
from parsers.pdf.glyphs import plain
from parsers.pdf.scan import is_picture, render
from parsers.pdf.struck import leave_out_struck
from parsers.pdf.widgets import Additions, read_additions
from parsers.pdf.words import PageText

Recogniser = Callable[[PageImage], PageGeometry]

_MOST_PAGES: Final = 200
_MOST_CHARACTERS: Final = 2_000_000


@dataclass(slots=True)
class _Findings:
    """What the pages gave so far. `pictures` are the numbers of pages nobody could read."""

    pages: list[PageGeometry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    recognised: int = 0
    fields: int = 0
    characters: int = 0
    total: int = 0

    def has_words(self) -> bool:
        return any(page.words for page in self.pages)


def read_pdf(data: bytes, recognise: Recogniser | None = None) -> Document:
    """The document in a PDF's bytes.

    `recognise` reads pages that are pictures; without it they are left out with a warning.
    Its `NoText` leaves that page out. Raises `Encrypted`, `Damaged`, `EmptyDocument`, and
    `NoText` where no page gave a word.
    """
    if not data.strip(b"\0\t\r\n\x0c "):
        raise EmptyDocument
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Encrypted from None
        return _second_reader(data)
    with contextlib.closing(document):
        return _read(document, data, recognise)


def _read(document: Any, data: bytes, recognise: Recogniser | None) -> Document:
    findings = _Findings(total=len(document))
    if not findings.total:
        return _second_reader(data)
    form = _form_of(document)
    for number in range(1, min(findings.total, _MOST_PAGES) + 1):
        if findings.characters > _MOST_CHARACTERS:
            break
        _read_page(document, form, number, recognise, findings)
    packet = xfa.values(document) if _is_xfa(document) else ()
    return _document(findings, packet)


def _form_of(document: Any) -> Any:
    """PDFium's form handle, or `None`: a broken form must not cost the page's text."""
    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        return None
    with contextlib.suppress(pypdfium2.PdfiumError):
        document.init_forms()
    return document.formenv.raw if document.formenv else None


def _is_xfa(document: Any) -> bool:
    return document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)


@contextlib.contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _read_page(
    document: Any, form: Any, number: int, recognise: Recogniser | None, findings: _Findings
) -> None:
    with _page(document, number) as page:
        if not page:
            findings.warnings.append(f"Page {number} is damaged and was not read.")
            return
        layer = PageText(page)
        try:
            geometry, text, picture = _measure(page, layer, form, number, findings)
        finally:
            layer.close()
        findings.texts.append(text)
        findings.characters += len(text)
        if picture:
            geometry = _recognised(page, form, geometry, recognise, findings)
        findings.pages.append(geometry)


def _measure(
    page: Any, layer: PageText, form: Any, number: int, findings: _Findings
) -> tuple[PageGeometry, str, bool]:
    """A page's geometry, all its text, and whether it is a picture without usable text."""
    frame = layer.frame
    drawing = read_drawing(page, frame)
    added = read_additions(page, form, frame)
    findings.fields += added.fields
    shown = [token for token in layer.tokens() if _is_on_page(token.word, frame.width, frame.height)]
    words, drawing.rules = leave_out_struck(shown, drawing.rules, layer.text, layer.char_box, added.struck)
    words, rules = tick_boxes([*words, *added.words], drawing, added.marks)
    geometry = PageGeometry(number, frame.width, frame.height, tuple(words), tuple(rules))
    if drawing.cut_short:
        findings.warnings.append(f"Page {number} has too many drawn lines: its tables may be incomplete.")
    return geometry, _all_text(layer.text, added), is_picture(layer.text, drawing.picture, drawing.shapes)


def _is_on_page(word: Word, width: float, height: float) -> bool:
    return -5 <= (word.x0 + word.x1) / 2 <= width + 5 and -5 <= (word.top + word.bottom) / 2 <= height + 5


def _all_text(text: str, added: Additions) -> str:
    values = [word.text for word in added.words if word.text]
    return "\n".join(part for part in (plain(text).replace("\r\n", "\n"), *values, *added.notes) if part)


def _recognised(
    page: Any, form: Any, geometry: PageGeometry, recognise: Recogniser | None, findings: _Findings
) -> PageGeometry:
    """The page as recognised, with what its fields say; as it was where that fails."""
    if recognise is not None:
        with contextlib.suppress(NoText):
            read = recognise(render(page, geometry.number, form))
            values = tuple(word for word in geometry.words if word.filled)
            findings.recognised += 1
            findings.texts.append(" ".join(word.text for word in read.words))
            return replace(read, number=geometry.number, words=(*read.words, *values))
    if not any(word.filled for word in geometry.words):
        findings.pictures.append(geometry.number)
    return geometry


def _document(findings: _Findings, packet: tuple[Line, ...]) -> Document:
    if not findings.has_words() and not packet and not any(text.strip() for text in findings.texts):
        raise NoText if findings.pictures else EmptyDocument
    found: tuple[Block, ...] = (*blocks(findings.pages), *packet)
    texts = [*findings.texts, *(line.text for line in packet)]
    return Document(
        blocks=found,
        method=_method(findings, packet),
        text="\n\n".join(part for part in texts if part).strip(),
        pages=findings.total,
        warnings=tuple(_warnings(findings)),
    )


def _method(findings: _Findings, packet: tuple[Line, ...]) -> str:
    if packet:
        return "xfa"
    if findings.recognised:
        return "pdf_ocr"
    return "acroform" if findings.fields else "pdf_text"


def _warnings(findings: _Findings) -> Iterator[str]:
    yield from findings.warnings
    read = len(findings.pages)
    if findings.pictures:
        numbers = ", ".join(map(str, findings.pictures[:20]))
        yield f"No text could be read on page {numbers}: look at it by hand."
    if read < min(findings.total, _MOST_PAGES) and findings.characters > _MOST_CHARACTERS:
        yield f"The document is very long: only its first {read} pages were read."
    elif findings.total > _MOST_PAGES:
        yield f"The document has {findings.total} pages: only the first {_MOST_PAGES} were read."


def _second_reader(data: bytes) -> Document:
    """What pdfplumber makes of a document that PDFium refuses. Raises `Damaged` or `Encrypted`."""
    pages, texts = plumber.read_pages(data, _MOST_PAGES)
    if not any(page.words for page in pages):
        raise Damaged
    return Document(
        blocks=blocks(pages),
        method="pdf_text",
        text="\n\n".join(texts),
        pages=len(pages),
        warnings=("The document is damaged: parts of it may be missing.",),
    )

"""One PDF into one document.

Page by page: the text layer's words, the drawn rules and check boxes, the values of form
fields and typed comments, all at their places; `layout` makes blocks of them. A page without
usable text is drawn and handed to `recognise`. What PDFium cannot open, pdfplumber tries.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.blocks import Block, Document, PageGeometry, Word
from parsers.errors import Damaged, EmptyDocument, Encrypted, UnknownFormat
from parsers.layout import blocks
from parsers.pdf import plumber, xfa
from parsers.pdf.boxes import tick_boxes
from parsers.pdf.drawing import read_drawing
from parsers.pdf.field_names import without_copied_names
from parsers.pdf.glyphs import plain
from parsers.pdf.pictures import Pictures, Recogniser
from parsers.pdf.printed_twice import printed_once
from parsers.pdf.scan import is_picture, is_scan, render
from parsers.pdf.sideways import headed, without_sideways
from parsers.pdf.struck import leave_out_struck
from parsers.pdf.unmapped import are_many, unreadable
from parsers.pdf.unseen import leave_out_unseen
from parsers.pdf.watermarks import text_without_watermarks
from parsers.pdf.widgets import Additions, read_additions
from parsers.pdf.words import PageText, Token

_MOST_PAGES: Final = 200
_MOST_CHARACTERS: Final = 2_000_000
# The dictionary of a form object is in no compressed stream.
_ON_A_LAYER: Final = re.compile(rb"/OC\s*(?:<<|\d+\s+\d+\s+R\b)")
_WORD: Final = itemgetter(0)  # of a token
_STARTS: Final = (itemgetter(1), itemgetter(2))  # a word's left edge and its top
_ENDS: Final = (itemgetter(3), itemgetter(4))
_SHORT: Final = 600  # characters: a page that only says that another program is needed


@dataclass(slots=True)
class _Findings:
    """What the pages gave so far."""

    pages: list[PageGeometry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    fields: int = 0
    characters: int = 0
    total: int = 0
    layered: bool = False

    def has_text(self) -> bool:
        return any(page.words for page in self.pages) or any(text.strip() for text in self.texts)

    def has_values(self) -> bool:
        return any(word.filled and len(word.text) > 1 for page in self.pages for word in page.words)


def read_pdf(data: bytes, recognise: Recogniser | None = None) -> Document:
    """The document in a PDF's bytes.

    `recognise` reads pages that are pictures, several at once if it can; a page that it raises
    `NoText` for is left out with a warning, as all of them are without it. Raises `Encrypted`,
    `Damaged`, `EmptyDocument` where nothing is drawn at all, `NoText` where pictures are all
    there is and nobody could read them, `UnknownFormat` for a form that only Adobe's reader
    can show.
    """
    if not data.strip(b"\0\t\r\n\x0c "):
        raise EmptyDocument
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            return _without_password(data)
        return _second_reader(data)
    with contextlib.closing(document):
        return _read(document, data, recognise)


def _read(document: Any, data: bytes, recognise: Recogniser | None) -> Document:
    findings = _Findings(total=len(document), layered=_ON_A_LAYER.search(data) is not None)
    if not findings.total:
        return _second_reader(data)
    form = _form_of(document)
    pictures = Pictures(recognise, findings.pages)
    for number in range(1, min(findings.total, _MOST_PAGES) + 1):
        if findings.characters > _MOST_CHARACTERS:
            break
        _read_page(document, form, number, pictures, findings)
    pictures.finish()
    is_xfa = _is_xfa(document)
    packet = xfa.values(document) if is_xfa and not findings.has_values() else ()
    if is_xfa and not packet and _shows_nothing(findings):
        raise UnknownFormat("A form that only Adobe Reader can show (XFA): open it by hand and key it.")
    return _document(findings, pictures, packet)


def _form_of(document: Any) -> Any:
    """PDFium's form handle, or `None`: a broken form must not cost the page's text."""
    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        return None
    with contextlib.suppress(pypdfium2.PdfiumError):
        document.init_forms()
    return document.formenv.raw if document.formenv else None


def _is_xfa(document: Any) -> bool:
    return document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)


def _shows_nothing(findings: _Findings) -> bool:
    """Whether an XFA form's pages are the notice that another program is needed, and no more."""
    return not findings.has_values() and findings.characters < _SHORT


@contextlib.contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _read_page(document: Any, form: Any, number: int, pictures: Pictures, findings: _Findings) -> None:
    with _page(document, number) as page:
        if not page:
            findings.warnings.append(f"Page {number} is damaged and was not read.")
            return
        layer, tokens = text_without_watermarks(page)
        try:
            geometry, is_a_picture = _measure(page, layer, tokens, form, number, findings)
        finally:
            layer.close()
        findings.pages.append(geometry)
        if is_a_picture:
            bare = any(word.filled for word in geometry.words)
            pictures.add(lambda: render(page, number, with_notes=not bare))


def _measure(
    page: Any, layer: PageText, tokens: list[Token], form: Any, number: int, findings: _Findings
) -> tuple[PageGeometry, bool]:
    """A page's geometry, and whether it is a picture without usable text."""
    frame = layer.frame
    drawing = read_drawing(page, frame)
    added = read_additions(page, form, frame)
    width, height = frame.width, frame.height
    shown = _on_page(tokens, width, height)
    shown = printed_once(leave_out_unseen(page, layer, shown, drawing, layered=findings.layered))
    rubbish = unreadable(layer, shown)
    if rubbish:
        unread = {start for _, start, _ in rubbish}
        shown = [token for token in shown if token[1] not in unread]
    shown, titles = without_sideways(shown, layer)
    words, drawing.rules = leave_out_struck(shown, drawing.rules, layer.text, layer.char_box, added.struck)
    drawing.rounds.extend(added.rings)
    drawing.highlights.extend(added.highlights)
    words, rules = tick_boxes([*words, *added.words], drawing, added.marks)
    if titles:
        words, rules = headed(words, rules, titles)
    if drawing.cut_short:
        findings.warnings.append(f"Page {number} has too many drawn lines: its tables may be incomplete.")
    findings.fields += added.fields
    text = _all_text(layer.text, added)
    findings.texts.append(text)
    findings.characters += len(text)
    geometry = PageGeometry(number, width, height, tuple(words), tuple(rules))
    return geometry, are_many(rubbish) or is_picture(layer.text, drawing) or is_scan(layer, drawing)


def _on_page(tokens: list[Token], width: float, height: float) -> list[Token]:
    """The words that can be seen: on nearly every page all of them, so their utmost are asked first."""
    if not tokens:
        return tokens
    words = list(map(_WORD, tokens))
    least, most = (min(map(side, words)) for side in _STARTS), (max(map(side, words)) for side in _ENDS)
    if min(least) >= -5 and all(far <= side + 5 for far, side in zip(most, (width, height))):
        return tokens
    return [token for token in tokens if _is_on_page(token[0], width, height)]


def _is_on_page(word: Word, width: float, height: float) -> bool:
    return -5 <= (word.x0 + word.x1) / 2 <= width + 5 and -5 <= (word.top + word.bottom) / 2 <= height + 5


def _all_text(text: str, added: Additions) -> str:
    values = [word.text for word in added.words if word.text]
    return "\n".join(part for part in (plain(text).replace("\r\n", "\n"), *values, *added.notes) if part)


def _document(findings: _Findings, pictures: Pictures, packet: tuple[Block, ...]) -> Document:
    if not packet:
        _refuse_unread(findings, pictures)
    texts = [*findings.texts, *pictures.texts, *map(xfa.text_of, packet)]
    return Document(
        # Pages beside a packet show the same form without its answers.
        blocks=packet or blocks(without_copied_names(findings.pages)),
        method=_method(findings, pictures, packet),
        text="\n\n".join(part for part in texts if part).strip(),
        pages=findings.total,
        warnings=tuple(_warnings(findings, pictures)),
    )


def _refuse_unread(findings: _Findings, pictures: Pictures) -> None:
    """Raise where a fax's own line across a picture is all the text that there is."""
    unread = set(pictures.unread)
    if unread and all(page.number in unread for page in findings.pages if page.words):
        raise pictures.refusal
    if not findings.has_text():
        raise EmptyDocument("The document's pages are blank: ask the sender for it again.")


def _method(findings: _Findings, pictures: Pictures, packet: tuple[Block, ...]) -> str:
    if packet:
        return "xfa"
    if pictures.texts:
        return "pdf_ocr"
    return "acroform" if findings.fields else "pdf_text"


def _warnings(findings: _Findings, pictures: Pictures) -> Iterator[str]:
    yield from findings.warnings
    if pictures.unread:
        yield f"No text could be read on page {_ranges(pictures.unread)}: look at it by hand."
    if pictures.faint:
        yield f"Page {_ranges(pictures.faint)} is hard to read: compare what was read with the original."
    read = len(findings.pages)
    if read < min(findings.total, _MOST_PAGES) and findings.characters > _MOST_CHARACTERS:
        yield f"The document is very long: only its first {read} pages were read."
    elif findings.total > _MOST_PAGES:
        yield f"The document has {findings.total} pages: only the first {_MOST_PAGES} were read."


def _ranges(numbers: Sequence[int]) -> str:
    """Ascending page numbers, all of them, in few words: "2, 7 to 10"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _without_password(data: bytes) -> Document:
    """Some locked documents open for the second reader with the empty password. Raises `Encrypted`."""
    try:
        return _second_reader(data)
    except Damaged:
        raise Encrypted from None


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

"""The second reader: pdfplumber, for documents that PDFium refuses. Slow and patient."""

from __future__ import annotations

import io
import re
from typing import Any, Final

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from parsers.blocks import PageGeometry, Rule, Word
from parsers.errors import Damaged, Encrypted
from parsers.pdf.glyphs import plain, symbol_table

_BOLD: Final = re.compile(r"bold|black|heavy|semi-?bd|demi", re.IGNORECASE)
_MOST_RULES: Final = 20_000


def read_pages(data: bytes, most: int) -> tuple[list[PageGeometry], list[str]]:
    """Each page's geometry and text, at most `most` pages. Raises `Damaged` and `Encrypted`.

    A page that fails is left out: what can be read of a broken document is worth showing.
    """
    try:
        document = pdfplumber.open(io.BytesIO(data))
    except Exception as problem:  # noqa: BLE001 - the library lets any error of a broken file through
        raise (Encrypted if _is_locked(problem) else Damaged) from None
    with document:
        return _read(document, most)


def _is_locked(problem: BaseException) -> bool:
    seen: BaseException | None = problem
    while seen is not None:
        if isinstance(seen, (PDFPasswordIncorrect, PDFEncryptionError)):
            return True
        inner = seen.args[0] if seen.args and isinstance(seen.args[0], BaseException) else None
        seen = seen.__cause__ or inner
    return False


def _read(document: Any, most: int) -> tuple[list[PageGeometry], list[str]]:
    pages: list[PageGeometry] = []
    texts: list[str] = []
    try:
        for page in document.pages[:most]:
            pages.append(_page(page))
            texts.append(" ".join(word.text for word in pages[-1].words))
            page.close()
    except Exception as problem:  # noqa: BLE001 - see above; the pages before it stand
        if not pages:
            raise (Encrypted if _is_locked(problem) else Damaged) from None
    return pages, texts


def _page(page: Any) -> PageGeometry:
    found = page.dedupe_chars().extract_words(extra_attrs=["fontname", "size"])
    words = tuple(
        Word(
            plain(word["text"], symbol_table(word["fontname"])),
            word["x0"],
            word["top"],
            word["x1"],
            word["bottom"],
            size=round(word["size"], 1),
            bold=bool(_BOLD.search(word["fontname"])),
        )
        for word in found
    )
    rules = tuple(
        Rule(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in page.edges[:_MOST_RULES]
    )
    return PageGeometry(page.page_number, float(page.width), float(page.height), words, rules)

"""The files that a PDF carries inside it: a portfolio's, and those that hang on its pages as comments.

A portfolio's own page only says that another program is needed: the form is in a file of it.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.errors import Damaged
from parsers.mime.unpack import Budget, Piece

_MOST_PAGES: Final = 200
_MOST_COMMENTS: Final = 1_000
_DAMAGED: Final = "a file inside the PDF is damaged: ask the sender for it again"


def attached_files(data: bytes, budget: Budget) -> Iterator[Piece]:
    """The files inside a PDF; none of one that cannot be opened. Raises `OverLimit`.

    A file that cannot be read has a `problem` and no bytes.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return  # whoever reads the document itself will say what is wrong with it
    with contextlib.closing(document):
        seen: set[bytes] = set()
        for attachment in _attachments(document):
            piece = _piece(attachment, budget)
            if piece.problem is not None or piece.data not in seen:
                seen.add(piece.data)
                yield piece


def _attachments(document: Any) -> Iterator[Any]:
    for index in range(max(0, int(pdfium.FPDFDoc_GetAttachmentCount(document.raw)))):
        yield pdfium.FPDFDoc_GetAttachment(document.raw, index)
    for number in range(min(len(document), _MOST_PAGES)):
        page = pdfium.FPDF_LoadPage(document.raw, number)
        if page:
            try:
                yield from _on_page(page)
            finally:
                pdfium.FPDF_ClosePage(page)


def _on_page(page: Any) -> Iterator[Any]:
    for index in range(min(_MOST_COMMENTS, max(0, int(pdfium.FPDFPage_GetAnnotCount(page))))):
        comment = pdfium.FPDFPage_GetAnnot(page, index)
        if not comment:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(comment) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                yield pdfium.FPDFAnnot_GetFileAttachment(comment)
        finally:
            pdfium.FPDFPage_CloseAnnot(comment)


def _piece(attachment: Any, budget: Budget) -> Piece:
    if not attachment:
        return Piece(None, "", b"", problem=Damaged(_DAMAGED))
    name = _name(attachment)
    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size)):
        return Piece(name, "", b"", problem=Damaged(_DAMAGED))
    budget.spend(size.value)
    content = ctypes.create_string_buffer(max(1, size.value))
    pdfium.FPDFAttachment_GetFile(attachment, content, size.value, ctypes.byref(size))
    return Piece(name, "", content.raw[: size.value])


def _name(attachment: Any) -> str | None:
    size = int(pdfium.FPDFAttachment_GetName(attachment, None, 0))
    if not 2 < size < 10_000:
        return None
    name = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAttachment_GetName(attachment, name, size)
    return bytes(name)[: size - 2].decode("utf-16-le", "replace")

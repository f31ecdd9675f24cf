"""Pages that are pictures: which they are, and how they look for recognition."""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any, Final

import pypdfium2.raw as pdfium

from parsers.blocks import PageImage
from parsers.pdf.drawing import Drawing
from parsers.pdf.words import PageText

_DPI: Final = 200.0
_MOST_PIXELS: Final = 30_000_000
_FEW: Final = 30  # characters: less than a form's title
_STAMPED: Final = 160  # characters: a fax's or a scanner's own line across a scanned page
_MUCH_PICTURE: Final = 0.25
_MOSTLY_PICTURE: Final = 0.6
_MANY_SHAPES: Final = 80
# Not U+0002, which stands for a hyphen.
_CONTROLS: Final = re.compile("[\x00\x01\x03-\x08\x0e-\x1b]")
_UNMAPPED: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def is_picture(text: str, drawing: Drawing) -> bool:
    """Whether a page has no usable text but shows something that may be text.

    Letters may be turned into outlines, or written with a pen on a tablet: a page that has no
    words at all and anything drawn on it is a picture.
    """
    written = _written(text)
    if not written:
        return bool(text.strip() or drawing.picture or drawing.shapes or drawing.marks or drawing.rules)
    if is_garbage(text):
        return True
    if written < _FEW:
        return drawing.picture > _MUCH_PICTURE or drawing.shapes >= _MANY_SHAPES
    return written < _STAMPED and drawing.picture > _MOSTLY_PICTURE


def _written(text: str) -> int:
    """How many letters and figures a text has; of one with many, how many it begins with."""
    first = sum(map(str.isalnum, text[: 2 * _STAMPED]))
    return first if first >= _STAMPED else sum(map(str.isalnum, text))


def is_scan(layer: PageText, drawing: Drawing) -> bool:
    """Whether a page is a scan whose text was recognised before: how surely, nobody can tell.

    Such text lies unpainted over the picture.
    """
    return drawing.picture > _MOSTLY_PICTURE and not layer.is_shown()


def is_garbage(text: str) -> bool:
    """Whether most of the text has no meaning: fonts without a map to letters.

    Such a font's letters may all look like others, only its spaces and figures like nothing.
    """
    if not _UNMAPPED.search(text):
        return False
    size = len("".join(text.split()))
    bad, controls = len(_UNMAPPED.findall(text)), len(_CONTROLS.findall(text))
    return (bad > 6 and bad > 0.3 * size) or (controls > 2 and controls > 0.06 * size)


def render(page: Any, number: int, *, with_notes: bool = True) -> PageImage:
    """The page as it is shown, at 200 dpi or as fine as is safe; `with_notes`: stamps drawn in."""
    width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
    area = max(1.0, width * height) / 72**2
    dpi = min(_DPI, math.sqrt(_MOST_PIXELS / area))
    across, down = (min(20_000, max(1, round(side * dpi / 72))) for side in (width, height))
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError("no room to draw a page")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        flags = pdfium.FPDF_GRAYSCALE | (pdfium.FPDF_ANNOT if with_notes else 0)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, flags)
        return PageImage(number, across, down, dpi, _pixels(bitmap, across, down))
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _pixels(bitmap: Any, across: int, down: int) -> bytes:
    stride = int(pdfium.FPDFBitmap_GetStride(bitmap))
    data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
    if stride == across:
        return data
    return b"".join(data[row * stride : row * stride + across] for row in range(down))

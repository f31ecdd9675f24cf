"""Letters that a PDF brings as little drawings of their own (Type 3 fonts): how wide and how large they are.

PDFium takes a drawing to reach as far as its font says that any may, over the gap to the next word
or column; and the size that such text is set in may be any, as the drawings may be of any size.
"""

from __future__ import annotations

import ctypes
from typing import Final

import pypdfium2.raw as pdfium

from parsers.pdf import calls

_MEASURED: Final = 100.0  # points: the size at which widths are asked
_COMMON: Final = "aeinorstADENORST0123456789"
_FEWEST: Final = 3  # letters known
_USUAL: Final = 0.55  # of the size: the width of a common letter
_LEAST, _MOST = 0.5, 2.0  # of that width: fonts are narrow and wide


def are_drawings(font: int) -> bool:
    """Whether a font of PDFium's, by its handle, has no outlines but only drawings."""
    size = ctypes.c_size_t()
    handle = ctypes.cast(font, pdfium.FPDF_FONT)
    return bool(pdfium.FPDFFont_GetFontData(handle, None, 0, ctypes.byref(size))) and not size.value


def scale_of(font: int) -> float:
    """How many times larger than the size it is set in text looks; 1.0 where widths do not tell otherwise."""
    widths = [width for letter in _COMMON if (width := _known_width(font, letter, _MEASURED))]
    if len(widths) < _FEWEST:
        return 1.0
    scale = sum(widths) / len(widths) / (_USUAL * _MEASURED)
    return 1.0 if _LEAST <= scale <= _MOST else scale


def width_of(font: int, letter: str, size: float) -> float:
    """How far a letter moves the next one: as letters usually do, where the font does not say which it is."""
    return _known_width(font, letter, size) or _USUAL * size


def _known_width(font: int, letter: str, size: float) -> float:
    width = ctypes.c_float()
    known = calls.letter_width(font, ord(letter), size, ctypes.addressof(width))
    return float(width.value) if known else 0.0

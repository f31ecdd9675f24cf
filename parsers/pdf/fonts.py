"""What text is set in: weight, size and line, asked once for each piece of text that a page draws."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium

from parsers.pdf import calls
from parsers.pdf.frame import Frame
from parsers.pdf.glyphs import symbol_table

_BOLD: Final = re.compile(r"bold|black|heavy|semi-?bd|demi", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_STROKED_TOO: Final = 2
_LONGEST_NAME: Final = 128


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font. `symbols` is what its letters show, if it is a symbol font."""

    bold: bool
    symbols: dict[int, str] | None


@dataclass(frozen=True, slots=True)
class Setting:
    """How one text object is set: `size` in points as shown, `baseline` down the page.

    A text object is drawn along one line in one font.
    """

    bold: bool
    symbols: dict[int, str] | None
    size: float
    baseline: float


class Settings:
    """The settings of a page's text objects, by the index of a character."""

    def __init__(self, text_page: Any, frame: Frame) -> None:
        """`text_page` is PDFium's, and must outlive this."""
        self._text_page = text_page
        self._handle = calls.handle(text_page)
        self._frame = frame
        self._settings: dict[int, Setting] = {}
        self._typefaces: dict[int, Typeface] = {}
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_reference = ctypes.byref(self._matrix)
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._origin_references = tuple(map(ctypes.byref, self._origin))

    def text_object(self, index: int) -> int:
        """The object that draws a character; 0 for a space that PDFium put in."""
        return calls.text_object(self._handle, index) or 0

    def of(self, text_object: int, index: int) -> Setting:
        """The setting of a text object, seen at one of its characters."""
        setting = self._settings.get(text_object)
        if setting is None:
            typeface = self._typeface(text_object, index)
            stroked = bool(text_object) and calls.render_mode(text_object) == _STROKED_TOO
            setting = self._settings[text_object] = Setting(
                typeface.bold or stroked, typeface.symbols, self._size(index), self.baseline(index)
            )
        return setting

    def baseline(self, index: int) -> float:
        """Where a character stands, down the page."""
        calls.char_origin(self._handle, index, *self._origin_references)
        x, y = self._origin[0].value, self._origin[1].value
        return self._frame.box(x, y, x, y)[1]

    def _typeface(self, text_object: int, index: int) -> Typeface:
        font = calls.font_of(text_object) or 0 if text_object else 0
        typeface = self._typefaces.get(font)
        if typeface is None:
            typeface = self._typefaces[font] = self._look_up(index)
        return typeface

    def _look_up(self, index: int) -> Typeface:
        flags = ctypes.c_int()
        ask: Callable[..., int] = pdfium.FPDFText_GetFontInfo
        length = ask(self._text_page, index, self._name, _LONGEST_NAME, ctypes.byref(flags))
        name = self._name.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_NAME else ""
        return Typeface(bool(_BOLD.search(name)) or bool(flags.value & _FORCE_BOLD), symbol_table(name))

    def _size(self, index: int) -> float:
        """The nominal size is often 1 and scaled by a matrix."""
        nominal = float(pdfium.FPDFText_GetFontSize(self._text_page, index))
        if calls.char_matrix(self._handle, index, self._matrix_reference):
            nominal *= math.hypot(self._matrix.c, self._matrix.d)
        return round(min(300.0, max(1.0, nominal)), 1)

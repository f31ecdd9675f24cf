"""The words of a page with their boxes, in as few calls to PDFium as they can be had.

A page has thousands of characters and each call costs about a microsecond, so a word is
measured by its first and last character; only words that change font, line or direction
midway are taken apart character by character.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium

from parsers.blocks import Word
from parsers.pdf.frame import Box, Frame, frame_of
from parsers.pdf.glyphs import LINE_HYPHENS, plain

_TOKEN: Final = re.compile(rf"[^\s{LINE_HYPHENS}]+[{LINE_HYPHENS}]?|[{LINE_HYPHENS}]")
_BOLD: Final = re.compile(r"bold|black|heavy|semi-?bd|demi", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_STROKED_TOO: Final = 2
_ANGLE_SAMPLES: Final = 24


@dataclass(frozen=True, slots=True)
class Font:
    """What a text object is set in. `size` is in points as shown."""

    name: str
    bold: bool
    size: float


@dataclass(frozen=True, slots=True)
class Token:
    """A word and the indexes of its characters in the page's text, for a closer look."""

    word: Word
    start: int
    end: int


class PageText:
    """The text layer of one page. Lives no longer than the PDFium page it was opened on."""

    def __init__(self, page: Any) -> None:
        """Open the text layer; `close` it before the page."""
        self._text_page = pdfium.FPDFText_LoadPage(page)
        self.count = max(0, int(pdfium.FPDFText_CountChars(self._text_page)))
        self.text = self._read_text()
        self.frame = frame_of(page, self._angles())
        self._rect = pdfium.FS_RECTF()
        self._reference = ctypes.byref(self._rect)
        self._fonts: dict[int, Font] = {}

    def close(self) -> None:
        """Give the text layer back to PDFium."""
        pdfium.FPDFText_ClosePage(self._text_page)

    def _read_text(self) -> str:
        """One Python character for each of PDFium's, so that indexes agree."""
        if not self.count:
            return ""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        units = int(pdfium.FPDFText_GetText(self._text_page, 0, self.count, buffer))
        text = bytes(buffer)[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
        if len(text) == self.count and units - 1 == self.count:
            return text
        return _characters(
            [int(pdfium.FPDFText_GetUnicode(self._text_page, index)) for index in range(self.count)]
        )

    def _angles(self) -> list[float]:
        step = max(1, self.count // _ANGLE_SAMPLES)
        return [
            float(pdfium.FPDFText_GetCharAngle(self._text_page, index))
            for index in range(0, self.count, step)
            if not self.text[index].isspace()
        ]

    def char_box(self, index: int) -> Box:
        """A character's advance box, as tall as its font."""
        if not pdfium.FPDFText_GetLooseCharBox(self._text_page, index, self._reference):
            return (0.0, 0.0, 0.0, 0.0)
        rect = self._rect
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def tokens(self) -> list[Token]:
        """Every word with its place, in the order in which the page draws them."""
        return [token for match in _TOKEN.finditer(self.text) for token in self._measure(*match.span())]

    def _measure(self, start: int, end: int) -> Iterator[Token]:
        first = self.char_box(start)
        font = self._font(start)
        if end - start == 1:
            yield self._token(start, end, first, font)
            return
        last = self.char_box(end - 1)
        if self._is_even(first, last, end - start, font) and self._font(end - 1) is font:
            yield self._token(start, end, (first[0], first[1], last[2], first[3]), font)
        elif _is_upright(first, last):
            yield self._token(start, end, _around(first, last), font)
        else:
            yield from self._take_apart(start, end)

    @staticmethod
    def _is_even(first: Box, last: Box, length: int, font: Font) -> bool:
        """Whether a word runs along one line without a leap."""
        same_line = abs(first[3] - last[3]) < 0.3 * font.size + 0.5
        return same_line and 0 < last[2] - first[0] < 1.1 * length * max(font.size, 1.0)

    def _take_apart(self, start: int, end: int) -> Iterator[Token]:
        begin, box, font = start, self.char_box(start), self._font(start)
        for index in range(start + 1, end):
            here, set_in = self.char_box(index), self._font(index)
            if _leaps(box, here, font) or set_in.bold != font.bold:
                yield self._token(begin, index, box, font)
                begin, box, font = index, here, set_in
            else:
                box = _around(box, here)
        yield self._token(begin, end, box, font)

    def _token(self, start: int, end: int, box: Box, font: Font) -> Token:
        text = plain(self.text[start:end], font.name)
        return Token(Word(text, *box, size=font.size, bold=font.bold), start, end)

    def _font(self, index: int) -> Font:
        text_object = pdfium.FPDFText_GetTextObject(self._text_page, index)
        address = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        font = self._fonts.get(address)
        if font is None:
            font = self._fonts[address] = self._look_up_font(text_object, index)
        return font

    def _look_up_font(self, text_object: Any, index: int) -> Font:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self._text_page, index, name, 128, ctypes.byref(flags))
        written = name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
        bold = bool(_BOLD.search(written)) or bool(flags.value & _FORCE_BOLD)
        if text_object:
            bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _STROKED_TOO
        return Font(written, bold, self._size(text_object, index))

    def _size(self, text_object: Any, index: int) -> float:
        """The font's size as shown: the nominal one is often 1 and scaled by a matrix."""
        box = self.char_box(index)
        shown = max(box[3] - box[1], 0.0)
        matrix = pdfium.FS_MATRIX()
        if text_object and pdfium.FPDFPageObj_GetMatrix(text_object, ctypes.byref(matrix)):
            nominal = float(pdfium.FPDFText_GetFontSize(self._text_page, index))
            size = nominal * math.hypot(matrix.c, matrix.d)
            if 0.5 * shown <= size <= 1.3 * shown:
                return round(size, 1)
        return round(0.85 * shown, 1)


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _is_upright(first: Box, last: Box) -> bool:
    """Whether a word is written up or down the page: its letters stand above each other."""
    aside = abs(first[0] - last[0]) + abs(first[2] - last[2])
    return aside < 2 and abs(first[1] - last[1]) > 2 * (first[3] - first[1]) > 0


def _leaps(box: Box, here: Box, font: Font) -> bool:
    size = max(font.size, 1.0)
    gap = here[0] - box[2]
    return gap > 0.3 * size or gap < -2 * size - (box[2] - box[0]) or abs(here[3] - box[3]) > 0.6 * size


def _characters(codes: list[int]) -> str:
    """One character for each code; half of a surrogate pair cannot stand alone in text."""
    return "".join(
        chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in codes
    )

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
from parsers.pdf import calls
from parsers.pdf.frame import Box, frame_of
from parsers.pdf.glyphs import LINE_HYPHENS, plain

_TOKEN: Final = re.compile(rf"[^\s{LINE_HYPHENS}]+[{LINE_HYPHENS}]?|[{LINE_HYPHENS}]")
_BOLD: Final = re.compile(r"bold|black|heavy|semi-?bd|demi", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_STROKED_TOO: Final = 2
_LONG_TOKEN: Final = re.compile(r"[^\W_]{3,12}")
_SAMPLED: Final = 20_000  # characters
_DIRECTION_SAMPLES: Final = 12
_LONGEST_NAME: Final = 128
_ASCENT, _DESCENT = 0.9, 0.22  # of the size: embedded fonts misstate theirs


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
        self._handle = calls.handle(self._text_page)
        self.count = max(0, int(pdfium.FPDFText_CountChars(self._text_page)))
        self.text = self._read_text()
        self._rect = pdfium.FS_RECTF()
        self._reference = ctypes.byref(self._rect)
        self.frame = frame_of(page, list(self._directions()))
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._origin_references = tuple(map(ctypes.byref, self._origin))
        self._fonts: dict[int, Font] = {}
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)

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

    def _directions(self) -> Iterator[tuple[float, float]]:
        """Where some of the longer words run to, in user space."""
        spans = [match.span() for match in _LONG_TOKEN.finditer(self.text[:_SAMPLED])]
        for start, end in spans[:: max(1, len(spans) // _DIRECTION_SAMPLES)]:
            first = self._middle(start)
            last = self._middle(end - 1)
            yield last[0] - first[0], last[1] - first[1]

    def _middle(self, index: int) -> tuple[float, float]:
        calls.loose_box(self._handle, index, self._reference)
        rect = self._rect
        return (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2

    def char_box(self, index: int) -> Box:
        """A character's advance box. Its height is the font's own word for it: often nonsense."""
        if not calls.loose_box(self._handle, index, self._reference):
            return (0.0, 0.0, 0.0, 0.0)
        rect = self._rect
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def _baseline(self, index: int) -> float:
        calls.char_origin(self._handle, index, *self._origin_references)
        x, y = self._origin[0].value, self._origin[1].value
        return self.frame.box(x, y, x, y)[1]

    def tokens(self) -> list[Token]:
        """Every word with its place, in the order in which the page draws them."""
        return [token for match in _TOKEN.finditer(self.text) for token in self._measure(*match.span())]

    def _measure(self, start: int, end: int) -> Iterator[Token]:
        first, font = self.char_box(start), self._font(start)
        last = self.char_box(end - 1) if end - start > 1 else first
        if _is_vertical(first, last, font):
            yield self._token(start, end, _around(first, last), font)
        elif self._font(end - 1) is font and _is_even(first, last, end - start, font):
            yield self._token(start, end, self._box(first[0], last[2], self._baseline(start), font), font)
        else:
            yield from self._take_apart(start, end)

    @staticmethod
    def _box(x0: float, x1: float, baseline: float, font: Font) -> Box:
        return x0, baseline - _ASCENT * font.size, x1, baseline + _DESCENT * font.size

    def _take_apart(self, start: int, end: int) -> Iterator[Token]:
        """A word's pieces, parted where the letters leap or change to or from bold."""
        begin, (x0, _, x1, _) = start, self.char_box(start)
        font, line = self._font(start), self._baseline(start)
        for index in range(start + 1, end):
            (left, _, right, _), set_in, baseline = (
                self.char_box(index),
                self._font(index),
                self._baseline(index),
            )
            size = max(font.size, 1.0)
            leaps = not -2 * size < left - x1 < 0.3 * size or abs(baseline - line) > 0.5 * size
            if leaps or set_in.bold != font.bold:
                yield self._token(begin, index, self._box(x0, x1, line, font), font)
                begin, x0, x1, font, line = index, left, right, set_in, baseline
            else:
                x0, x1 = min(x0, left), max(x1, right)
        yield self._token(begin, end, self._box(x0, x1, line, font), font)

    def _token(self, start: int, end: int, box: Box, font: Font) -> Token:
        text = plain(self.text[start:end], font.name)
        return Token(Word(text, *box, size=font.size, bold=font.bold), start, end)

    def _font(self, index: int) -> Font:
        text_object = calls.text_object(self._handle, index) or 0
        font = self._fonts.get(text_object)
        if font is None:
            font = self._fonts[text_object] = self._look_up_font(index)
        return font

    def _look_up_font(self, index: int) -> Font:
        flags = ctypes.c_int()
        length = int(
            pdfium.FPDFText_GetFontInfo(
                self._text_page, index, self._name, _LONGEST_NAME, ctypes.byref(flags)
            )
        )
        name = self._name.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_NAME else ""
        bold = bool(_BOLD.search(name)) or bool(flags.value & _FORCE_BOLD) or self._is_stroked(index)
        return Font(name, bold, self._size(index))

    def _is_stroked(self, index: int) -> bool:
        """Whether letters are outlined as well as filled, which makes a plain font look bold."""
        text_object = pdfium.FPDFText_GetTextObject(self._text_page, index)
        return bool(text_object) and pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _STROKED_TOO

    def _size(self, index: int) -> float:
        """The font's size as shown: the nominal one is often 1 and scaled by a matrix."""
        nominal = float(pdfium.FPDFText_GetFontSize(self._text_page, index))
        matrix = pdfium.FS_MATRIX()
        if calls.char_matrix(self._handle, index, ctypes.byref(matrix)):
            nominal *= math.hypot(matrix.c, matrix.d)
        if 1.0 <= nominal <= 300:
            return round(nominal, 1)
        box = self.char_box(index)
        return round(min(300.0, max(1.0, box[3] - box[1])), 1)


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _is_even(first: Box, last: Box, length: int, font: Font) -> bool:
    """Whether a word's width is that of its letters."""
    return 0 < last[2] - first[0] < 1.1 * length * font.size


def _is_vertical(first: Box, last: Box, font: Font) -> bool:
    """Whether a word is written up or down the page: its letters stand above each other."""
    return abs(first[1] - last[1]) > font.size and abs(first[0] - last[0]) < 0.5 * font.size


def _characters(codes: list[int]) -> str:
    """One character for each code; half of a surrogate pair cannot stand alone in text."""
    return "".join(
        chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in codes
    )

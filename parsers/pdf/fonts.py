"""What text is set in: weight, size and line, asked once for each piece of text that a page draws."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from unicodedata import normalize

import pypdfium2.raw as pdfium

from parsers.pdf import calls, drawn_letters
from parsers.pdf.frame import Frame
from parsers.pdf.glyphs import LIGATURES_AS_LETTERS, symbol_table

_BOLD: Final = re.compile(r"bold|black|heavy|semi-?bd|demi", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_STROKED_TOO: Final = 2
_STROKED: Final = (1, 2, 5, 6)
_NO_PAINT: Final = (3, 7)
_NEARLY_WHITE: Final = 245
_LONGEST_MARK: Final = 128  # bytes
_MEASURED: Final = 100.0  # points: the size at which widths are compared
_UNLIKE, _LIKE = 0.02, 0.15  # of a width

# Why a text object may be one that nobody sees; else the name of the layer that it is on.
UNPAINTED: Final = "unpainted"
PALE: Final = "pale"
_LAYER: Final = "layer "
_LONGEST_NAME: Final = 128
_ASCENT, _DESCENT = 0.9, 0.22  # of the size: embedded fonts misstate theirs
_ACROSS = 0.2  # of a step along the line, to either side: twelve degrees off both directions
_STAMPED = 14.0  # points: a table's slanted headers are smaller


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font. `symbols` is what its letters show, if it is a symbol font; `scale` how many times larger it looks
    than it is set, if its letters are drawings.
    """

    bold: bool
    symbols: dict[int, str] | None
    scale: float | None = None


class Setting(NamedTuple):
    """How one text object is set: `size` in points as shown, `baseline` down the page.

    A text object is drawn along one line in one font: its words reach from `top` to `bottom`.
    """

    bold: bool
    symbols: dict[int, str] | None
    size: float
    baseline: float
    top: float
    bottom: float


class Settings:
    """The settings of a page's text objects, by the index of a character."""

    def __init__(self, text_page: Any, frame: Frame, text: str) -> None:
        """`text_page` is PDFium's, and must outlive this; `text` is all that it says."""
        self._text_page = text_page
        self._handle = calls.handle(text_page)
        self._frame = frame
        self._text = text
        self._settings: dict[int, Setting] = {}
        self._typefaces: dict[int, Typeface] = {}
        self._may_have_ligatures = any(chr(letter) in text for letter in LIGATURES_AS_LETTERS)
        self.doubtful: dict[int, str] = {}
        """Why each text object met that may not be seen is one."""
        self.across: set[int] = set()
        """The text objects met that run slantwise over the page in large letters."""
        self.unmapped = False
        """Whether a font was met that does not say which letters its shapes are."""
        self.drawn = False
        """Whether a font was met whose letters are drawings: only `advance` says how wide they are."""
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._matrix = calls.Numbers(ctypes.c_float, 6)
        self._shades = calls.Numbers(ctypes.c_uint, 4)
        self._origin = calls.Numbers(ctypes.c_double, 2)

    def text_object(self, index: int) -> int:
        """The object that draws a character; 0 for a space that PDFium put in."""
        return calls.text_object(self._handle, index) or 0

    def of(self, text_object: int, index: int) -> Setting:
        """The setting of a text object, seen at one of its characters."""
        setting = self._settings.get(text_object)
        if setting is None:
            setting = self._settings[text_object] = self._asked(text_object, index)
        return setting

    def _asked(self, text_object: int, index: int) -> Setting:
        typeface = self._typeface(text_object, index)
        stroked = False
        if text_object:
            mode = calls.render_mode(text_object)
            stroked = mode == _STROKED_TOO
            doubt = self._doubt(text_object, mode)
            if doubt:
                self.doubtful[text_object] = doubt
        size, baseline = self._size(index, text_object, typeface.scale or 1.0), self._baseline(index)
        top, bottom = baseline - _ASCENT * size, baseline + _DESCENT * size
        return Setting(typeface.bold or stroked, typeface.symbols, size, baseline, top, bottom)

    def _doubt(self, text_object: int, mode: int) -> str | None:
        for index in range(calls.count_marks(text_object)):
            mark = calls.mark_at(text_object, index)
            if _string(calls.mark_name, mark) == "OC":
                return _LAYER + _string(calls.mark_entry, mark, b"Name")
        if mode in _NO_PAINT:
            return UNPAINTED
        if mode in _STROKED or not calls.fill_colour(text_object, *self._shades.places):
            return None
        red, green, blue, alpha = self._shades.read()
        return PALE if alpha < 8 or min(red, green, blue) >= _NEARLY_WHITE else None

    def advance(self, index: int) -> tuple[float, float, float, float] | None:
        """The left, top, right and bottom in user space of a drawn letter, from where it stands to where the next
        one may; None for letters of other fonts.
        """
        text_object = self.text_object(index)
        if not text_object or self._typeface(text_object, index).scale is None:
            return None
        size = float(calls.font_size(self._handle, index))
        width = drawn_letters.width_of(calls.font_of(text_object), self._text[index], size)
        if not calls.char_matrix(self._handle, index, self._matrix.places[0]):
            return None
        along, rise, right, up, _, _ = self._matrix.read()
        x, y = self._stands_at(index)
        xs = x, x + along * width, x + right * size
        ys = y, y + rise * width, y + up * size
        return min(xs), max(ys), max(xs), min(ys)

    def _stands_at(self, index: int) -> tuple[float, float]:
        calls.char_origin(self._handle, index, *self._origin.places)
        x, y = self._origin.read()
        return x, y

    def _baseline(self, index: int) -> float:
        """Where a character stands, down the page."""
        x, y = self._stands_at(index)
        return self._frame.box(x, y, x, y)[1]

    def _typeface(self, text_object: int, index: int) -> Typeface:
        font = calls.font_of(text_object) or 0 if text_object else 0
        typeface = self._typefaces.get(font)
        if typeface is None:
            typeface = self._typefaces[font] = self._look_up(font, index)
        return typeface

    def _look_up(self, font: int, index: int) -> Typeface:
        self.unmapped |= calls.has_no_letter(self._handle, index) == 1
        flags = ctypes.c_int()
        ask: Callable[..., int] = pdfium.FPDFText_GetFontInfo
        length = ask(self._text_page, index, self._name, _LONGEST_NAME, ctypes.byref(flags))
        name = self._name.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_NAME else ""
        symbols = symbol_table(name) or (_ligatures(font) if font and self._may_have_ligatures else None)
        scale = drawn_letters.scale_of(font) if font and drawn_letters.are_drawings(font) else None
        self.drawn |= scale is not None
        return Typeface(bool(_BOLD.search(name)) or bool(flags.value & _FORCE_BOLD), symbols, scale)

    def _size(self, index: int, text_object: int, scale: float) -> float:
        """The nominal size is often 1 and scaled by a matrix, which may also turn the text."""
        nominal = scale * float(calls.font_size(self._handle, index))
        if calls.char_matrix(self._handle, index, self._matrix.places[0]):
            along, rise, right, up, _, _ = self._matrix.read()
            nominal *= math.hypot(right, up)
            if rise and along and nominal >= _STAMPED and _runs_across(along, rise):
                self.across.add(text_object)
        return round(min(300.0, max(1.0, nominal)), 1)


def _runs_across(along: float, rise: float) -> bool:
    """Whether a line that goes on by these steps runs neither along the page nor up it."""
    least = _ACROSS * math.hypot(along, rise)
    return abs(along) > least and abs(rise) > least


def _string(call: Callable[..., int], *arguments: Any) -> str:
    """A short string that a call writes, with its length in bytes; "" for none and for a longer one."""
    room, size = ctypes.create_string_buffer(_LONGEST_MARK), ctypes.c_ulong()
    if not call(*arguments, room, _LONGEST_MARK, ctypes.addressof(size)):
        return ""
    return room.raw[: max(0, min(size.value, _LONGEST_MARK) - 2)].decode("utf-16-le", "replace")


def _ligatures(font: int) -> dict[int, str] | None:
    """What those letters of a font show that are as wide as a ligature and not as the letter without its accent."""
    widths = calls.Numbers(ctypes.c_float, 1)

    def width(letter: str) -> float:
        known = calls.letter_width(font, ord(letter), _MEASURED, *widths.places)
        return float(widths.read()[0]) if known else 0.0

    shown = {}
    for code, ligature in LIGATURES_AS_LETTERS.items():
        plain = width(normalize("NFD", chr(code))[0])
        wide, parts = width(chr(code)), sum(map(width, ligature))
        if abs(wide - plain) > _UNLIKE * wide and abs(wide - parts) < _LIKE * wide:
            shown[code] = ligature
    return shown or None

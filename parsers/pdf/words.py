"""The words of a page with their boxes, in as few calls to PDFium as they can be had.

A page has thousands of characters and each call costs about a microsecond, so a word is
measured by its first and last character; only words that change font, line or direction
midway are taken apart character by character.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, repeat
from operator import sub, truediv
from typing import Any, Final

import pypdfium2.raw as pdfium

from parsers.blocks import Word
from parsers.pdf import calls
from parsers.pdf.fonts import Setting, Settings
from parsers.pdf.frame import Box, frame_of
from parsers.pdf.glyphs import LINE_HYPHENS, plain, with_letters_righted

_TOKEN: Final = re.compile(rf"[^\s{LINE_HYPHENS}]+[{LINE_HYPHENS}]?|[{LINE_HYPHENS}]")
_LONG_TOKEN: Final = re.compile(r"[^\W_]{3,12}")
_SAMPLED: Final = 20_000  # characters
_OVER_EACH_OTHER: Final = 2  # weights
_IN_TURNS: Final = 5  # changes from one to the other within a word
_PAINT_SAMPLES: Final = 24
_DIRECTION_SAMPLES: Final = 12
_LEAP, _SPACE = 0.3, 0.18  # of the size: so far apart stand words; with the letters of each close together
_CLOSE: Final = 0.04  # of the size
_FEWEST_CLOSE: Final = 4  # gaps between letters
_WIDEST: Final = 1.1  # of the size: a letter, on average of a word


# A word, and where its characters begin and end in the page's text: for a closer look.
Token = tuple[Word, int, int]


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
        self._settings = Settings(self._text_page, self.frame, self.text)
        self._line_end = self._last_object = 0
        self.sideways = False  # whether some words that were asked for are written up or down the page

    def close(self) -> None:
        """Give the text layer back to PDFium."""
        pdfium.FPDFText_ClosePage(self._text_page)

    def is_shown(self) -> bool:
        """Whether any of some of its letters is painted: what a scanner recognised itself is not."""
        step = max(1, self.count // _PAINT_SAMPLES)
        objects = (pdfium.FPDFText_GetTextObject(self._text_page, at) for at in range(0, self.count, step))
        modes = [int(pdfium.FPDFTextObj_GetTextRenderMode(item)) for item in objects if item]
        return not modes or any(mode != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)

    def _read_text(self) -> str:
        """One Python character for each of PDFium's, so that indexes agree."""
        if not self.count:
            return ""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        units = int(pdfium.FPDFText_GetText(self._text_page, 0, self.count, buffer))
        text = bytes(buffer)[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
        if len(text) == self.count and units - 1 == self.count:
            return with_letters_righted(text)
        return _characters(
            [int(pdfium.FPDFText_GetUnicode(self._text_page, index)) for index in range(self.count)]
        )

    def _directions(self) -> Iterator[tuple[float, float]]:
        """Where some of the longer words run to, in user space."""
        step = max(1, min(self.count, _SAMPLED) // _DIRECTION_SAMPLES)
        match = _LONG_TOKEN.search(self.text, 0, _SAMPLED)
        while match:
            first, last = self._middle(match.start()), self._middle(match.end() - 1)
            yield last[0] - first[0], last[1] - first[1]
            match = _LONG_TOKEN.search(self.text, max(match.end(), match.start() + step), _SAMPLED)

    def _middle(self, index: int) -> tuple[float, float]:
        calls.loose_box(self._handle, index, self._reference)
        rect = self._rect
        return (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2

    def char_box(self, index: int) -> Box:
        """A character's advance box. Its height is the font's own word for it: often nonsense."""
        return self._char_boxes([index])[0]

    def _char_boxes(self, indexes: Sequence[int]) -> list[Box]:
        """The advance boxes of several characters."""
        rects: Any = self._char_rects(indexes).tolist()
        if self._settings.drawn:
            for place, advance in enumerate(map(self._settings.advance, indexes)):
                if advance:
                    rects[4 * place : 4 * place + 4] = advance
        return self.frame.boxes(rects)

    def _char_rects(self, indexes: Sequence[int]) -> memoryview[float]:
        """The same in user space, one after the other, read from PDFium into one array."""
        rects = (pdfium.FS_RECTF * len(indexes))()
        first = ctypes.addressof(rects)
        places = range(first, first + ctypes.sizeof(rects), ctypes.sizeof(pdfium.FS_RECTF))
        deque(map(calls.loose_box, repeat(self._handle), indexes, places), maxlen=0)  # a loop in C
        return memoryview(rects).cast("B").cast("f")

    def unmapped(self, tokens: Sequence[Token]) -> list[Token]:
        """Those of `tokens` whose font does not say which letters its shapes are."""
        if not self._settings.unmapped:
            return []
        starts = map(calls.has_no_letter, repeat(self._handle), [start for _, start, _ in tokens])
        # An error of PDFium's own is -1.
        return [token for token, unsaid in zip(tokens, starts) if unsaid == 1 and self._ends_unmapped(token)]

    def doubtful(self) -> dict[int, str]:
        """The text objects of `tokens` that may not be seen, and why."""
        return self._settings.doubtful

    def across(self) -> set[int]:
        """The text objects of `tokens` that run slantwise over the page, as watermarks do."""
        return self._settings.across

    def text_object(self, index: int) -> int:
        """The object that draws a character."""
        return self._settings.text_object(index)

    def _ends_unmapped(self, token: Token) -> bool:
        return bool(calls.has_no_letter(self._handle, token[2] - 1) == 1)

    def tokens(self) -> list[Token]:
        """Every word with its place, in the order in which the page draws them."""
        tokens: list[Token] = []
        found = list(_TOKEN.finditer(self.text))
        if not found:
            return tokens
        texts, is_plain = list(map(re.Match.group, found)), plain(self.text) == self.text
        starts, ends = zip(*map(re.Match.span, found))
        sides = self.frame.ends(self._char_rects(starts), self._char_rects([end - 1 for end in ends]))
        at = 0
        while at < len(starts):
            setting, stop = self._run(at, starts, ends)
            run = slice(at, stop)
            is_known = at < stop and not self._settings.drawn
            # A page has hundreds of words: a run of them is looked at and made at once.
            if is_known and _are_even(setting.size, starts[run], ends[run], *(side[run] for side in sides)):
                shown = texts[run]
                if setting.symbols or not is_plain:
                    shown = [plain(text, setting.symbols) for text in shown]
                words = _words(shown, sides[0][run], sides[4][run], setting)
                tokens += zip(words, starts[run], ends[run])
            else:
                for one in range(at, max(stop, at + 1)):
                    tokens += self._look_closer(starts[one], ends[one], setting, is_of_it=one < stop)
            at = max(stop, at + 1)
        return tokens

    def _look_closer(self, start: int, end: int, setting: Setting, *, is_of_it: bool) -> Iterator[Token]:
        """A word of a run that is not simply as wide as its letters; `is_of_it` where one object draws it all."""
        first, last = self._char_boxes([start, end - 1])
        if is_of_it and _is_level(end - start, first, last, setting.size):
            yield self._token(start, end, _box(first[0], last[2], setting), setting)
        elif _is_vertical(first, last, setting):
            self.sideways = True
            yield self._token(start, end, _around(first, last), setting)
        else:
            yield from self._take_apart(start, end)

    def _run(self, at: int, starts: Sequence[int], ends: Sequence[int]) -> tuple[Setting, int]:
        """How a word is set, and the next word of which that does not hold: itself, if its letters differ.

        Most lines are one text object, so the line's last character is asked before the word's.
        """
        object_of = self._settings.text_object
        text_object = object_of(starts[at])
        if starts[at] >= self._line_end:
            self._line_end = self._end_of_line(starts[at])
            self._last_object = object_of(self._line_end - 1)
        stop = at
        if text_object == self._last_object:
            stop = bisect_right(ends, self._line_end, at)
        else:
            for start, end in islice(zip(starts, ends), at, None):
                if end > self._line_end or not object_of(start) == object_of(end - 1) == text_object:
                    break
                stop += 1
        return self._settings.of(text_object, starts[at]), stop

    def _end_of_line(self, start: int) -> int:
        end = self.text.find("\r", start)
        return end if end > 0 else self.count

    def _take_apart(self, start: int, end: int) -> Iterator[Token]:
        """A word's pieces, parted where the letters leap or change to or from bold."""
        mixed = self._printed_over_each_other(start, end)
        if mixed:
            yield from mixed
            return
        boxes = self._char_boxes(range(start, end))
        begin, (x0, _, x1, _) = start, boxes[0]
        setting = self._settings.of(self._settings.text_object(start), start)
        space = _least_space(boxes, setting.size)
        for index, (left, _, right, _) in enumerate(boxes[1:], start + 1):
            here = self._settings.of(self._settings.text_object(index), index)
            if _leaps(left - x1, space, setting, here) or here.bold != setting.bold:
                yield self._token(begin, index, _box(x0, x1, setting), setting)
                begin, x0, x1, setting = index, left, right, here
            else:
                x0, x1 = min(x0, left), max(x1, right)
        yield self._token(begin, end, _box(x0, x1, setting), setting)

    def _printed_over_each_other(self, start: int, end: int) -> list[Token]:
        """The words of two weights whose letters come in turns: one ran into the other's place."""
        drawn: dict[bool, list[int]] = {}
        changes = 0
        for index in range(start, end):
            bold = self._settings.of(self._settings.text_object(index), index).bold
            changes += bool(drawn) and index - 1 not in drawn.get(bold, ())[-1:]
            drawn.setdefault(bold, []).append(index)
        if len(drawn) != _OVER_EACH_OTHER or changes < _IN_TURNS:
            return []
        tokens = []
        for indexes in drawn.values():
            setting = self._settings.of(self._settings.text_object(indexes[0]), indexes[0])
            boxes = self._char_boxes(indexes)
            text = plain("".join(self.text[index] for index in indexes), setting.symbols)
            box = _box(min(box[0] for box in boxes), max(box[2] for box in boxes), setting)
            tokens.append((Word(text, *box, setting.size, setting.bold), indexes[0], indexes[-1] + 1))
        return tokens

    def _token(self, start: int, end: int, box: Box, setting: Setting) -> Token:
        text = plain(self.text[start:end], setting.symbols)
        return Word(text, *box, setting.size, setting.bold), start, end


def _words(
    texts: Iterable[str], x0s: Iterable[float], x1s: Iterable[float], setting: Setting
) -> Iterator[Word]:
    """Words that are set in one way, made by the interpreter's own loops."""
    bold, _, size, _, top, bottom = setting
    alike = map(repeat, (bottom, size, bold, False, 1.0, None))
    return map(tuple.__new__, repeat(Word), zip(texts, x0s, repeat(top), x1s, *alike))


def _are_even(
    size: float,
    starts: Iterable[int],
    ends: Iterable[int],
    x0s: Iterable[float],
    first_tops: Sequence[float],
    _: Sequence[float],
    last_tops: Sequence[float],
    x1s: Iterable[float],
) -> bool:
    """Whether words run level to the right, each as wide as its letters are."""
    # Embedded fonts give each letter a height of its own, which tells nothing.
    if first_tops != last_tops and max(map(abs, map(sub, first_tops, last_tops))) > size:
        return False
    widths: list[float] = list(map(truediv, map(sub, x1s, x0s), map(sub, ends, starts)))
    return min(widths) > 0 and max(widths) < _WIDEST * size


def _is_level(letters: int, first: Box, last: Box, size: float) -> bool:
    """Whether a word runs to the right, as wide as its letters are."""
    return 0 < last[2] - first[0] < _WIDEST * letters * size and (
        -size <= first[1] - last[1] <= size or abs(first[0] - last[0]) >= 0.5 * size
    )


def _box(x0: float, x1: float, setting: Setting) -> Box:
    return x0, setting.top, x1, setting.bottom


def _least_space(boxes: Sequence[Box], size: float) -> float:
    """How far apart letters must stand to be of two words, against the size.

    A program that kerns may leave the space out and go on farther right: where all else in a word
    stands close, less tells of it than in a word that is set wide.
    """
    gaps = sorted(after[0] - before[2] for before, after in pairwise(boxes))
    close = len(gaps) >= _FEWEST_CLOSE and gaps[len(gaps) * 3 // 4] < _CLOSE * size
    return _SPACE if close else _LEAP


def _leaps(gap: float, space: float, setting: Setting, here: Setting) -> bool:
    size = setting.size
    return not -2 * size < gap < space * size or abs(here.baseline - setting.baseline) > 0.5 * size


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _is_vertical(first: Box, last: Box, setting: Setting) -> bool:
    """Whether a word is written up or down the page: its letters stand above each other."""
    return abs(first[1] - last[1]) > setting.size and abs(first[0] - last[0]) < 0.5 * setting.size


def _characters(codes: list[int]) -> str:
    """One character for each code; half of a surrogate pair cannot stand alone in text."""
    return "".join(
        chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in codes
    )

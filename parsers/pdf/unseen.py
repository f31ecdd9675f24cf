"""Words that a page's text holds and its reader never sees: those of a layer that is switched off, of
an older copy left in white on white or painted over, and unpainted ones with nothing in their place.

Whether a word is seen is asked of PDFium itself, which draws the page with and without it. Only
words that give reason to doubt are asked after, so that most pages are not drawn at all.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pypdfium2.raw as pdfium

from parsers.blocks import Word
from parsers.pdf import calls
from parsers.pdf.drawing import Drawing
from parsers.pdf.fonts import PALE, UNPAINTED
from parsers.pdf.words import PageText, Token

_MOST_LAYERS: Final = 12
_LONGEST_SIDE: Final = 2_000  # points: a larger page is drawn smaller


def leave_out_unseen(
    page: Any, layer: PageText, tokens: list[Token], drawing: Drawing, *, layered: bool
) -> list[Token]:
    """`tokens` without those that are not to be seen on the page as it is shown.

    `layered` says whether a form object of the document may be on a layer that is switched off.
    """
    by_reason = _doubted(layer, tokens, drawing if layered else None)
    alone = [token for token in by_reason.pop(PALE, ()) if not _is_on_colour(token[0], drawing)]
    alone += _painted_over(layer, tokens, drawing)
    unpainted = by_reason.pop(UNPAINTED, [])
    unseen: set[int] = set()
    if len(unpainted) < len(tokens) and not drawing.picture and not drawing.shapes:
        unseen.update(start for _, start, _ in unpainted)
    if alone or by_reason:
        shown = _Shown(page, layer)
        seen = shown.changes_with(alone) if alone else []
        unseen.update(start for (_, start, _), is_seen in zip(alone, seen, strict=True) if not is_seen)
        for together in list(by_reason.values())[:_MOST_LAYERS]:
            if not any(shown.changes_with(together)):
                unseen.update(start for _, start, _ in together)
    return [token for token in tokens if token[1] not in unseen] if unseen else tokens


def _doubted(layer: PageText, tokens: Sequence[Token], forms: Drawing | None) -> dict[str, list[Token]]:
    """The words that may not be seen, by why that is; words of one layer or form object are seen or not together."""
    found: defaultdict[str, list[Token]] = defaultdict(list)
    doubtful = layer.doubtful()
    within = forms.form_of if forms else {}
    if not doubtful and not within:
        return found
    for token in tokens:
        item = layer.text_object(token[1])
        reason = doubtful.get(item) or (f"form {within[item]}" if item in within else None)
        if reason is not None:
            found[reason].append(token)
    return found


def _painted_over(layer: PageText, tokens: Sequence[Token], drawing: Drawing) -> list[Token]:
    """The words over which something is painted after them."""
    first = min(drawing.painted.values(), default=0)
    if len(drawing.covers) <= first or not tokens:
        return []
    by_height = sorted(((word.top + word.bottom) / 2, at) for at, (word, _, _) in enumerate(tokens))
    over: set[int] = set()
    for number, (x0, top, x1, bottom) in enumerate(drawing.covers[first:], first):
        within = by_height[bisect_left(by_height, (top, 0)) : bisect_right(by_height, (bottom, len(tokens)))]
        for _, at in within:
            word, start, _ = tokens[at]
            if at not in over and x0 <= (word.x0 + word.x1) / 2 <= x1:
                painted = drawing.painted.get(layer.text_object(start))
                over |= {at} if painted is not None and painted <= number else set()
    return [tokens[at] for at in sorted(over)]


def _is_on_colour(word: Word, drawing: Drawing) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in drawing.dark)


class _Shown:
    """How a page looks, with all that is on it and without some of its words."""

    def __init__(self, page: Any, layer: PageText) -> None:
        self._page, self._layer, self._frame = page, layer, layer.frame
        self._scale = min(1.0, _LONGEST_SIDE / max(1.0, self._frame.width, self._frame.height))
        self._across, self._down = (
            max(1, round(side * self._scale)) for side in (self._frame.width, self._frame.height)
        )
        self._whole: bytes | None = None

    def changes_with(self, tokens: Sequence[Token]) -> list[bool]:
        """Whether the page looks different where each word stands when all of them are gone."""
        if self._whole is None:
            self._whole = self._drawn()
        objects = {self._layer.text_object(start) for _, start, _ in tokens}
        _switch(objects, active=False)
        without = self._drawn()
        _switch(objects, active=True)
        return [self._differs(self._whole, without, word) for word, _, _ in tokens]

    def _differs(self, whole: bytes, without: bytes, word: Word) -> bool:
        left, right = (min(self._across, max(0, round(x * self._scale))) for x in (word.x0, word.x1))
        top, bottom = (min(self._down, max(0, round(y * self._scale))) for y in (word.top, word.bottom))
        ends = ((row * self._across + left, row * self._across + right) for row in range(top, bottom))
        return any(whole[start:end] != without[start:end] for start, end in ends)

    def _drawn(self) -> bytes:
        """The page in grey, a byte for each point or so, turned as its words are."""
        room = ctypes.create_string_buffer(self._across * self._down)
        bitmap = pdfium.FPDFBitmap_CreateEx(
            self._across, self._down, pdfium.FPDFBitmap_Gray, room, self._across
        )
        if not bitmap:
            raise MemoryError("no room to draw a page")
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self._across, self._down, 0xFFFFFFFF)
            turns = (self._frame.turns - max(0, int(pdfium.FPDFPage_GetRotation(self._page)))) % 4
            size = (self._across, self._down)
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, *size, turns, pdfium.FPDF_GRAYSCALE)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return room.raw


def _switch(objects: Iterable[int], *, active: bool) -> None:
    for item in objects:
        calls.set_active(item, int(active))

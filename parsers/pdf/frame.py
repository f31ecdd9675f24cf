"""From a PDF page's own coordinates to those of `PageGeometry`."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible rectangle in user space, and the quarter turns clockwise that show it upright."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """Points across the page as it is shown."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Points down the page as it is shown."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def boxes(self, rects: Sequence[float]) -> list[Box]:
        """`box` of many rectangles, as PDFium lays them out: left, top, right and bottom in turn."""
        lefts, tops, rights, bottoms = rects[0::4], rects[1::4], rects[2::4], rects[3::4]
        if self.turns == 0:
            x, y = self.left, self.top
            return [(a - x, y - b, c - x, y - d) for a, b, c, d in zip(lefts, tops, rights, bottoms)]
        return list(map(self.box, lefts, bottoms, rights, tops))

    def ends(self, firsts: memoryview[float], lasts: memoryview[float]) -> tuple[Sequence[float], ...]:
        """Of rectangles with which words begin, and of those with which they end, laid out as for `boxes`: x0 and
        a height of the first, x0, that height and x1 of the last, in columns. Heights are for comparing only.
        """
        if self.turns == 0:
            # Only what is asked for is made into numbers: a page has thousands.
            sides = [_column(firsts, 0), _column(lasts, 0), _column(lasts, 2)]
            if self.left:
                sides = [[x - self.left for x in side] for side in sides]
            return sides[0], _column(firsts, 1), sides[1], _column(lasts, 1), sides[2]
        begins, ends = self.boxes(firsts.tolist()), self.boxes(lasts.tolist())
        rows = [(*one[:2], *other[:3]) for one, other in zip(begins, ends)]
        return tuple(zip(*rows))

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """`(x0, top, x1, bottom)` from the page's top left corner, y downwards."""
        if self.turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def _column(rects: memoryview[float], at: int) -> list[float]:
    column: Any = rects[at::4]
    numbers: list[float] = column.tolist()
    return numbers


def frame_of(page: Any, directions: Sequence[tuple[float, float]]) -> Frame:
    """The frame of a PDFium page that shows most of its text upright.

    `directions` say where some words run to, as steps right and up in user space. A page
    without text is turned as the page itself says.
    """
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    turns = _text_turns(directions)
    if turns is None:
        turns = max(0, int(pdfium.FPDFPage_GetRotation(page)))
    return Frame(rect.left, rect.bottom, rect.right, rect.top, turns)


def _text_turns(directions: Sequence[tuple[float, float]]) -> int | None:
    """The quarter turns clockwise that make most words run to the right."""
    quarters = [
        (0 if right > 0 else 2) if abs(right) >= abs(up) else (1 if up > 0 else 3)
        for right, up in directions
        if (right, up) != (0, 0)
    ]
    return max(set(quarters), key=quarters.count) if quarters else None

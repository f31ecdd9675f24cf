"""PDFium's hottest calls, bound anew: handles as plain numbers, no pointer object for each answer.

A page costs thousands of these, each far under a microsecond of PDFium's own work: bound this
way, and without letting other threads in between, each takes about a third of the time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_int, c_void_p
from typing import Any

import pypdfium2.raw as pdfium


def _bind(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, c_void_p).value or 0
    bound: Callable[..., Any] = ctypes.PYFUNCTYPE(answer, *arguments)(address)
    return bound


class Numbers:
    """Room for a call's answers, used again for each call: `places` are the arguments."""

    def __init__(self, kind: Any, count: int) -> None:
        """`count` numbers of one ctypes kind."""
        self._room = (kind * count)()
        first = ctypes.addressof(self._room)
        self.places = tuple(range(first, first + ctypes.sizeof(self._room), ctypes.sizeof(kind)))

    def read(self) -> list[Any]:
        """What the last call wrote."""
        found: list[Any] = self._room[:]
        return found


def handle(pointer: Any) -> int:
    """A PDFium handle as the number that the calls below take; 0 for none."""
    return ctypes.cast(pointer, c_void_p).value or 0


text_object = _bind(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
char_origin = _bind(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _bind(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size = _bind(pdfium.FPDFText_GetFontSize, ctypes.c_double, c_void_p, c_int)
font_of = _bind(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
render_mode = _bind(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
page_object = _bind(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_object = _bind(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, ctypes.c_ulong)
object_type = _bind(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
object_bounds = _bind(pdfium.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
fill_colour = _bind(pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
count_in_form = _bind(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p)
count_segments = _bind(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
path_segment = _bind(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_type = _bind(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
segment_closes = _bind(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)

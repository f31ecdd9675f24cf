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


class Letters:
    """Room for PDFium's UTF-16 strings, used again for each.

    It says how many bytes a string needs, with two for its end, and fills what room there is if enough.
    """

    def __init__(self, count: int) -> None:
        """`count` characters are enough for nearly all; longer strings get room of their own."""
        self._room = ctypes.create_string_buffer(2 * count)

    def ask(self, call: Callable[..., int], *arguments: Any) -> str:
        """The string that a call gives; "" for none."""
        room = self._room
        size = call(*arguments, room, len(room))
        if size > len(room):
            room = ctypes.create_string_buffer(size)
            call(*arguments, room, size)
        return room.raw[: size - 2].decode("utf-16-le", "replace") if size > 2 else ""


def handle(pointer: Any) -> int:
    """A PDFium handle as the number that the calls below take; 0 for none."""
    return ctypes.cast(pointer, c_void_p).value or 0


text_object = _bind(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
char_origin = _bind(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _bind(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
has_no_letter = _bind(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
font_size = _bind(pdfium.FPDFText_GetFontSize, ctypes.c_double, c_void_p, c_int)
font_of = _bind(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
letter_width = _bind(
    pdfium.FPDFFont_GetGlyphWidth, c_int, c_void_p, ctypes.c_uint32, ctypes.c_float, c_void_p
)
render_mode = _bind(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
page_object = _bind(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_object = _bind(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, ctypes.c_ulong)
object_type = _bind(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
object_bounds = _bind(pdfium.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
fill_colour = _bind(pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
stroke_colour = _bind(
    pdfium.FPDFPageObj_GetStrokeColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p
)
set_active = _bind(pdfium.FPDFPageObj_SetIsActive, c_int, c_void_p, c_int)
count_marks = _bind(pdfium.FPDFPageObj_CountMarks, c_int, c_void_p)
mark_at = _bind(pdfium.FPDFPageObj_GetMark, c_void_p, c_void_p, ctypes.c_ulong)
mark_name = _bind(pdfium.FPDFPageObjMark_GetName, c_int, c_void_p, c_void_p, ctypes.c_ulong, c_void_p)
mark_entry = _bind(
    pdfium.FPDFPageObjMark_GetParamStringValue,
    c_int,
    c_void_p,
    ctypes.c_char_p,
    c_void_p,
    ctypes.c_ulong,
    c_void_p,
)
count_in_form = _bind(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p)
count_segments = _bind(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
path_segment = _bind(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_type = _bind(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
segment_closes = _bind(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)

_ANNOTATION = (c_void_p,)
_FIELD = (c_void_p, c_void_p)  # the form and the annotation
_STRING = (c_void_p, ctypes.c_ulong)
annotation = _bind(pdfium.FPDFPage_GetAnnot, c_void_p, c_void_p, c_int)
close_annotation = _bind(pdfium.FPDFPage_CloseAnnot, None, *_ANNOTATION)
annotation_kind = _bind(pdfium.FPDFAnnot_GetSubtype, c_int, *_ANNOTATION)
annotation_flags = _bind(pdfium.FPDFAnnot_GetFlags, c_int, *_ANNOTATION)
annotation_rect = _bind(pdfium.FPDFAnnot_GetRect, c_int, *_ANNOTATION, c_void_p)
annotation_entry = _bind(
    pdfium.FPDFAnnot_GetStringValue, ctypes.c_ulong, *_ANNOTATION, ctypes.c_char_p, *_STRING
)
appearance = _bind(pdfium.FPDFAnnot_GetAP, ctypes.c_ulong, *_ANNOTATION, c_int, *_STRING)
field_kind = _bind(pdfium.FPDFAnnot_GetFormFieldType, c_int, *_FIELD)
field_flags = _bind(pdfium.FPDFAnnot_GetFormFieldFlags, c_int, *_FIELD)
field_value = _bind(pdfium.FPDFAnnot_GetFormFieldValue, ctypes.c_ulong, *_FIELD, *_STRING)
field_export = _bind(pdfium.FPDFAnnot_GetFormFieldExportValue, ctypes.c_ulong, *_FIELD, *_STRING)
field_tooltip = _bind(pdfium.FPDFAnnot_GetFormFieldAlternateName, ctypes.c_ulong, *_FIELD, *_STRING)
field_name = _bind(pdfium.FPDFAnnot_GetFormFieldName, ctypes.c_ulong, *_FIELD, *_STRING)
option_count = _bind(pdfium.FPDFAnnot_GetOptionCount, c_int, *_FIELD)
option_selected = _bind(pdfium.FPDFAnnot_IsOptionSelected, c_int, *_FIELD, c_int)
option_label = _bind(pdfium.FPDFAnnot_GetOptionLabel, ctypes.c_ulong, *_FIELD, c_int, *_STRING)

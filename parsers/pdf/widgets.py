"""What the writer put into form fields, and typed onto the page as comments.

The values are the fields' own: many forms carry no appearance streams, and then nothing of
what was filled in is on the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as pdfium

from parsers.blocks import TICKED, UNTICKED, Rule, Word
from parsers.pdf import calls
from parsers.pdf.appearance import shown_text
from parsers.pdf.frame import Box, Frame

_MOST: Final = 20_000
_USUAL_LENGTH: Final = 256  # characters
# One thread reads one page at a time, as PDFium wants it: all widgets share this room.
_LETTERS: Final = calls.Letters(_USUAL_LENGTH)
_RECT: Final = calls.Numbers(ctypes.c_float, 4)
_UNSEEN: Final = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_BUTTONS: Final = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_CHOICES: Final = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_DRAWN: Final = (
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_INK,
    pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE,
    pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_POLYLINE,
)
_RINGS: Final = (pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_SQUARE)


@dataclass(slots=True)
class Additions:
    """What stands on a page in annotations.

    `words` are values at their widgets' boxes, `notes` text that has no place on the page
    (hidden fields, sticky notes), `marks` the boxes of stamps and pen strokes, `rings` those of circles and
    squares, which may go round a word; `struck` lines
    that a reader's strike-out tool drew, `highlights` where its highlighter went over words. `fields` counts the widgets that can be filled in.
    """

    words: list[Word] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    rings: list[Box] = field(default_factory=list)
    struck: list[Rule] = field(default_factory=list)
    highlights: list[Box] = field(default_factory=list)
    fields: int = 0


def read_additions(page: Any, form: Any, frame: Frame) -> Additions:
    """The annotations of a PDFium page. `form` is PDFium's form handle, or `None` without a form."""
    found = Additions()
    page_handle, form_handle = calls.handle(page), calls.handle(form) if form else 0
    for index in range(min(_MOST, max(0, int(pdfium.FPDFPage_GetAnnotCount(page))))):
        annotation = calls.annotation(page_handle, index)
        if not annotation:
            continue
        try:
            _read(annotation, form_handle, frame, found)
        finally:
            calls.close_annotation(annotation)
    return found


def _read(annotation: int, form: int, frame: Frame, found: Additions) -> None:
    kind = calls.annotation_kind(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        _read_widget(annotation, form, frame, found)
    elif kind == pdfium.FPDF_ANNOT_FREETEXT:
        text = _clean(_entry(annotation, b"Contents"))
        if text and _is_unseen(annotation):
            found.notes.append(text)
        elif text:
            found.words.append(_word(text, _box(annotation, frame), None))
    elif kind == pdfium.FPDF_ANNOT_TEXT:
        found.notes.extend(filter(None, [_clean(_entry(annotation, b"Contents"))]))
    elif kind == pdfium.FPDF_ANNOT_STRIKEOUT:
        found.struck.extend(
            Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
            for x0, top, x1, bottom in _quads(annotation, frame)
        )
    elif kind == pdfium.FPDF_ANNOT_HIGHLIGHT:
        found.highlights.extend(_quads(annotation, frame))
    elif kind in _DRAWN:
        found.marks.append(_box(annotation, frame))
        found.rings.extend(found.marks[-1:] if kind in _RINGS else [])


def _read_widget(annotation: int, form: int, frame: Frame, found: Additions) -> None:
    kind = calls.field_kind(form, annotation) if form else -1
    if kind == pdfium.FPDF_FORMFIELD_PUSHBUTTON:
        return
    text = _value(annotation, form, kind)
    if _is_unseen(annotation):
        found.notes.extend([text] if kind not in _BUTTONS and text else [])
        return
    found.fields += 1
    found.words.append(_word(text, _box(annotation, frame), _hint(annotation, form)))
    if kind in _CHOICES:
        # What the form sends for a choice may differ from what it shows: both can be searched for.
        sent = _field_value(annotation, form)
        found.notes.extend([sent] if sent not in text else [])


def _value(annotation: int, form: int, kind: int) -> str:
    if kind in _BUTTONS:
        return TICKED if _is_on(annotation, form) else UNTICKED
    if kind == pdfium.FPDF_FORMFIELD_SIGNATURE:
        return ""
    if kind in _CHOICES:
        labels = [_option(annotation, form, index) for index in _selected(annotation, form)]
        if labels:
            return "\n".join(labels)
    if kind < 0:
        return _clean(_entry(annotation, b"V"))
    if _is_password(annotation, form, kind):
        return ""
    return _field_value(annotation, form) or _shown_value(annotation, kind)


def _shown_value(annotation: int, kind: int) -> str:
    """What a text field without a value shows nevertheless."""
    if kind != pdfium.FPDF_FORMFIELD_TEXTFIELD:
        return ""
    return shown_text(_LETTERS.ask(calls.appearance, annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL))


def _field_value(annotation: int, form: int) -> str:
    return _clean(_LETTERS.ask(calls.field_value, form, annotation))


def _is_password(annotation: int, form: int, kind: int) -> bool:
    if kind != pdfium.FPDF_FORMFIELD_TEXTFIELD:
        return False
    return bool(calls.field_flags(form, annotation) & pdfium.FPDF_FORMFLAG_TEXT_PASSWORD)


def _is_on(annotation: int, form: int) -> bool:
    """By the widget's own state; else by whether the field's value is what this widget stands for.

    Some programs set the value alone and leave every widget's state at Off.
    """
    if _entry(annotation, b"AS") not in ("", "Off"):
        return True
    if not form:
        return False
    value = _LETTERS.ask(calls.field_value, form, annotation)
    export = _LETTERS.ask(calls.field_export, form, annotation)
    return bool(value) and value != "Off" and value == export


def _selected(annotation: int, form: int) -> Iterator[int]:
    for index in range(min(1000, max(0, calls.option_count(form, annotation)))):
        if calls.option_selected(form, annotation, index):
            yield index


def _option(annotation: int, form: int, index: int) -> str:
    return _clean(_LETTERS.ask(calls.option_label, form, annotation, index))


def _hint(annotation: int, form: int) -> str | None:
    """The tooltip, else the field's full name."""
    if not form:
        return _clean(_entry(annotation, b"TU") or _entry(annotation, b"T")) or None
    tooltip = _clean(_LETTERS.ask(calls.field_tooltip, form, annotation))
    return tooltip or _clean(_LETTERS.ask(calls.field_name, form, annotation)) or None


def _word(text: str, box: Box, hint: str | None) -> Word:
    lines = max(1, text.count("\n") + 1)
    size = min(11.0, max(4.0, 0.7 * (box[3] - box[1]) / lines))
    return Word(text, *box, size=size, filled=True, hint=hint)


def _box(annotation: int, frame: Frame) -> Box:
    if not calls.annotation_rect(annotation, _RECT.places[0]):
        return frame.box(0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = _RECT.read()
    return frame.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _quads(annotation: int, frame: Frame) -> Iterator[Box]:
    """The stretches of text that a reader's tool went over."""
    quad, pointer = pdfium.FS_QUADPOINTSF(), ctypes.cast(annotation, pdfium.FPDF_ANNOTATION)
    for index in range(min(500, int(pdfium.FPDFAnnot_CountAttachmentPoints(pointer)))):
        if pdfium.FPDFAnnot_GetAttachmentPoints(pointer, index, ctypes.byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield frame.box(min(xs), min(ys), max(xs), max(ys))


def _is_unseen(annotation: int) -> bool:
    return bool(calls.annotation_flags(annotation) & _UNSEEN)


def _entry(annotation: int, key: bytes) -> str:
    return _LETTERS.ask(calls.annotation_entry, annotation, key)


def _clean(text: str) -> str:
    if "\r" in text or "\x00" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.strip()

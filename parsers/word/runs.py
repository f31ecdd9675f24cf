"""A Word paragraph -> `Piece`s: which words are shown, bold, or typed into which field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from parsers.boxes import in_symbol_font, is_symbol_font, symbol
from parsers.office.xml_element import Element
from parsers.pieces import Piece, is_note_mark
from parsers.word.fields import SDT, Control, LegacyField, control, legacy_field
from parsers.word.markup import ALTERNATE, MATH, TEXT_BOX, WRAPPERS, W, branch, val
from parsers.word.rings import Ring, rings, with_ringed_chosen
from parsers.word.styles import PLAIN, Look, Styles, both, look_of, outline_level

_RUN: Final = W + "r"
_RUN_PROPERTIES: Final = W + "rPr"
_PARAGRAPH_PROPERTIES: Final = W + "pPr"
_TEXT: Final = W + "t"
_FIELD_CHAR: Final = W + "fldChar"
_SIMPLE_FIELD: Final = W + "fldSimple"
_SYMBOL: Final = W + "sym"
_RUBY: Final = W + "ruby"
_FORMULAS: Final = frozenset({MATH + "oMath", MATH + "oMathPara"})
_CHARACTERS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_DRAWINGS: Final = frozenset({W + "drawing", W + "pict", W + "object", ALTERNATE})


@dataclass(slots=True)
class Paragraph:
    """A paragraph's pieces, its heading level, and the text boxes anchored in it."""

    pieces: list[Piece] = field(default_factory=list)
    heading: int | None = None
    text_boxes: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _OpenField:
    """A complex field (`w:fldChar`) whose end has not come yet."""

    legacy: LegacyField | None
    number: int = 0
    in_result: bool = False
    answered: bool = False


class ParagraphReader:
    """Reads the paragraphs of one story in order: fields may run over several of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._paragraph = Paragraph()
        self._base = PLAIN
        self._open: list[_OpenField] = []
        self._controls: list[tuple[int, Control]] = []
        self._fields = 0
        self._has_drawings = False
        #: Whether a ring lies over what nobody could tell.
        self.unsettled_ring = False

    def read(self, paragraph: Element) -> Paragraph:
        """The paragraph `w:p`."""
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        style = self._styles.paragraph(val(properties, "pStyle"))
        self._base = style.look
        self._paragraph = Paragraph(heading=outline_level(properties) or style.heading)
        self._has_drawings = False
        self._walk(paragraph)
        if self._has_drawings and (found := list(rings(paragraph))):
            self._choose(paragraph, found)
        for opened in self._open:
            opened.in_result = True  # an instruction never runs on: its end is missing
        return self._paragraph

    def _choose(self, paragraph: Element, found: list[Ring]) -> None:
        chosen = with_ringed_chosen(self._paragraph.pieces, paragraph, found, self._styles)
        if chosen is None:
            self.unsettled_ring = True
        else:
            self._paragraph.pieces = chosen

    def enter(self, held: Control) -> None:
        """Start a control around whole paragraphs or cells."""
        self._fields += 1
        self._controls.append((self._fields, held))

    def leave(self) -> Piece:
        """End that control. The piece is its empty field, for where nothing was put in."""
        number, held = self._controls.pop()
        return Piece("", field=number, hint=held.hint)

    def forget_open_fields(self) -> None:
        """No field reaches into or out of a cell, whatever its missing end says."""
        self._open.clear()

    def _walk(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in WRAPPERS:
                self._walk(child)
            elif tag == SDT:
                self._control(child)
            elif tag == _SIMPLE_FIELD:
                self._simple_field(child)
            elif tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self._walk(chosen)
            elif tag in _FORMULAS:
                self._add("".join(text.text or "" for text in child.iter(MATH + "t")), self._base)

    def _run(self, run: Element) -> None:
        look, font = self._base, None
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = child.text
                if text:
                    self._add(in_symbol_font(text, font) if font else text, look)
            elif tag == _RUN_PROPERTIES:
                look, font = self._look(child), _symbol_font(child)
            elif tag in _CHARACTERS:
                self._add(_CHARACTERS[tag], look)
            elif tag == _FIELD_CHAR:
                self._field_char(child)
            elif tag == _SYMBOL:
                self._add(_symbol(child), look)
            elif tag in _DRAWINGS:
                self._has_drawings = True
                self._paragraph.text_boxes.extend(text_boxes(child))
            elif tag == _RUBY:
                for base in child.iterfind(W + "rubyBase"):
                    self._walk(base)

    def _look(self, properties: Element) -> Look:
        style_id = val(properties, "rStyle")
        base = self._base if style_id is None else both(self._base, self._styles.style(style_id).look)
        return look_of(properties, base)

    def _add(self, text: str, look: Look) -> None:
        number, hint, gone = 0, None, look.struck or look.hidden or (look.raised and is_note_mark(text))
        if self._controls:
            number, held = self._controls[-1]
            hint, gone = held.hint, gone or held.kind == "placeholder"
        if self._open:
            opened = self._open[-1]
            gone = gone or self._is_silent()
            if opened.number and not gone:
                number, hint = opened.number, opened.legacy.hint if opened.legacy else None
                opened.answered = opened.answered or bool(text.strip())
        self._paragraph.pieces.append(Piece(text, look.bold, number, hint, gone, look.marked, look.quiet))

    def _is_silent(self) -> bool:
        """Whether the text here is a field's instruction, or only repeats what its data says."""
        return any(
            not opened.in_result or (opened.legacy is not None and opened.legacy.value is not None)
            for opened in self._open
        )

    def _control(self, sdt: Element) -> None:
        held = control(sdt)
        if held.content is None:
            return
        if held.kind == "section":
            self._walk(held.content)
        elif held.kind == "box":
            self._paragraph.pieces.append(Piece(held.box, hint=held.hint))
        else:
            before = len(self._paragraph.pieces)
            self.enter(held)
            self._walk(held.content)
            empty = self.leave()
            if not any(_is_shown(piece) for piece in self._paragraph.pieces[before:]):
                self._paragraph.pieces.append(empty)

    def _simple_field(self, simple: Element) -> None:
        data = simple.find(W + "fldData")
        instruction = (simple.get(W + "instr") or "").split()[:1]
        if data is None and instruction == ["FORMTEXT"]:
            self._begin(LegacyField("text"))
            self._open[-1].in_result = True
            self._walk(simple)
            self._end()
        else:
            self._walk(simple)

    def _field_char(self, char: Element) -> None:
        kind = char.get(W + "fldCharType")
        if kind == "begin":
            data = char.find(W + "ffData")
            self._begin(None if data is None else legacy_field(data))
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            self._end()

    def _begin(self, legacy: LegacyField | None) -> None:
        if legacy is None:
            self._open.append(_OpenField(None))
            return
        self._open = [opened for opened in self._open if opened.legacy is None]
        self._fields += 1
        number = self._fields if legacy.kind != "box" else 0
        if legacy.value is not None:
            self._paragraph.pieces.append(Piece(legacy.value, field=number, hint=legacy.hint))
        self._open.append(_OpenField(legacy, number, answered=legacy.value is not None))

    def _end(self) -> None:
        opened = self._open.pop()
        if opened.number and not opened.answered and opened.legacy:
            self._paragraph.pieces.append(Piece("", field=opened.number, hint=opened.legacy.hint))


def text_boxes(element: Element) -> Iterator[Element]:
    """The text boxes (`w:txbxContent`) drawn in `element`, each once.

    Word writes a box twice, as a drawing and as VML for old programs.
    """
    if element.tag == TEXT_BOX:
        yield element
    elif element.tag == ALTERNATE:
        branches = [part for part in element if next(part.iter(TEXT_BOX), None) is not None]
        for part in branches[:1]:
            yield from text_boxes(part)
    elif next(element.iter(TEXT_BOX), None) is not None:
        for child in element:
            yield from text_boxes(child)


def _is_shown(piece: Piece) -> bool:
    return not piece.gone and bool(piece.text.strip() or piece.field)


def _symbol_font(properties: Element) -> str | None:
    fonts = properties.find(W + "rFonts")
    if fonts is None:
        return None
    font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    return font if font and is_symbol_font(font) else None


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    shown = symbol(element.get(W + "font") or "", code)
    if shown is not None:
        return shown
    return chr(code) if 0x20 <= code < 0xD800 or 0xF000 <= code < 0x110000 else ""

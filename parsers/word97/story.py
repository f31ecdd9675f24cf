"""The characters of a Word 97 story -> lines and tables, in order.

A paragraph ends in a mark of its own, a cell in another, and a row in an empty paragraph that
says where its cells' edges are. Tables inside cells are told by their depth.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.blocks import Block, Line, Table, Text
from parsers.boxes import in_symbol_font, is_symbol_font, symbol
from parsers.office.table import EdgedCell, laid_out
from parsers.pieces import Piece, cell_texts, is_note_mark, line_texts, whole_text
from parsers.word.fields import LegacyField
from parsers.word97.fields import form_field
from parsers.word97.file import Span, WordFile
from parsers.word97.properties import Chars, Para, Properties

_PARAGRAPH_ENDS: Final = "\r\x07\x0c"
_CELL_END: Final = "\x07"
_FIELD_BEGINS, _RESULT_BEGINS, _FIELD_ENDS = "\x13\x14\x15"
_DATA, _DRAWING, _SYMBOL = "\x01", "\x08", "("
_AS_SHOWN: Final = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\xa0": " "}
_HEADINGS: Final = range(1, 10)
_CELL_BYTES: Final = 20
_MOST_CELLS: Final = 64


@dataclass(frozen=True, slots=True)
class _Paragraph:
    pieces: tuple[Piece, ...]
    heading: int | None


_Flow = list["_Paragraph | Block"]


@dataclass(slots=True)
class _OpenField:
    """A field whose end has not come yet."""

    number: int
    instruction: str = ""
    in_result: bool = False
    answered: bool = False
    legacy: LegacyField | None = None

    @property
    def kind(self) -> str:
        return self.instruction.split()[0].upper() if self.instruction.split() else ""


@dataclass(slots=True)
class _OpenTable:
    """A table whose last row has not come yet, at one depth."""

    rows: list[list[EdgedCell]] = field(default_factory=list)
    cells: list[_Flow] = field(default_factory=list)
    flow: _Flow = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(self.flow)
        self.flow = []

    def end_row(self, row: bytes) -> None:
        edges, shapes = _row_shape(row)
        cells: list[EdgedCell] = []
        for number, flow in enumerate(self.cells):
            right = edges[number + 1] if number + 1 < len(edges) else None
            across, down = shapes[number] if number < len(shapes) else (0, 0)
            if across == 1 and cells:
                before = cells[-1]
                inside = before.inside if before.right is None else (*before.inside, before.right)
                cells[-1] = EdgedCell(before.texts, right, before.goes_on, before.tables, inside)
            else:
                cells.append(_cell(flow, right, goes_on=down == 1))
        self.cells, self.flow = [], []
        if cells:
            self.rows.append(cells)


def _row_shape(row: bytes) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
    """A row's edges, and how each cell is merged: across and down."""
    count = min(row[0], _MOST_CELLS) if row else 0
    if len(row) < 1 + 2 * (count + 1):
        return (), []
    edges = struct.unpack_from(f"<{count + 1}h", row, 1)
    first = 1 + 2 * (row[0] + 1)
    flags = [
        int.from_bytes(row[at : at + 2], "little")
        for at in range(first, first + count * _CELL_BYTES, _CELL_BYTES)
    ]
    return edges, [(flag & 3, (flag >> 5) & 3) for flag in flags]


def _cell(flow: _Flow, right: int | None, *, goes_on: bool) -> EdgedCell:
    texts: list[Text] = []
    for item in flow:
        if isinstance(item, _Paragraph):
            texts.extend(cell_texts(item.pieces))
        elif isinstance(item, Line):
            texts.extend(item.segments)
    tables = tuple(item for item in flow if isinstance(item, Table))
    return EdgedCell(tuple(texts), right, goes_on, tables)


class StoryReader:
    """Reads stories of one file. `words` gathers their whole text, line by line."""

    def __init__(self, file: WordFile, properties: Properties, fonts: Sequence[str]) -> None:
        self._file = file
        self._properties = properties
        self._fonts = fonts
        self.words: list[str] = []
        self._fields = 0

    def read(
        self, start: int, end: int, boxes: Callable[[int], tuple[Block, ...]] | None = None
    ) -> tuple[Block, ...]:
        """The blocks of the characters from `start` to `end`; `boxes` gives those that are drawn at one."""
        story = _Story(self, boxes)
        for span in self._file.spans(start, end):
            self._span(story, span)
        return story.finished()

    def _span(self, story: _Story, span: Span) -> None:
        text = self._file.text(span)
        at = 0
        while at < len(text):
            stop = (
                next((here for here in range(at, len(text)) if text[here] in _PARAGRAPH_ENDS), len(text) - 1)
                + 1
            )
            para = self._properties.paragraph(span.fc + (stop - 1) * span.width)
            while at < stop:
                fc = span.fc + at * span.width
                end_fc, look = self._properties.characters(fc, para.style)
                run = min(stop, at + max(1, (end_fc - fc) // span.width))
                if span.exceptions:
                    look = self._properties.changed(look, span.exceptions)
                story.take(text[at:run], look, para, span.start + at)
                at = run

    def next_field(self) -> int:
        """The number of one more field."""
        self._fields += 1
        return self._fields

    def form_field(self, at: int) -> LegacyField | None:
        """The form field whose data stands there."""
        return form_field(self._file.data, at)

    def font(self, number: int | None) -> str:
        """The name of a font."""
        return self._fonts[number] if number is not None and number < len(self._fonts) else ""


class _Story:
    """The paragraphs and tables of a story, as far as they have been read."""

    def __init__(self, reader: StoryReader, boxes: Callable[[int], tuple[Block, ...]] | None) -> None:
        self._reader = reader
        self._boxes = boxes
        self._flow: _Flow = []
        self._tables: list[_OpenTable] = []
        self._pieces: list[Piece] = []
        self._open: list[_OpenField] = []
        self._drawn: list[Block] = []

    def take(self, text: str, look: Chars, para: Para, at: int) -> None:
        """Characters of one look, of one paragraph, from a character position."""
        kept: list[str] = []
        for place, char in enumerate(text):
            if char >= " " and (look.symbol is None or char != _SYMBOL):
                kept.append(_AS_SHOWN.get(char, char))
                continue
            if char in _PARAGRAPH_ENDS or char in (_FIELD_BEGINS, _RESULT_BEGINS, _FIELD_ENDS):
                self._add("".join(kept), look)
                kept = []
                self._mark(char, para)
            else:
                kept.append(self._special(char, look, at + place))
        self._add("".join(kept), look)

    def finished(self) -> tuple[Block, ...]:
        """All blocks, whatever is still open closed."""
        if self._pieces:
            self._end_paragraph(Para(), cell=False)
        self._close_to(0)
        return tuple(block for item in self._flow if (block := _block(item)) is not None)

    # --- characters ----------------------------------------------------------------------

    def _add(self, text: str, look: Chars) -> None:
        if not text or look.deleted:
            return
        opened = self._open[-1] if self._open else None
        if opened is not None and not opened.in_result:
            opened.instruction += text
            return
        font = self._reader.font(look.font)
        if is_symbol_font(font):
            text = in_symbol_font(text, font)
        number = 0
        form = next((held for held in reversed(self._open) if held.kind == "FORMTEXT"), None)
        if form is not None:
            number, form.answered = form.number, form.answered or bool(text.strip())
        self._pieces.append(
            Piece(
                text,
                look.bold,
                number,
                gone=look.struck or look.hidden or (look.raised and is_note_mark(text)),
                marked=look.marked,
                quiet=look.italic,
            )
        )

    def _special(self, char: str, look: Chars, at: int) -> str:
        """What a character shows that stands for something else."""
        if char == _DATA and look.data_at is not None and self._open and not self._open[-1].in_result:
            self._open[-1].legacy = self._reader.form_field(look.data_at)
        elif char == _DRAWING and self._boxes is not None:
            self._drawn.extend(self._boxes(at))
        elif look.symbol is not None:
            font, code = look.symbol
            shown = symbol(self._reader.font(font), code)
            return shown if shown is not None else chr(code) if 0x20 <= code < 0xD800 else ""
        return "\t" if char == "\t" else _AS_SHOWN.get(char, "")

    def _mark(self, char: str, para: Para) -> None:
        if char == _FIELD_BEGINS:
            self._open.append(_OpenField(self._reader.next_field()))
        elif char == _RESULT_BEGINS and self._open:
            self._open[-1].in_result = True
        elif char == _FIELD_ENDS and self._open:
            self._end_field(self._open.pop())
        elif char in _PARAGRAPH_ENDS:
            self._end_paragraph(para, cell=char == _CELL_END)

    def _end_field(self, ended: _OpenField) -> None:
        legacy = ended.legacy
        if ended.kind == "FORMTEXT" and not ended.answered:
            self._pieces.append(Piece("", field=ended.number, hint=legacy.hint if legacy else None))
        elif ended.kind == "FORMCHECKBOX" and legacy is not None and legacy.value is not None:
            self._pieces.append(Piece(legacy.value))
        elif ended.kind == "FORMDROPDOWN" and legacy is not None:
            self._pieces.append(Piece(legacy.value or "", field=ended.number, hint=legacy.hint))

    # --- paragraphs ----------------------------------------------------------------------

    def _end_paragraph(self, para: Para, *, cell: bool) -> None:
        pieces, self._pieces = tuple(self._pieces), []
        if words := whole_text(pieces):
            self._reader.words.append(words)
        self._close_to(para.depth)
        while len(self._tables) < para.depth:
            self._tables.append(_OpenTable())
        if para.ends_row if para.depth == 1 else para.ends_inner_row and para.depth > 1:
            self._tables[-1].end_row(para.row)
            return
        heading = para.style if para.style in _HEADINGS else None
        if para.outline is not None and para.outline < 9:
            heading = para.outline + 1
        drawn, self._drawn = self._drawn, []
        flow = self._tables[-1].flow if self._tables else self._flow
        flow.extend([_Paragraph(pieces, heading), *drawn])
        if para.depth and (cell if para.depth == 1 else para.ends_inner_cell):
            self._tables[-1].end_cell()
            self._open.clear()  # no field reaches out of its cell

    def _close_to(self, depth: int) -> None:
        while len(self._tables) > depth:
            ended = self._tables.pop()
            if ended.cells or ended.flow:
                ended.end_cell()
                ended.end_row(b"")
            flow = self._tables[-1].flow if self._tables else self._flow
            if ended.rows:
                flow.append(Table(laid_out(ended.rows)))


def _block(item: _Paragraph | Block) -> Block | None:
    if not isinstance(item, _Paragraph):
        return item
    segments = line_texts(item.pieces)
    return Line(segments, item.heading) if segments else None

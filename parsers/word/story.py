"""A Word story (the body, a header, a text box, a cell) -> lines and tables, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Block, Cell, Line, Table, Text
from parsers.chosen_look import is_option
from parsers.office.xml_element import Element
from parsers.pieces import Piece, cell_texts, line_texts, whole_text
from parsers.word.fields import SDT, SDT_CONTENT, Control, control
from parsers.word.markup import ALTERNATE, RELATION, WRAPPERS, W, branch, is_on, number, val
from parsers.word.runs import Paragraph, ParagraphReader
from parsers.word.styles import Styles, is_coloured_in

_PARAGRAPH: Final = W + "p"
_TABLE: Final = W + "tbl"
_ROW: Final = W + "tr"
_CELL: Final = W + "tc"
_OTHER_FORMAT: Final = W + "altChunk"

Imported = Callable[[str], tuple[tuple[Block, ...], str]]
"""Reads the part that an `w:altChunk` names by its relationship: blocks and whole text."""


_LEAST_OFFERING: Final = 3  # cells: a question and two answers
_MOST_PIECES: Final = 4


@dataclass(slots=True)
class _CellDraft:
    flow: list[Paragraph | Block]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    properties: Element | None = None

    def is_answer(self) -> bool:
        """Whether it holds an answer to choose from, and no more."""
        if (
            len(self.flow) != 1
            or not isinstance(only := self.flow[0], Paragraph)
            or len(only.pieces) > _MOST_PIECES
        ):
            return False
        return is_option(self.words().removeprefix(TICKED))

    def words(self) -> str:
        """What its paragraphs say."""
        return "".join(
            piece.text
            for item in self.flow
            if isinstance(item, Paragraph)
            for piece in item.pieces
            if not piece.gone
        )

    def finished(self) -> Cell:
        texts: list[Text] = []
        for item in self.flow:
            if isinstance(item, Paragraph):
                texts.extend(cell_texts(item.pieces))
            elif isinstance(item, Line):
                texts.extend(item.segments)
        tables = tuple(item for item in self.flow if isinstance(item, Table))
        return Cell(tuple(texts), self.colspan, self.rowspan, self.header, tables)


@dataclass(slots=True)
class _TableDraft:
    rows: list[list[_CellDraft]] = field(default_factory=list)
    merged: dict[int, _CellDraft] = field(default_factory=dict)
    """The cell that is merged downwards at each grid column so far."""

    def only_arranges(self) -> bool:
        """Whether it is a frame around other tables: one cell to a row, tables inside."""
        return all(len(row) == 1 for row in self.rows) and any(
            isinstance(item, Table) for row in self.rows for item in row[0].flow
        )


class StoryReader:
    """Reads one story. `words` gathers the whole text of all that it reads, line by line."""

    def __init__(self, styles: Styles, imported: Imported) -> None:
        self._paragraphs = ParagraphReader(styles)
        self._imported = imported
        self.words: list[str] = []

    def read(self, story: Element) -> tuple[Block, ...]:
        """The blocks of the story whose root is given."""
        blocks: list[Block] = []
        typed_into = 0
        for item in self._flow(story):
            if not isinstance(item, Paragraph):
                blocks.append(item)
                typed_into = 0
            elif segments := line_texts(item.pieces):
                field = _only_field(item.pieces)
                if field and field == typed_into:
                    blocks[-1] = _with_more(blocks[-1], segments)
                else:
                    blocks.append(Line(segments, item.heading))
                typed_into = field
        return tuple(blocks)

    @property
    def has_unsettled_ring(self) -> bool:
        """Whether a ring is drawn around what could not be told."""
        return self._paragraphs.unsettled_ring

    def _flow(self, parent: Element) -> list[Paragraph | Block]:
        flow: list[Paragraph | Block] = []
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                flow.extend(self._paragraph(child))
            elif tag == _TABLE:
                flow.extend(self._table(child))
            elif tag == SDT:
                flow.extend(self._control(child))
            elif tag in WRAPPERS:
                flow.extend(self._flow(child))
            elif tag == ALTERNATE:
                chosen = branch(child)
                flow.extend([] if chosen is None else self._flow(chosen))
            elif tag == _OTHER_FORMAT:
                flow.extend(self._other_format(child))
        return flow

    def _paragraph(self, element: Element) -> list[Paragraph | Block]:
        paragraph = self._paragraphs.read(element)
        self._keep(whole_text(paragraph.pieces))
        flow: list[Paragraph | Block] = [paragraph]
        for box in paragraph.text_boxes:
            flow.extend(self._flow(box))
        return flow

    def _keep(self, words: str) -> None:
        if words:
            self.words.append(words)

    def _control(self, sdt: Element) -> list[Paragraph | Block]:
        held = control(sdt)
        if held.content is None:
            return []
        if held.kind == "section":
            return self._flow(held.content)
        if held.kind == "box":
            self._keep(held.box)
            return [Paragraph([Piece(held.box, hint=held.hint)])]
        return self._filled(held, lambda: self._flow(held.content))

    def _held(self, cell: Element, held: Control) -> list[Paragraph | Block]:
        """What a cell says that stands in a control."""
        if held.kind != "box":
            return self._filled(held, lambda: self._flow(cell))
        self._keep(held.box)
        return [Paragraph([Piece(held.box, hint=held.hint)])]

    def _filled(self, held: Control, read: Callable[[], list[Paragraph | Block]]) -> list[Paragraph | Block]:
        """What stands in a control; at least the empty field, where nothing was put in."""
        self._paragraphs.enter(held)
        flow = read()
        empty = self._paragraphs.leave()
        if not any(_says_something(item) for item in flow):
            flow.append(Paragraph([empty]))
        return flow

    def _other_format(self, chunk: Element) -> list[Paragraph | Block]:
        blocks, words = self._imported(chunk.get(RELATION + "id") or "")
        self._keep(words)
        return list(blocks)

    def _table(self, element: Element) -> list[Paragraph | Block]:
        draft = _TableDraft()
        for row in _rows(element):
            self._row(row, draft)
        self._paragraphs.forget_open_fields()
        if draft.only_arranges():
            return [item for row in draft.rows for item in row[0].flow]
        rows = tuple(tuple(cell.finished() for cell in row) for row in draft.rows)
        return [Table(rows)] if rows else []

    def _row(self, row: Element, draft: _TableDraft) -> None:
        properties = row.find(W + "trPr")
        header = properties is not None and is_on(properties.find(W + "tblHeader"))
        cells: list[_CellDraft] = []
        column = number(val(properties, "gridBefore"), 0, most=100)
        if column:
            cells.append(_CellDraft([], colspan=column))
        for cell, held in _cells(row):
            column = self._cell(cell, held, draft, cells, column, header)
        if cells:
            _box_the_offered(cells)
            draft.rows.append(cells)

    def _cell(
        self,
        cell: Element,
        held: Control | None,
        draft: _TableDraft,
        row: list[_CellDraft],
        column: int,
        header: bool,
    ) -> int:
        """Add one cell to its row, or to the cell above that it is merged into; the next column."""
        self._paragraphs.forget_open_fields()
        flow = self._flow(cell) if held is None else self._held(cell, held)
        properties = cell.find(W + "tcPr")
        span = number(val(properties, "gridSpan"), 1, least=1, most=100)
        merge = None if properties is None else properties.find(W + "vMerge")
        above = draft.merged.pop(column, None)
        if merge is not None and merge.get(W + "val") != "restart" and above is not None:
            above.rowspan += 1
            draft.merged[column] = above
        elif _merges_left(properties) and row:
            row[-1].colspan += span
        else:
            row.append(_CellDraft(flow, span, header=header, properties=properties))
            if merge is not None:
                draft.merged[column] = row[-1]
        return column + span


def _box_the_offered(row: list[_CellDraft]) -> None:
    """ "Told? | Yes | No", one of the answers coloured in or ringed: each gets its box, that one a tick."""
    if len(row) < _LEAST_OFFERING:
        return
    offered = [cell for cell in row if cell.is_answer()]
    if len(offered) < 2 or not any(cell.words().strip() for cell in row if cell not in offered):
        return
    ringed = [cell for cell in offered if cell.words().startswith(TICKED)]
    chosen = ringed or [cell for cell in offered if is_coloured_in(cell.properties)]
    if len(chosen) != 1:
        return
    for cell in offered:
        if cell not in ringed:
            cell.flow.insert(0, Paragraph([Piece(TICKED if cell is chosen[0] else UNTICKED)]))


def _merges_left(properties: Element | None) -> bool:
    merge = None if properties is None else properties.find(W + "hMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def _only_field(pieces: list[Piece]) -> int:
    """The field that all of a paragraph's words were typed into; 0 where there is none."""
    fields = {piece.field for piece in pieces if not piece.gone and (piece.text.strip() or piece.field)}
    return fields.pop() if len(fields) == 1 else 0


def _with_more(block: Block, more: tuple[Text, ...]) -> Block:
    """A control's first paragraphs with the next one: they are one answer."""
    assert isinstance(block, Line)
    words = "\n".join(text.text for text in (*block.segments, *more) if text.text)
    return replace(block, segments=(replace(block.segments[0], text=words),))


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those inside controls too; without those that were deleted."""
    for child in table:
        if child.tag == _ROW:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _rows(content)
        elif child.tag in WRAPPERS:
            yield from _rows(child)


def _cells(row: Element, held: Control | None = None) -> Iterator[tuple[Element, Control | None]]:
    """The cells of a row, each with the control that stands around it, if one does."""
    for child in row:
        if child.tag == _CELL:
            yield child, held
        elif child.tag == SDT:
            around = control(child)
            if around.content is not None:
                yield from _cells(around.content, held if around.kind == "section" else around)
        elif child.tag in WRAPPERS:
            yield from _cells(child, held)


def _says_something(item: Paragraph | Block) -> bool:
    if isinstance(item, Paragraph):
        return any(not piece.gone and (piece.text.strip() or piece.field) for piece in item.pieces)
    return True

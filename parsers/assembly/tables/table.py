"""A table -> pieces, whatever its shape.

A table is read row by row. A row of labels over rows of answers is a grid; a first column of
labels over columns of children is the same, turned; a row of label and answer in turn is
read as it stands; a row of one cell is a heading, a question, or the answer to the last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.assembly.guidance import is_guidance, is_question
from parsers.assembly.lines.marking import is_numbered
from parsers.assembly.pieces import Answer, Ask, Grid, Head, Piece, Say, answer_of
from parsers.assembly.tables.cells import Kind, Placed, place, without_numbers
from parsers.assembly.tables.date_parts import with_whole_dates
from parsers.assembly.tables.headers import is_header
from parsers.assembly.tables.marks import told_by_marks
from parsers.assembly.tables.matrix import matrix
from parsers.assembly.tables.parted import parts_of
from parsers.assembly.tables.rows import (
    asked_in_each_cell,
    asks_itself,
    is_indented,
    only_labels,
    starts_with_pairs,
    under,
)
from parsers.assembly.tables.side_notes import without_side_column
from parsers.assembly.tables.stacked import asks_of, rows_that_ask
from parsers.assembly.tables.stubs import without_stubs
from parsers.assembly.tables.tick_tables import options_in_rows, ticked_kinds
from parsers.assembly.tables.turns import in_one_cell, walk
from parsers.assembly.tables.unmarked import with_labels_apart
from parsers.blocks import Table, Text
from parsers.labels import ROWS, Heading, LabelTables

_DEEPEST: Final = 12
_LEAST_PAIRS: Final = 3
_LONGEST_LABEL: Final = 70
_LONGEST_QUESTION: Final = 160


def pieces_of_table(table: Table, labels: LabelTables, depth: int = 0) -> Iterator[Piece]:
    """The pieces of a table in reading order, with those of tables inside its cells."""
    rows = without_numbers([row for row in place(table, labels) if row])
    rows = with_labels_apart(without_side_column(with_whole_dates(rows), labels))
    kinds = ticked_kinds(rows)
    if kinds is not None:
        yield kinds
        return
    for part in parts_of(without_stubs(rows, labels), labels):
        if part.head is not None:
            yield part.head
        if part.grid is not None:
            yield part.grid
        yield from part.asks
        yield from _Rows(part.rows, labels, depth).pieces()


@dataclass(slots=True)
class _Rows:
    """The rows of one table, read from the top."""

    rows: list[list[Placed]]
    labels: LabelTables
    depth: int
    at: int = 0
    over: bool = False
    labelled: frozenset[int] | None = None
    asking: frozenset[int] | None = None
    spans: bool | None = None
    header: list[Placed] | None = None
    paired: bool | None = None

    def pieces(self) -> Iterator[Piece]:
        asking = rows_that_ask(self.rows, self.labels)
        while self.at < len(self.rows):
            row = self.rows[self.at]
            if self.at in asking:
                yield from asks_of(row, self.rows[self.at + 1])
                self.at += 2
                continue
            live = [cell for cell in row if cell.kind is not Kind.EMPTY]
            if any(cell.cell.tables for cell in row):
                yield from self._nested(row)
            elif not live:
                yield from self._blank(row)
            elif (together := self._ticked_together()) is not None:
                yield from together[0]
                self.at += together[1]
                continue
            elif self._is_header(row):
                self.header = row
                self.at += 1
                yield self._grid(row)
                continue
            elif self.header is not None and self._resumes(row, self.header):
                start = self.at
                yield self._grid(self.header)
                self.at = max(self.at, start + 1)
                continue
            elif len(live) == 1 and (len(row) == 1 or self._is_banner(live[0], row)):
                yield from self._single(live[0])
            elif (marked := told_by_marks(row, live)) is not None:
                yield from marked
            elif (asked := self._beside_its_help(row)) is not None:
                yield asked
            elif only_labels(row) and asked_in_each_cell(row, self.rows):
                yield from (Ask(cell.label, Answer("", cell.answer.page)) for cell in live)
            else:
                told = in_one_cell(row, self.labels)
                yield from told or walk(
                    self._after_stub(row), self.labels, self._label_columns(), self._asking_columns()
                )
            self.at += 1

    def _ticked_together(self) -> tuple[Sequence[Piece], int] | None:
        """What several rows of ticks say as one, and how many they are."""
        rows = self.rows[self.at :]
        if (offered := options_in_rows(rows)) is not None:
            return [offered[0]], offered[1]
        answered = matrix(rows, self.labels)
        return (answered.asks, answered.rows) if answered is not None else None

    def _beside_its_help(self, row: list[Placed]) -> Ask | None:
        """A label with help printed under it and its answer in the next cell, where all answers stand there."""
        if len(row) != 2 or row[0].over_help is None or row[1].kind in (Kind.LABEL, Kind.INLINE):
            return None
        if self.paired is None:
            rows = [row for row in self.rows if len(row) == 2 and row[0].kind is Kind.LABEL]
            self.paired = sum(row[1].kind in (Kind.TEXT, Kind.BOXES) for row in rows) >= _LEAST_PAIRS
        return Ask(row[0].over_help, row[1].answer) if self.paired else None

    def _label_columns(self) -> frozenset[int]:
        """The columns that hold labels in some row, and never a field to fill."""
        if self.labelled is None:
            named = {cell.column for row in self.rows for cell in row if cell.kind is Kind.LABEL}
            filled = {cell.column for row in self.rows for cell in row if cell.filled}
            self.labelled = frozenset(named - filled)
        return self.labelled

    def _asking_columns(self) -> frozenset[int]:
        """The columns in which some cell holds a label over its answer; all, where the first one does."""
        if self.asking is None:
            beside = [cell for row in self.rows if len(row) > 1 for cell in row]
            asking = frozenset(cell.column for cell in beside if cell.has_its_label)
            self.asking = frozenset(cell.column for cell in beside) if 0 in asking else asking
        return self.asking

    # --- rows of one cell ----------------------------------------------------------------

    def _blank(self, row: list[Placed]) -> Iterator[Piece]:
        """An empty box under a question is its answer: blank."""
        if len(row) == 1:
            yield Say(row[0].answer, boxed=True)

    def _is_banner(self, cell: Placed, row: list[Placed]) -> bool:
        """A heading in the first cell of an otherwise empty row; a scan's bleed-through puts cells before it."""
        asks = cell.kind is Kind.LABEL
        opens = self.labels.heading(cell.answer.text, marked=cell.bold and not asks)
        if opens is None or cell is not row[0]:
            return opens is not None and cell.answer.confidence < 1
        return cell.kind is not Kind.INLINE and (cell.bold or not asks)

    def _single(self, cell: Placed) -> Iterator[Piece]:
        marked = (cell.bold or is_numbered(cell.answer.text)) and cell.kind is not Kind.LABEL
        words = None if cell.filled or cell.is_answered else cell.answer.text
        opens = self.labels.heading(words, marked=marked) if words is not None else None
        if cell.kind is Kind.LABEL:
            opens = opens or self._heads_pairs(cell)
            if opens:
                yield Head(cell.answer.text, opens, 2, cell.answer.page, cell.answer.confidence)
            titles = opens is not None or is_numbered(cell.answer.text)
            yield Ask(cell.label, None if opens and self._asks_below() else self._box_below(), titles=titles)
        elif opens and not (cell.kind is Kind.INLINE and (cell.boxes or cell.title)):  # "Consent?" over boxes
            yield Head(cell.answer.text, opens, 2, cell.answer.page, cell.answer.confidence)
        elif cell.kind is Kind.INLINE:
            yield from cell.titled_asks
        elif self._is_asked_above(cell):
            self.at += 1
            yield Ask(cell.answer.text.strip(), self.rows[self.at][-1].answer, sure=True)
        elif _labels_itself(cell):
            label, *rest = cell.cell.texts
            yield Ask(label.text.strip(), answer_of(rest), sure=True)
        elif self._parts_the_table(cell):
            yield Head(cell.answer.text, None, 2, cell.answer.page, cell.answer.confidence)
        else:
            yield Say(cell.answer, boxed=True)

    def _heads_pairs(self, cell: Placed) -> Heading | None:
        """A label over the whole width above labels with answers of their own is their heading."""
        below = self._below()
        asked = self.labels.field(cell.answer.text)
        if len(below) < 2 or below[0].kind not in (Kind.LABEL, Kind.INLINE):
            return None
        opens = self.labels.heading(cell.answer.text, marked=True)
        if opens is None and asked is not None and asked.ignored and below[0].kind is Kind.LABEL:
            return Heading("other")  # "Previous address" over "Address" and "Postcode": nobody wants them
        return opens or (Heading(asked.section) if asked is not None and asked.section in ROWS else None)

    def _parts_the_table(self, cell: Placed) -> bool:
        """A short title over the whole width, that no table knows, above rows of several cells."""
        words = cell.answer.text.strip()
        if (
            cell.filled
            or cell.boxes
            or "\n" in words
            or len(words) > 70
            or words.endswith((".", "?", ":", ","))
        ):
            return False
        around = [self.rows[at] for at in (self.at - 1, self.at + 1) if 0 <= at < len(self.rows)]
        below = self._below()
        if cell.bold and len(below) == 1 and below[0].has_its_label:
            return any(mark.isalpha() for mark in words)  # a table of one column, each label over its answer
        return (
            len(below) > 1
            and below[0].kind is Kind.LABEL
            and all(len(row) > 1 for row in around)
            and any(mark.isalpha() for mark in words)
        )

    def _box_below(self) -> Answer | None:
        """The answer in the box under a full-width question, where that box is its own."""
        if self.at + 1 >= len(self.rows):
            return None
        below = self.rows[self.at + 1]
        if is_indented(below, self.rows[self.at]):
            self.at += 1
            return below[1].answer
        if self._answers_beside_asks(below):
            self.rows[self.at + 1] = below[1:]
            return below[0].answer
        if len(below) == 1 and self._asks_for_kin(below[0].answer.text):
            self.at += 1
            return below[0].answer
        if len(below) != 1 or below[0].kind is Kind.LABEL or below[0].cell.tables:
            return None
        if asks_itself(below[0], self.rows[self.at][0], self.labels):
            return None
        words = below[0].answer.text
        if _labels_itself(below[0]):
            return None
        printed = below[0].kind is Kind.TEXT and not below[0].filled
        if printed and (self.labels.heading(words) or is_guidance(words) or is_question(words)):
            return None
        self.at += 1
        return below[0].answer

    def _asks_for_kin(self, words: str) -> bool:
        """Whether "Mother" stands under "Relationship to child": no title there."""
        asked = self.labels.field(self.rows[self.at][0].answer.text, "people")
        return asked is not None and asked.name == "relationship" and self.labels.kin(words) is not None

    def _asks_below(self) -> bool:
        """Whether the row below asks for itself: what stands above it is its heading alone."""
        return len(below := self._below()) == 1 and below[0].kind is Kind.INLINE

    def _answers_beside_asks(self, below: list[Placed]) -> bool:
        """Whether an answer in lines stands first in the row below, and cells that ask for themselves follow."""
        return (
            len(below) > 1
            and below[0].kind is Kind.TEXT
            and "\n" in below[0].answer.text.strip()
            and not below[0].cell.tables
            and all(cell.kind is Kind.INLINE for cell in below[1:])
        )

    def _is_asked_above(self, cell: Placed) -> bool:
        """Whether words that no table knows stand as a question over its own answer."""
        below = self._below()
        words = cell.answer.text.strip()
        if cell.filled or cell.boxes or not words or len(words) > _LONGEST_QUESTION or "\n" in words:
            return False
        alone = (self.depth > 0 or cell.bold) and self.at == 0 and len(self.rows) == 2 and len(below) == 1
        return is_indented(below, self.rows[self.at]) or (
            alone and below[0].kind is Kind.TEXT and not below[0].bold
        )

    def _nested(self, row: list[Placed]) -> Iterator[Piece]:
        if self.depth >= _DEEPEST:
            return
        flat = [cell for cell in row if cell.kind is not Kind.EMPTY]
        if len(row) == 2 and row[0].kind is Kind.LABEL and not row[0].cell.tables:
            yield Ask(row[0].label, None)
            flat = [cell for cell in flat if cell is not row[0]]
        for cell in row:
            if cell in flat:
                yield from self._single(cell)
            for table in cell.cell.tables:
                yield from pieces_of_table(table, self.labels, self.depth + 1)

    def _after_stub(self, row: list[Placed]) -> list[Placed | Head]:
        """A row whose first cell heads the rows that it spans: "Child 1", "Parents"."""
        first = row[0]
        opens = self.labels.heading(first.answer.text, marked=self._is_stub(row)) if len(row) > 2 else None
        if self._is_stub(row) or (opens and opens.block and first.kind is Kind.TEXT):
            return [Head(first.answer.text, opens, 2, first.answer.page, first.answer.confidence), *row[1:]]
        return list(row)

    def _is_stub(self, row: list[Placed]) -> bool:
        """Whether a row of pairs has one more cell before them, in a column of cells that span rows."""
        return (
            len(row) > 2
            and len(row) % 2 == 1
            and row[0].column == 0
            and row[0].kind in (Kind.LABEL, Kind.TEXT)
            and not row[0].filled
            and row[1].kind is Kind.LABEL
            and self._has_spans()
        )

    def _has_spans(self) -> bool:
        """Whether a cell of the first column spans rows."""
        if self.spans is None:
            self.spans = any(row[0].cell.rowspan > 1 and row[0].column == 0 for row in self.rows)
        return self.spans

    def _below(self) -> list[Placed]:
        return self.rows[self.at + 1] if self.at + 1 < len(self.rows) else []

    def _is_block(self, answer: Answer) -> bool:
        """ "Child 3", as "Child 2" in the row above: a row that nobody filled in, and no title."""
        return (opens := self.labels.heading(answer.text)) is not None and opens.block

    # --- column tables -------------------------------------------------------------------

    def _is_header(self, row: list[Placed]) -> bool:
        return is_header(row, self.rows[self.at + 1 : self.at + 3], self.labels, over=self.over)

    def _resumes(self, row: list[Placed], header: list[Placed]) -> bool:
        """Whether a column table goes on with "Child 2", after labels that were about "Child 1"."""
        if [cell.column for cell in row] != [cell.column for cell in header]:
            return False
        opens = self.labels.heading(row[0].answer.text)
        rest = [cell.kind for cell in row[1:]]
        if all(kind is Kind.EMPTY for kind in rest):
            return False  # nobody's row: it would be taken for a title, and end the table before it began
        return opens is not None and opens.block and Kind.LABEL not in rest and Kind.INLINE not in rest

    def _grid(self, header: list[Placed]) -> Grid:
        """A header and the rows of answers at hand."""
        self.over = True
        words = [cell.label if cell.kind is Kind.LABEL else cell.answer.text for cell in header]
        columns = [cell.column for cell in header]
        rows: list[tuple[Answer, ...]] = []
        while self.at < len(self.rows) and self._in_grid(header, rows):
            row = self.rows[self.at]
            if [cell.answer.text for cell in row] != [cell.answer.text for cell in header]:
                rows.append(under(columns, row))
            self.at += 1
        return Grid(tuple(words), tuple(rows))

    def _in_grid(self, header: list[Placed], rows: list[tuple[Answer, ...]]) -> bool:
        row = self.rows[self.at]
        if [cell.answer.text for cell in row] == [cell.answer.text for cell in header]:
            return True
        if any(cell.cell.tables for cell in row):
            return False
        live = [cell for cell in row if cell.kind is not Kind.EMPTY]
        if len(row) == 1 and len(header) > 1:
            return False
        if len(live) == 1 and self._is_banner(live[0], row):
            return bool(rows) and self._is_block(live[0].answer) and self._is_block(rows[-1][0])
        return not rows or not (self._is_header(row) or only_labels(row) or starts_with_pairs(row, header))


def _labels_itself(cell: Placed) -> bool:
    """Whether a cell holds a short line in bold over plain ones: a label, whoever knows it, and its answer."""
    first, *rest = cell.cell.texts or (Text(""),)
    words = first.text.strip()
    return (
        cell.kind is Kind.TEXT
        and bool(rest)
        and first.bold
        and not cell.cell.tables
        and not any(text.bold or text.filled for text in rest)
        and 0 < len(words) <= _LONGEST_LABEL
        and not words.endswith((".", ",", ";"))
    )

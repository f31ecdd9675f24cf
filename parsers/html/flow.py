"""What stands in an HTML page, cell or list entry, in order: paragraphs and tables -> blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.blocks import Block, Cell, Line, Table, Text
from parsers.pieces import Piece, cell_texts, line_texts, runs_on, tidy

_LABELLED: Final = re.compile(r"^[^:\n]{1,60}:(?:\s|$)")
LONGEST_LABEL: Final = 160
_REQUIRED: Final = re.compile(r"\s*\*+$")  # behind a question that has to be answered


@dataclass(slots=True)
class Paragraph:
    """One paragraph's pieces. `faint` is set small or grey, as a label above its value is.

    `says` is whether any of its words are neither blank nor gone; `within` numbers the element that
    holds the paragraph's own, 0 is none; `answers_in_bold` is the page's way to tell answers; `size` is
    that of its first words in pixels.
    """

    pieces: list[Piece] = field(default_factory=list)
    heading: int | None = None
    faint: bool = False
    says: bool = False
    within: int = 0
    answers_in_bold: bool = False
    size: float = 0.0

    @property
    def text(self) -> str:
        """What the paragraph says."""
        return tidy("".join(piece.text for piece in self.pieces if not piece.gone))


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the value below it, which may be empty."""

    label: Paragraph
    value: tuple[Paragraph, ...] = ()


Item = Paragraph | Pair | Block


@dataclass(slots=True)
class CellDraft:
    """A cell as read: what stands in it, in order."""

    items: list[Item] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    header: bool = False

    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.items

    def holds_table(self) -> bool:
        """Whether a table of data stands in it."""
        return any(isinstance(item, Table) for item in self.items)


def blocks_of(items: Iterable[Item]) -> Iterator[Block]:
    """The blocks of a page's flow."""
    for item in items:
        if isinstance(item, Paragraph):
            yield from _lines(item)
        elif isinstance(item, Pair):
            yield _pair_line(item)
        else:
            yield item


def flow_of_rows(rows: list[list[CellDraft]]) -> list[Item]:
    """A table's content: a `Table` where it holds data, its cells' content where it arranges.

    A row that holds tables, or has one filled cell in a table of one column, arranges.
    """
    rows = [row for row in rows if row]
    if all(len(row) == 1 for row in rows) and not any(row[0].header for row in rows):
        return _stacked(rows)
    if (answers := _indented(rows)) is not None:
        return answers
    items: list[Item] = []
    data: list[tuple[Cell, ...]] = []
    for row in rows:
        if any(cell.holds_table() for cell in row):
            items += [Table(tuple(data))] if data else []
            data = []
            items += [item for cell in row for item in cell.items]
        else:
            data.append(tuple(_cell(cell) for cell in row))
    return [*items, Table(tuple(data))] if data else items


def _stacked(rows: list[list[CellDraft]]) -> list[Item]:
    """Cells one below the other; a faint one is the label of the one below, even if empty.

    Where plain cells come first, or bold ones follow, the faint ones are values: no pairs.
    """
    items: list[Item] = []
    waiting: Paragraph | None = None
    if not _labels_come_first(rows):
        return [item for (cell,) in rows for item in cell.items]
    for (cell,) in rows:
        held = [item for item in cell.items if isinstance(item, Paragraph)]
        label = _as_label(cell)
        if waiting is not None and label is None and len(held) == len(cell.items) and not _is_marked(held):
            items.append(Pair(waiting, tuple(held)))
            waiting = None
            continue
        if waiting is not None:
            items.append(waiting)
        waiting = label
        if label is None:
            items += cell.items
    return items if waiting is None else [*items, waiting]


def _labels_come_first(rows: list[list[CellDraft]]) -> bool:
    first = next((cell for (cell,) in rows if cell.items and not _is_marked(cell.items)), None)
    return first is not None and _as_label(first) is not None


def _is_marked(items: Sequence[Item]) -> bool:
    """Whether all that stands there is bold or a heading."""
    return bool(items) and all(
        isinstance(item, Paragraph) and (item.heading is not None or _is_bold(item.pieces)) for item in items
    )


def _indented(rows: list[list[CellDraft]]) -> list[Item] | None:
    """Label rows across the table, each over a row with an empty cell and the value.

    Form plug-ins write their emails like that. `None` where the table is not all so.
    """
    if len(rows) % 2 or not all(
        len(label) == 1 and len(value) == 2 and value[0].is_empty() and _only_paragraph(label[0]) is not None
        for label, value in zip(rows[::2], rows[1::2], strict=True)
    ):
        return None
    items: list[Item] = []
    for (cell,), (_, held) in zip(rows[::2], rows[1::2], strict=True):
        label = _only_paragraph(cell)
        values = tuple(item for item in held.items if isinstance(item, Paragraph))
        if label is None or len(values) != len(held.items):
            return None
        items.append(Pair(label, values))
    return items


def _only_paragraph(cell: CellDraft) -> Paragraph | None:
    only = cell.items[0] if len(cell.items) == 1 else None
    return only if isinstance(only, Paragraph) else None


def _as_label(cell: CellDraft) -> Paragraph | None:
    only = _only_paragraph(cell)
    return only if only is not None and _is_faint_label(only) else None


def _is_faint_label(paragraph: Paragraph) -> bool:
    return paragraph.faint and paragraph.heading is None and 0 < len(paragraph.text) <= LONGEST_LABEL


def _pair_line(pair: Pair) -> Line:
    label = Text(_REQUIRED.sub("", pair.label.text), bold=True)
    texts = [text for paragraph in pair.value for text in cell_texts(paragraph.pieces)]
    filled = all(text.filled for text in texts)  # nothing below the label: an empty field
    value = Text("\n".join(text.text for text in texts), filled=filled)
    return Line((label, value))


def _lines(paragraph: Paragraph) -> Iterator[Line]:
    """A paragraph's lines. A line break starts a new one, unless it only goes on with a value."""
    for pieces in _joined(split_at_breaks(paragraph.pieces)):
        answered = bold_answer(pieces) if paragraph.answers_in_bold else None
        if answered is not None:
            label, value = answered
            yield Line((Text(label, bold=True), Text(value)))
        elif segments := line_texts(pieces):
            yield Line(segments, paragraph.heading)


#: "Yes / **No**": options, of which one is chosen.
_OFFERS: Final = re.compile(r"[/|,(☐☒]\s*$")


def bold_answer(line: Sequence[Piece]) -> tuple[str, str] | None:
    """A plain label and all the rest of its line in bold; `None` where a line is no such pair."""
    shown = [piece for piece in line if not piece.gone and piece.text]
    start = next((at for at, piece in enumerate(shown) if piece.bold and piece.text.strip()), 0)
    label = tidy("".join(piece.text for piece in shown[:start]))
    value = tidy("".join(piece.text for piece in shown[start:]))
    if not label or not value or len(label) > LONGEST_LABEL or any(piece.field for piece in shown):
        return None
    plain = label.endswith(".") or "\n" in label or _OFFERS.search(label) is not None
    return None if plain or not _is_bold(shown[start:]) else (label, value)


def split_at_breaks(pieces: list[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.field or "\n" not in piece.text:
            lines[-1].append(piece)
            continue
        first, *others = piece.text.split("\n")
        lines[-1].append(replace(piece, text=first))
        lines.extend([replace(piece, text=other)] for other in others)
    return lines


def _joined(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Where bold labels start the values, lines without one go on with the value above."""
    if len(lines) > 1 and _runs_on(lines[0]) and all(map(_is_bold, lines[1:])):
        return [[piece for line in lines for piece in (*line, Piece("\n", bold=True))][:-1]]
    if not any(_starts_bold(line) and not _is_bold(line) for line in lines):
        return lines
    joined: list[list[Piece]] = []
    for line in lines:
        text = "".join(piece.text for piece in line).strip()
        if joined and text and not _starts_bold(line) and not _LABELLED.match(text):
            joined[-1] += [Piece("\n"), *line]
        else:
            joined.append(list(line))
    return joined


def _runs_on(line: list[Piece]) -> bool:
    return len(line) > 1 and runs_on(line[0], line[1]) and _is_bold(line[1:])


def _starts_bold(line: list[Piece]) -> bool:
    return next((piece.bold for piece in line if piece.text.strip()), False)


def _is_bold(line: list[Piece]) -> bool:
    return all(piece.bold for piece in line if piece.text.strip())


def _cell(draft: CellDraft) -> Cell:
    texts: list[Text] = []
    for item in draft.items:
        if isinstance(item, Paragraph):
            texts.extend(cell_texts(item.pieces))
        elif isinstance(item, Pair):
            texts.extend(_pair_line(item).segments)
        elif isinstance(item, Line):
            texts.extend(item.segments)
    return Cell(tuple(texts), draft.colspan, draft.rowspan, draft.header)

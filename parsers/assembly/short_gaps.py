"""A document without its longest runs of white space, which say no more than long ones.

Many a pattern begins with white space of any length, and is tried from each place of a run: what grows with
the square of a run's length is kept small here, once for all of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.blocks import Block, Cell, Document, Line, Table, Text

LONGEST: Final = 64  # spaces, and empty lines: wider than any gap between a label and its answer
_WIDE: Final = re.compile(rf"([^\S\n]{{{LONGEST}}})[^\S\n]++")
_HIGH: Final = re.compile(rf"((?:[^\S\n]{{0,{LONGEST}}}\n){{{LONGEST}}})(?:[^\S\n]{{0,{LONGEST}}}\n)++")


def with_short_gaps(document: Document) -> Document:
    """`document` with each run of white space cut to `LONGEST`; its words and lines stay apart as they were."""
    return replace(document, blocks=tuple(map(_block, document.blocks)))


def _block(block: Block) -> Block:
    return _table(block) if isinstance(block, Table) else _line(block)


def _line(line: Line) -> Line:
    segments = _texts(line.segments)
    return line if segments is line.segments else replace(line, segments=segments)


def _table(table: Table) -> Table:
    return replace(table, rows=tuple(tuple(map(_cell, row)) for row in table.rows))


def _cell(cell: Cell) -> Cell:
    texts = _texts(cell.texts)
    if texts is cell.texts and not cell.tables:
        return cell
    return replace(cell, texts=texts, tables=tuple(map(_table, cell.tables)))


def _texts(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    if all(len(text.text) <= LONGEST for text in texts):
        return texts  # as nearly all are
    return tuple(replace(text, text=short_gaps(text.text)) for text in texts)


def short_gaps(text: str) -> str:
    """`text` with each run of spaces, and of empty lines, cut to `LONGEST`."""
    return _HIGH.sub(r"\1", _WIDE.sub(r"\1", text))

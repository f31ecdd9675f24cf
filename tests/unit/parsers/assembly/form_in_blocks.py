"""A form in the blocks of a document: lines, cells and tables, with what makes it a form behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from parsers.assembly import AssembledForm
from parsers.blocks import Block, Cell, Document, Line, Table, Text

Said = Callable[[Document], dict[str, Any]]
Forms = Callable[[Document], list[AssembledForm]]

ASKED = """
Are parents aware of this referral?
Has consent been given?
Type of concern:
What is working well?
Voice of the child:
"""


def line(*segments: str, bold: bool = False, heading: int | None = None) -> Line:
    return Line(tuple(Text(segment, bold=bold) for segment in segments), heading)


def heading(words: str) -> Line:
    return line(words, bold=True, heading=2)


CHILD = line("Child", heading=2)


def cell(words: str, *, span: int = 1, bold: bool = False) -> Cell:
    texts = tuple(Text(part, bold=bold) for part in words.split("\n"))
    return Cell(texts if words else (), colspan=span)


def table(*rows: Sequence[str | Cell]) -> Table:
    return Table(tuple(tuple(item if isinstance(item, Cell) else cell(item) for item in row) for row in rows))


def form(*blocks: Block) -> Document:
    """A document with what makes it a form behind the blocks that the test is about."""
    rest = table(["Reason for referral"], ["He was left alone overnight."])
    asked = table(*([question, ""] for question in ASKED.strip().splitlines()))
    return Document((*blocks, heading("Concern"), rest, asked), "word")

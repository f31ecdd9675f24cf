"""What every format is reduced to before labels are looked for.

A document is a row of blocks in reading order: lines and tables. Formats that know only
where words stand on a page (PDF, pictures) give `PageGeometry`, and `layout` makes blocks of
it; formats that know their structure (Word, HTML, plain text) give blocks at once.

Conventions that hold everywhere:

* a check box, radio button or its glyph is `UNTICKED` or `TICKED`, beside its label;
* words that are struck out are left out of `text` (they were "deleted as appropriate");
* text is as written: placeholders are not removed here, line breaks within it are "\\n";
* `filled` means that the writer's own hand is certain (a form field, a content control):
  such text is never a label. It may be empty: an empty field that was there to be filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

UNTICKED: Final = "\N{BALLOT BOX}"
TICKED: Final = "\N{BALLOT BOX WITH X}"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text that belongs together: a paragraph, a line's segment, what a cell holds.

    `hint` is what the document itself calls the field (an AcroForm name or tooltip, a content
    control's title or tag). `page` counts from 1. `confidence` is below 1 for recognised text.
    `quiet` is set in italics or in grey, as forms print their help.
    """

    text: str
    page: int | None = None
    bold: bool = False
    filled: bool = False
    confidence: float = 1.0
    hint: str | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one line of a page; several segments where wide gaps part it.

    `heading` is the level from 1 where the document marks it as a heading.
    """

    segments: tuple[Text, ...]
    heading: int | None = None

    @property
    def text(self) -> str:
        """The whole line, its segments parted by a space."""
        return " ".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `texts` are its paragraphs; `tables` stand inside it.

    A merged cell stands once, at its first place, with its spans.
    """

    texts: tuple[Text, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    tables: tuple[Table, ...] = ()

    @property
    def text(self) -> str:
        """The cell's paragraphs, one to a line."""
        return "\n".join(item.text for item in self.texts)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. A table that runs over pages is one table, repeated headers left out."""

    rows: tuple[tuple[Cell, ...], ...]
    page: int | None = None


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One document of one format: its blocks in reading order.

    `text` is every word that it carries, form values, text boxes and notes included, for
    search and for `--parts`. `warnings` are for the officer.
    """

    blocks: tuple[Block, ...]
    method: str
    text: str = ""
    pages: int = 1
    warnings: tuple[str, ...] = ()


class Word(NamedTuple):
    """A word on a page. Points, the origin top left, y downwards.

    A form field's value is a word too: `filled`, with its whole value and its widget's box.
    A page has hundreds: made as a tuple, each costs a fifth of a frozen dataclass.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    filled: bool = False
    confidence: float = 1.0
    hint: str | None = None


class Rule(NamedTuple):
    """A straight line drawn on a page, or one edge of a filled or stroked box."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Where a page's words and rules stand. `number` counts from 1."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture of a page, for recognition: 8-bit grey, row by row from the top, no padding.

    `width` and `height` are in pixels at `dpi`; `number` is the page's, from 1. Recognised
    words are given back in points: pixels times 72 by `dpi`.
    """

    number: int
    width: int
    height: int
    dpi: float
    grey: bytes

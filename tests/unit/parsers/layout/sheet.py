"""Pages that are written on and ruled by a test, and what the layout makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Block, Line, PageGeometry, Rule, Table, Word
from parsers.layout import blocks


class Sheet:
    """A page that is written on: 10-point type, letters 5 points wide."""

    def __init__(self, number: int = 1) -> None:
        self.number = number
        self.words: list[Word] = []
        self.rules: list[Rule] = []

    def write(self, x: float, y: float, text: str, *, bold: bool = False, size: float = 10) -> Sheet:
        """Write words from `x` on, the line's top at `y`."""
        for part in text.split(" "):
            width = 0.5 * size * len(part)
            self.words.append(Word(part, x, y, x + width, y + 1.1 * size, size=size, bold=bold))
            x += width + 0.3 * size
        return self

    def fill(self, box: tuple[float, float, float, float], text: str, hint: str | None = None) -> Sheet:
        """Put a form field at a box: x0, top, x1, bottom."""
        self.words.append(Word(text, *box, size=9, filled=True, hint=hint))
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        """Draw a line."""
        self.rules.append(Rule(x0, top, x1, bottom))
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Draw every border of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def page(self) -> PageGeometry:
        """The page as the layout takes it."""
        return PageGeometry(self.number, 595, 842, tuple(self.words), tuple(self.rules))


def laid(*sheets: Sheet) -> tuple[Block, ...]:
    return blocks([sheet.page() for sheet in sheets])


def texts(block: Block) -> list[str]:
    assert isinstance(block, Line)
    return [part.text for part in block.segments]


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]

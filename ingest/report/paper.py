"""A PDF with words, tables and bars in one hand: what reports and handovers are printed with.

It is the same file for the same words and time. The standard fonts of PDF are used, which every
reader has and which know Western European letters only: others lose their accents, or become "?".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from ingest.report.sections import Chart

_FONT = "Helvetica"
_GREYS = (70, 160, 235)
_LABEL, _BAR, _ROW = 70.0, 150.0, 5.0  # millimetres
_HEAD = 30.0  # a heading, and what it needs below it
_MOST_LETTERS = 250  # of a cell or a bar's name: a row that is higher than a page cannot be printed at all
_INSTEAD = str.maketrans("–—‘’“”…•⚠▲", "--''\"\".*!!")


class Paper:
    """A4, numbered pages with `foot` on each; `at` is when it says that it was made."""

    def __init__(self, title: str, foot: str, at: datetime, *, landscape: bool = False) -> None:
        self._pdf = _Numbered(foot, landscape=landscape)
        self._pdf.set_creation_date(at)
        self._pdf.set_title(title)
        self._pdf.set_auto_page_break(auto=True, margin=16)
        self._pdf.add_page()
        self.heading(title, 16)

    def heading(self, words: str, size: int = 12, chart: Chart | None = None) -> None:
        """A heading that is never alone at the foot of a page, nor parted from the bars of its `chart`
        where a page holds both."""
        bars = _ROW * (len(chart.labels) + 1) if chart is not None and chart.highest else 0.0
        whole = _HEAD + bars
        if self._pdf.will_page_break(whole if whole <= self._pdf.eph else _HEAD):
            self._pdf.add_page()
        self._pdf.ln(3)
        self._write(words, size, "B")

    def words(self, words: str, size: int = 9) -> None:
        """A paragraph."""
        self._write(words, size, "")

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose head is repeated on every page; `widths` are parts of the page's width."""
        if not rows:
            return
        self._pdf.set_font(_FONT, size=8)
        self._pdf.set_fill_color(255)
        with self._pdf.table(
            col_widths=tuple(widths), line_height=4.5, text_align="LEFT", padding=0.5
        ) as table:
            for cells in (columns, *rows):
                table.row([_in_a_cell(cell) for cell in cells])
        self._pdf.ln(2)

    def bars(self, chart: Chart) -> None:
        """The bars, told apart by their grey."""
        if not chart.highest:
            return
        self._pdf.set_font(_FONT, size=8)
        self._legend(chart)
        for row in range(len(chart.labels)):
            self._bar(chart, row)
        self._pdf.ln(2)

    def file(self) -> bytes:
        """The document."""
        return bytes(self._pdf.output())

    def _write(self, words: str, size: int, style: str) -> None:
        self._pdf.set_font(_FONT, style=style, size=size)
        self._pdf.multi_cell(0, size * 0.5, printable(words), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _legend(self, chart: Chart) -> None:
        self._pdf.cell(_LABEL, _ROW, f"{printable(chart.unit)}:")
        for place, series in enumerate(chart.series):
            self._box(self._pdf.get_x(), 4, place)
            self._pdf.set_x(self._pdf.get_x() + 5)
            self._pdf.cell(30, _ROW, printable(series.name))
        self._pdf.ln(_ROW)

    def _bar(self, chart: Chart, row: int) -> None:
        if self._pdf.will_page_break(_ROW):
            self._pdf.add_page()
        self._pdf.cell(_LABEL, _ROW, _cut(self._pdf, _in_a_cell(chart.labels[row]), _LABEL - 2))
        left = self._pdf.get_x()
        for place, series in enumerate(chart.series):
            length = _BAR * series.values[row] / chart.highest
            if length:
                self._box(left, length, place)
            left += length
        self._pdf.set_x(left + 1)
        self._pdf.cell(15, _ROW, f"{sum(series.values[row] for series in chart.series):g}")
        self._pdf.ln(_ROW)

    def _box(self, left: float, length: float, place: int) -> None:
        self._pdf.set_fill_color(_GREYS[place % len(_GREYS)])
        self._pdf.rect(left, self._pdf.get_y() + 0.7, length, _ROW - 1.4, style="DF")


def printable(words: str) -> str:
    """`words` in the letters that the fonts have."""
    words = words.translate(_INSTEAD)
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", words))


def _in_a_cell(words: str) -> str:
    """`words` in one line of no more letters than a row has room for: names and agencies are as their
    senders wrote them."""
    line = " ".join(printable(words).split())
    return line if len(line) <= _MOST_LETTERS else f"{line[: _MOST_LETTERS - 3]}..."


def _letter(letter: str) -> str:
    if ord(letter) < 256:
        return letter if letter.isprintable() or letter == "\n" else " "
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if ord(plain) < 256 and plain.isprintable() else "?"


def _cut(pdf: FPDF, words: str, width: float) -> str:
    while pdf.get_string_width(words) > width:
        words = words[:-4] + "..."
    return words


class _Numbered(FPDF):
    def __init__(self, foot: str, *, landscape: bool) -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self._foot = printable(foot)

    def footer(self) -> Any:
        self.set_y(-12)
        self.set_font(_FONT, size=8)
        self.cell(0, 5, f"{self._foot}   page {self.page_no()}")

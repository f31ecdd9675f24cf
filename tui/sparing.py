"""Writes to the terminal only what has changed on it: over a slow line a key must not cost the whole screen.

Textual writes every line of a widget that is drawn anew, and the whole screen where one opens or closes over
another. Here each piece of a line is held against what was last written in its place, and left out where it
is the same. What is on the terminal is forgotten whenever somebody else may have written there.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Piece = tuple[
    int, int, int, Strip
]  # the line, its first column, the column after its last, what stands there


class Written:
    """What was last written on each line: where each piece begins, where it ends, and its bytes."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, tuple[int, str]]] = {}

    def forget(self) -> None:
        """Take nothing for granted any more."""
        self._lines.clear()

    def takes(self, y: int, x: int, end: int, text: str) -> bool:
        """Note a piece that is about to be written; whether it must be, as something else stands there."""
        line = self._lines.setdefault(y, {})
        if line.get(x) == (end, text):
            return False
        for other in [start for start, (until, _) in line.items() if start < end and until > x]:
            del line[other]
        line[x] = (end, text)
        return True


class SparingUpdate(CompositorUpdate):
    """An update of Textual's without what stands there already."""

    def __init__(self, update: ChopsUpdate | LayoutUpdate, written: Written) -> None:
        self._update = update
        self._written = written

    def render_segments(self, console: Console) -> str:
        """The bytes that bring the terminal up to date. They count as written from now on."""
        pieces = _of_spans(self._update) if isinstance(self._update, ChopsUpdate) else _of_lines(self._update)
        sequences = []
        for y, x, end, strip in pieces:
            text = strip.render(console)
            if self._written.takes(y, x, end, text):
                sequences.append(f"{Control.move_to(x, y).segment.text}{text}")
        return "".join(sequences)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return self._update.__rich_console__(console, options)


def _of_lines(update: LayoutUpdate) -> Iterator[Piece]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield y, x, x + strip.cell_length, strip
            x += strip.cell_length


def _of_spans(update: ChopsUpdate) -> Iterator[Piece]:
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x > last or end <= first:
                continue
            if last > x >= first and end <= last:
                yield y, x, end, strip
            else:
                cut = strip.crop(0, min(end, last) - x)
                yield y, x, x + cut.cell_length, cut

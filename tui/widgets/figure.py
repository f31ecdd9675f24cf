"""A section's numbers as bars in the terminal, told apart by their shape and not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual.color import Color
from textual_plotext import PlotextPlot

from ingest.report.sections import Chart
from tui.text import clean, fit

MARKS: Final = ("█", "▒", "·")
_COLOURS: Final = ("primary", "warning", "error")  # of the board's
_LONG_LABEL: Final = 6  # cells: longer ones stand beside bars that lie
_LABEL_PART: Final = 3  # of the width, at most
_TICKS: Final = 4  # beside nought, at most: two on one line would hide each other
_LOWEST: Final = 9  # lines
_STANDING: Final = 0.4  # of the window's height, where bars stand: the rest is the table's
_AXIS: Final = 3  # lines: the frame and the figures below
_BAR: Final = 0.6  # of the room that a bar has
_LYING_BAR: Final = 0.2  # thinner than a line, so that it fills its own and no other's


class Figure(PlotextPlot):
    """One chart; what is to be seen in it is told by the table beside it too."""

    @property
    def colours(self) -> tuple[Color, ...]:
        """What the bars are drawn in, from the first kind on."""
        return tuple(Color.parse(self.app.theme_variables[name]) for name in _COLOURS)

    def show(self, chart: Chart) -> None:
        """Draw `chart`, lying down where its labels are long: then the first that have room."""
        self.plt.clear_figure()
        self.display = chart.highest > 0
        if self.display:
            lying = max(cell_len(label) for label in chart.labels) > _LONG_LABEL
            room = max(_LOWEST, self.app.size.height // 2) - _AXIS
            shown = chart.first(room) if lying else chart
            # A bar that lies has a line of its own, and an empty one below where there is room for all.
            spaced = 2 * len(shown.labels) - 1
            lines = _AXIS + (spaced if spaced <= room else len(shown.labels))
            self.styles.height = lines if lying else max(_LOWEST, int(self.app.size.height * _STANDING))
            self._draw(shown, lying=lying)
        self.refresh()

    def _draw(self, chart: Chart, *, lying: bool) -> None:
        self._draw_bars(chart, lying=lying)
        labels = [clean(label) for label in chart.labels]
        places = [float(place) for place in range(len(labels))]
        if lying:
            room = max(10, self.app.size.width // _LABEL_PART)
            self.plt.yticks(places, [fit(label, min(room, cell_len(label))) for label in reversed(labels)])
            self.plt.xticks(*_whole_ticks(chart.highest))
            if len(labels) > 1:
                self.plt.ylim(0, len(labels) - 1)
        else:
            step = 1 + len(labels) * (_LONG_LABEL + 1) // max(1, self.app.size.width)
            self.plt.xticks(places[::step], labels[::step])
            self.plt.yticks(*_whole_ticks(chart.highest))

    def _draw_bars(self, chart: Chart, *, lying: bool) -> None:
        """Whole bars first, and the shorter ones over them: so each part keeps its own mark."""
        stacks = [
            tuple(accumulate(stack)) for stack in zip(*(one.values for one in chart.series), strict=True)
        ]
        if lying:  # the first is the lowest
            stacks.reverse()
        for kind in reversed(range(len(chart.series))):
            self.plt.bar(
                range(len(stacks)),
                [stack[kind] for stack in stacks],
                orientation="horizontal" if lying else "vertical",
                marker=MARKS[kind],
                color=self.colours[kind].rgb,
                width=_LYING_BAR if lying else _BAR,
            )


def legend(chart: Chart, colours: Sequence[Color]) -> Text:
    """What the bars count, and each kind of them: "contacts: █ in time   ▒ late   · overdue"; nothing
    where there are no bars."""
    if not chart.highest:
        return Text("")
    kinds = Text("   ").join(
        Text.assemble((mark, colour.rich_color.name), clean(f" {series.name}"))
        for mark, colour, series in zip(MARKS, colours, chart.series, strict=False)
    )
    return Text.assemble(f"{chart.unit}: ", kinds) if len(chart.series) > 1 else kinds


def _whole_ticks(highest: float) -> tuple[list[float], list[str]]:
    step = max(1, ceil(highest / _TICKS))
    ticks = range(0, int(highest) + 1, step)
    return [float(tick) for tick in ticks], [str(tick) for tick in ticks]

"""Insights: how a period went, a section at a time, as a sentence, a picture and a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ingest.domain.insights import Insights, Period
from ingest.errors import MashError
from ingest.report.sections import Section, sections, title_of
from tui.screens.asking import AskWords
from tui.screens.on_duty import OnDuty, ask_for
from tui.text import clean, fit, wrap
from tui.widgets.figure import Figure, legend
from tui.widgets.scrolled import Scrolled
from tui.widgets.strips import KeyBar

if TYPE_CHECKING:
    from tui.app import DutyApp

LENGTHS: Final = (7, 28, 91, 182, 364)  # days
_TABS: Final = ("weeks", "agencies", "hours", "time to form", "overdue", "unread")
_NARROWEST_NAME: Final = 3
_BETWEEN: Final = " to "


@dataclass(frozen=True, slots=True)
class _Shown:
    insights: Insights
    sections: tuple[Section, ...]


class InsightsScreen(OnDuty[None]):
    """Figures for managers. It asks the desk when the period changes, and never on a tick."""

    CSS = """
    #insights-tabs { height: 1; background: $surface; color: $text-muted; }
    #insights-words { height: auto; max-height: 4; padding: 0 1; margin: 1 0 0 0; }
    #insights-table { height: 1fr; min-height: 5; padding: 0 0 0 1; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,tab", "turn(1)", "Next"),
        Binding("left,shift+tab", "turn(-1)", "Previous", show=False),
        *(
            Binding(str(place + 1), f"show({place})", f"Show {words}", show=False)
            for place, words in enumerate(_TABS)
        ),
        Binding("comma,left_square_bracket", "shift(-1)", "Earlier"),
        Binding("full_stop,right_square_bracket", "shift(1)", "Later"),
        Binding("plus,equals_sign", "stretch(1)", "Longer"),
        Binding("minus", "stretch(-1)", "Shorter"),
        Binding("t", "type_period", "Type days"),
        Binding("question_mark", "app.keys", "Help"),
        Binding("escape,q", "go_back", "Back"),
    ]

    def __init__(self, period: Period) -> None:
        super().__init__()
        self.period = period
        self._place = 0
        self._shown: _Shown | None = None

    def compose(self) -> ComposeResult:
        yield Static(Text(""), id="insights-title", classes="screen--title")
        yield Static(Text(""), id="insights-tabs")
        yield Static(Text("counting …"), id="insights-words")
        yield Figure()
        with Scrolled(id="insights-table"):
            yield Static(Text(""), id="insights-rows")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#insights-table").focus()
        self._ask()

    # What is shown.

    def _ask(self) -> None:
        asked = self.period
        self._write("#insights-title", Text(f" {title_of(asked)}"))
        now = self.duty.clock.now()
        ask_for(self, lambda desk: desk.insights(asked, now), self._show, self._refused)

    def _show(self, insights: Insights) -> None:
        if insights.period == self.period:
            self._shown = _Shown(insights, sections(insights))
            self._draw()

    def _refused(self, error: MashError) -> None:
        self._write("#insights-words", Text(clean(error.sentence)))

    def _draw(self) -> None:
        if self._shown is None:
            return
        section = self._shown.sections[self._place]
        words = Text(clean(f"{section.title}. {section.words}"))
        told = legend(section.chart, self.query_one(Figure).colours)
        self._write("#insights-words", Text("\n").join([words, told] if told else [words]))
        self._write("#insights-tabs", self._tabs())
        self.query_one(Figure).show(section.chart)
        self._write(
            "#insights-rows", Text("\n".join(table_lines(section, self.size.width - 2)), no_wrap=True)
        )
        self.query_one("#insights-table").scroll_home(animate=False)

    def _tabs(self) -> Text:
        tabs = Text(" ", no_wrap=True)
        for place, words in enumerate(_TABS):
            here = place == self._place
            tabs.append(
                f"[{place + 1} {words}]" if here else f" {place + 1} {words} ", "bold" if here else ""
            )
        return tabs

    def _write(self, where: str, words: Text) -> None:
        self.query_one(where, Static).update(words)

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.call_after_refresh(self._draw)

    # Keys.

    def action_turn(self, by: int) -> None:
        self.action_show((self._place + by) % len(_TABS))

    def action_show(self, place: int) -> None:
        self._place = place
        self._draw()

    def action_shift(self, by: int) -> None:
        """Look at as many days, before or after these."""
        days = (self.period.last - self.period.first) + timedelta(days=1)
        self._take(Period(self.period.first + by * days, self.period.last + by * days))

    def action_stretch(self, by: int) -> None:
        """Look at more or fewer days up to the same last one."""
        days = (self.period.last - self.period.first).days + 1
        offered = [length for length in LENGTHS if (length > days if by > 0 else length < days)]
        if offered:
            length = min(offered) if by > 0 else max(offered)
            self._take(Period(self.period.last - timedelta(days=length - 1), self.period.last))

    def action_type_period(self) -> None:
        def typed(words: str | None) -> None:
            if words:
                self._take(_typed(words))

        ask = AskWords(
            "Which days?",
            value=f"{self.period.first:%d/%m/%Y}{_BETWEEN}{self.period.last:%d/%m/%Y}",
            fault=_fault,
        )
        self.duty.push_screen(ask, typed)

    def _take(self, period: Period) -> None:
        self.period = period
        self._ask()

    def action_go_back(self) -> None:
        self.dismiss(None)


def last_weeks(app: DutyApp) -> InsightsScreen:
    """The screen at the four weeks up to today."""
    return InsightsScreen(Period.ending(app.clock.now(), 28))


def table_lines(section: Section, width: int) -> list[str]:
    """The table as text of `width` cells, and what it counts: names are cut, figures never."""
    columns = [
        [clean(cell) for cell in column] for column in zip(section.columns, *section.rows, strict=True)
    ]
    widths = [max(map(cell_len, column)) for column in columns]
    figures = sum(widths[1:])
    # Names of two words beside each other are told apart by more than the space within them.
    gap = "  " if widths[0] + figures + 2 * len(widths[1:]) <= width else " "
    left = width - figures - len(gap) * len(widths[1:])
    widths[0] = max(_NARROWEST_NAME, min(widths[0], left))
    rows = [
        fit(name, widths[0])
        + "".join(
            gap + " " * (size - cell_len(cell)) + cell for cell, size in zip(cells, widths[1:], strict=True)
        )
        for name, *cells in zip(*columns, strict=True)
    ]
    return [*rows, "", *wrap(section.counts, width)]


def _typed(words: str) -> Period:
    first, _, last = words.partition(_BETWEEN.strip())
    return Period(_day(first), _day(last or first))


def _day(words: str) -> date:
    from parsers.values import read_date  # longer to load than the figures

    return date.fromisoformat(read_date(words.strip()).value or "")


def _fault(words: str) -> str | None:
    try:
        _typed(words)
    except ValueError:
        return "Days are written like 1/10/2026 to 31/10/2026."
    return None

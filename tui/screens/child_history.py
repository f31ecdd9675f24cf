"""A child's whole history, as far as records can be told to be about the same child."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ingest.errors import MashError
from ingest.views import ChildHistory
from tui.screens.beside import LEADS_ON, Beside
from tui.screens.on_duty import ask_for
from tui.screens.raw_message import SourceLines, open_audit
from tui.text import clean
from tui.widgets.around_lines import happening_lines, row_words
from tui.widgets.offered import Offered
from tui.widgets.strips import KeyBar


class _Records(Offered):
    """The records, each of which can be opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open the record"),
        Binding("j", "cursor_down", "Next record", show=False),
        Binding("k", "cursor_up", "Previous record", show=False),
        Binding("g", "first", "First record", show=False),
        Binding("G", "last", "Last record", show=False),
    ]


class ChildHistoryScreen(Beside[str | None]):
    """Dismissed with the key of a record that was taken, to be opened."""

    shows = "child_history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.keys", "Help"),
        Binding("escape,q", "go_back", "Back"),
        Binding("tab", "app.focus_next", "Records or what happened"),
        *LEADS_ON,
    ]

    def __init__(self, key: str, about: str, now: datetime) -> None:
        super().__init__()
        self._key = key
        self._about = about
        self._now = now
        self._history = ChildHistory((), ())

    def compose(self) -> ComposeResult:
        title = clean(f" The child's whole history: {self._about}")
        yield Static(Text(title, no_wrap=True), classes="screen--title")
        yield Static(Text(" May be the same child: compare before you rely on it"), classes="screen--about")
        yield _Records(markup=False)
        yield Static(Text(" What happened, oldest first"), classes="screen--title")
        yield SourceLines()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        ask_for(self, lambda desk: desk.child_history(self._key), self._show, self._refused)

    def _show(self, history: ChildHistory) -> None:
        self._history = history
        private = self.duty.private
        offered = self.query_one(OptionList)
        room = self.size.width - 2
        lines = (row_words(row, self._now, private=private, width=room) for row in history.records)
        offered.add_options([Option(Text(line, no_wrap=True)) for line in lines])
        mine = (place for place, row in enumerate(history.records) if row.key == self._key)
        offered.highlighted = next(mine, None)
        self.query_one(SourceLines).show(happening_lines(history, self._now, private=private))

    def _refused(self, error: MashError) -> None:
        self.query_one(SourceLines).show([clean(error.sentence)])

    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._history.records):
            self.dismiss(self._history.records[place].key)

    async def action_beside(self, name: str) -> None:
        place = self.query_one(OptionList).highlighted
        if name == "audit" and place is not None:
            row = self._history.records[place]
            open_audit(self.duty, row.key, row_words(row, self._now, private=self.duty.private))
        else:
            await super().action_beside(name)

    def action_go_back(self) -> None:
        self.dismiss(None)

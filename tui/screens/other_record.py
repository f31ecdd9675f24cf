"""The record at the other end of a match, to be compared before the match is settled."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from ingest.errors import MashError
from ingest.views import Detail
from tui.text import clean
from tui.widgets.record_pane import RecordPane
from tui.widgets.strips import KeyBar

if TYPE_CHECKING:
    from tui.app import DutyApp


class OtherRecord(Screen[None]):
    """Reads and shows one record; nothing can be done to it here."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "go_back", "Back")]

    def __init__(self, key: str, now: datetime) -> None:
        super().__init__()
        self._key = key
        self._now = now

    def compose(self) -> ComposeResult:
        title = clean(self._key.replace(":", " ").replace("referral", "form").replace("contact", "call"))
        yield Static(Text(f" The other side of the match: {title}"), classes="screen--title")
        yield RecordPane(self._now)
        yield KeyBar()

    def on_mount(self) -> None:
        app = cast("DutyApp", self.app)
        pane = self.query_one(RecordPane)
        pane.private = app.private
        pane.say("…")
        pane.focus()
        app.line.ask(lambda desk: desk.detail(self._key, self._now), self._show, self._refused)

    def _show(self, detail: Detail) -> None:
        if self.is_attached:
            self.query_one(RecordPane).show(detail)

    def _refused(self, error: MashError) -> None:
        if self.is_attached:
            self.query_one(RecordPane).say(error.sentence)

    def action_go_back(self) -> None:
        self.dismiss(None)

"""Both sides of a match beside each other, to be compared before the match is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ingest.errors import MashError
from ingest.views import Detail
from tui.screens.on_duty import OnDuty, ask_for
from tui.text import clean
from tui.widgets.both_sides import Sides, SidesPane
from tui.widgets.strips import KeyBar

if TYPE_CHECKING:
    from ingest.domain.model import Match


class Compare(OnDuty[str | None]):
    """Reads the record at the other end of the match and shows both. Dismissed with the board's act that
    is to be done to the match, if any: only one that `may` be done is offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "settle('accept')", "Accept", id="accept"),
        Binding("r", "settle('reject')", "Reject", id="reject"),
        Binding("u", "settle('undo')", "Undo", id="undo"),
        Binding("question_mark", "app.keys", "Help", id="help"),
        Binding("escape,enter,q", "go_back", "Back"),
    ]

    def __init__(self, shown: Detail, match: Match, may: Callable[[str], bool], now: datetime) -> None:
        super().__init__()
        self._this = shown
        self._match = match
        self._allowed = frozenset(act for act in ("accept", "reject", "undo") if may(act))
        self._now = now
        self._is_whole = False

    def compose(self) -> ComposeResult:
        title = f"Does form {self._match.referral_id} answer {self._match.contact_reference}?"
        yield Static(Text(f" {clean(title)}"), classes="screen--title")
        yield SidesPane(self._now)
        yield KeyBar()

    def on_mount(self) -> None:
        app = self.duty
        pane = self.query_one(SidesPane)
        pane.private = app.private
        pane.say("…")
        pane.focus()
        match = self._match
        other = f"contact:{match.contact_id}" if self._this.referral else f"referral:{match.referral_id}"
        ask_for(self, lambda desk: desk.detail(other), self._show, self._refused)

    def _show(self, other: Detail) -> None:
        contact, referral = other.contact or self._this.contact, other.referral or self._this.referral
        if contact is not None and referral is not None:
            self.query_one(SidesPane).compare(Sides(self._match, contact, referral))
            self._is_whole = True
            self.refresh_bindings()

    def _refused(self, error: MashError) -> None:
        self.query_one(SidesPane).say(error.sentence)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Nobody settles what is not on the screen yet.
        return action != "settle" or (self._is_whole and parameters[0] in self._allowed)

    def action_settle(self, act: str) -> None:
        self.dismiss(act)

    def action_go_back(self) -> None:
        self.dismiss(None)

"""An email beside the boxes that are filled from it, where there is room."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.screens.message_text import MessageText, Sides
from tui.screens.raw_message import SourceLines
from tui.widgets.entry import PlainInput

if TYPE_CHECKING:
    from tui.app import DutyApp

BESIDE_FROM = 150  # columns: a box, its note, and an email that need not be scrolled sideways
SEE = Binding("f6", "see", "See the email")


class MessageBeside(Vertical):
    """An email as it reads or as it came. The desk is asked only once it is to be seen: each look is recorded."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "turn_over", "As it came, or as it reads")]

    def __init__(self, message_id: int, now: datetime) -> None:
        super().__init__(id="email")
        self.message_id = message_id
        self.now = now
        self._sides = Sides(message_id, now)
        self._asked = False

    def compose(self) -> ComposeResult:
        yield Static(Text(f" {self._sides.title}", no_wrap=True), classes="section")
        yield SourceLines()

    def on_show(self) -> None:
        if not self._asked:
            self._ask()

    def action_turn_over(self) -> None:
        self._sides.turn()
        self.query_one(".section", Static).update(Text(f" {self._sides.title}", no_wrap=True))
        self._ask()

    def _ask(self) -> None:
        self._asked = True
        self.query_one(SourceLines).ask(self._sides.read)


class EmailBeside:
    """A mixin of screens that hold a `MessageBeside` and the key `SEE`, with the class `beside` while it
    is shown."""

    _left_box: Widget | None = None

    def on_mount(self) -> None:
        # Known before the first picture of the screen is made: it is not made anew at once.
        self._make_room(cast("Screen[object]", self).app.size.width)

    def on_resize(self, event: Resize) -> None:
        self._make_room(event.size.width)

    def _make_room(self, width: int) -> None:
        # Where names are hidden an email is shown to who asks for it, and to nobody who looks on.
        screen = cast("Screen[object]", self)
        hidden = cast("DutyApp", screen.app).private
        screen.set_class(width >= BESIDE_FROM and not hidden, "beside")

    def action_see(self) -> None:
        """See the email: go to where it stands beside the boxes, and back, or open it."""
        screen = cast("Screen[object]", self)
        for email in screen.query(MessageBeside):
            if not screen.has_class("beside"):
                screen.app.push_screen(MessageText(email.message_id, email.now))
            elif email.has_focus_within:
                (self._left_box or screen.query(PlainInput).first()).focus()
            else:
                self._left_box = screen.focused
                email.query_one(SourceLines).focus()

"""Looks for a call to link a form to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ingest.domain.model import Contact
from ingest.errors import MashError
from tui.text import HIDDEN_NAME, clean, fit
from tui.times import moment
from tui.widgets.entry import PlainInput

if TYPE_CHECKING:
    from tui.app import DutyApp

REST_SECONDS = 0.2


class FindCall(ModalScreen[tuple[int, str] | None]):
    """Dismissed with a contact's id and reference."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Back"),
        Binding("down", "down", "Next", show=False, priority=True),
        Binding("up", "up", "Previous", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Contact] = ()
        self._asked = 0
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="question wide"):
            yield Static(Text("Link to which call?"), classes="question--title")
            yield PlainInput(placeholder="reference, name, agency, school …")
            yield OptionList(markup=False)
            yield Static(Text(""), id="found-note")
            yield Static(
                Text("Type to search   ↑↓ choose   Enter links   Esc goes back"), classes="question--keys"
            )

    def on_mount(self) -> None:
        self.query_one(PlainInput).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        # A timer runs once: each key stops the one before it and starts another.
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._search)

    def _search(self) -> None:
        words = self.query_one(PlainInput).value.strip()
        self._asked += 1
        asked = self._asked
        if not words:
            self._show(asked, ())
            return
        app = cast("DutyApp", self.app)
        app.line.ask(
            lambda desk: desk.find_contacts(words), lambda found: self._show(asked, found), self._refused
        )

    def _show(self, asked: int, found: Sequence[Contact]) -> None:
        if asked != self._asked or not self.is_attached:
            return
        self._found = found
        calls = self.query_one(OptionList)
        calls.clear_options()
        calls.add_options([Option(Text(self._line(contact), no_wrap=True)) for contact in found])
        if found:
            calls.highlighted = 0
        self._say(f"{len(found)} found" if found else "no call found")

    def _line(self, contact: Contact) -> str:
        app = cast("DutyApp", self.app)
        child = contact.children[0] if contact.children else None
        name = (
            " ".join(word for word in (child.forename, child.surname) if word) if child else "no child named"
        )
        caller = " · ".join(word for word in (contact.caller.name, contact.caller.agency) if word)
        if app.private:
            name = caller = HIDDEN_NAME
        received = moment(contact.received_at, app.clock.now())
        return "  ".join((fit(clean(contact.reference), 14), received, fit(clean(name), 18), clean(caller)))

    def _refused(self, error: MashError) -> None:
        self._say(error.sentence)

    def _say(self, words: str) -> None:
        self.query_one("#found-note", Static).update(Text(clean(words)))

    @on(Input.Submitted)
    def _take(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._found):
            contact = self._found[place]
            self.dismiss((contact.id, contact.reference))

    @on(OptionList.OptionSelected)
    def _picked(self) -> None:
        self._take()

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_go_back(self) -> None:
        self.dismiss(None)

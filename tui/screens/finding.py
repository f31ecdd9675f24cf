"""Looks for a record while one types: the words, what was found, and one that is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.input import Selection
from textual.widgets.option_list import Option

from ingest.duty_desk import DutyDesk
from ingest.errors import MashError
from tui.once import once
from tui.screens.on_duty import OnDuty, ask_for
from tui.text import clean
from tui.widgets.entry import PlainInput
from tui.widgets.key_line import KeyLine
from tui.widgets.offered import Offered

REST_SECONDS = 0.2
Found = TypeVar("Found")
Taken = TypeVar("Taken")


class Finding(ModalScreen[Taken | None], OnDuty[Taken | None], Generic[Found, Taken]):
    """A kind of search says what it asks the desk, how a find reads, and what is taken of it."""

    QUESTION: ClassVar[str]
    EXAMPLES: ClassVar[str]
    KEYS: ClassVar[str]
    NOTHING: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Back"),
        Binding("down", "down", "Next", show=False, priority=True),
        Binding("up", "up", "Previous", show=False, priority=True),
    ]

    def __init__(self, words: str = "") -> None:
        """`words` are looked for at first; what is typed takes their place."""
        super().__init__()
        self._words = words
        self._found: Sequence[Found] = ()
        self._asked = 0
        self._rest: Timer | None = None

    def ask(self, desk: DutyDesk, words: str) -> Sequence[Found]:
        raise NotImplementedError

    def line(self, found: Found) -> str:
        """One find as a clean line."""
        raise NotImplementedError

    def told(self, found: Found) -> Text:
        """One find as it is offered: its line, and what else there is to tell of it below."""
        return Text(self.line(found), no_wrap=True)

    def counted(self, found: Sequence[Found]) -> str:
        """How many were found, and whether there may be more."""
        return f"{len(found)} found"

    def taken(self, found: Found) -> Taken:
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="question wide"):
            yield Static(Text(self.QUESTION), classes="question--title")
            yield PlainInput(self._words, placeholder=self.EXAMPLES)
            yield Offered(markup=False)
            yield Static(Text(""), id="found-note")
            yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        box = self.query_one(PlainInput)
        box.focus()
        box.selection = Selection(len(box.value), 0)

    @on(Input.Changed)
    def _typed(self) -> None:
        # A timer runs once: each key stops the one before it and starts another.
        if self._rest is not None:
            self._rest.stop()
        self._rest = once(self, REST_SECONDS, self._search)

    def _search(self) -> None:
        words = self.query_one(PlainInput).value.strip()
        self._asked += 1
        asked = self._asked
        if not words:
            self._show(asked, ())
            return
        ask_for(
            self, lambda desk: self.ask(desk, words), lambda found: self._show(asked, found), self._refused
        )

    def _show(self, asked: int, found: Sequence[Found]) -> None:
        if asked != self._asked:
            return
        self._found = found
        offered = self.query_one(OptionList)
        offered.clear_options()
        offered.add_options([Option(self.told(one)) for one in found])
        if found:
            offered.highlighted = 0
        self._say(self.counted(found) if found else self.NOTHING)

    def _refused(self, error: MashError) -> None:
        self._say(error.sentence)

    def _say(self, words: str) -> None:
        self.query_one("#found-note", Static).update(Text(clean(words)))

    @on(Input.Submitted)
    def _take(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._found):
            self.dismiss(self.taken(self._found[place]))

    @on(OptionList.OptionSelected)
    def _picked(self) -> None:
        self._take()

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_go_back(self) -> None:
        self.dismiss(None)

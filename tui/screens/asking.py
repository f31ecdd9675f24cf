"""Small questions over the board: a reason, an outcome, a value. Esc goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.text import clean
from tui.widgets.entry import PlainInput


class AskWords(ModalScreen[str | None]):
    """Asks for some words; an empty answer is refused unless `may_be_blank`, and one that has a
    `fault` always."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "go_back", "Back")]

    def __init__(
        self,
        title: str,
        *,
        about: str = "",
        value: str = "",
        offers: Sequence[str] = (),
        may_be_blank: bool = False,
        fault: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._value = value
        self._offers = offers
        self._may_be_blank = may_be_blank
        self._fault = fault

    def compose(self) -> ComposeResult:
        with Vertical(classes="question"):
            yield Static(Text(clean(self._title)), classes="question--title")
            if self._about:
                yield Static(Text(clean(self._about, multiline=True)), classes="question--about")
            yield PlainInput(
                self._value,
                suggester=SuggestFromList(self._offers, case_sensitive=False) if self._offers else None,
            )
            if self._offers:
                offered = "  ·  ".join(clean(offer) for offer in self._offers)
                yield Static(Text(f"such as: {offered}"), classes="question--hint")
            yield Static(Text(""), id="refusal")
            yield Static(Text("Enter does it   Esc goes back"), classes="question--keys")

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        if not words and not self._may_be_blank:
            self._refuse("a few words are needed")
            return
        fault = self._fault(words) if words else None
        if fault is not None:
            self._refuse(fault)
            return
        self.dismiss(words)

    def _refuse(self, why: str) -> None:
        self.query_one("#refusal", Static).update(Text(f"✗ {clean(why)}"))

    def action_go_back(self) -> None:
        self.dismiss(None)


class AskChoice(ModalScreen[int | None]):
    """Asks for one of some choices; the answer is its place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Back"),
        Binding("j", "down", "Next", show=False),
        Binding("k", "up", "Previous", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        with Vertical(classes="question"):
            yield Static(Text(clean(self._title)), classes="question--title")
            yield OptionList(*(Option(Text(clean(choice))) for choice in self._choices), markup=False)
            yield Static(Text("Enter takes it   Esc goes back"), classes="question--keys")

    @on(OptionList.OptionSelected)
    def _answer(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_go_back(self) -> None:
        self.dismiss(None)

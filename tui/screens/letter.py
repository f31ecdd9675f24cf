"""A message to a referrer, to be copied into the hub's own mail."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ingest.views import Letter
from tui.text import clean


def words_of(letter: Letter) -> str:
    """The message as it is copied: clean, whoever wrote the names in it."""
    return clean(letter.text, multiline=True)


class ShowLetter(ModalScreen[bool]):
    """Dismissed with whether the message was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Copy it"),
        Binding("escape", "go_back", "Back"),
    ]

    def __init__(self, letter: Letter) -> None:
        super().__init__()
        self._letter = letter

    def compose(self) -> ComposeResult:
        letter = self._letter
        with Vertical(classes="question wide tall"):
            yield Static(Text(clean(f"To: {letter.to or '(no address known)'}")))
            yield Static(Text(clean(f"Subject: {letter.subject}")), classes="question--title")
            with VerticalScroll():
                yield Static(Text(words_of(letter)))
            yield Static(
                Text("Enter copies it and notes that you took it   ↑↓ scroll   Esc goes back"),
                classes="question--keys",
            )

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_take(self) -> None:
        self.dismiss(True)

    def action_go_back(self) -> None:
        self.dismiss(False)

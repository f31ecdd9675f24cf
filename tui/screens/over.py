"""Screens that cover everything: help, a window too small, a desk left alone."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

KeyHelp = tuple[str, str]


class Help(ModalScreen[None]):
    """Every key that is bound where help was asked for, as the bindings have it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "go_back", "Back")]

    def __init__(self, groups: list[tuple[str, list[KeyHelp]]]) -> None:
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        with Vertical(classes="question wide tall"):
            yield Static(Text("Keys"), classes="question--title")
            with VerticalScroll():
                yield Static(self._text())
            yield Static(Text("↑↓ scroll   Esc goes back"), classes="question--keys")

    def _text(self) -> Text:
        text = Text()
        for title, keys in self._groups:
            text.append(f"{title}\n", "bold")
            for key, words in keys:
                text.append(f"  {key:<16}", "bold")
                text.append(f"{words}\n")
            text.append("\n")
        return text

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_go_back(self) -> None:
        self.dismiss(None)


class TooSmall(ModalScreen[None]):
    """Says how large the window must be; no key does anything but leave."""

    def compose(self) -> ComposeResult:
        yield Static(Text(""), id="too-small")

    def on_mount(self) -> None:
        self._say(self.app.size.width, self.app.size.height)

    def on_resize(self, event: events.Resize) -> None:
        self._say(event.size.width, event.size.height)

    def _say(self, width: int, height: int) -> None:
        self.query_one("#too-small", Static).update(
            Text(f"Make the window at least 80x24: it is {width}x{height}.")
        )


class Locked(ModalScreen[None]):
    """Covers the board of a desk that was left alone; any key or click shows it again."""

    def compose(self) -> ComposeResult:
        with Middle(), Center():
            yield Static(Text("MASH duty desk: covered while you were away. Press a key."), id="locked")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss(None)

    def on_click(self) -> None:
        self.dismiss(None)

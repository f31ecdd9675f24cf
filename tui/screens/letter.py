"""A message to a referrer, to be copied into the hub's own mail."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from ingest.views import Letter
from tui.screens.on_duty import OnDuty
from tui.text import clean
from tui.widgets.key_line import KeyLine
from tui.widgets.scrolled import Scrolled

COPY, SEND = "copy", "send"
PRIVATE = "▲ This is no address of an authority that the hub trusts. S again sends it all the same."
CANNOT = "✗ It cannot be sent from here: no mail server is set, or no address is known. Enter copies it."


def words_of(letter: Letter) -> str:
    """The message as it is copied: clean, whoever wrote the names in it."""
    return clean(letter.text, multiline=True)


class ShowLetter(ModalScreen[str | None], OnDuty[str | None]):
    """Dismissed with COPY or SEND, or with nothing. To a private address it is sent only where
    the officer says so twice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Copy it"),
        Binding("S", "send", "Send it"),
        Binding("escape", "go_back", "Back"),
    ]

    def __init__(self, letter: Letter, about: str) -> None:
        super().__init__()
        self._letter = letter
        self._about = about
        self._warned = not letter.private

    def compose(self) -> ComposeResult:
        letter = self._letter
        keys = "Enter copies it and notes that you took it   ↑↓ scroll   Esc goes back"
        with Vertical(classes="question wide tall"):
            yield Static(Text(clean(self._about)), classes="question--about")
            yield Static(Text(clean(f"To: {letter.to or '(no address known)'}"), no_wrap=True))
            yield Static(Text(clean(f"Subject: {letter.subject}")), classes="question--title")
            if letter.earlier:
                told = (clean(f"A letter about this, {one}") for one in letter.earlier)
                yield Static(Text("\n".join(told)), classes="letter--earlier")
            with Scrolled():
                yield Static(Text(words_of(letter)))
            yield Static(Text(""), id="refusal")
            yield KeyLine(f"S sends it   {keys}" if letter.can_send else keys)

    def on_mount(self) -> None:
        self.query_one(Scrolled).focus()

    def action_take(self) -> None:
        self.dismiss(COPY)

    def action_send(self) -> None:
        if not self._letter.can_send:
            self._say(CANNOT)
            return
        if self._warned:
            self.dismiss(SEND)
            return
        self._warned = True
        self._say(PRIVATE)

    def _say(self, words: str) -> None:
        self.query_one("#refusal", Static).update(Text(words))

    def action_go_back(self) -> None:
        self.dismiss(None)

"""Screens that cover everything: help, a window too small, a desk left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, Final

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.live_keys import THE_BOARDS
from tui.once import once
from tui.screens.on_duty import OnDuty
from tui.text import fit
from tui.widgets.entry import PlainInput
from tui.widgets.key_line import KeyLine
from tui.widgets.scrolled import Scrolled

# The keys as they are printed, what they do, their name in the settings' [keys], and the first as it is pressed.
KeyHelp = tuple[str, str, str, str]
KEY, WORDS = 12, 39  # with the longest name, what 80 columns hold
NAMED = "   At the right: a key's name in the settings, under [keys]"
LONGEST_WAIT_SECONDS = 30
_BOLD: Final = Style(bold=True)
MARKS: Final = (
    ("▌", "the record that every act applies to"),
    ("▹", "it has left this list: u takes back what was done"),
    ("━━━──", "how much of the time has run"),
    ("○form", "a form is suggested; that stops no clock"),
    ("○call", "an email's sender rang before and owes a form"),
    ("open mail", "an email of the caller waits: it may be the form"),
    ("PP  RHI", "police protection, return interview: 72 h"),
    ("▲", "doubtful, or from an earlier call: check it"),
    ("↳", "the words on the form that it was read from"),
    ("✓", "in a list: marked, to act on several"),
    ("″", "of the agency that is named above"),
    ("…", "cut to fit: Enter, or z, shows more of it"),
)


class Help(ModalScreen[None], OnDuty[None]):
    """Every key that is bound where help was asked for, as the bindings have it. A click on one leaves the help
    and does what the key does there: what no bar has room for is in the mouse's reach too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "go_back", "Back")]

    def __init__(self, groups: list[tuple[str, list[KeyHelp]]]) -> None:
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        with Vertical(classes="question wide tall"):
            yield Static(Text("Keys"), classes="question--title")
            with Scrolled():
                yield Static(self._text())
            named = any(name for _, keys in self._groups for _, _, name, _ in keys)
            yield KeyLine("↑↓ scroll   Esc goes back" + (NAMED if named else ""))

    def _text(self) -> Text:
        text = Text()
        for title, keys in self._groups:
            text.append(f"{title}\n", "bold")
            for key, words, name, pressed in keys:
                does = Style.from_meta({"@click": f"screen.press({pressed!r})"})
                text.append(f"  {key:<{KEY - 1}} ", does + _BOLD)
                text.append(fit(words, WORDS), does)
                text.append(f"{name}\n", "dim")
            text.append("\n")
        if any(title == THE_BOARDS for title, _ in self._groups):
            text.append("What the marks mean\n", "bold")
            for mark, words in MARKS:
                text.append(f"  {mark:<{KEY - 1}} ", "bold")
                text.append(f"{words}\n")
        return text

    def on_mount(self) -> None:
        self.query_one(Scrolled).focus()

    def action_press(self, key: str) -> None:
        """Leave, and press `key` where help was asked for."""
        if self.is_active:
            self.dismiss(None)
            self.app.call_later(self.app.simulate_key, key)

    def action_go_back(self) -> None:
        self.dismiss(None)


class TooSmall(ModalScreen[None], OnDuty[None]):
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


class Locked(ModalScreen[None], OnDuty[None]):
    """Covers the board of a desk that was left alone; any key or click shows it again, or, where
    there is one, the passphrase (`unlocks` tells whether words are it)."""

    def __init__(self, unlocks: Callable[[str], bool] | None = None) -> None:
        super().__init__()
        self._unlocks = unlocks
        self._unlocked = False
        self._failures = 0

    def compose(self) -> ComposeResult:
        asked = "Press a key." if self._unlocks is None else "Type the passphrase and press Enter."
        with Vertical(id="cover"):
            yield Static(Text(f"MASH duty desk: covered while you were away. {asked}"), id="locked")
            if self._unlocks is not None:
                yield PlainInput(password=True)
                yield Static(Text("Ctrl+Q ends the dashboard; what was being typed is kept."), id="refusal")

    def on_key(self, event: events.Key) -> None:
        if self._unlocks is None:
            event.stop()
            self.dismiss(None)

    def on_click(self) -> None:
        if self._unlocks is None:
            self.dismiss(None)

    @on(Input.Submitted)
    async def _try(self, event: Input.Submitted) -> None:
        words, box = event.value, self.query_one(PlainInput)
        if self._unlocks is None:
            return
        box.value, box.disabled = "", True
        if await asyncio.to_thread(self._unlocks, words):
            self._unlocked = True
            self.dismiss(None)
            return
        # Whoever guesses waits longer each time.
        self._failures += 1
        self.query_one("#refusal", Static).update(Text("✗ that is not the passphrase"))
        once(self, min(2**self._failures, LONGEST_WAIT_SECONDS) / 2, self._ask_again)

    def on_screen_resume(self) -> None:
        if self._unlocked:  # while the window was too small
            self.dismiss(None)

    def _ask_again(self) -> None:
        box = self.query_one(PlainInput)
        box.disabled = False
        box.focus()

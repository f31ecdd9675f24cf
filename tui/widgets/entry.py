"""Text boxes that show what they hold as marks, and bind none of the terminal's own keys.

Those of several lines are in `tui.widgets.narrative`: what they are made of is loaded when it is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from tui.text import clean

# Characters of one line: with many more each key would be felt, and nobody could look through them.
LONGEST_LINE = 10_000
CUT_OFF = f"Only the first {LONGEST_LINE:,} characters were put in: one line holds no more."
# Terminals send these for Tab, Enter, Backspace; or act on them themselves.
TERMINALS_OWN = frozenset({"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+s", "ctrl+z"})


def without_terminals_own(bindings: Iterable[BindingType]) -> list[BindingType]:
    """The bindings of a box, but for keys that terminals act on or send for others; shown nowhere."""
    kept: list[BindingType] = []
    for binding in bindings:
        if isinstance(binding, Binding):
            keys = [key for key in binding.key.split(",") if key.strip() not in TERMINALS_OWN]
            if keys:
                kept.append(Binding(",".join(keys), binding.action, binding.description, show=False))
    return kept


async def edited(box: Widget, event: events.Key) -> bool:
    """Do at once what one of the box's own keys asks for; whether it was one.

    Left to itself a bound key goes up to the app before it is heeded, and a letter typed after
    it is not: of "3", backspace, "4" in one go the backspace would come last and take the 4.
    """
    actions = {
        key.strip(): binding.action
        for binding in type(box).BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    action = actions.get(event.key)
    if action is None or not box.is_mounted:
        return False
    event.stop()
    event.prevent_default()
    await box.run_action(action)
    return True


class PlainInput(Input, inherit_bindings=False):
    """One line of text. What is put in is cleaned first: it may be a record's words."""

    BINDINGS: ClassVar[list[BindingType]] = without_terminals_own(Input.BINDINGS)

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        suggester: Suggester | None = None,
        id: str | None = None,
        classes: str | None = None,
        password: bool = False,
    ) -> None:
        super().__init__(
            clean(value),
            password=password,
            placeholder=placeholder,
            suggester=suggester,
            select_on_focus=False,
            id=id,
            classes=classes,
        )

    def validate_value(self, value: str) -> str:
        return clean(value)

    def validate_scroll_x(self, value: float) -> float:
        """Only where it is typed in are its last letters shown, whatever scrolling was asked for before it was
        left; else it shows from its first letter what it holds."""
        return super().validate_scroll_x(value) if self.has_focus else 0.0

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        if has_focus:
            cursor = Region(self._cursor_offset, 0, width=1, height=1)
            self.scroll_to_region(cursor, force=True, animate=False)
        else:
            self.scroll_x = self.scroll_target_x = 0.0

    async def _on_key(self, event: events.Key) -> None:
        if not await edited(self, event):
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Put in all that was pasted, in one line: of an address in three lines Textual would keep the first."""
        event.prevent_default()
        event.stop()
        words = clean(" ".join(line for line in (line.strip() for line in event.text.splitlines()) if line))
        room = max(0, LONGEST_LINE - len(self.value) + len(self.selected_text))
        if len(words) > room:
            self.app.clear_notifications()  # a text that comes in pieces is told of once
            self.app.notify(CUT_OFF, severity="warning", markup=False, timeout=8)
        self.replace(words[:room], *self.selection)


class FilterInput(PlainInput, inherit_bindings=False):
    """The box of a filter: the key bar tells how to leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(kept for kept in PlainInput.BINDINGS if isinstance(kept, Binding) and kept.key != "enter"),
        Binding("enter", "submit", "Keep the filter"),
        Binding("escape", "screen.go_back", "Clear it"),
    ]

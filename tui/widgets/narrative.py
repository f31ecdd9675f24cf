"""A text box of several lines."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import TextArea

from tui.text import clean
from tui.widgets.entry import edited, without_terminals_own


class Narrative(TextArea, inherit_bindings=False):
    """Several lines of text; Tab leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = without_terminals_own(TextArea.BINDINGS)

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(
            clean(value, multiline=True), soft_wrap=True, tab_behavior="focus", id=id, show_line_numbers=False
        )

    async def _on_key(self, event: events.Key) -> None:
        if not await edited(self, event):
            await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted, with marks for what would be obeyed or is not seen."""
        event.prevent_default()
        event.stop()
        if result := self._replace_via_keyboard(clean(event.text, multiline=True), *self.selection):
            self.move_cursor(result.end_location)

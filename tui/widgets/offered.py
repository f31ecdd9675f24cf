"""A list of what can be taken, whose lines may change while the mouse is on its way to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList

if TYPE_CHECKING:
    from textual import events


class Offered(OptionList):
    """Heeds no click on a line that is gone: the toolkit's own looks for it, and ends the dashboard."""

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]  # the toolkit calls both
        place = event.style.meta.get("option")
        if place is not None and place >= self.option_count:
            event.prevent_default()

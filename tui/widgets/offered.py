"""A list of what can be taken, whose lines may change while the mouse is on its way to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.style import Style
from textual.widgets import OptionList

if TYPE_CHECKING:
    from textual import events

_TURNED_ROUND: Final = Style(reverse=True)


class Offered(OptionList):
    """Heeds no click on a line that is gone: the toolkit's own looks for it, and ends the dashboard."""

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]  # the toolkit calls both
        place = event.style.meta.get("option")
        if place is not None and place >= self.option_count:
            event.prevent_default()

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """With ink and ground turned round where the styles say so: the toolkit's own forgets it, and in the
        terminal's own colours, or in none, nobody saw what Enter would take."""
        style = super().get_visual_style(*component_classes, partial=partial)
        turned = any(self.get_component_styles(name).text_style.reverse for name in component_classes)
        return style + _TURNED_ROUND if turned else style

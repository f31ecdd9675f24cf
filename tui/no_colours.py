"""The dashboard without colours, as NO_COLOR asks: the terminal's own ink on its own ground.

What a colour tells is told in words and marks as well; what has a ground of its own (the tab that is shown, the
choice under the cursor, an alarm) has ink and ground turned round.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_TERMINALS_OWN = Style.from_color(RichColor.default(), RichColor.default())
_TURNED_ROUND = Style(reverse=True)


class WithoutColours(LineFilter):
    """Textual's own takes the colours alone: its cursor over a choice, which is one, went with them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        del background
        return [
            Segment(text, style and _without_colours(style), control) for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colours(style: Style) -> Style:
    ground = style.bgcolor
    turned = _TURNED_ROUND if ground is not None and not ground.is_default else Style.null()
    return style + _TERMINALS_OWN + turned

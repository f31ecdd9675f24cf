"""What is longer than the window, gone through by the same keys as lists and texts are."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Scrolled(VerticalScroll, inherit_bindings=False):
    """Its keys are those of the board's parts; the toolkit's own know the arrows alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "Down", show=False),
        Binding("k,up", "scroll_up", "Up", show=False),
        Binding("g,home", "scroll_home", "Top", show=False),
        Binding("G,end", "scroll_end", "Bottom", show=False),
        Binding("space,pagedown", "page_down", "A page down", show=False),
        Binding("pageup", "page_up", "A page up", show=False),
    ]

"""Every act by its name: the toolkit's palette, which leaves only itself."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette

from tui.widgets.offered import Offered


class _Commands(CommandList, Offered):
    """The acts that were found."""


class Palette(CommandPalette):
    """Left once. Of an Esc and a click in one go the second would take the screen below away, and where that
    is the board, end the dashboard."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette")  # by which the toolkit knows that one is open

    def compose(self) -> ComposeResult:
        for part in super().compose():
            yield _Commands() if isinstance(part, CommandList) else part

    def dismiss(self, result: Any = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

"""What the dashboard said until now: a notice passes, and whoever looked elsewhere has missed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.screens.raw_message import SourceLines, SourceText
from tui.text import clean
from tui.times import moment_in_column


class Said(SourceText):
    """Each notice with its time, the latest first. They name nobody, and are kept nowhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("W", "go_back", "Back", show=False)]

    def __init__(self, said: Iterable[tuple[datetime, str]], now: datetime) -> None:
        super().__init__("What was said until now, the latest first", lambda _: "")
        self._told = [f"{moment_in_column(at, now)}  {clean(words)}" for at, words in said]

    def ask(self) -> None:
        """Show them: nobody need be asked, also where the desk does not answer."""
        self.query_one(SourceLines).show(self._told[::-1] or ["nothing yet"])

"""An email as a person reads it, its transfer encodings taken off; its own source when asked for."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from ingest.duty_desk import DutyDesk
from tui.email_words import as_it_reads
from tui.screens.raw_message import SourceText


class MessageText(SourceText):
    """The words of an email's parts, one below the other; `w` turns to the source and back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "turn_over", "As it came, or as it reads")]

    def __init__(self, message_id: int, now: datetime) -> None:
        self._sides = Sides(message_id, now)
        super().__init__(self._sides.title, self._sides.read)

    def action_turn_over(self) -> None:
        self._sides.turn()
        self.entitle(self._sides.title)
        self.ask()


class Sides:
    """An email as it reads and as it came, one of which is turned up."""

    def __init__(self, message_id: int, now: datetime) -> None:
        self._message_id = message_id
        self._now = now
        self._as_it_came = False

    @property
    def title(self) -> str:
        return f"Email {self._message_id}" + (": its source, as it came" if self._as_it_came else "")

    def turn(self) -> None:
        self._as_it_came = not self._as_it_came

    def read(self, desk: DutyDesk) -> str:
        if self._as_it_came:
            return desk.raw_text(self._message_id)
        return as_it_reads(desk, self._message_id, self._now)

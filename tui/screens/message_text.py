"""An email as a person reads it, its transfer encodings taken off; its own source when asked for."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from ingest.views import DutyDesk, MessageView
from tui.screens.raw_message import SourceText
from tui.times import moment

RULE = "─" * 40


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


def as_it_reads(desk: DutyDesk, message_id: int, now: datetime) -> str:
    """An email's head and the text of its parts; its source where it has no part that was opened."""
    message = desk.detail(f"message:{message_id}", now).message
    if message is None or not message.parts:
        return desk.raw_text(message_id)
    pieces = [_head(message, now)]
    for place, part in enumerate(message.parts):
        named = f"{part.filename or part.part}  ·  {part.media_type}"
        text = desk.part_text(message_id, place).strip()
        pieces.append(f"{RULE}\n{named}\n\n{text or '(no words were read from it)'}")
    return "\n\n".join(pieces)


def _head(message: MessageView, now: datetime) -> str:
    return "\n".join(
        (
            f"From: {message.sender or '(no sender)'}",
            f"Subject: {message.subject or '(no subject)'}",
            f"Received: {moment(message.received_at, now)}",
        )
    )

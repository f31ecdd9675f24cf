"""An email in its words: its head, and the text of its parts below each other."""

from __future__ import annotations

from datetime import datetime

from ingest.duty_desk import DutyDesk
from ingest.views import MessageView
from tui.times import moment

RULE = "─" * 40


def as_it_reads(desk: DutyDesk, message_id: int, now: datetime) -> str:
    """An email's head and the text of its parts; its source where it has no part that was opened."""
    message = desk.detail(f"message:{message_id}").message
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

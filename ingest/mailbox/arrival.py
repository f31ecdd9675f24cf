"""When a message arrived, where the mailbox itself does not say: its newest Received header."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_HEADERS = 256 * 1024
_END = re.compile(rb"\r?\n\r?\n")
_RECEIVED = re.compile(rb"^received:((?:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*))", re.IGNORECASE | re.MULTILINE)


def newest_received(raw: bytes) -> datetime | None:
    """The time of the topmost Received header that has one, in UTC: each server adds on top."""
    top = raw[:_HEADERS]
    end = _END.search(top)
    for header in _RECEIVED.finditer(top[: end.start() + 1] if end else top):
        at = _time_in(header[1].rpartition(b";")[2])
        if at is not None:
            return at
    return None


def _time_in(words: bytes) -> datetime | None:
    try:
        at = parsedate_to_datetime(words.decode("ascii", "replace").strip())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

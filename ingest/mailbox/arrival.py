"""When a message arrived: which times can be true, and where the mailbox itself does not say, its
newest Received header."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before there were mailboxes of this kind
_AHEAD = timedelta(days=1)  # a server's clock, or this one, may be wrong by hours
_HEADERS = 256 * 1024
_END = re.compile(rb"\r?\n\r?\n")
_RECEIVED = re.compile(rb"^received:((?:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*))", re.IGNORECASE | re.MULTILINE)


def can_be_true(at: datetime, now: datetime) -> bool:
    """Whether mail may have arrived at `at`; any other time would stop the clocks that begin with it."""
    return _EARLIEST <= at <= now + _AHEAD


def newest_received(raw: bytes, now: datetime) -> datetime | None:
    """The time, in UTC, of the topmost Received header that has one that can be true: each server
    adds on top."""
    top = raw[:_HEADERS]
    end = _END.search(top)
    for header in _RECEIVED.finditer(top[: end.start() + 1] if end else top):
        at = _time_in(header[1].rpartition(b";")[2])
        if at is not None and can_be_true(at, now):
            return at
    return None


def _time_in(words: bytes) -> datetime | None:
    text = words.decode("ascii", "replace").strip()
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if str(at.year) not in text:
        return None  # the year 0001 is read as 2001
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

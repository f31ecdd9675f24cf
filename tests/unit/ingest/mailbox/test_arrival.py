"""The newest Received header."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.mailbox.arrival import newest_received

EIGHT = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        (b"Received: from a by b; Mon, 1 Jun 2026 09:00:00 +0100\r\n\r\n", EIGHT),
        (b"X: y\nRECEIVED: from a\n by b\n ;\n Mon, 1 Jun 2026 08:00:00 GMT (a comment)\n\n", EIGHT),
        (
            b"Received: by c; Mon, 1 Jun 2026 08:00:00 +0000\r\nReceived: by b; Sun, 31 May 2026 08:00:00 +0000\r\n\r\n",
            EIGHT,
        ),
        (b"Received: by c; nonsense\r\nReceived: by b; Mon, 1 Jun 2026 08:00:00 +0000\r\n\r\n", EIGHT),
        (b"Subject: x\r\n\r\nReceived: by b; Mon, 1 Jun 2026 08:00:00 +0000\r\n", None),
        (b"Received: by b; Mon, 1 Jun 99999 08:00:00 +0000\r\n\r\n", None),
        (b"Received: by b; Mon, 1 Jan 0001 08:00:00 +0000\r\n\r\n", None),
        (b"Received: by b; Mon, 1 Jan 01 08:00:00 +0000\r\n\r\n", None),
        (b"Received: by b; Sun, 31 Dec 1989 08:00:00 +0000\r\n\r\n", None),
        (b"Received: by b; Wed, 3 Jun 2026 08:00:00 +0000\r\n\r\n", None),
        (b"Received: by b; Tue, 2 Jun 2026 08:00:00 +0000\r\n\r\n", EIGHT.replace(day=2)),
        (b"Received: by b\r\n\r\n", None),
        (b"", None),
    ],
)
def test_the_topmost_header_with_a_time_counts(raw: bytes, at: datetime | None) -> None:
    assert newest_received(raw, EIGHT) == at


@given(st.binary(max_size=400))
def test_any_bytes_give_a_time_or_none(noise: bytes) -> None:
    found = newest_received(b"Received: " + noise + b"; " + noise, EIGHT)
    assert found is None or found.tzinfo is UTC

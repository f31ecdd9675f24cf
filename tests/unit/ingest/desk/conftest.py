"""Mail for the desk, already read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from ingest.store import Ledger
from parsers.form import Reading
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading


@pytest.fixture
def take(ledger: Ledger) -> Callable[..., int]:
    """Have one message arrive (at the time given, else in the morning) and be read as given;
    return its id."""
    arrived = iter(range(1, 1000))

    def one(reading: Reading, at: datetime = MORNING) -> int:
        [stored] = ledger.store_messages([arrival(next(arrived), received_at=at)])
        begin_reading(ledger, stored.message_id)
        ledger.record_reading(stored.message_id, reading, SurnameMatcher())
        return stored.message_id

    return one

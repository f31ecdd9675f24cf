"""A burst of messages, several read at a time."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.clock import SetClock
from ingest.pipeline import Pipeline
from ingest.steps import hooked
from ingest.store import Ledger, Store
from ingest.store.schema import message, referral
from parsers.form import Reading
from tests.integration.taking import NoMatches, SubjectReader, mail, open_store
from tests.unit.ingest.paper_mailbox import PaperMailbox

_BURST = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = SetClock(datetime(2026, 6, 1, 10, 0, tzinfo=UTC))
    with closing(open_store(tmp_path, clock)) as opened:
        yield opened


class Overtaking(SubjectReader):
    """Lets each message of an even number end only after the next one, where that is read beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = 0
        self.most = 0
        self._lock = threading.Lock()
        self._ended = [threading.Event() for _ in range(_BURST + 2)]

    def read(self, raw: bytes, filename: str | None = None) -> Reading:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        number = int(raw.partition(b"Form ")[2].split()[0])
        if number % 2 == 0:
            self._ended[number + 1].wait(timeout=20)
        self._ended[number].set()
        with self._lock:
            self.inside -= 1
        return super().read(raw, filename)


def look(store: Store, reader: Overtaking, at_once: int) -> None:
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(2, _BURST + 2)})
    Pipeline(Ledger(store), reader, NoMatches(), store.clock, at_once=at_once).look(box, "INBOX")


def test_messages_that_overtake_each_other_are_read_once_and_recorded_in_order(store: Store) -> None:
    reader = Overtaking()
    look(store, reader, at_once=4)
    with store.reading() as conn:
        labels = list(conn.execute(select(referral.c.label).order_by(referral.c.number)).scalars())
        tries = set(conn.execute(select(message.c.attempts)).scalars())
    assert [int(label.split()[1]) for label in labels] == list(range(2, _BURST + 2))
    assert set(Counter(reader.said).values()) == {1}
    assert tries == {1}


def test_no_more_messages_are_read_at_a_time_than_are_allowed(store: Store) -> None:
    reader = Overtaking()
    look(store, reader, at_once=3)
    assert 2 <= reader.most <= 3


def test_no_more_messages_are_held_in_memory_than_twice_those_that_are_read(store: Store) -> None:
    ledger, held, most = Ledger(store), 0, 0
    begin = ledger.begin_readings

    def begun(ids: list[int]) -> dict[int, bytes]:
        nonlocal held, most
        found = begin(ids)
        held += len(found)
        most = max(most, held)
        return found

    def recorded(step: str) -> None:
        nonlocal held
        held -= step == "after record"

    ledger.begin_readings = begun  # type: ignore[method-assign,assignment]
    box = PaperMailbox(messages={uid: mail(f"Form {uid}") for uid in range(1, _BURST)})
    with hooked(recorded):
        Pipeline(ledger, SubjectReader(), NoMatches(), store.clock, at_once=3).look(box, "INBOX")
    assert held == 0
    assert most < 2 * 3

"""The gauges: what they say, to whom, and what they never say."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest import metrics
from ingest.clock import SetClock
from ingest.errors import StoreUnavailable
from ingest.pipeline import Pipeline
from ingest.store import HealthBook, Ledger, Store
from tests.integration.taking import NoMatches, SubjectReader, mail, open_store
from tests.unit.ingest.paper_mailbox import PaperMailbox

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path, SetClock(NOW))) as opened:
        yield opened


def fetched(port: int, path: str = "/metrics") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def gauges(text: str) -> dict[str, float]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_they_say_how_the_worker_is_and_what_waits(store: Store) -> None:
    box = PaperMailbox(messages={1: mail("Form Secret"), 2: mail("POISON Secret"), 3: mail("Lunch")})
    Pipeline(Ledger(store), SubjectReader(), NoMatches(), store.clock).look(box, "INBOX")
    book = HealthBook(store)
    book.beat(timedelta(seconds=60))
    book.succeeded()
    assert isinstance(store.clock, SetClock)
    store.clock.move(timedelta(seconds=90))
    with metrics.serving(book, store.clock, 0) as port:
        text = fetched(port)
    told = gauges(text)
    assert told["mash_worker_up"] == 1
    assert told["mash_worker_failing"] == 0
    assert told["mash_worker_success_seconds"] == NOW.timestamp()
    assert told["mash_backlog_messages"] == 1
    assert told["mash_backlog_oldest_seconds"] == 90
    assert told['mash_messages{state="referral"}'] == 1
    assert told['mash_messages{state="no_form"}'] == 1
    assert "Secret" not in text


def test_a_worker_that_never_ran_or_fell_silent_is_not_up(store: Store) -> None:
    book = HealthBook(store)
    with metrics.serving(book, store.clock, 0) as port:
        assert gauges(fetched(port))["mash_worker_up"] == 0
        book.beat(timedelta(seconds=60))
        book.succeeded()
        assert isinstance(store.clock, SetClock)
        store.clock.move(timedelta(seconds=181))
        assert gauges(fetched(port))["mash_worker_up"] == 0


def test_other_paths_are_not_found(store: Store) -> None:
    with (
        metrics.serving(HealthBook(store), store.clock, 0) as port,
        pytest.raises(urllib.error.HTTPError, match="404") as refused,
    ):
        fetched(port, "/")
    refused.value.close()


def test_a_store_that_fails_is_told_by_the_status(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(HealthBook, "health", refuse)
    with (
        metrics.serving(HealthBook(store), store.clock, 0) as port,
        pytest.raises(urllib.error.HTTPError, match="503") as refused,
    ):
        fetched(port)
    refused.value.close()


def test_each_folder_is_told_and_its_name_can_break_out_of_nothing(store: Store) -> None:
    book = HealthBook(store)
    book.looked("mash", 'In "x"\\\n', on_server=7, recorded=5)
    book.look_failed("mash", "Junk", "no")
    with metrics.serving(book, store.clock, 0) as port:
        text = fetched(port)
    told = gauges(text)
    odd = r'{mailbox="mash",folder="In \"x\"\\\n"}'
    assert (told[f"mash_folder_on_server{odd}"], told[f"mash_folder_recorded{odd}"]) == (7, 5)
    assert told[f"mash_folder_success_seconds{odd}"] == NOW.timestamp()
    assert told['mash_folder_failing{mailbox="mash",folder="Junk"}'] == 1

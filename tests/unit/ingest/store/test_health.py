"""How the worker and each folder is said to be, whatever became of worker, clock and mailbox."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ingest.clock import SetClock
from ingest.mailbox.errors import MailboxUnreachable
from ingest.pipeline import Pipeline
from ingest.store import HealthBook, Ledger, Store
from ingest.views import WorkerState
from tests.integration.taking import NoMatches, SubjectReader, mail
from tests.unit.ingest.paper_mailbox import PaperMailbox

PERIOD = timedelta(seconds=20)


@pytest.fixture
def book(store: Store) -> HealthBook:
    return HealthBook(store)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("moved", [timedelta(seconds=61), timedelta(days=9), -timedelta(seconds=61)])
def test_three_periods_without_a_heartbeat_are_silence_even_where_the_clock_was_set_back(
    book: HealthBook, clock: SetClock, moved: timedelta
) -> None:
    book.beat(PERIOD)
    book.succeeded()
    clock.move(moved)
    assert book.health().state is WorkerState.SILENT
    book.beat(PERIOD)
    assert book.health().state is WorkerState.WORKING


def look(store: Store, book: HealthBook, box: PaperMailbox) -> None:
    Pipeline(Ledger(store), SubjectReader(), NoMatches(), store.clock, health=book).look(box, "INBOX")


def test_each_look_notes_where_the_folder_stands(store: Store, book: HealthBook) -> None:
    box = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Lunch")})
    look(store, book, box)
    [state] = book.mailboxes()
    assert (state.mailbox, state.folder) == (box.name, "INBOX")
    assert (state.on_server, state.recorded, state.last_uid) == (2, 2, 2)
    assert state.uidvalidity is not None
    assert state.last_success_at == state.reconciled_at == store.clock.now()
    assert not state.fails


def test_a_folder_fails_from_its_first_failure_to_its_next_success(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    box = PaperMailbox(messages={1: mail("Form 1")})
    look(store, book, box)
    clock.move(PERIOD)
    box.failure = MailboxUnreachable("the mail server fell silent")
    look(store, book, box)
    [failing] = book.mailboxes()
    assert failing.fails
    assert failing.last_error == "the mail server fell silent"
    assert failing.on_server == 1
    clock.move(PERIOD)
    box.failure = None
    look(store, book, box)
    [again] = book.mailboxes()
    assert not again.fails
    assert again.last_error == "the mail server fell silent"


def test_a_folder_is_as_it_was_last_though_the_clock_was_set_back_in_between(
    book: HealthBook, clock: SetClock
) -> None:
    book.looked("mash", "INBOX")
    clock.move(-timedelta(hours=6))
    book.look_failed("mash", "INBOX", "the mail server fell silent")
    assert [state.fails for state in book.mailboxes()] == [True]
    clock.move(-timedelta(hours=6))
    book.looked("mash", "INBOX")
    assert [state.fails for state in book.mailboxes()] == [False]


def test_folders_that_are_not_watched_any_more_are_forgotten(book: HealthBook) -> None:
    book.looked("mash", "INBOX", on_server=1)
    book.looked("mash", "Junk")
    book.forget_but({("mash", "INBOX"), ("mash", "Archive")})
    assert [state.folder for state in book.mailboxes()] == ["INBOX"]

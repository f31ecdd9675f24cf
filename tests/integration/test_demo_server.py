"""The demonstration's mail server, as the program's own mailbox sees it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.mailbox.folder import AfterRecording
from ingest.mailbox.imap import ImapMailbox
from ingest.store import Store
from ingest.store.schema import message
from tests.integration.taking import imap, mail, open_store, station
from tui.demo.server import DemoMailServer

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[DemoMailServer]:
    with DemoMailServer() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


def of(server: DemoMailServer, after: AfterRecording | None = None) -> ImapMailbox:
    return imap(server.port, user=server.user, password=server.password, after=after)


def test_mail_put_in_is_taken_once_with_its_bytes_and_its_time(server: DemoMailServer, store: Store) -> None:
    raw = mail("Form 1", body="caf\u00e9\r\n" * 500)
    server.deliver(raw, AT)
    duty = station(store, of(server))
    assert duty.worker.poll_once().referrals == 1
    assert duty.worker.poll_once().fetched == 0
    with store.reading() as conn:
        row = conn.execute(select(message.c.id, message.c.received_at)).one()
    assert duty.ledger.raw(row.id) == raw
    assert row.received_at == AT


def test_keywords_and_moves_hold(server: DemoMailServer, store: Store) -> None:
    server.deliver(mail("Form 1"), AT)
    keyword, move = AfterRecording("keyword", keyword="MashTaken"), AfterRecording("move", folder="Taken")
    station(store, of(server, keyword)).worker.poll_once()
    assert "MashTaken" in server.keywords()[0]
    station(store, of(server, move)).worker.poll_once()
    assert server.keywords() == []
    assert len(server.keywords("Taken")) == 1


def test_idle_tells_of_a_delivery(server: DemoMailServer) -> None:
    mailbox = imap(server.port, user=server.user, password=server.password, idle=True)
    stop = threading.Event()
    try:
        assert mailbox.wait(stop, 5)
        arriving = threading.Timer(0.3, server.deliver, [mail("Form 1"), AT])
        arriving.start()
        assert mailbox.wait(stop, 20)
        arriving.join()
    finally:
        mailbox.close()

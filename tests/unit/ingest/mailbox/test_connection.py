"""The connection's own limits, which no test server needs to break."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from imapclient.exceptions import IMAPClientError

from ingest.clock import SetClock, SystemClock
from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import CommandRefused, MailboxError, OutOfTime
from ingest.mailbox.failures import translated
from ingest.mailbox.patience import Patience
from ingest.mailbox.trust import Trust
from ingest.mailbox.wire import Server


@pytest.fixture
def greeting() -> Iterator[int]:
    """A port where an IMAP server says hello and answers one command."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        sock, _ = listener.accept()
        with sock:
            sock.sendall(b"* OK hello\r\n")
            tag = sock.recv(1000).split()[0]
            sock.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
            sock.recv(1000)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.close()
    thread.join(timeout=10)


def test_no_text_of_a_body_is_built_for_a_log(greeting: int) -> None:
    # IMAPClient sets imaplib's debug level to 5: every body would be made into a log text.
    server = Server("127.0.0.1", greeting, "none", Trust("127.0.0.1"))
    connection = Connection(server, Patience(SystemClock(), 5), 1000)
    assert connection._imap.debug == 0
    connection.shut()


def test_the_nearest_limit_counts_and_the_outer_one_comes_back() -> None:
    clock = SetClock(SystemClock().now())
    patience = Patience(clock, silence=100)
    assert patience.left() == 100
    with patience.for_at_most(50):
        with patience.for_at_most(10):
            assert patience.left() == 10
        with patience.for_at_most(80):
            assert patience.left() == 50
    with pytest.raises(OutOfTime), patience.for_at_most(0):
        patience.left()
    assert patience.left() == 100


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("move failed: [OVERQUOTA] Ann's mail is too much", "(OVERQUOTA: the mailbox is full)"),
        ("move failed: [NOPERM] not for Ann", "(NOPERM: the account lacks a right that is needed)"),
        ("move failed: [CANNOT] not Ann", "(CANNOT)"),
        ("move failed: no", "refused a command: it"),
    ],
)
def test_a_refusals_code_is_told_and_what_it_means(words: str, told: str) -> None:
    with pytest.raises(CommandRefused) as caught, translated():
        raise IMAPClientError(words)
    assert told in caught.value.sentence
    assert "Ann" not in caught.value.sentence


@pytest.mark.parametrize(
    "fault", [ValueError("a name"), KeyError("a name"), RecursionError(), OSError(5, "x")]
)
def test_whatever_a_server_provokes_is_a_mailbox_error_without_its_words(fault: Exception) -> None:
    with pytest.raises(MailboxError) as caught, translated():
        raise fault
    assert "a name" not in caught.value.sentence

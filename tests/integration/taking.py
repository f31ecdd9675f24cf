"""What the mailbox tests share: a store in a folder, a reader that knows what to say, a pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from ingest.clock import Clock, SystemClock
from ingest.domain.model import Contact, LedgerState, Proposal
from ingest.mailbox.bodies import FetchLimits
from ingest.mailbox.folder import AfterRecording
from ingest.mailbox.imap import ImapMailbox
from ingest.mailbox.login import PasswordLogin
from ingest.mailbox.secret import Secret
from ingest.mailbox.trust import Trust
from ingest.mailbox.wire import Server
from ingest.pipeline import Pipeline
from ingest.store import HealthBook, Ledger, Store
from ingest.store.schema import message
from ingest.worker import Timing, Worker
from parsers.form import Child, ContactForm, Outcome, ReadForm, Reading

LIMITS = FetchLimits(
    connect_seconds=5,
    message_seconds=2,
    cycle_seconds=60,
    max_message_bytes=4 * 1024 * 1024,
    chunk_messages=10,
    chunk_bytes=1024 * 1024,
)
QUICK = replace(LIMITS, connect_seconds=1, message_seconds=0.4)


class NoMatches:
    """Matching that finds nothing."""

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        return frozenset()

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        return frozenset()

    def propose(
        self, form: ContactForm, received_at: datetime, candidates: Sequence[tuple[Contact, tuple[str, ...]]]
    ) -> Sequence[Proposal]:
        return ()


@dataclass
class SubjectReader:
    """Reads a referral out of any message whose subject begins with "Form", one child each."""

    read_count: int = 0
    poison: bytes = b"POISON"
    said: list[bytes] = field(default_factory=list)

    def start(self) -> None:
        return

    def read(self, raw: bytes, filename: str | None = None) -> Reading:
        self.read_count += 1
        subject = next((line for line in raw.splitlines() if line.lower().startswith(b"subject:")), b"")
        words = subject.partition(b":")[2].strip()
        self.said.append(words)
        if words.startswith(self.poison):
            raise ValueError("a reader that trips over this message")
        if not words.startswith(b"Form"):
            return Reading(Outcome.NO_FORM, "nothing in it")
        form = ContactForm(children=[Child(forename=words.decode(), surname="Invented", dob="2015-04-03")])
        return Reading(Outcome.REFERRAL, forms=[ReadForm("1", "text", form)])


@dataclass
class Station:
    """A store, a reader and a worker around one mailbox."""

    store: Store
    reader: SubjectReader
    mailbox: ImapMailbox
    worker: Worker

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.store)

    def restarted(self) -> Station:
        """The same store and mailbox under a worker that remembers nothing."""
        return station(self.store, self.mailbox, self.reader)


def open_store(folder: Path, clock: Clock | None = None) -> Store:
    store = Store.open(f"sqlite:///{folder}/mash.db", clock or SystemClock())
    store.ensure_schema()
    return store


def station(store: Store, mailbox: ImapMailbox, reader: SubjectReader | None = None) -> Station:
    reader = reader or SubjectReader()
    pipeline = Pipeline(Ledger(store), reader, NoMatches(), store.clock, at_once=2)
    timing = Timing(poll_seconds=60, back_off_seconds=0.1, back_off_limit_seconds=1)
    worker = Worker([mailbox], pipeline, HealthBook(store), store.worker_lock(), store.clock, timing)
    return Station(store, reader, mailbox, worker)


def imap(
    port: int,
    *,
    user: str = "duty",
    password: str = "a-long-password",
    folders: tuple[str, ...] = ("INBOX",),
    trust: Trust | None = None,
    tls: Literal["implicit", "starttls", "none"] = "none",
    after: AfterRecording | None = None,
    idle: bool = False,
    limits: FetchLimits = LIMITS,
    clock: Clock | None = None,
) -> ImapMailbox:
    """A mailbox on a loopback port; by a `clock` that is set only silence ends a wait."""
    server = Server("127.0.0.1", port, tls, trust or Trust("127.0.0.1"))
    login = PasswordLogin(user, Secret(lambda: password))
    return ImapMailbox("mash", server, login, folders, limits, clock or SystemClock(), after=after, idle=idle)


def mail(subject: str, message_id: str | None = None, body: str = "Nothing to see.") -> bytes:
    """A small email; CRLF line ends."""
    header = [f"Subject: {subject}", "From: Ann Invented <ann@school.example>"]
    if message_id is not None:
        header.append(f"Message-ID: {message_id}")
    return "\r\n".join([*header, "", body, ""]).encode()


def three_forms() -> dict[int, bytes]:
    """Three messages with a form each, by UID."""
    return {uid: mail(f"Form {uid}") for uid in (11, 12, 13)}


ALL_READ = {f"Form {uid}": LedgerState.REFERRAL for uid in (11, 12, 13)}


def states(store: Store) -> dict[str | None, str]:
    """What became of each message, by its subject."""
    with store.reading() as conn:
        rows = conn.execute(select(message.c.subject, message.c.state))
        return {row.subject: row.state for row in rows}

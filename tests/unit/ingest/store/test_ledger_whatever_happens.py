"""Whatever order mail, polls, kills and renumbered mailboxes come in: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from ingest.clock import SetClock
from ingest.domain.model import Contact, LedgerState, Proposal
from ingest.store import Arrival, Ledger, Store, schema
from parsers.form import ContactForm
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, form, next_to_read, referral


class Killed(BaseException):
    """The process ends here."""


class KilledWhileMatching(SurnameMatcher):
    def propose(
        self,
        form: ContactForm,
        received_at: datetime,
        candidates: Sequence[tuple[Contact, tuple[str, ...]]],
    ) -> Sequence[Proposal]:
        raise Killed


class Broken(Arrival):
    """An arrival in the middle of whose storing the process ends."""

    @property
    def raw(self) -> bytes:
        raise Killed


class MailAndKills(RuleBasedStateMachine):
    """A mailbox that grows and is renumbered, and a worker that is killed at every step."""

    store: Store
    ledger: Ledger

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = SetClock(MORNING)
        self.uidvalidity = 1
        self.mailbox: dict[int, str] = {}
        self.next_uid = 1
        self.delivered: set[str] = set()

    @initialize()
    def start(self) -> None:
        self.restart()

    def restart(self) -> None:
        """What a new process does: open the same database, and take up what was left."""
        if hasattr(self, "store"):
            self.store.close()
        self.store = Store.open(f"sqlite:///{self.folder / 'mash.db'}", self.clock)
        self.store.ensure_schema()
        self.ledger = Ledger(self.store)
        self.ledger.return_unfinished()

    @rule(number=st.integers(0, 8))
    def mail_arrives(self, number: int) -> None:
        """Numbers repeat: the same bytes may well arrive twice."""
        self.mailbox[self.next_uid] = f"mail {number}"
        self.delivered.add(f"mail {number}")
        self.next_uid += 1

    @precondition(lambda self: self.mailbox)
    @rule()
    def the_server_renumbers(self) -> None:
        """UIDVALIDITY changes, and UID 1 is another message than before."""
        self.uidvalidity += 1
        bodies = list(self.mailbox.values())[::-1]
        self.mailbox = dict(enumerate(bodies, 1))
        self.next_uid = len(bodies) + 1

    @rule(killed_at=st.none() | st.integers(0, 5))
    def a_poll(self, killed_at: int | None) -> None:
        known = self.ledger.known_uids("mash", "INBOX", self.uidvalidity)
        found = [
            arrival(uid, body, uidvalidity=self.uidvalidity)
            for uid, body in self.mailbox.items()
            if uid not in known
        ]
        if killed_at is None or killed_at >= len(found):
            self.ledger.store_messages(found)
            return
        broken = Broken.__new__(Broken)
        for name in (
            "mailbox",
            "folder",
            "uidvalidity",
            "uid",
            "received_at",
            "size",
            "too_large",
            "ask_again",
            "packed",
        ):
            object.__setattr__(broken, name, getattr(found[killed_at], name))
        try:
            self.ledger.store_messages([*found[:killed_at], broken, *found[killed_at + 1 :]])
        except Killed:
            self.restart()

    @rule(end=st.sampled_from(["well", "killed before", "killed in it", "failed"]))
    def a_message_is_read(self, end: str) -> None:
        message_id = next_to_read(self.ledger, self.clock.now())
        if message_id is None:
            return
        raw = begin_reading(self.ledger, message_id)
        if end == "killed before":
            self.restart()
        elif end == "failed":
            self.ledger.record_failure(message_id, "the reader stopped", self.clock.now())
        else:
            self.record(message_id, raw, killed=end == "killed in it")

    def record(self, message_id: int, raw: bytes, *, killed: bool) -> None:
        body = raw.decode().split("\r\n\r\n")[1].strip()
        told = referral(form(surname=body.title(), forename=body))
        try:
            matcher = KilledWhileMatching() if killed else SurnameMatcher()
            self.ledger.record_reading(message_id, told, matcher)
        except Killed:
            self.restart()

    @rule()
    def time_passes(self) -> None:
        self.clock.move(timedelta(minutes=10))

    @invariant()
    def nothing_is_doubled(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.reading() as conn:
            messages = conn.execute(select(schema.message.c.id, schema.message.c.state)).all()
            brought = Counter(conn.execute(select(schema.referral.c.message_id)).scalars())
            kept = conn.execute(select(func.count()).select_from(schema.raw_message)).scalar_one()
        assert kept == len(messages) <= len(self.delivered)
        for row in messages:
            assert brought[row.id] == (1 if row.state == LedgerState.REFERRAL else 0)

    def teardown(self) -> None:
        """In the end everything that arrived has its bytes, its row and its outcome."""
        if hasattr(self, "store"):
            self.a_poll(None)
            self.restart()
            self.clock.move(timedelta(hours=1))
            while (message_id := next_to_read(self.ledger, self.clock.now())) is not None:
                self.record(message_id, begin_reading(self.ledger, message_id), killed=False)
            with self.store.reading() as conn:
                rows = conn.execute(select(schema.message.c.id, schema.message.c.state)).all()
            bodies = {self.ledger.raw(row.id).decode().split("\r\n\r\n")[1].strip() for row in rows}
            assert bodies == self.delivered
            assert {row.state for row in rows} <= {LedgerState.REFERRAL, LedgerState.NEEDS_ATTENTION}
            assert self.store.verify_audit() == []
            self.store.close()
        shutil.rmtree(self.folder)


TestMailAndKills = MailAndKills.TestCase
TestMailAndKills.settings = settings(
    max_examples=300 if os.environ.get("TESTS_LONG") else 15, stateful_step_count=25, deadline=None
)

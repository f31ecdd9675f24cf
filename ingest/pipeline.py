"""The path of one email, from the mailbox to the board.

The worker wakes the pipeline; it asks the mailbox which UIDs are new, fetches each once, and
commits the raw bytes and the ledger row before anything else looks at them. It then has the
message read in a sandbox, matches its forms to open contacts, and commits referrals, matches,
audit and the ledger's outcome in one transaction. Only then is the mailbox touched.

What one message does never holds up the next: a try that fails is counted, tried again later,
and after the last try it is a row that a person sees. Where the store fails, nothing was taken:
the mail stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest import reconciliation
from ingest.clock import Clock
from ingest.domain.model import LedgerState
from ingest.errors import MashError, NotFound, StoreUnavailable
from ingest.journal import Journal
from ingest.mailbox.arrival import newest_received
from ingest.mailbox.errors import MailboxError, OutOfTime
from ingest.mailbox.source import Fetched, Folder, Listed, Mailbox
from ingest.newcomers import Found, Newcomers
from ingest.reconciliation import FolderCount
from ingest.steps import Step, durable
from ingest.store import Arrival, Ledger, Matcher, Recorded, Stored
from parsers.form import Reading
from parsers.sandbox import SandboxUnavailable

_AT_ONCE = 100


class Reader(Protocol):
    """What reads messages: the sandbox."""

    def start(self) -> None:
        """Make sure that messages can be read at all."""

    def read(self, raw: bytes, filename: str | None = None) -> Reading:
        """What the message holds. Never raises for what a message does."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a pass did, in messages. `failed` counts tries that failed and folders that could not
    be looked at, and `errors` says why, in sentences; `unfinished` says that time ran out and
    more is waiting in the mailbox."""

    fetched: int = 0
    referrals: int = 0
    no_form: int = 0
    needs_attention: int = 0
    failed: int = 0
    errors: tuple[str, ...] = ()
    unfinished: bool = False

    def __add__(self, other: PollResult) -> PollResult:
        return PollResult(
            self.fetched + other.fetched,
            self.referrals + other.referrals,
            self.no_form + other.no_form,
            self.needs_attention + other.needs_attention,
            self.failed + other.failed,
            self.errors + other.errors,
            self.unfinished or other.unfinished,
        )

    def counts(self) -> dict[str, int]:
        """The contract's five numbers."""
        return {
            "fetched": self.fetched,
            "referrals": self.referrals,
            "no_form": self.no_form,
            "needs_attention": self.needs_attention,
            "failed": self.failed,
        }


def _failure(mailbox: str, error: MailboxError) -> PollResult:
    return PollResult(failed=1, errors=(f"mailbox {mailbox}: {error.sentence}",))


def _never() -> bool:
    return False


class Pipeline:
    """Takes messages from mailboxes and sees each through to its outcome. Used by one thread."""

    def __init__(
        self, ledger: Ledger, reader: Reader, matcher: Matcher, clock: Clock, journal: Journal | None = None
    ) -> None:
        self._ledger = ledger
        self._reader = reader
        self._matcher = matcher
        self._clock = clock
        self._journal = journal or Journal(clock)
        self._newcomers = Newcomers(ledger)
        self._can_read = True

    def look(self, mailbox: Mailbox, folder_name: str, stop: Callable[[], bool] = _never) -> PollResult:
        """Take and read what is new in one folder; between two messages, end where `stop` says so.

        A mailbox that fails on the way is told in the result, beside what was done until then.
        Raises `StoreUnavailable`.
        """
        done = PollResult()
        try:
            with mailbox.open(folder_name) as folder:
                for some in self._take(mailbox.name, folder_name, folder, stop):
                    done += some
        except OutOfTime as error:
            return done + (PollResult(unfinished=True) if done.fetched else _failure(mailbox.name, error))
        except MailboxError as error:
            self._journal.note("mailbox.failed", mailbox=mailbox.name, fault=type(error).__name__)
            return done + _failure(mailbox.name, error)
        return done

    def _take(
        self, mailbox: str, name: str, folder: Folder, stop: Callable[[], bool]
    ) -> Iterator[PollResult]:
        found = self._newcomers.find(mailbox, name, folder)
        for some in folder.fetch(found.listed):
            yield PollResult(fetched=len(some))
            for fetched, stored in zip(some, self._store(mailbox, name, some), strict=True):
                if stop():
                    return
                yield self._see_through(fetched, stored) if stored else PollResult(failed=1)
        self._touch(mailbox, name, folder)
        yield self._reconciled(mailbox, name, folder, found)

    def read_waiting(self, stop: Callable[[], bool] = _never) -> PollResult:
        """Read what is stored and waits: a try that failed, or a worker that was stopped.

        Where nothing can be read at all, mail is still taken and kept: the result says so.
        """
        self._ledger.return_unfinished()
        result = self._prepare_to_read()
        if not self._can_read:
            return result
        seen: set[int] = set()
        while waiting := [
            item for item in self._ledger.to_read(self._clock.now(), _AT_ONCE) if item not in seen
        ]:
            for message_id in waiting:
                if stop():
                    return result
                seen.add(message_id)
                result += self._read(message_id)
        return result

    def reconcile(self) -> None:
        """Let the next look at each folder compare every UID on the server with the ledger."""
        self._newcomers.compare_all()

    def count(self, mailbox: Mailbox, folder: str) -> FolderCount:
        """What the folder holds against what is recorded."""
        return reconciliation.count(mailbox, folder, self._ledger)

    def _reconciled(self, mailbox: str, name: str, folder: Folder, found: Found) -> PollResult:
        """Say so where the ledger lacks a message that the server has: nobody else would."""
        errors = []
        missing = self._newcomers.still_missing(found, folder)
        if missing:
            errors.append(f"mailbox {mailbox}: {missing} messages on the server could not be recorded")
        else:
            self._newcomers.all_taken(found)
        if found.late:
            errors.append(f"mailbox {mailbox}: {found.late} messages had been passed over and were taken now")
        if found.whole:
            self._journal.note("folder.reconciled", mailbox=mailbox, folder=name, missing=missing)
        return PollResult(failed=len(errors), errors=tuple(errors))

    def _prepare_to_read(self) -> PollResult:
        try:
            self._reader.start()
        except SandboxUnavailable:
            self._can_read = False
            sentence = "messages are taken but cannot be read: the reader does not start; run `mash check`"
            return PollResult(failed=1, errors=(sentence,))
        self._can_read = True
        return PollResult()

    def _store(self, mailbox: str, folder: str, some: Sequence[Fetched]) -> Sequence[Stored | None]:
        """Keep messages, in one transaction; `None` where one of them cannot be kept. That one stays
        on the server, and as long as it does the board is told that it is not recorded."""
        try:
            with durable(Step.STORE):
                stored = self._ledger.store_messages([self._arrival(mailbox, folder, one) for one in some])
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  # whatever one message does, the others must be taken
            if len(some) > 1:
                return [kept for one in some for kept in self._store(mailbox, folder, [one])]
            fault, uid = type(error).__name__, some[0].listed.uid
            self._journal.note("message.not_stored", mailbox=mailbox, folder=folder, uid=uid, fault=fault)
            return [None]
        for one in stored:
            self._journal.note(
                "message.stored", mailbox=mailbox, folder=folder, uid=one.uid, message=one.message_id
            )
        return stored

    def _arrival(self, mailbox: str, folder: str, fetched: Fetched) -> Arrival:
        listed = fetched.listed
        return Arrival(
            mailbox=mailbox,
            folder=folder,
            uidvalidity=listed.uidvalidity,
            uid=listed.uid,
            raw=fetched.raw or _stand_in(folder, listed, fetched.missing),
            received_at=listed.received_at or newest_received(fetched.raw) or self._clock.now(),
            size=listed.size if fetched.missing else len(fetched.raw),
            too_large=fetched.missing,
        )

    def _see_through(self, fetched: Fetched, stored: Stored) -> PollResult:
        if not stored.new:
            return PollResult()  # the same bytes were here before: they are read once
        if fetched.missing:
            return PollResult(needs_attention=1)
        return self._read(stored.message_id) if self._can_read else PollResult()

    def _read(self, message_id: int) -> PollResult:
        try:
            with durable(Step.BEGIN):
                raw = self._ledger.begin_reading(message_id)
        except NotFound:
            return PollResult()  # it was read, merged or purged meanwhile
        try:
            reading = self._reader.read(raw)
            with durable(Step.RECORD):
                recorded = self._ledger.record_reading(message_id, reading, self._matcher)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  # whatever one message does, the next must be read
            return self._failed(message_id, error)
        return self._recorded(message_id, recorded)

    def _recorded(self, message_id: int, recorded: Recorded) -> PollResult:
        self._journal.note("message.read", message=message_id, outcome=recorded.state.value)
        return PollResult(
            referrals=int(recorded.state is LedgerState.REFERRAL),
            no_form=int(recorded.state is LedgerState.NO_FORM),
            needs_attention=int(recorded.state is LedgerState.NEEDS_ATTENTION),
        )

    def _failed(self, message_id: int, error: Exception) -> PollResult:
        """A try failed. The text of a foreign exception is not kept: it may quote the message."""
        kind = type(error).__name__
        reason = error.sentence if isinstance(error, MashError) else f"reading it failed ({kind})"
        state = self._ledger.record_failure(message_id, f"{reason}: open it by hand and key it")
        self._journal.note("message.failed", message=message_id, fault=kind, state=state.value)
        if state is LedgerState.NEEDS_ATTENTION:
            return PollResult(needs_attention=1, failed=1)
        return PollResult(failed=1)

    def _touch(self, mailbox: str, name: str, folder: Folder) -> None:
        """Do what is configured with every message whose outcome is committed.

        What is asked is the ledger, not this pass: a worker that was killed in between is made up for.
        """
        untaken = folder.untaken()
        if not untaken or folder.state.uidvalidity is None:
            return
        finished = self._ledger.finished_uids(mailbox, name, folder.state.uidvalidity)
        uids: Sequence[int] = [uid for uid in untaken if uid in finished]
        if uids:
            with durable(Step.TOUCH):
                folder.taken(uids)


def _stand_in(folder: str, listed: Listed, missing: str | None) -> bytes:
    """What is kept of a message of which nothing was given, so that each has a row of its own."""
    if missing is None:
        return b""
    place = f"{folder}; UIDVALIDITY {listed.uidvalidity}; UID {listed.uid}"
    return f"X-MASH-Not-Given: {place.encode('ascii', 'replace').decode()}\r\n\r\n".encode()

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

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime

from ingest import reconciliation
from ingest.ahead import one_ahead
from ingest.clock import Clock
from ingest.errors import StoreUnavailable
from ingest.journal import Journal
from ingest.mailbox.arrival import can_be_true, newest_received
from ingest.mailbox.errors import LoginRefused, MailboxError, OutOfTime
from ingest.mailbox.source import Fetched, Folder, Listed, Mailbox
from ingest.newcomers import Found, Newcomers
from ingest.poll_result import PollResult
from ingest.readings import Reader, Readings
from ingest.reconciliation import FolderCount
from ingest.steps import Step, durable
from ingest.store import Arrival, HealthBook, Ledger, Matcher, Stored
from ingest.store.arrivals import pack
from ingest.touching import Touching

__all__ = ["Pipeline", "PollResult", "Reader"]

_AT_ONCE = 100


def _never() -> bool:
    return False


def _unheard(_step: str) -> None:
    return


class Pipeline:
    """Takes messages from mailboxes and sees each through to its outcome. Safe to use from threads, each
    mailbox from one at a time; `read_waiting` is one thread's business."""

    def __init__(
        self,
        ledger: Ledger,
        reader: Reader,
        matcher: Matcher,
        clock: Clock,
        journal: Journal | None = None,
        at_once: int | None = None,
        *,
        health: HealthBook | None = None,
    ) -> None:
        self._ledger = ledger
        self._health = health
        self._clock = clock
        self._journal = journal or Journal(clock)
        self._readings = Readings(ledger, reader, matcher, self._journal, at_once)
        self._newcomers: dict[str, Newcomers] = {}
        self._lock = threading.Lock()
        self._outcomes = 0
        self._touching: dict[tuple[str, str], Touching] = {}

    def look(
        self,
        mailbox: Mailbox,
        folder_name: str,
        stop: Callable[[], bool] = _never,
        begins: Callable[[str], None] = _unheard,
    ) -> PollResult:
        """Take and read what is new in one folder; between two messages, end where `stop` says so.
        `begins` is told what is done next, in words.

        A mailbox that fails on the way is told in the result, beside what was done until then.
        Raises `StoreUnavailable`.
        """
        done = PollResult()
        try:
            begins("opening")
            with mailbox.open(folder_name) as folder:
                for some in self._take(mailbox.name, folder_name, folder, stop, begins):
                    done += some
        except MailboxError as error:
            if stop():
                return done  # whoever ends it may have hung up: that is nobody's failure
            if isinstance(error, OutOfTime) and done.fetched:
                return done + PollResult(unfinished=True)
            return done + self._failed(mailbox.name, folder_name, error)
        return done

    def _failed(self, mailbox: str, folder: str, error: MailboxError) -> PollResult:
        self._journal.note("mailbox.failed", mailbox=mailbox, fault=type(error).__name__)
        if self._health is not None:
            self._health.look_failed(mailbox, folder, error.sentence)
        sentence = f"mailbox {mailbox}: {error.sentence}"
        refused = isinstance(error, LoginRefused) and error.locks_accounts
        return PollResult(failed=1, errors=(sentence,), login_refused=refused)

    def _take(
        self,
        mailbox: str,
        name: str,
        folder: Folder,
        stop: Callable[[], bool],
        begins: Callable[[str], None],
    ) -> Iterator[PollResult]:
        begins("listing")
        found = self._newcomers_of(mailbox).find(mailbox, name, folder)
        begins("fetching from")
        with (
            closing(one_ahead(folder.fetch(found.listed))) as fetched,
            closing(self._packed(mailbox, name, fetched)) as packed,
            closing(one_ahead(packed)) as coming,
        ):
            for some, arrivals in coming:
                yield PollResult(fetched=len(some))
                begins("keeping and reading what came from")
                yield from self._see_through(some, self._store(arrivals), stop)
                if stop():
                    return
                begins("fetching from")
        yield from self._ask_again(mailbox, name, folder, stop)
        yield self._reconciled(mailbox, name, folder, found) + PollResult(taken=True)
        begins("marking or moving in")
        try:
            self._touch(mailbox, name, folder, found)
        except MailboxError as error:
            # Of the same kind as before: what is done about it goes by that.
            error.args = (
                f"its mail was taken, and could not be marked or moved in {name!r} then: {error.sentence}",
            )
            raise
        self._looked(mailbox, name, folder, found)

    def _looked(self, mailbox: str, name: str, folder: Folder, found: Found) -> None:
        """Note where the folder stands; it is counted only when it may have changed."""
        if self._health is None:
            return
        state = folder.state
        values: dict[str, int | datetime | None] = {
            "uidvalidity": state.uidvalidity,
            "uidnext": state.uidnext,
        }
        values["on_server"] = state.exists
        if state.uidvalidity is not None and (found.whole or found.listed):
            values["recorded"] = self._ledger.count(mailbox, name, state.uidvalidity)
            values["last_uid"] = found.up_to
        if found.whole:
            values["reconciled_at"] = self._clock.now()
        self._health.looked(mailbox, name, **values)

    def _see_through(
        self, some: Sequence[Fetched], stored: Sequence[Stored | None], stop: Callable[[], bool]
    ) -> Iterator[PollResult]:
        """Read what was stored. The same bytes that were here before are not read again."""
        self._count_outcome()
        failed = sum(kept is None for kept in stored)
        new = [(fetched, kept) for fetched, kept in zip(some, stored, strict=True) if kept and kept.new]
        missing = sum(fetched.missing is not None for fetched, _ in new)
        yield PollResult(needs_attention=missing, failed=failed)
        for one in self._readings.read([kept.message_id for one, kept in new if not one.missing], stop):
            self._count_outcome()
            yield one

    def _ask_again(
        self, mailbox: str, name: str, folder: Folder, stop: Callable[[], bool]
    ) -> Iterator[PollResult]:
        """Ask for messages that were not given before. The first that is refused again ends it: new
        mail must not wait for a server that makes up its mind."""
        uidvalidity = folder.state.uidvalidity
        if uidvalidity is None:
            return
        due = deque(self._ledger.to_ask_again(mailbox, name, uidvalidity, self._clock.now()))
        refused = False
        while due and not refused and not stop():
            uid = due.popleft()
            given = [one for some in folder.fetch(folder.describe([uid])) for one in some]
            if not given:
                self._ledger.has_gone(mailbox, name, uidvalidity, uid)
            refused = any(one.ask_again for one in given)
            stored = self._store([self._arrival(mailbox, name, one) for one in given])
            yield PollResult(fetched=0 if refused else len(given))
            yield from self._see_through(given, stored, stop)

    def read_waiting(self, stop: Callable[[], bool] = _never) -> PollResult:
        """Read what is stored and waits: a try that failed, or a worker that was stopped.

        Where nothing can be read at all, mail is still taken and kept: `trouble` says so.
        """
        self._readings.try_anew()
        return self._read_waiting(stop, tried=False) + self._read_waiting(stop, tried=True)

    def _read_waiting(self, stop: Callable[[], bool], *, tried: bool) -> PollResult:
        """What was tried before is read alone: if it ends this process too, it alone is to blame."""
        result = PollResult()
        seen: set[int] = set()
        while waiting := [
            item
            for item in self._ledger.to_read(self._clock.now(), _AT_ONCE, tried=tried)
            if item not in seen
        ]:
            seen.update(waiting)
            for one in self._readings.read(waiting, stop, at_once=1 if tried else None):
                self._count_outcome()
                result += one
            if stop():
                break
        return result

    def get_ready(self) -> None:
        """Start what reads, so that the first message need not wait for it."""
        self._readings.get_ready()

    def trouble(self) -> PollResult:
        """What kept this pass from reading what it took, if anything did."""
        return self._readings.trouble()

    def reconcile(self, mailbox: str) -> None:
        """Let the next look at each folder of a mailbox compare every UID on the server with the ledger."""
        self._newcomers_of(mailbox).compare_all()

    def count(self, mailbox: Mailbox, folder: str) -> FolderCount:
        """What the folder holds against what is recorded."""
        return reconciliation.count(mailbox, folder, self._ledger)

    def _reconciled(self, mailbox: str, name: str, folder: Folder, found: Found) -> PollResult:
        """Say so where the ledger lacks a message that the server has: nobody else would."""
        errors = []
        missing = self._newcomers_of(mailbox).still_missing(found, folder)
        if missing:
            uids = reconciliation.named(missing)
            errors.append(
                f"mailbox {mailbox}, {name}: messages on the server could not be recorded: UID {uids}"
            )
        else:
            self._newcomers_of(mailbox).all_taken(found)
        if found.late:
            errors.append(f"mailbox {mailbox}: {found.late} messages had been passed over and were taken now")
        if found.hidden:
            errors.append(
                f"mailbox {mailbox}, {name}: the server counts {found.hidden} more messages than it lists: "
                "look for them in the mailbox"
            )
        if found.whole and not found.left:
            self._journal.note("folder.reconciled", mailbox=mailbox, folder=name, missing=len(missing))
            if found.place is not None and not missing:
                self._ledger.taken_anew(*found.place)
        unfinished = found.left > 0 and not missing
        return PollResult(failed=len(errors), errors=tuple(errors), unfinished=unfinished)

    def _newcomers_of(self, mailbox: str) -> Newcomers:
        return self._newcomers.setdefault(mailbox, Newcomers(self._ledger, self._clock))

    def _count_outcome(self) -> None:
        with self._lock:
            self._outcomes += 1

    def _packed(
        self, mailbox: str, folder: str, coming: Iterator[Sequence[Fetched]]
    ) -> Generator[tuple[Sequence[Fetched], Sequence[Arrival]]]:
        """What comes, ready to be kept: made while the server sends what follows, and the database keeps
        what came before."""
        for some in coming:
            yield some, [_packed(self._arrival(mailbox, folder, one)) for one in some]

    def _store(self, some: Sequence[Arrival]) -> Sequence[Stored | None]:
        """Keep messages, in one transaction; `None` where one of them cannot be kept. That one stays
        on the server, and as long as it does the board is told that it is not recorded."""
        try:
            with durable(Step.STORE):
                stored = self._ledger.store_messages(some) if some else []
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  # whatever one message does, the others must be taken
            if len(some) > 1:
                return [kept for one in some for kept in self._store([one])]
            self._note("message.not_stored", some[0], fault=type(error).__name__)
            return [None]
        for one, kept in zip(some, stored, strict=True):
            self._note("message.stored", one, message=kept.message_id)
        return stored

    def _note(self, event: str, arrival: Arrival, **more: str | int) -> None:
        self._journal.note(event, mailbox=arrival.mailbox, folder=arrival.folder, uid=arrival.uid, **more)

    def _arrival(self, mailbox: str, folder: str, fetched: Fetched) -> Arrival:
        listed = fetched.listed
        return Arrival(
            mailbox=mailbox,
            folder=folder,
            uidvalidity=listed.uidvalidity,
            uid=listed.uid,
            raw=fetched.raw or _stand_in(folder, listed, fetched.missing),
            received_at=self._received_at(fetched),
            size=listed.size if fetched.missing else len(fetched.raw),
            too_large=fetched.missing,
            ask_again=fetched.ask_again,
        )

    def _received_at(self, fetched: Fetched) -> datetime:
        """When the mailbox took it; a time that cannot be true would stop the clocks that begin with it."""
        now = self._clock.now()
        said = fetched.listed.received_at
        if said is not None and can_be_true(said, now):
            return said
        return newest_received(fetched.raw, now) or now

    def _touch(self, mailbox: str, name: str, folder: Folder, found: Found) -> None:
        outcomes = self._outcomes
        if (mailbox, name) not in self._touching:
            self._touching[mailbox, name] = Touching(self._ledger, mailbox, name, self._clock)
        self._touching[mailbox, name].touch(folder, outcomes, whole=found.whole)


def _packed(arrival: Arrival) -> Arrival:
    try:
        return replace(arrival, packed=pack(arrival.raw))
    except Exception:  # noqa: BLE001  # keeping it meets the same fault, and then it costs this message alone
        return arrival


def _stand_in(folder: str, listed: Listed, missing: str | None) -> bytes:
    """What is kept of a message of which nothing was given, so that each has a row of its own."""
    if missing is None:
        return b""
    place = f"{folder}; UIDVALIDITY {listed.uidvalidity}; UID {listed.uid}"
    return f"X-MASH-Not-Given: {place.encode('ascii', 'replace').decode()}\r\n\r\n".encode()

"""Reading stored messages: several at a time in the sandbox, recorded one after the other, in order.

That a try has begun is committed before a message is looked at, for the few that are read next.
Should one of them end the worker, the next worker takes each of these alone, so that in the end
only the culprit has used up its tries. A try that ends for the database's or the sandbox's fault
is given back: it says nothing of the message.

Several mailboxes have their messages read at the same time; of all together, only so many are in the
sandbox at once.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from ingest.domain.model import LedgerState
from ingest.errors import MashError, StoreUnavailable
from ingest.journal import Journal
from ingest.poll_result import PollResult
from ingest.steps import Step, durable
from ingest.store import Ledger, Matcher, Recorded
from parsers.form import Reading
from parsers.sandbox.sandbox import SandboxUnavailable

_MOST_AT_ONCE = 4
_UNREADABLE = "messages are taken but cannot be read: the reader does not start; run `mash check`"


class Reader(Protocol):
    """What reads messages: the sandbox. Used by several threads."""

    def start(self) -> None:
        """Make sure that messages can be read at all."""

    def read(self, raw: bytes, filename: str | None = None) -> Reading:
        """What the message holds. Never raises for what a message does."""


class Readings:
    """Sees stored messages through to their outcomes. Safe to use from threads, but for `try_anew`, which
    is one thread's business."""

    def __init__(
        self, ledger: Ledger, reader: Reader, matcher: Matcher, journal: Journal, at_once: int | None = None
    ) -> None:
        self._ledger = ledger
        self._reader = reader
        self._matcher = matcher
        self._journal = journal
        self._at_once = at_once or min(os.cpu_count() or 1, _MOST_AT_ONCE)
        self._room = threading.BoundedSemaphore(self._at_once)
        self._lock = threading.Lock()
        self._can_read: bool | None = None
        self._in_hand: set[int] = set()
        self._interrupted: set[int] = set()

    def try_anew(self) -> None:
        """A new pass: a reader that did not start may start now, and what was broken off waits again."""
        with self._lock:
            self._can_read = None
            interrupted = sorted(self._interrupted)
        if interrupted:
            self._ledger.give_back(interrupted)
        with self._lock:
            self._interrupted.difference_update(interrupted)
            in_hand = self._in_hand | self._interrupted
        self._ledger.return_unfinished(in_hand)

    def get_ready(self) -> None:
        """Start the reader before there is anything to read: it takes seconds, and says whether it can."""
        self._starts()

    def trouble(self) -> PollResult:
        """Whether messages had to be left unread in this pass, in words."""
        return PollResult(failed=1, errors=(_UNREADABLE,)) if self._can_read is False else PollResult()

    def read(
        self, ids: Sequence[int], stop: Callable[[], bool], *, at_once: int | None = None
    ) -> Iterator[PollResult]:
        """Read these messages and record each. Where nothing can be read, nothing is begun.

        Raises `StoreUnavailable`.
        """
        if not ids or not self._starts():
            return
        reading: deque[tuple[int, Future[Reading]]] = deque()
        try:
            with ThreadPoolExecutor(at_once or self._at_once, "reading") as pool:
                yield from self._read(pool, deque(ids), reading, at_once or self._at_once, stop)
        finally:
            with self._lock:
                left = {message_id for message_id, _ in reading}
                self._interrupted |= left
                self._in_hand -= left

    def _read(
        self,
        pool: ThreadPoolExecutor,
        ids: deque[int],
        reading: deque[tuple[int, Future[Reading]]],
        at_once: int,
        stop: Callable[[], bool],
    ) -> Iterator[PollResult]:
        while ids or reading:
            if ids and self._can_read is not False and len(reading) < at_once:
                some = [] if stop() else [ids.popleft() for _ in range(min(at_once, len(ids)))]
                if not some:
                    ids.clear()
                reading.extend(self._begun(pool, some))
            elif reading:
                yield self._finished(*reading[0])
                self._let_go(reading.popleft()[0])
            else:
                return  # the sandbox ended and does not start any more: the rest waits

    def _starts(self) -> bool:
        with self._lock:
            if self._can_read is None:
                try:
                    self._reader.start()
                    self._can_read = True
                except SandboxUnavailable:
                    self._can_read = False
            return self._can_read

    def _begun(self, pool: ThreadPoolExecutor, ids: Sequence[int]) -> Iterable[tuple[int, Future[Reading]]]:
        """Count the tries of those that still wait: one may have been read, merged or purged meanwhile."""
        if not ids:
            return []
        with self._lock:
            mine = set(ids) - self._in_hand
            self._in_hand |= mine  # before they are begun: `try_anew` must not take them for left over
        begun: dict[int, bytes] = {}
        try:
            with durable(Step.BEGIN):
                begun = self._ledger.begin_readings(sorted(mine, key=ids.index))
        finally:
            self._let_go(*mine - begun.keys())
        return [(item, pool.submit(self._read_one, raw)) for item, raw in begun.items()]

    def _read_one(self, raw: bytes) -> Reading:
        with self._room:
            return self._reader.read(raw)

    def _let_go(self, *ids: int) -> None:
        with self._lock:
            self._in_hand.difference_update(ids)

    def _finished(self, message_id: int, reading: Future[Reading]) -> PollResult:
        try:
            read = reading.result()
            with durable(Step.RECORD):
                recorded = self._ledger.record_reading(message_id, read, self._matcher)
        except StoreUnavailable:
            raise
        except SandboxUnavailable:
            self._can_read = False
            self._ledger.give_back([message_id])
            return PollResult()
        except Exception as error:  # noqa: BLE001  # whatever one message does, the next must be read
            return self._failed(message_id, error)
        return self._recorded(message_id, recorded)

    def _recorded(self, message_id: int, recorded: Recorded) -> PollResult:
        self._journal.note("message.read", message=message_id, outcome=recorded.state.value)
        return PollResult(
            referrals=len(set(recorded.referral_ids)),
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

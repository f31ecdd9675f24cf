"""Alarms for those who do not look at the board: told once when a trouble lasts, and once when it is over.

The worker tells them from a thread of its own and is never held up. A worker that has died tells
nothing: `mash alarm`, run by a timer, looks from outside.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from ingest.clock import Clock
from ingest.errors import MashError
from ingest.journal import Journal
from ingest.store import HealthBook, MailboxState
from ingest.store.alarms import AlarmBook, AlarmLetter, Trouble
from ingest.views import WorkerHealth, WorkerState

_EVERY = 20.0
_WORKER = "worker"
_SOON = 5  # a part of the time after which a trouble is one
_SETTLED = timedelta(minutes=10)  # a server that fails on and off is one trouble, not one each time


class NotTaken(MashError):
    """An alarm could not be told: it will be tried again."""


class Way(Protocol):
    """Where an alarm is told."""

    def send(self, letters: Sequence[AlarmLetter]) -> None:
        """Tell of them, raised or over all of them, within some seconds. Raises `NotTaken`."""


class Alarms:
    """Sees troubles, and tells of each by every way. Used by one thread."""

    def __init__(
        self,
        health: HealthBook,
        book: AlarmBook,
        ways: Mapping[str, Way],
        clock: Clock,
        after: timedelta,
        journal: Journal | None = None,
    ) -> None:
        """A trouble is one once it has lasted for `after`."""
        self._health = health
        self._book = book
        self._ways = ways
        self._clock = clock
        self._after = after
        self._journal = journal or Journal(clock)

    def look(self) -> Sequence[Trouble]:
        """Raise and end alarms, send what is due, and return what is wrong. Raises `StoreUnavailable`."""
        now = self._clock.now()
        health, folders = self._health.health(), self._health.mailboxes()
        found = troubles(health, folders, now, self._after)
        settling = _failed_since(health, folders, now - min(self._after, _SETTLED), now)
        self._book.settle(found, tuple(self._ways), settling)
        for way, letters in _together(self._book.take_due()):
            self._send(way, letters)
        given_up = self._book.give_up_old()
        if given_up:
            self._journal.note("alarm.given_up", letters=given_up)
        return found

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look again and again from a thread of its own, within."""
        over = threading.Event()
        thread = threading.Thread(target=self._watch, args=(over,), name="alarms", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(timeout=2)  # a way that hangs is left behind

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(_EVERY):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001  # alarms must outlive whatever raises them
                self._journal.note("alarm.failed", fault=type(error).__name__)

    def _send(self, name: str, letters: Sequence[AlarmLetter]) -> None:
        way = self._ways.get(name)
        told = ", ".join(letter.name for letter in letters)
        try:
            if way is not None:
                way.send(letters)
        except NotTaken as error:
            self._journal.note("alarm.not_taken", way=name, alarm=told, why=error.sentence)
            return
        for letter in letters:
            self._book.sent(letter)  # one whose way is not configured any more has nowhere to go
        state = "over" if letters[0].over_at else "raised"
        self._journal.note("alarm.sent", way=name, alarm=told, state=state)


def _together(letters: Sequence[AlarmLetter]) -> list[tuple[str, list[AlarmLetter]]]:
    """What is told by one way at once, by its name: what was raised, and what is over."""
    told: dict[tuple[str, bool], list[AlarmLetter]] = {}
    for letter in letters:
        told.setdefault((letter.way, letter.over_at is not None), []).append(letter)
    return [(way, some) for (way, _), some in told.items()]


def troubles(
    health: WorkerHealth, folders: Sequence[MailboxState], now: datetime, after: timedelta
) -> list[Trouble]:
    """What is wrong and has been for at least `after`; and what will soon have been, so that folders which
    one server fails are told of together."""
    found = [_of_worker(health, now - after), *map(_of_folder, folders)]
    if health.backlog_since is not None:
        words = "emails are taken and not read: see `mash check`"
        found.append(Trouble("backlog", words, health.backlog_since))
    lasting = [_as_it_lasts(trouble, now, now - after) for trouble in found if trouble is not None]
    if all(now - trouble.since < after for trouble in lasting):
        return []
    return [trouble for trouble in lasting if now - trouble.since >= after - after / _SOON]


def _failed_since(
    health: WorkerHealth, folders: Sequence[MailboxState], then: datetime, now: datetime
) -> set[str]:
    """What failed not long ago, by the names of its alarms: though it is well now, it may not be for long."""
    failed = {_name(folder): folder.last_error_at for folder in folders} | {_WORKER: health.last_error_at}
    return {name for name, at in failed.items() if at is not None and then < at <= now}


def _name(folder: MailboxState) -> str:
    return f"mailbox {folder.mailbox}/{folder.folder}"


def _as_it_lasts(trouble: Trouble, now: datetime, long_ago: datetime) -> Trouble:
    """What lasts since a time to come lasts since the clock was set back, which may be long: that must not put the
    alarm off."""
    return trouble if trouble.since <= now else replace(trouble, since=long_ago)


def _of_worker(health: WorkerHealth, long_ago: datetime) -> Trouble | None:
    if health.state is WorkerState.NEVER:
        return Trouble(_WORKER, "the worker has never looked at the mailbox: start it", long_ago)
    if health.state is WorkerState.SILENT and health.heartbeat_at is not None:
        words = "the worker is silent: new mail is not being read; see `systemctl status mash-worker`"
        return Trouble(_WORKER, words, health.heartbeat_at)
    since = health.last_success_at or health.heartbeat_at
    if health.state is WorkerState.FAILING and since is not None:
        return Trouble(_WORKER, f"the worker is failing: {health.last_error}", since)
    return None


def _of_folder(folder: MailboxState) -> Trouble | None:
    since = folder.last_success_at or folder.last_error_at
    if not folder.fails or since is None:
        return None
    return Trouble(_name(folder), f"{_name(folder)} is not being read: {folder.last_error}", since)

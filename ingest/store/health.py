"""How the worker is: its heartbeat, its last success and failure, and where each mailbox stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Case, Column, Connection, case, delete, func, insert, literal, select, update

from ingest.domain.model import LedgerState
from ingest.store import changes
from ingest.store.ledger import backlog
from ingest.store.schema import mailbox_state, message, worker_health
from ingest.store.store import Store
from ingest.views import WorkerHealth, WorkerState

_WORKER = "worker"
_LEAST = timedelta(milliseconds=1)
_MISSED = 3  # periods without a heartbeat before the worker counts as silent


@dataclass(frozen=True, slots=True)
class MailboxState:
    """Where one folder of one mailbox stands. `recorded` of `on_server` messages are kept."""

    mailbox: str
    folder: str
    uidvalidity: int | None = None
    last_uid: int | None = None
    uidnext: int | None = None
    on_server: int | None = None
    recorded: int | None = None
    reconciled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None

    @property
    def fails(self) -> bool:
        """Whether the last look at it failed."""
        if self.last_error_at is None:
            return False
        return self.last_success_at is None or self.last_success_at < self.last_error_at


class HealthBook:
    """Where the worker says how it is. Every call is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def beat(self, period: timedelta, next_run_at: datetime | None = None) -> None:
        """The worker lives, and will say so again within `period`."""
        now = self._store.clock.now()
        values = {"period_seconds": period.total_seconds(), "next_run_at": next_run_at, "stopped_at": None}
        with self._store.writing() as conn:
            _set(conn, heartbeat_at=now, **values)

    def succeeded(self) -> None:
        """A pass over every mailbox went well."""
        now = self._store.clock.now()
        with self._store.writing() as conn:
            if _set(conn, heartbeat_at=now, last_success_at=now, failing=False):
                changes.count(conn)

    def failed(self, sentence: str) -> None:
        """A pass failed. `sentence` says how, without personal data."""
        now = self._store.clock.now()
        with self._store.writing() as conn:
            _set(conn, heartbeat_at=now, failing=True, last_error=sentence, last_error_at=now)
            changes.count(conn)

    def stopped(self) -> None:
        """The worker ends as it was asked to."""
        with self._store.writing() as conn:
            _set(conn, stopped_at=self._store.clock.now())

    def health(self) -> WorkerHealth:
        """How the worker is, as the board shows it."""
        with self._store.reading() as conn:
            return worker_state(conn, self._store.clock.now())

    def messages(self) -> dict[str, int]:
        """How many messages there are in each state of the ledger."""
        statement = select(message.c.state, func.count()).group_by(message.c.state)
        with self._store.reading() as conn:
            counted = {row[0]: row[1] for row in conn.execute(statement)}
        return {state.value: counted.get(state.value, 0) for state in LedgerState}

    def mailbox(self, mailbox: str, folder: str) -> MailboxState | None:
        """What was noted of a folder, or `None` before its first pass."""
        with self._store.reading() as conn:
            statement = select(mailbox_state).filter_by(mailbox=mailbox, folder=folder)
            row = conn.execute(statement).first()
        return None if row is None else MailboxState(**row._mapping)

    def mailboxes(self) -> list[MailboxState]:
        """What was noted of every folder."""
        with self._store.reading() as conn:
            statement = select(mailbox_state).order_by(mailbox_state.c.mailbox, mailbox_state.c.folder)
            return [MailboxState(**row._mapping) for row in conn.execute(statement)]

    def looked(self, mailbox: str, folder: str, **values: Any) -> None:
        """A look at a folder went well. `values` are fields of `MailboxState`."""
        now = self._store.clock.now()
        self._settle(mailbox, folder, {"last_error_at": now}, {"last_success_at": now, **values})

    def look_failed(self, mailbox: str, folder: str, sentence: str) -> None:
        """A look at a folder failed. `sentence` says how, without personal data."""
        now = self._store.clock.now()
        before = {"last_success_at": now - _LEAST}
        self._settle(mailbox, folder, before, {"last_error": sentence, "last_error_at": now})

    def forget_but(self, places: Collection[tuple[str, str]]) -> None:
        """Forget the folders that are not watched any more: all but these, as (mailbox, folder)."""
        gone = [state for state in self.mailboxes() if (state.mailbox, state.folder) not in places]
        if not gone:
            return
        with self._store.writing() as conn:
            for state in gone:
                conn.execute(delete(mailbox_state).filter_by(mailbox=state.mailbox, folder=state.folder))

    def note_mailbox(self, mailbox: str, folder: str, **values: Any) -> None:
        """Note fields of `MailboxState`; those not named stay as they are."""
        self._settle(mailbox, folder, {}, values)

    def _settle(
        self, mailbox: str, folder: str, latest: Mapping[str, datetime], values: Mapping[str, Any]
    ) -> None:
        """Note `values`; the fields in `latest` are brought down to those times. A later one is of a clock that
        was set back since, and would seem to be the last that was heard."""
        with self._store.writing() as conn:
            here = (mailbox_state.c.mailbox == mailbox) & (mailbox_state.c.folder == folder)
            brought_down = {name: _at_most(mailbox_state.c[name], at) for name, at in latest.items()}
            if conn.execute(update(mailbox_state).where(here).values(**values, **brought_down)).rowcount == 0:
                conn.execute(insert(mailbox_state).values(mailbox=mailbox, folder=folder, **values))


def _at_most(column: Column[Any], at: datetime) -> Case[Any]:
    return case((column > at, literal(at, column.type)), else_=column)


def worker_state(conn: Connection, now: datetime) -> WorkerHealth:
    """How the worker is, judged at `now`."""
    waiting, since = backlog(conn)
    row = conn.execute(select(worker_health).where(worker_health.c.name == _WORKER)).first()
    if row is None:
        return WorkerHealth(WorkerState.NEVER, None, None, None, waiting, since)
    state = _state(row._mapping, now)
    error = row.last_error if state is WorkerState.FAILING else None
    return WorkerHealth(
        state, row.heartbeat_at, row.last_success_at, error, waiting, since, row.last_error_at
    )


def _state(row: Any, now: datetime) -> WorkerState:
    heard = row["heartbeat_at"]
    patience = timedelta(seconds=_MISSED * row["period_seconds"])
    if heard is None:
        return WorkerState.NEVER
    # A heartbeat of a time to come is a clock that was set back: it would hide a dead worker for long.
    if abs(now - heard) > patience or row["stopped_at"] is not None:
        return WorkerState.SILENT
    return WorkerState.FAILING if row["failing"] else WorkerState.WORKING


def _set(conn: Connection, **values: Any) -> bool:
    """Write to the worker's row; say whether it was failing or not there before."""
    row = conn.execute(select(worker_health.c.failing).filter_by(name=_WORKER)).first()
    if row is None:
        conn.execute(insert(worker_health).values({"name": _WORKER, "period_seconds": 60.0} | values))
        return True
    conn.execute(update(worker_health).filter_by(name=_WORKER).values(**values))
    return bool(row.failing)

"""One worker at a time: an advisory lock that dies with the process that holds it.

SQLite: `flock` on a file beside the database. PostgreSQL: `pg_advisory_lock` on a connection of its
own. Both say who holds the lock.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from ingest.errors import StoreUnavailable
from ingest.store.engine import mode_in, sqlite_path, translated

_WORKER_LOCK = 0x776F726B
_CORPSE = "2s"  # a killed worker's session outlives it for a moment
_NOT_GRANTED = "55P03"
_LONGEST_HOLDER = 64  # bytes


class WorkerLock(Protocol):
    """Held by at most one process."""

    def acquire(self) -> bool:
        """Take the lock where it is free or was lost; say whether it is held by this process now.
        Raises `StoreUnavailable`."""

    def holder(self) -> str | None:
        """Who holds it, in words ("process 4711"), where that can be told."""

    def release(self) -> None:
        """Let the next worker in."""


def worker_lock(engine: Engine) -> WorkerLock:
    """The worker's lock for this database."""
    path = sqlite_path(engine)
    if path is None:
        return _AdvisoryLock(engine)
    return file_lock(path)


def file_lock(database: Path) -> WorkerLock:
    """The worker's lock for an SQLite file, which need not be there."""
    return _FileLock(database.with_name(database.name + ".worker.lock"))


class _FileLock:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> bool:
        if self._file is not None:
            return True
        try:
            file = _opened(self._path)
        except OSError as error:
            raise StoreUnavailable(
                f"the worker's lock {self._path} cannot be taken ({error.strerror}):"
                " remove that file while no worker runs"
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        os.ftruncate(file, 0)
        os.pwrite(file, f"process {os.getpid()}".encode(), 0)
        self._file = file
        return True

    def holder(self) -> str | None:
        try:
            file = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        with os.fdopen(file, "rb") as told:
            return told.read(_LONGEST_HOLDER).decode("utf-8", "replace") or None

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _opened(path: Path) -> int:
    """The lock's file, made for all who may use the database: root or an officer who polls once by hand
    must not keep the worker's account out. A link in its place is not followed, for what it points to
    would be emptied."""
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        file = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, flags)
    os.fchmod(file, mode_in(path.parent))
    return file


class _AdvisoryLock:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def acquire(self) -> bool:
        with translated():
            if self._session() is None:
                self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
                if not _is_granted(self._connection):
                    self._drop()
        return self._connection is not None

    def _session(self) -> Connection | None:
        """What holds the lock. A server that was started anew has forgotten both."""
        if self._connection is not None:
            try:
                self._connection.execute(text("SELECT 1"))
            except DBAPIError:
                self._drop()
        return self._connection

    def holder(self) -> str | None:
        statement = text(
            "SELECT a.pid, a.client_hostname, a.client_addr FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = :lock"
        )
        with translated(), self._engine.connect() as connection:
            row = connection.execute(statement, {"lock": _WORKER_LOCK}).first()
        if row is None:
            return None
        return f"database session {row.pid} from {row.client_hostname or row.client_addr or 'this machine'}"

    def release(self) -> None:
        session = self._session()
        if session is not None:
            # Unlocked in words: the server notices a closed session only some time later.
            session.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _WORKER_LOCK})
        self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _is_granted(connection: Connection) -> bool:
    try:
        connection.execute(text(f"SET lock_timeout = '{_CORPSE}'"))
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _WORKER_LOCK})
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _NOT_GRANTED:
            raise
        return False
    return True

"""One engine for both databases: how it connects, begins, and says that it cannot.

SQLite runs in WAL mode with every commit flushed. A writing transaction says so when it begins
(`BEGIN IMMEDIATE`): one that reads first and writes later would be refused as busy, however long
it is ready to wait. On PostgreSQL writers queue for one advisory lock, so that the audit chain
has one end and the rules are the same on both.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from ingest.errors import CallerMistake, NotStorable, StoreUnavailable

BUSY_MS = 20_000
_WRITES = "mash_writes"
_FILE = "mash_file"
# SQLSTATE classes: data exception, integrity constraint, program limit exceeded.
_RECORDS_STATES = {"22", "23", "54"}
_RECORDS_NAMES = ("SQLITE_CONSTRAINT", "SQLITE_TOOBIG", "SQLITE_MISMATCH", "SQLITE_RANGE")
_WRITERS_LOCK = 0x6D617368  # "mash": any number that nobody else uses in this database
# A writer that is stopped in the middle must not hold up the others for ever.
_BEGIN_WRITING = text(
    "SELECT set_config('idle_in_transaction_session_timeout', '120s', true), pg_advisory_xact_lock(:lock)"
)


def connect(url: str) -> Engine:
    """The engine for a database URL; an SQLite file that is not there yet is made, for its owner only,
    or for the group of a folder that is shared. Raises `CallerMistake` for a URL of another kind,
    `StoreUnavailable` where the file cannot be made."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(_absolute(parsed))
    engine = create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=5)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def sqlite_path(engine: Engine) -> Path | None:
    """The database file, or `None` for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    return Path(str(engine.url.database))


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database and changes nothing."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing. Writers wait for each other."""
    with translated(), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(_BEGIN_WRITING, {"lock": _WRITERS_LOCK})
            yield connection


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        raise CallerMistake("the database URL cannot be understood: see [database] url") from None
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.query:
        raise CallerMistake(
            "the database URL of SQLite is a path and nothing else: leave out what follows '?'"
        )
    if backend == "sqlite" and parsed.database and ":memory:" not in parsed.database:
        return parsed.set(drivername="sqlite+pysqlite")
    raise CallerMistake("the database URL must begin with sqlite:/// and a path, or postgresql+psycopg://")


def _absolute(url: URL) -> URL:
    path = Path(str(url.database)).expanduser().absolute()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
    except OSError as error:
        raise StoreUnavailable(f"the database file cannot be made: {error.strerror}") from None
    return url.set(database=str(path))


def _make(path: Path) -> None:
    """An empty file. SQLite gives what it puts beside the file the same mode."""
    file = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.fchmod(file, mode_in(path.parent))
    finally:
        os.close(file)


def mode_in(folder: Path) -> int:
    """The mode of a file of the database's in `folder`: for its owner; for the group too where the
    folder hands its own group on and lets it write. Raises `OSError`."""
    shared = stat.S_ISGID | stat.S_IWGRP
    return 0o660 if folder.stat().st_mode & shared == shared else 0o600


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000}
    )
    engine.update_execution_options(**{_FILE: _OneFile(Path(str(url.database)))})
    event.listen(engine, "do_connect", lambda *_: refuse_another_file(engine))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


class _OneFile:
    """The file that an engine was opened on. SQLite goes on in it when it is removed or another is put in its
    place: what is written then nobody finds again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = self._found()

    def refuse_another(self) -> None:
        """Raise `StoreUnavailable` where another file stands in its place, or none."""
        if self._found() != self._identity:
            raise StoreUnavailable("the database was removed or replaced: restart this")

    def _found(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


def refuse_another_file(engine: Engine | Connection) -> None:
    """Raise `StoreUnavailable` where an SQLite database is no longer the file that was opened."""
    file = engine.get_execution_options().get(_FILE)
    if isinstance(file, _OneFile):
        file.refuse_another()


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    driver: Any = connection
    driver.isolation_level = None  # transactions begin where `_begin` says, not where sqlite3 guesses
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "page_size=8192",  # of a new file: messages are large
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=2000",  # 16 MiB: what mail brings is written twice less often
        "foreign_keys=ON",
        "secure_delete=ON",  # what is purged must not stay readable in the file
    ):
        driver.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    refuse_another_file(connection)
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Wait for a writer as long as on SQLite; and a machine that is gone holds a lock for two minutes
    only, where the server would believe in it for two hours. A commit is told when it is on the disk, whatever
    the server's settings say: mail may be touched then."""
    driver: Any = connection
    driver.autocommit = True
    for setting in (
        f"lock_timeout = {BUSY_MS}",
        "tcp_keepalives_idle = 60",
        "tcp_keepalives_interval = 20",
        "tcp_keepalives_count = 3",
    ):
        driver.execute(f"SET {setting}")
    driver.execute(
        "SELECT set_config(name, 'on', false) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off'"
    )
    driver.autocommit = False


_MEND = "check that it runs, is writable and has room"
_MENDS = {
    "SQLITE_BUSY": "another program holds it; it will be free when that is done",
    "SQLITE_FULL": "its disk is full: make room",
    "SQLITE_READONLY": "this account may not write it: check owner and mode of the file and its folder",
    "SQLITE_CANTOPEN": "this account may not open it: check owner and mode of the file and its folder",
    "SQLITE_CORRUPT": "it is damaged: keep it as it is, and restore a backup",
    "SQLITE_NOTADB": "the file is no database: check [database] url, or restore a backup",
}


@contextmanager
def translated() -> Iterator[None]:
    """Every failure of the database as a `StoreUnavailable` or, where a record is at fault, `NotStorable`."""
    try:
        yield
    except PoolTimeout:
        raise StoreUnavailable("every connection to the database is in use: it will be tried again") from None
    except DBAPIError as error:
        # Not chained: PostgreSQL's messages quote the row, and a row holds a child's name.
        raise _refusal(error.orig) from None
    except sqlite3.Error as error:  # while a new connection is being prepared
        raise _refusal(error) from None


def _refusal(error: BaseException | None) -> StoreUnavailable | NotStorable:
    """Whether the database fails, or one record does: a failing record must not stop the worker."""
    state = str(getattr(error, "sqlstate", None) or "")
    name = str(getattr(error, "sqlite_errorname", None) or "")
    if state[:2] in _RECORDS_STATES or name.startswith(_RECORDS_NAMES):
        return NotStorable(f"the database cannot keep this record ({type(error).__name__} {state or name})")
    return StoreUnavailable(_sentence(error))


def _sentence(error: BaseException | None) -> str:
    """What is to be done, never the engine's message; its code only where no words stand for it."""
    code = str(getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None) or "")
    known = next((words for start, words in _MENDS.items() if code.startswith(start)), None)
    if known is not None:
        return f"the database refused: {known}"
    return f"the database refused ({f'{type(error).__name__} {code}'.strip()}): {_MEND}"

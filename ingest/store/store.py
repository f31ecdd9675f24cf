"""The store: one database, its transactions, and what the worker asks of it."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine

from ingest.clock import Clock
from ingest.store import engine as engines
from ingest.store import schema_version
from ingest.store.audit import BrokenLink, ChainHead, head, verify
from ingest.store.changes import ChangeWatch
from ingest.store.locks import WorkerLock, worker_lock


class Store:
    """An open database. Safe to use from threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._watch = ChangeWatch(engine)

    @classmethod
    def open(cls, url: str, clock: Clock) -> Store:
        """The store at a database URL; its schema is looked at by `ensure_schema`.

        Raises `CallerMistake` for a URL that is no database's, `StoreUnavailable` where the
        database cannot be reached.
        """
        return cls(engines.connect(url), clock)

    def ensure_schema(self) -> None:
        """Make the tables of a new database; raise `SchemaOutOfDate` for one of another version."""
        schema_version.ensure(self.engine)

    def upgrade_schema(self) -> str:
        """Bring the database to this program's version, and return that version."""
        return schema_version.upgrade(self.engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the database."""
        return engines.reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes all or nothing."""
        return engines.writing(self.engine)

    def changes(self) -> int:
        """A number that differs whenever a board may look different. Cheap."""
        return self._watch.changes()

    def worker_lock(self) -> WorkerLock:
        """The lock that lets one worker in; not yet taken."""
        return worker_lock(self.engine)

    def verify_audit(self, noted: ChainHead | None = None) -> list[BrokenLink]:
        """Every fault of the audit chain; empty where it holds. See `ingest.store.audit`."""
        with self.reading() as conn:
            return verify(conn, noted)

    def audit_head(self) -> ChainHead:
        """Where the audit chain ends: to be noted outside the database."""
        with self.reading() as conn:
            return head(conn)

    def empty_log(self) -> None:
        """Bring SQLite's write-ahead log into its file: what was purged must not stay readable there."""
        if self.engine.dialect.name == "sqlite":
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()

    def close(self) -> None:
        """Give every connection back."""
        self._watch.close()
        self.engine.dispose()

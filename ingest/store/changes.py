"""The change counter: grows with every change that a board may show; not with looks and heartbeats."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, select, update

from ingest.store.engine import reading, refuse_another_file
from ingest.store.schema import change_counter

_COUNT = update(change_counter).values(changes=change_counter.c.changes + 1)


def count(conn: Connection) -> None:
    """Say, in the transaction of a change, that the board may look different now."""
    conn.execute(_COUNT)


class ChangeWatch:
    """Tells cheaply whether anything changed, from any thread.

    On SQLite `PRAGMA data_version`, asked on a connection that never writes, says without
    touching a table whether any other connection has committed.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection: PoolProxiedConnection | None = None
        self._version: Any = None
        self._changes = 0

    def changes(self) -> int:
        """A number that differs whenever anything on the board may have changed."""
        with self._lock:
            version = self._data_version()
            if version is None or version != self._version:
                with reading(self._engine) as conn:
                    self._changes = conn.execute(select(change_counter.c.changes)).scalar_one()
                self._version = version
            return self._changes

    def close(self) -> None:
        """Give the watching connection back."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _data_version(self) -> Any:
        if self._engine.dialect.name != "sqlite":
            return None
        refuse_another_file(self._engine)
        if self._connection is None:
            # Raw: inside a transaction the version would stand still.
            self._connection = self._engine.raw_connection()
        cursor = self._connection.cursor()
        cursor.execute("PRAGMA data_version")
        (version,) = cursor.fetchone() or (None,)
        cursor.close()
        return version

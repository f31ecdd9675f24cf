"""SQLite files as wholes: copied while others write, examined, parted from whoever has them open."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import CallerMistake, StoreUnavailable
from ingest.store.engine import BUSY_MS
from ingest.store.schema import metadata

_BESIDE = ("-wal", "-shm")


def copy(source: Path, target: Path) -> Mapping[str, int]:
    """Copy one state of a database into a new file of its own, 0600; return its rows by table.

    Whoever writes meanwhile is not held up, and is not in the copy. Raises `StoreUnavailable`.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with _opened(source) as old, _opened(target) as new:
        old.execute("BEGIN")  # one state for the counts and for the copy
        rows = _rows(old)
        old.backup(new)
        old.execute("ROLLBACK")
        new.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return rows


def rows(path: Path) -> Mapping[str, int]:
    """How many rows each table of a database holds. Raises `StoreUnavailable`."""
    with _opened(path) as conn:
        return _rows(conn)


def refuse_damaged(path: Path) -> None:
    """Raise `CallerMistake` for a file that is no sound SQLite database."""
    try:
        with closing(sqlite3.connect(path)) as conn:
            said = [line for (line,) in conn.execute("PRAGMA integrity_check(3)")]
            astray = conn.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError:
        raise CallerMistake(f"{path.name} is no SQLite database, or a damaged one") from None
    if said != ["ok"] or astray is not None:
        raise CallerMistake(f"{path.name} is damaged: use another backup")


def part_from_others(path: Path) -> None:
    """Bring a database into its one file, `-wal` and all. Raises `CallerMistake` where somebody
    else has it open: they would go on writing into a file that nobody reads any more."""
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as conn:
            conn.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise CallerMistake("the database is open: close every dashboard, then try again") from None
        # A damaged one may be put aside as it is.


def put_aside(path: Path, aside: Path) -> None:
    """Rename a database, with what stands beside it."""
    if aside.exists():
        raise CallerMistake(f"{aside.name} is there already")
    for suffix in ("", *_BESIDE):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))


def _rows(conn: sqlite3.Connection) -> Mapping[str, int]:
    there = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  our own names
        for name in sorted(metadata.tables)
        if name in there
    }


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)) as conn:
            yield conn
    except sqlite3.Error as error:
        raise StoreUnavailable(
            f"the database cannot be copied ({error.sqlite_errorname}): check that there is room"
        ) from None

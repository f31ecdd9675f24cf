"""Backup of a running SQLite database, and its way back. A backup that was not restored is none:
each is restored into a folder that is thrown away, examined and counted before it gets its name.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from ingest.clock import Clock
from ingest.errors import CallerMistake, MashError, StoreUnavailable
from ingest.store import Store, audit, copies
from ingest.store.audit import ChainHead
from ingest.store.engine import sqlite_path
from ingest.store.locks import file_lock

POSTGRESQL = "the database is PostgreSQL's: back it up with pg_dump, and restore it with pg_restore"


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup made or restored: its size in bytes, its rows by table, where its audit chain ends.

    `kept` is where the database that was replaced is now.
    """

    bytes: int
    rows: Mapping[str, int]
    head: ChainHead
    kept: Path | None = None


def back_up(store: Store, actor: str, target: Path) -> Copied:
    """Copy a database that is in use into `target` (0600), and prove that it can be restored.

    The act stands in the audit chain, and so in the copy. Raises `CallerMistake` where `target`
    is there already or the database is PostgreSQL's, `StoreUnavailable` where it cannot be
    written.
    """
    source = sqlite_path(store.engine)
    if source is None:
        raise CallerMistake(POSTGRESQL)
    with _reserved(target):
        with store.writing() as conn:
            audit.append(conn, store.clock.now(), actor, "database.backed_up")
        with _workshop(target.parent) as folder:
            copy = folder / "copy"
            rows = copies.copy(source, copy)
            head = _proven(copy, folder / "restored", rows, store.clock)
            copy.replace(target)
        _make_lasting(target.parent)
    return Copied(target.stat().st_size, rows, head)


def restore(file: Path, database: Path, actor: str, clock: Clock, *, replace: bool = False) -> Copied:
    """Put a backup in a database's place; the restoring stands in its audit chain.

    A database that is there already stays beside it under another name, and needs `replace`.
    Raises `CallerMistake` for a file that is no sound backup, and while a worker or a dashboard
    uses the database.
    """
    if not _is_there(file):
        raise CallerMistake(f"{file} is not there")
    if database.exists() and not replace:
        raise CallerMistake("there is a database already: say --replace, and it is kept under another name")
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_no_backup(file)
    with _no_worker(database), _workshop(database.parent) as folder:
        made = folder / "restored"
        rows = copies.copy(file, made)
        _refuse_broken_chain(made, clock)
        with closing(Store.open(f"sqlite:///{made}", clock)) as store:
            with store.writing() as conn:
                audit.append(conn, clock.now(), actor, "database.restored")
            head = store.audit_head()
        copies.part_from_others(made)
        kept = _swap(made, database, clock)
    _make_lasting(database.parent)
    return Copied(database.stat().st_size, rows, head, kept)


def _proven(copy: Path, restored: Path, rows: Mapping[str, int], clock: Clock) -> ChainHead:
    """Restore a fresh copy, and compare it with what was copied."""
    copies.copy(copy, restored)
    copies.refuse_damaged(restored)
    if copies.rows(restored) != rows:
        raise MashError("the backup holds other numbers of records than the database: it was not kept")
    return _refuse_broken_chain(restored, clock)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except PermissionError:
        raise CallerMistake(
            f"{file} may not be read by this account: check its folder's owner and mode"
        ) from None


def _refuse_no_backup(file: Path) -> None:
    copies.refuse_damaged(file)
    if "audit_head" not in copies.rows(file):
        raise CallerMistake(f"{file.name} is no backup of this program")


def _refuse_broken_chain(path: Path, clock: Clock) -> ChainHead:
    with closing(Store.open(f"sqlite:///{path}", clock)) as store:
        if store.verify_audit():
            raise MashError("its audit chain is broken: run `mash audit`, and keep every copy as it is")
        return store.audit_head()


def _swap(made: Path, database: Path, clock: Clock) -> Path | None:
    """Let the new file take the old one's name, owner and mode; where the old one is now."""
    kept = None
    if database.exists():
        copies.part_from_others(database)
        _take_after(made, database)
        stamp = clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        kept = database.with_name(f"{database.name}.before-restore-{stamp}")
        copies.put_aside(database, kept)
    made.replace(database)
    return kept


def _take_after(made: Path, old: Path) -> None:
    was = old.stat()
    made.chmod(was.st_mode & 0o777)
    if (made.stat().st_uid, made.stat().st_gid) != (was.st_uid, was.st_gid):
        try:
            os.chown(made, was.st_uid, was.st_gid)
        except PermissionError:
            raise CallerMistake("run this as the account that owns the database, or as root") from None


@contextmanager
def _reserved(target: Path) -> Iterator[None]:
    """Keep a file's name for a backup: nothing is ever overwritten, and no half file is left."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise CallerMistake(f"{target} is there already: name another file") from None
    except OSError as error:
        raise CallerMistake(f"{target} cannot be written: {error.strerror}") from None
    try:
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise


@contextmanager
def _workshop(parent: Path) -> Iterator[Path]:
    """A folder for this account only, on the disk where the result will be."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".mash-backup-", dir=parent))
    except OSError as error:
        raise StoreUnavailable(f"{parent} cannot be written: {error.strerror}") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _no_worker(database: Path) -> Iterator[None]:
    lock = file_lock(database)
    try:
        free = lock.acquire()
    except OSError as error:
        raise CallerMistake(f"the worker's lock cannot be taken: {error.strerror}") from None
    if not free:
        raise CallerMistake(f"the worker is at work ({lock.holder()}): stop it first")
    try:
        yield
    finally:
        lock.release()


def _make_lasting(folder: Path) -> None:
    """A new name lasts only once its folder has reached the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

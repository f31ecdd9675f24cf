"""The worker's account and an officer's use one SQLite file, whoever came first, whatever their umask."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from ingest.clock import SystemClock
from ingest.store import Ledger, Store
from tests.records import arrival

_FORK = multiprocessing.get_context("fork")
_GROUP = 65_100
WORKER, OFFICER = 65_101, 65_102


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder as deploy/mash.tmpfiles.conf makes it. Without root, both accounts are this one."""
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    if os.geteuid() == 0:
        os.chown(folder, WORKER, _GROUP)
    folder.chmod(0o2770)
    yield folder
    shutil.rmtree(folder)


def _take(folder: Path, account: int, uid: int, opened: Event, over: Event) -> None:
    """As an account of the group: store a message, and keep the database open until told."""
    os.umask(0o077)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_GROUP, _GROUP, _GROUP)
        os.setresuid(account, account, account)
    with closing(Store.open(f"sqlite:///{folder}/mash.db", SystemClock())) as store:
        Ledger(store).store_messages([arrival(uid)])
        opened.set()
        over.wait(60)
        Ledger(store).store_messages([arrival(uid + 100)])


@pytest.mark.parametrize("first_and_second", [(WORKER, OFFICER), (OFFICER, WORKER)])
def test_whoever_opens_it_first_the_other_can_write(shared: Path, first_and_second: tuple[int, int]) -> None:
    with closing(Store.open(f"sqlite:///{shared}/mash.db", SystemClock())) as store:
        store.ensure_schema()
    if os.geteuid() == 0:
        os.chown(shared / "mash.db", WORKER, _GROUP)
    over, processes = _FORK.Event(), []
    for uid, account in enumerate(first_and_second, 1):
        opened = _FORK.Event()
        process = _FORK.Process(target=_take, args=(shared, account, uid, opened, over))
        process.start()
        processes.append(process)
        assert opened.wait(60)
    modes = {path.name: path.stat().st_mode & 0o777 for path in shared.glob("mash.db*")}
    over.set()
    for process in processes:
        process.join(60)
    assert modes == dict.fromkeys(("mash.db", "mash.db-wal", "mash.db-shm"), 0o660)
    assert [process.exitcode for process in processes] == [0, 0]
    with closing(Store.open(f"sqlite:///{shared}/mash.db", SystemClock())) as store:
        assert Ledger(store).known_uids("mash", "INBOX", 1) == {1, 2, 101, 102}


def test_in_a_folder_of_ones_own_the_database_is_for_its_owner_only(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path}/mash.db", SystemClock())) as store:
        store.ensure_schema()
    assert (tmp_path / "mash.db").stat().st_mode & 0o777 == 0o600

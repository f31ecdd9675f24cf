"""One worker for each database, whoever dies or is cut off."""

from __future__ import annotations

import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from ingest.clock import SetClock
from ingest.errors import StoreUnavailable
from ingest.store import Store
from ingest.store.locks import file_lock


def test_only_one_worker_gets_in_and_the_other_is_told_who(
    store_url: str, store: Store, clock: SetClock
) -> None:
    other = Store.open(store_url, clock)
    first, second = store.worker_lock(), other.worker_lock()
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    assert second.holder()
    first.release()
    assert second.acquire()
    second.release()
    other.close()


@pytest.mark.parametrize(("folder", "file"), [(0o2770, 0o660), (0o700, 0o600), (0o750, 0o600)])
def test_whoever_takes_the_lock_first_keeps_out_nobody_who_may_use_the_database(
    tmp_path: Path, folder: int, file: int
) -> None:
    tmp_path.chmod(folder)
    lock = file_lock(tmp_path / "mash.db")
    assert lock.acquire()
    lock.release()
    assert stat.S_IMODE((tmp_path / "mash.db.worker.lock").stat().st_mode) == file


def test_a_link_in_the_place_of_the_lock_is_refused_and_what_it_points_to_stays_whole(
    tmp_path: Path,
) -> None:
    another = tmp_path / "another"
    another.write_text("words")
    (tmp_path / "mash.db.worker.lock").symlink_to(another)
    lock = file_lock(tmp_path / "mash.db")
    with pytest.raises(StoreUnavailable, match="remove that file while no worker runs"):
        lock.acquire()
    assert lock.holder() is None
    assert another.read_text() == "words"


@pytest.mark.postgresql
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_lock_that_a_server_forgot_is_taken_anew_or_told_lost(
    store_url: str, store: Store, clock: SetClock
) -> None:
    other = Store.open(store_url, clock)
    first, second = store.worker_lock(), other.worker_lock()
    assert first.acquire()
    end_sessions(other)
    assert first.acquire()
    assert not second.acquire()
    end_sessions(other)
    assert second.acquire()
    assert not first.acquire()
    first.release()
    second.release()
    other.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_the_lock_of_a_worker_that_is_just_ending_is_waited_for(
    store_url: str, store: Store, clock: SetClock
) -> None:
    other = Store.open(store_url, clock)
    first, second = store.worker_lock(), other.worker_lock()
    assert first.acquire()
    end = threading.Timer(0.3, first.release)
    end.start()
    assert second.acquire()
    end.join()
    second.release()
    other.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_writer_that_stops_in_the_middle_holds_nobody_up_for_ever(store: Store) -> None:
    names = ("lock_timeout", "idle_in_transaction_session_timeout")
    with store.writing() as conn:
        told = [conn.execute(text(f"SHOW {name}")).scalar_one() for name in names]
    assert told == ["20s", "2min"]


@pytest.mark.postgresql
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("set_to", "found"), [("off", "on"), ("on", "on"), ("remote_apply", "remote_apply")])
def test_a_commit_is_told_once_it_is_on_the_disk_whatever_the_server_is_set_to(
    store_url: str, clock: SetClock, set_to: str, found: str
) -> None:
    store = Store.open(f"{store_url}&options=-csynchronous_commit%3D{set_to}", clock)
    with closing(store), store.writing() as conn:
        assert conn.execute(text("SHOW synchronous_commit")).scalar_one() == found


def end_sessions(store: Store) -> None:
    """End every session but this one, and wait until they are gone."""
    sessions = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    with store.reading() as conn:
        conn.execute(text(f"SELECT pg_terminate_backend(pid, 5000) {sessions}"))

"""A backup of a database in use, proven by restoring it; and the way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.backup import back_up, restore
from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.statutory import StatutoryClock
from ingest.errors import CallerMistake, MashError
from ingest.store import Ledger, Store, copies
from ingest.views import View
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, call, form, referral


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "mash.db"
    path.parent.mkdir()
    path.write_bytes(sqlite_template.read_bytes())
    path.chmod(0o660)
    return path


@pytest.fixture
def used(database: Path, clock: SetClock) -> Iterator[Store]:
    """A store with a call and a form, open as a worker and a dashboard have it."""
    opened = Store.open(f"sqlite:///{database}", clock)
    Desk(opened, "officer", SurnameMatcher()).log_contact(call())
    ledger = Ledger(opened)
    [stored] = ledger.store_messages([arrival()])
    begin_reading(ledger, stored.message_id)
    ledger.record_reading(stored.message_id, referral(form()), SurnameMatcher())
    yield opened
    opened.close()


@pytest.fixture
def backup(used: Store, tmp_path: Path) -> Path:
    back_up(used, "officer", tmp_path / "backup.db")
    used.close()
    return tmp_path / "backup.db"


def _actions(database: Path) -> list[str]:
    with sqlite3.connect(database) as conn:
        return [action for (action,) in conn.execute("SELECT action FROM audit_event ORDER BY seq")]


def test_a_backup_holds_every_record_and_is_its_owners_only(used: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    copied = back_up(used, "officer", target)
    assert copied.rows == copies.rows(target)
    assert (copied.rows["contact"], copied.rows["referral"], copied.rows["raw_message"]) == (1, 1, 1)
    assert copied.head == used.audit_head()
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["backup.db"]


def test_the_backup_tells_of_itself_in_its_audit_chain(backup: Path) -> None:
    assert _actions(backup)[-1] == "database.backed_up"


def test_a_file_that_is_there_is_not_overwritten(used: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_bytes(b"yesterday's")
    with pytest.raises(CallerMistake, match="already"):
        back_up(used, "officer", target)
    assert target.read_bytes() == b"yesterday's"


def test_a_copy_neither_waits_for_a_writer_nor_holds_what_is_not_committed(
    used: Store, database: Path, tmp_path: Path
) -> None:
    with used.writing() as conn:
        conn.exec_driver_sql("DELETE FROM raw_message")
        rows = copies.copy(database, tmp_path / "copy")
    assert rows["raw_message"] == copies.rows(tmp_path / "copy")["raw_message"] == 1
    assert copies.rows(database)["raw_message"] == 0


def test_a_database_with_a_broken_audit_chain_leaves_no_backup(used: Store, tmp_path: Path) -> None:
    with used.writing() as conn:
        conn.exec_driver_sql("UPDATE audit_event SET actor = 'nobody' WHERE seq = 1")
    with pytest.raises(MashError, match="chain"):
        back_up(used, "officer", tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


@pytest.mark.postgresql
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_is_left_to_its_own_tools(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CallerMistake, match="pg_dump"):
        back_up(store, "officer", tmp_path / "backup.db")


def test_a_backup_is_restored_where_nothing_is(backup: Path, tmp_path: Path, clock: SetClock) -> None:
    database = tmp_path / "elsewhere" / "mash.db"
    copied = restore(backup, database, "officer", clock)
    assert copied.kept is None
    with sqlite3.connect(database) as conn:
        assert conn.execute("SELECT count(*) FROM referral").fetchone() == (1,)
    assert _actions(database)[-1] == "database.restored"
    store = Store.open(f"sqlite:///{database}", clock)
    store.ensure_schema()
    assert (store.verify_audit(), store.audit_head()) == ([], copied.head)
    store.close()


def test_a_database_is_replaced_only_when_told_so(backup: Path, database: Path, clock: SetClock) -> None:
    with pytest.raises(CallerMistake, match="--replace"):
        restore(backup, database, "officer", clock)


def test_the_replaced_database_stays_beside_with_all_that_it_held(
    backup: Path, database: Path, clock: SetClock
) -> None:
    later = Store.open(f"sqlite:///{database}", clock)
    Desk(later, "officer", SurnameMatcher()).log_contact(call("Wren"))
    later.close()
    copied = restore(backup, database, "officer", clock, replace=True)
    assert copied.kept == database.with_name(f"mash.db.before-restore-{MORNING:%Y%m%dT%H%M%SZ}")
    assert copies.rows(copied.kept)["contact"] == 2
    assert copies.rows(database)["contact"] == 1
    assert database.stat().st_mode & 0o777 == 0o660


def test_a_database_that_a_dashboard_has_open_is_not_replaced(
    used: Store, database: Path, tmp_path: Path, clock: SetClock
) -> None:
    back_up(used, "officer", tmp_path / "backup.db")
    used.changes()
    with pytest.raises(CallerMistake, match="dashboard"):
        restore(tmp_path / "backup.db", database, "officer", clock, replace=True)
    assert database.exists()


def test_nothing_is_restored_under_a_worker(backup: Path, database: Path, clock: SetClock) -> None:
    store = Store.open(f"sqlite:///{database}", clock)
    lock = store.worker_lock()
    assert lock.acquire()
    with pytest.raises(CallerMistake, match="stop it"):
        restore(backup, database, "officer", clock, replace=True)
    lock.release()
    store.close()


def test_a_damaged_database_can_be_replaced(backup: Path, database: Path, clock: SetClock) -> None:
    database.write_bytes(b"not a database any more" * 400)
    copied = restore(backup, database, "officer", clock, replace=True)
    assert copied.kept is not None
    assert copied.kept.read_bytes().startswith(b"not a database")
    assert copies.rows(database)["referral"] == 1


def test_a_damaged_file_or_another_programs_is_no_backup(
    backup: Path, tmp_path: Path, clock: SetClock
) -> None:
    target = tmp_path / "new.db"
    cut = tmp_path / "cut.db"
    cut.write_bytes(backup.read_bytes()[:-8192])
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE shopping (item TEXT)")
    for file in (cut, other, tmp_path / "absent.db"):
        with pytest.raises(CallerMistake):
            restore(file, target, "officer", clock)
    assert not target.exists()


def test_a_backup_that_this_account_may_not_look_at_says_so(
    monkeypatch: pytest.MonkeyPatch, database: Path, tmp_path: Path, clock: SetClock
) -> None:
    def refuse(*_: object, **__: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(CallerMistake, match="may not be read by this account"):
        restore(tmp_path / "locked" / "backup.db", database, "officer", clock, replace=True)


def test_a_clock_that_ran_when_the_backup_was_made_runs_after_it_is_restored(
    used: Store, database: Path, tmp_path: Path, clock: SetClock
) -> None:
    desk = Desk(used, "officer", SurnameMatcher())
    [row] = desk.window(View.MATCHED, MORNING).rows
    contact = desk.detail("contact:1").contact
    assert row.clocks == ()
    assert contact is not None
    desk.set_clock(1, StatutoryClock.POLICE_PROTECTION, MORNING, contact.revision)
    before = desk.window(View.CLOCKS, MORNING)
    back_up(used, "officer", tmp_path / "backup.db")
    used.close()
    restore(tmp_path / "backup.db", database, "officer", clock, replace=True)
    again = Store.open(f"sqlite:///{database}", clock)
    assert Desk(again, "officer", SurnameMatcher()).window(View.CLOCKS, MORNING) == before
    again.close()

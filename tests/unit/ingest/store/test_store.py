"""Opening a database, its transactions, and what is refused before anything is written."""

from __future__ import annotations

import sqlite3
import stat
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text, update

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.errors import CallerMistake, NotStorable, SchemaOutOfDate, StoreUnavailable
from ingest.store import HealthBook, Ledger, Store, schema_version
from ingest.store.engine import translated
from ingest.store.schema import change_counter, metadata
from ingest.store.versions import VERSIONS
from ingest.views import WorkerState
from tests.records import SurnameMatcher, arrival, call


def test_the_migrations_build_the_tables_that_the_code_uses(store: Store) -> None:
    with store.reading() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": False, "include_name": _is_ours})
        assert compare_metadata(context, metadata) == []


def _is_ours(name: str | None, *_: object) -> bool:
    """Whether the code declares it: the database keeps what full text needs under names of its own."""
    return "_fts" not in (name or "")


def test_every_migration_is_a_version_that_the_store_knows() -> None:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(Path(schema_version.__file__).parent / "migrations"))
    known = [revision.revision for revision in script.walk_revisions()]
    assert tuple(reversed(known)) == VERSIONS


def test_a_new_database_is_made_and_then_left_alone(database_url: str, clock: SetClock) -> None:
    store = Store.open(database_url, clock)
    store.ensure_schema()
    Ledger(store).store_messages([arrival(1)])
    store.ensure_schema()
    assert store.upgrade_schema() == VERSIONS[-1]
    assert Ledger(store).known_uids("mash", "INBOX", 1) == {1}
    store.close()


def test_a_database_of_an_older_version_is_refused_until_it_is_upgraded(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema_version, "VERSIONS", (*VERSIONS, "9999"))
    with pytest.raises(SchemaOutOfDate) as refused:
        store.ensure_schema()
    assert "database upgrade" in refused.value.sentence


def test_a_database_of_a_newer_version_is_refused(store: Store) -> None:
    with store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaOutOfDate, match="newer"):
        store.ensure_schema()
    with pytest.raises(SchemaOutOfDate, match="newer"):
        store.upgrade_schema()


def test_another_programs_database_is_refused(database_url: str, clock: SetClock) -> None:
    store = Store.open(database_url, clock)
    with store.writing() as conn:
        conn.execute(text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(SchemaOutOfDate, match="another program"):
        store.ensure_schema()
    store.close()


def test_a_new_sqlite_file_is_its_owners_only(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "new" / "mash.db"
    Store.open(f"sqlite:///{path}", clock).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_mode_of_a_shared_file_is_left_as_it_is(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "mash.db"
    path.touch(mode=0o660)
    path.chmod(0o660)
    Store.open(f"sqlite:///{path}", clock).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_a_relative_path_starts_at_the_working_directory(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store.open("sqlite:///mash.db", clock)
    monkeypatch.chdir("/")
    store.ensure_schema()
    store.close()
    assert (tmp_path / "mash.db").stat().st_size > 0


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://x/y", "sqlite:///x.db?mode=ro"]
)
def test_a_url_of_no_such_database_is_the_callers_mistake(url: str, clock: SetClock) -> None:
    with pytest.raises(CallerMistake):
        Store.open(url, clock)


def test_a_file_that_is_no_database_is_unavailable_in_one_sentence(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "mash.db"
    path.write_bytes(b"this is a letter, not a database" * 100)
    store = Store.open(f"sqlite:///{path}", clock)
    with pytest.raises(StoreUnavailable, match="the file is no database"):
        store.ensure_schema()
    store.close()


@pytest.mark.parametrize("another", [True, False])
def test_a_file_that_was_removed_or_replaced_takes_nothing_more(
    tmp_path: Path, clock: SetClock, another: bool
) -> None:
    path = tmp_path / "mash.db"
    store = Store.open(f"sqlite:///{path}", clock)
    store.ensure_schema()
    assert store.changes() == 0
    path.rename(tmp_path / "aside.db")
    if another:
        path.touch()
    for act in (store.changes, store.audit_head, lambda: store.writing().__enter__()):
        with pytest.raises(StoreUnavailable, match="the database was removed or replaced: restart this"):
            act()
    store.close()
    assert path.exists() == another  # and no empty one is made in its place
    (tmp_path / "aside.db").replace(path)
    assert store.changes() == 0
    store.close()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("SQLITE_BUSY", "the database refused: another program holds it; it will be free when that is done"),
        ("SQLITE_FULL", "the database refused: its disk is full: make room"),
        (
            "SQLITE_IOERR_READ",
            "the database refused (OperationalError SQLITE_IOERR_READ): "
            "check that it runs, is writable and has room",
        ),
    ],
)
def test_why_the_database_refused_is_told_in_words_and_by_its_code_only_where_there_are_none(
    code: str, sentence: str
) -> None:
    error = sqlite3.OperationalError("Robin Farrow's row")
    error.sqlite_errorname = code
    with pytest.raises(StoreUnavailable) as refused, translated():
        raise error
    assert refused.value.sentence == sentence


def test_a_refusal_by_the_database_names_nobody(desk: Desk, store: Store) -> None:
    contact = desk.log_contact(call("Quarterman", reference="A-1"))
    with pytest.raises(NotStorable) as refused, store.writing() as conn:
        conn.execute(
            text("INSERT INTO contact_key (key, hour, contact_id) VALUES ('Quarterman', NULL, :id)"),
            {"id": contact.id},
        )
    assert "Quarterman" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_a_naive_time_is_refused(store: Store) -> None:
    naive = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001
    with pytest.raises(Exception, match="offset"):
        HealthBook(store).beat(timedelta(seconds=60), next_run_at=naive)


def test_writers_in_threads_wait_for_each_other(store: Store, clock: SetClock) -> None:
    def store_some(first: int) -> None:
        ledger = Ledger(store)
        for uid in range(first, first + 10):
            ledger.store_messages([arrival(uid)])

    threads = [threading.Thread(target=store_some, args=(first,)) for first in (1, 11, 21)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Ledger(store).known_uids("mash", "INBOX", 1) == set(range(1, 31))
    assert store.verify_audit() == []


def test_a_change_elsewhere_is_noticed_and_a_look_is_none(
    store_url: str, store: Store, clock: SetClock
) -> None:
    other = Store.open(store_url, clock)
    desk = Desk(other, "second", SurnameMatcher())
    before = store.changes()
    assert store.changes() == before
    contact = desk.log_contact(call())
    after = store.changes()
    assert after != before
    desk.detail(f"contact:{contact.id}")
    HealthBook(other).beat(timedelta(seconds=60))
    assert store.changes() == after
    other.close()


def test_the_change_counter_survives_its_own_writes(store: Store) -> None:
    before = store.changes()
    with store.writing() as conn:
        conn.execute(update(change_counter).values(changes=change_counter.c.changes + 1))
    assert store.changes() == before + 1


def test_health_is_judged_from_the_heartbeat(store: Store, desk: Desk, clock: SetClock) -> None:
    book = HealthBook(store)
    assert desk.health(clock.now()).state is WorkerState.NEVER
    book.beat(timedelta(seconds=60))
    book.succeeded()
    assert desk.health(clock.now() + timedelta(seconds=180)).state is WorkerState.WORKING
    assert desk.health(clock.now() + timedelta(seconds=181)).state is WorkerState.SILENT
    book.failed("the server refused the login")
    health = desk.health(clock.now())
    assert (health.state, health.last_error) == (WorkerState.FAILING, "the server refused the login")
    book.succeeded()
    assert desk.health(clock.now()).state is WorkerState.WORKING
    book.stopped()
    assert desk.health(clock.now()).state is WorkerState.SILENT
    book.beat(timedelta(seconds=60))
    assert desk.health(clock.now()).state is WorkerState.WORKING


def test_a_mailboxes_state_keeps_what_is_not_noted_anew(store: Store) -> None:
    book = HealthBook(store)
    assert book.mailbox("mash", "INBOX") is None
    book.note_mailbox("mash", "INBOX", uidvalidity=5, last_uid=9)
    book.note_mailbox("mash", "INBOX", on_server=3)
    state = book.mailbox("mash", "INBOX")
    assert state is not None
    assert (state.uidvalidity, state.last_uid, state.on_server) == (5, 9, 3)
    assert book.mailboxes() == [state]


def test_sqlite_flushes_every_commit_and_checks_its_references(tmp_path: Path, clock: SetClock) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'mash.db'}", clock)
    with store.reading() as conn:
        asked = {
            name: conn.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    store.close()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_interrupted_upgrade_leaves_nothing_half_made(
    database_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command

    whole = command.upgrade

    def interrupted(*args: object) -> None:
        whole(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "upgrade", interrupted)
    store = Store.open(database_url, clock)
    with pytest.raises(KeyboardInterrupt):
        store.ensure_schema()
    store.close()
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()

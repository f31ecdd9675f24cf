"""The first rows, read before there is a desk, are what the desk lists a moment later."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.desk.first_rows import first_rows
from ingest.domain.model import Caller, NewContact
from ingest.domain.statutory import StatutoryClock
from ingest.store import Store
from ingest.views import View, Window
from tests.desk_views import contact_of, unread
from tests.records import MORNING, call, form, referral

LATER = MORNING + timedelta(hours=49)
PROTECTION, INTERVIEW = StatutoryClock


@pytest.fixture
def engine_name() -> str:
    return "sqlite"  # the only one that can be read without its engine


@pytest.fixture
def file(store: Store) -> Path:
    return Path(str(store.engine.url.database))


def seen(file: Path, limit: int = 200) -> Window | None:
    return first_rows(file, LATER, follow_up_hours=48, due_soon=timedelta(hours=12), limit=limit)


def test_they_are_the_rows_that_the_desk_lists(
    desk: Desk, file: Path, clock: SetClock, take: Callable[..., int]
) -> None:
    desk.log_contact(call("Overdue"))
    desk.log_contact(call("Written", email="JO@ferry.example"))
    take(unread(), MORNING + timedelta(hours=1))
    desk.log_contact(call("Suggested", dob=None, received_at=MORNING + timedelta(hours=2, microseconds=5)))
    take(referral(form("Suggested", forename="Bo")))
    desk.log_contact(call("Answered"))
    take(referral(form("Answered")))
    desk.log_contact(NewContact(MORNING + timedelta(hours=40), caller=Caller(None, None)))
    overdue, _, suggested, _ = desk.window(View.AWAITING, LATER).rows
    desk.claim(overdue.key, overdue.revision)
    desk.rate(suggested.key, "red", suggested.revision)
    clock.move(LATER - MORNING)
    _run_clocks(desk)
    rows = desk.window(View.AWAITING, LATER).rows
    assert [[one.clock for one in row.clocks] for row in rows] == [
        [PROTECTION],
        [INTERVIEW, PROTECTION],
        [],
        [],
    ]
    assert [row.status for row in rows] == [
        "overdue", "email to open", "RED, due soon, form suggested", "awaiting",
    ]  # fmt: skip
    assert seen(file) == Window(View.AWAITING, 0, rows, 4, 4)
    assert seen(file, limit=2) == Window(View.AWAITING, 0, rows[:2], 4, 4)


def test_an_unread_email_of_an_often_caller_is_told_at_one_call_as_the_desk_does(
    desk: Desk, file: Path, clock: SetClock, take: Callable[..., int]
) -> None:
    for hours in range(3):
        made = MORNING + timedelta(hours=hours)
        desk.log_contact(call(f"Kite{hours}", email="jo@ferry.example", received_at=made))
    take(unread(), MORNING + timedelta(hours=4))
    clock.move(LATER - MORNING)
    window = desk.window(View.AWAITING, LATER)
    assert [row.status for row in window.rows] == ["overdue", "overdue", "email to open"]
    assert seen(file) == window
    first = seen(file, limit=2)
    assert first is not None
    assert [row.status for row in first.rows] == ["overdue", "overdue"]


def _run_clocks(desk: Desk) -> None:
    """Set clocks of which some run, one was met, one cleared, and one taken back."""

    def said(act: Callable[..., None], contact_id: int, *words: object) -> None:
        act(contact_id, *words, contact_of(desk, contact_id).revision)

    said(desk.set_clock, 1, INTERVIEW, MORNING)
    said(desk.end_clock, 1, INTERVIEW, LATER)
    said(desk.set_clock, 1, PROTECTION, MORNING + timedelta(microseconds=3))
    said(desk.set_clock, 2, PROTECTION, MORNING)
    said(desk.set_clock, 2, PROTECTION, LATER)
    said(desk.set_clock, 2, INTERVIEW, MORNING)
    said(desk.set_clock, 3, PROTECTION, MORNING)
    said(desk.clear_clock, 3, PROTECTION)
    said(desk.set_clock, 4, PROTECTION, MORNING)
    said(desk.set_clock, 5, PROTECTION, MORNING)
    said(desk.undo_clock, 5)


def test_they_are_read_while_a_colleague_writes(desk: Desk, file: Path, store: Store) -> None:
    desk.log_contact(call("Kite"))
    with store.writing():
        told = seen(file)
    assert told is not None
    assert told.total == 1


def test_reading_them_changes_nothing(desk: Desk, file: Path, store: Store) -> None:
    desk.log_contact(call("Kite"))
    before = store.audit_head()
    assert seen(file) is not None
    assert store.audit_head() == before


@pytest.fixture
def unusual(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("CREATE TABLE alembic_version (version_num TEXT)")
        conn.execute("INSERT INTO alembic_version VALUES ('9999')")
        conn.commit()
    return tmp_path / "other.db"


def test_only_the_desk_tells_of_a_database_of_another_version(unusual: Path) -> None:
    assert seen(unusual) is None


def test_only_the_desk_tells_of_what_is_no_database_or_not_there(tmp_path: Path) -> None:
    assert seen(tmp_path / "none.db") is None
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("x" * 4096)
    assert seen(tmp_path / "text.db") is None

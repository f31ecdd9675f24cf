"""A database of an early version, with something in every table, brought to this one: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, select

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.statutory import StatutoryClock
from ingest.store import Ledger, Store, audit
from ingest.store.columns import Json, canonical_json
from ingest.store.schema import metadata
from ingest.store.versions import VERSIONS
from ingest.views import View
from parsers.form import ContactForm
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, form, referral

_FORM = form().to_dict()
# What a column holds where its type alone would make no sense of it.
_VALUES: Mapping[str, Any] = {
    "state": "referral",
    "kind": "phone",
    "status": "confirmed",
    "record_key": "contact:1",
    "referral_id": "ab12cd34",
    "key": "nm:kite",
}
_JSON: Mapping[str, Any] = {"form": _FORM, "form_as_read": _FORM, "sources": {}}
_MADE_ALREADY = {"alembic_version", "change_counter", "audit_head", "audit_event"}


def test_everything_of_the_version_0002_is_there_after_the_upgrade(
    database_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Store.open(database_url, clock)) as store:
        monkeypatch.setattr("alembic.command.upgrade", _to("0002"))
        store.upgrade_schema()
        monkeypatch.undo()
        with store.writing() as conn:
            for _ in range(3):
                audit.append(conn, MORNING, "officer", "contact.viewed", "contact:1")
            for table in _tables(conn):
                conn.execute(table.insert().values(_row(table)))
        with store.reading() as conn:
            before = _contents(conn)
        assert len(before) > 10
        assert store.upgrade_schema() == VERSIONS[-1]
        with store.reading() as conn:
            after = _contents(conn)
        # Words of labels seen once might be names: they are forgotten on purpose.
        assert before.pop("unknown_label")
        assert after["unknown_label"] == []
        for name, rows in before.items():
            assert _without_words(after[name], rows) == _without_words(rows, rows), name
        assert store.verify_audit() == []
        _works(store)


def _works(store: Store) -> None:
    desk = Desk(store, "officer", SurnameMatcher())
    now = store.clock.now()
    for view in View:
        desk.window(view, now)
    assert desk.detail("contact:1").notes
    [stored] = Ledger(store).store_messages([arrival(77)])
    assert stored.new
    begin_reading(Ledger(store), stored.message_id)
    recorded = Ledger(store).record_reading(stored.message_id, referral(form("Heron")), SurnameMatcher())
    assert len(recorded.referral_ids) == 1
    assert ContactForm.from_dict(_FORM) == form()


def _tables(conn: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(conn)
    return [table for table in found.sorted_tables if table.name not in _MADE_ALREADY]


def _row(table: Table) -> dict[str, Any]:
    """A row with a value in each column that needs one; the database numbers it itself."""
    needed = [column for column in table.columns if not column.nullable]
    numbered = [column for column in table.primary_key if column.name in {"id", "number"}]
    row = {column.name: _value(column) for column in needed if column not in numbered}
    if table.name == "referral":
        row["id"] = "ab12cd34"
    return row


def _value(column: Any) -> Any:
    now = metadata.tables[column.table.name].c.get(column.name)
    if now is not None and isinstance(now.type, Json):
        return canonical_json(_JSON.get(column.name, []))
    if column.name in _VALUES:
        return _VALUES[column.name]
    kind = column.type.python_type
    if kind is datetime:
        return MORNING if getattr(column.type, "timezone", False) else MORNING.replace(tzinfo=None)
    examples: dict[type, Any] = {bool: True, int: 1, float: 0.5, str: f"a {column.name}", bytes: b"x"}
    return examples.get(kind, date(2015, 4, 3))


def _contents(conn: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: [dict(row._mapping) for row in conn.execute(select(table))] for table in _tables(conn)
    }


def _without_words(rows: list[dict[str, Any]], like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns that there were, but for what is found by: it is made anew."""
    return [
        {name: row[name] for name in old if name != "search"} for row, old in zip(rows, like, strict=True)
    ]


def _to(version: str) -> Callable[..., None]:
    from alembic import command

    upgrade = command.upgrade
    return lambda config, _: upgrade(config, version)


def test_a_call_of_the_version_before_gets_a_clock_after_the_upgrade(
    database_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Store.open(database_url, clock)) as store:
        monkeypatch.setattr("alembic.command.upgrade", _to("0007"))
        store.upgrade_schema()
        monkeypatch.undo()
        with store.writing() as conn:
            known = {table.name: table for table in _tables(conn)}
            conn.execute(known["contact"].insert().values(_row(known["contact"])))
        assert store.upgrade_schema() == VERSIONS[-1]
        desk = Desk(store, "officer", SurnameMatcher())
        assert desk.window(View.CLOCKS, MORNING).rows == ()
        desk.set_clock(
            1, StatutoryClock.POLICE_PROTECTION, MORNING, desk.window(View.AWAITING, MORNING).rows[0].revision
        )
        assert [row.key for row in desk.window(View.CLOCKS, MORNING).rows] == ["contact:1"]

"""Blocking reads from the index, on either engine, and as much as was asked for and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Column, Connection, MetaData, Table, insert, inspect, text

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.store import Ledger, Store, candidates, referrals
from ingest.store.blocks import MOST_OF_A_KEY, MOST_OF_A_PAIR, hour_of, most_of, newest, rank
from ingest.store.schema import contact_key, referral_key
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, call, form, referral

NOW = hour_of(MORNING)
KEYS = 4_000


@pytest.fixture
def known(desk: Desk, ledger: Ledger, store: Store) -> dict[str, Any]:
    """A contact and a referral under thousands of keys: enough that a planner has a choice."""
    contact = desk.log_contact(call())
    [stored] = ledger.store_messages([arrival(1)])
    begin_reading(ledger, stored.message_id)
    ledger.record_reading(stored.message_id, referral(form()), SurnameMatcher())
    owners: dict[str, Any] = {"contact_key": contact.id}
    with store.writing() as conn:
        [owners["referral_key"]] = referrals.of_message(conn, stored.message_id)
        for table, column in ((contact_key, "contact_id"), (referral_key, "referral_id")):
            rows = [{"key": f"sn:{n}", "hour": NOW - n % 90, column: owners[table.name]} for n in range(KEYS)]
            conn.execute(insert(table), rows)
        conn.execute(text("ANALYZE"))
    return owners


@pytest.mark.parametrize("owner", [contact_key.c.contact_id, referral_key.c.referral_id], ids=str)
def test_each_key_is_one_read_of_the_index_in_order(
    store: Store, known: dict[str, Any], owner: Column[Any], engine_name: str
) -> None:
    wanted = {f"key{n}": f"sn:{17 * n}" for n in range(5)} | {f"most{n}": 32 for n in range(5)}
    statement = newest(owner, 5).params(since=NOW - 90, until=NOW, **wanted)
    with store.reading() as conn:
        plan = _plan(conn, statement, engine_name)
    table: Table = owner.table
    if engine_name == "sqlite":
        reads = [line for line in plan if f" {table.name} " in line]
        assert reads == [f"SEARCH {table.name} USING PRIMARY KEY (key=? AND hour>? AND hour<?)"] * 5
        assert not any("TEMP B-TREE" in line for line in plan)
    else:
        reads = [line for line in plan if f"on {table.name}" in line]
        assert len(reads) == 5
        assert all(line.startswith("Index Only Scan Backward using pk_") for line in reads)
        assert not any(line.startswith(("Sort", "Seq Scan")) for line in plan)


def _plan(conn: Connection, statement: Any, engine_name: str) -> list[str]:
    said = str(statement.compile(conn, compile_kwargs={"literal_binds": True})).replace("%", "%%")
    if engine_name == "sqlite":
        return [row.detail for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}")]
    rows = conn.exec_driver_sql(f"EXPLAIN {said}").scalars()
    return [line.strip().removeprefix("->").strip() for line in rows]


def test_of_a_common_key_the_newest_only_are_looked_at(desk: Desk, store: Store) -> None:
    made = [desk.log_contact(call(received_at=MORNING + timedelta(hours=n))) for n in range(20)]
    with store.reading() as conn:
        late = MORNING + timedelta(days=2)
        found = [one.id for one, _ in candidates.likeliest(conn, ["Kite"], late)]
    assert found == [one.id for one in reversed(made)][: len(found)]
    assert len(found) == MOST_OF_A_KEY


def test_forms_that_share_a_common_key_are_bounded_too(ledger: Ledger, store: Store) -> None:
    for number in range(MOST_OF_A_KEY + 5):
        at = MORNING + timedelta(hours=number)
        [stored] = ledger.store_messages([arrival(number + 1, received_at=at)])
        begin_reading(ledger, stored.message_id)
        ledger.record_reading(stored.message_id, referral(form(forename=f"Maya{number}")), SurnameMatcher())
    with store.reading() as conn:
        found = referrals.sharing(conn, {"Kite"}, MORNING, MORNING + timedelta(days=9))
        assert [one.received_at for one in found] == sorted(one.received_at for one in found)
        assert found[-1].received_at == MORNING + timedelta(hours=MOST_OF_A_KEY + 4)
        assert len(found) == MOST_OF_A_KEY
        assert not referrals.sharing(conn, {"Kite"}, MORNING - timedelta(days=9), MORNING - timedelta(days=1))


def test_more_is_looked_at_of_a_pair_than_of_a_key_by_itself() -> None:
    assert most_of("sn:sm0&dob:2015-04-03") == most_of("nm:jn sm0") == MOST_OF_A_PAIR
    assert most_of("sn:sm0") == MOST_OF_A_KEY < MOST_OF_A_PAIR


def test_one_rare_key_outweighs_several_that_many_share() -> None:
    common = [(at, owner) for at in (0, 1, 2) for owner in range(1, 17)]
    assert rank([*common, (3, 99)], [16, 16, 16, 32], 5)[0] == 99


def test_forms_of_the_version_before_are_found_by_their_hour(
    database_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, upgrade = Store.open(database_url, clock), command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, _: upgrade(config, "0003"))
    opened.upgrade_schema()
    monkeypatch.undo()
    with opened.writing() as conn:
        _fill(conn, "message", id=1)
        _fill(conn, "referral", number=1, id="kqz2", message_id=1)
        conn.execute(text("INSERT INTO referral_key VALUES ('Kite', 'kqz2')"))
    opened.upgrade_schema()
    with opened.reading() as conn:
        assert conn.execute(text("SELECT key, hour, referral_id FROM referral_key")).one() == (
            "Kite", NOW, "kqz2",
        )  # fmt: skip
    opened.close()


def _fill(conn: Connection, table: str, **values: Any) -> None:
    """A row with something in every column that wants it."""
    for column in inspect(conn).get_columns(table):
        if not column["nullable"] and column["default"] is None and column["name"] not in values:
            values[column["name"]] = _something(column["type"])
    row = Table(table, MetaData(), autoload_with=conn)
    conn.execute(insert(row).values(values))


def _something(kind: Any) -> Any:
    if kind.python_type is datetime:
        return MORNING.replace(tzinfo=UTC)
    return {bool: False, int: 1, float: 0.0}.get(kind.python_type, "{}")

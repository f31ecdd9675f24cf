"""Any record by its key (`contact:12`, `referral:ab12`, `message:7`): found, held, changed.

A key names one record for ever: numbers are never used twice.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select, update

from ingest.errors import ChangedMeanwhile, NotFound
from ingest.store.schema import contact, message, referral

_TABLES = {"contact": contact, "referral": referral, "message": message}
_CALLED = {"referral": "form", "message": "email"}
_MOST_DIGITS = 18  # what a 64-bit key can hold


def find(conn: Connection, key: str) -> Row[Any]:
    """The row of a record. Raises `NotFound`."""
    table, column, name = _record(key)
    row = conn.execute(select(table).where(column == name)).first()
    if row is None:
        raise NotFound(f"{key} is not there: it may have been merged or purged; refresh and look again")
    return row


def hold(conn: Connection, key: str, revision: int) -> Row[Any]:
    """The row of a record that is about to change. Raises `NotFound`, and `ChangedMeanwhile`
    where it is no longer the revision that was on the screen."""
    row = find(conn, key)
    if row.revision != revision:
        kind, name = name_of(key)
        raise ChangedMeanwhile.of(row.reference if kind == "contact" else f"{_CALLED[kind]} {name}")
    return row


def change(conn: Connection, key: str, **values: Any) -> None:
    """Set columns of a record and count its revision up."""
    table, column, name = _record(key)
    conn.execute(update(table).where(column == name).values(revision=table.c.revision + 1, **values))


def name_of(key: str) -> tuple[str, int | str]:
    """The kind of a record and its name in the database. Raises `NotFound` for what is no key."""
    kind, _, name = key.partition(":")
    if kind == "referral" and name:
        return kind, name
    if kind in _TABLES and name.isascii() and name.isdecimal() and len(name) <= _MOST_DIGITS:
        return kind, int(name)
    raise NotFound("There is no record of that kind.")


def _record(key: str) -> tuple[Table, Column[Any], int | str]:
    kind, name = name_of(key)
    return _TABLES[kind], _TABLES[kind].c.id, name

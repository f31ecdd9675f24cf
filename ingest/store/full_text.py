"""The full-text index over each `search` column: SQLite's FTS5 or PostgreSQL's GIN.

The database keeps it itself, in the transaction that changes the words: by triggers on SQLite, by
an index of an expression on PostgreSQL. A query is only ever words of `findable`, each taken as the
beginning of one, so that nothing typed is an operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    UnaryExpression,
    cast,
    column,
    false,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy import table as virtual
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.operators import custom_op

from ingest.store.findable import asked

# ruff: noqa: S608  the statements name our own tables only
# Each table that is searched, and its column that SQLite numbers rows by.
INDEXED = (("contact", "id"), ("referral", "number"), ("message", "id"), ("note", "id"))
_FEW = 1_000
_VECTOR = "array_to_tsvector(string_to_array({table}.search, ' '))"


def finds(
    conn: Connection, table: Table, query: str, *, one_by_one: bool = False
) -> list[ColumnElement[bool]]:
    """That a record of `table` holds every word of `query`: no condition where it is blank, and
    one that nothing meets where it has no word in it. `one_by_one`: SQLite goes through the records in the
    order in which they are wanted, which is quicker where the first of very many are."""
    if not query.strip():
        return []
    words = asked(query)
    if not words:
        return [false()]
    if conn.dialect.name == "postgresql":
        return [_on_postgresql(table, words)]
    return [_on_sqlite(table, words, one_by_one=one_by_one)]


def found_are_few(conn: Connection, table: Table, query: str) -> bool:
    """Whether SQLite should begin with the records that hold the words, and not with a list's own index:
    it cannot know, and takes the index, however long the list is."""
    words = asked(query)
    if not words or conn.dialect.name != "sqlite":
        return False
    some = _rowids(table, words).limit(_FEW + 1).subquery()
    return conn.execute(select(func.count()).select_from(some)).scalar_one() <= _FEW


def make_indexes(conn: Connection) -> None:
    """Index what the `search` columns hold, and keep the index from now on."""
    for table, row in INDEXED:
        for statement in _index(table, row, sqlite=conn.dialect.name == "sqlite"):
            conn.execute(text(statement))


def forget_deleted(conn: Connection) -> None:
    """Write the indexes anew, so that no word of a deleted record is left in the file."""
    if conn.dialect.name != "sqlite":
        return  # PostgreSQL's vacuum sees to it
    for table, _ in INDEXED:
        conn.execute(text(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')"))


def _on_sqlite(table: Table, words: Sequence[str], *, one_by_one: bool) -> ColumnElement[bool]:
    row: ColumnElement[Any] = table.c[dict(INDEXED)[table.name]]
    if one_by_one:
        row = UnaryExpression(row, operator=custom_op("+"))  # SQLite's word for "not by this column's index"
    return row.in_(_rowids(table, words))


def _rowids(table: Table, words: Sequence[str]) -> Select[Any]:
    index = virtual(f"{table.name}_fts", column("rowid"))
    asking = " ".join(f'"{word}"*' for word in words)
    return select(index.c.rowid).where(literal_column(f"{table.name}_fts").bool_op("MATCH")(asking))


def _on_postgresql(table: Table, words: Sequence[str]) -> ColumnElement[bool]:
    # The space as a literal: with a parameter in its place the index would not be the one meant.
    vector = func.array_to_tsvector(func.string_to_array(table.c.search, literal_column("' '")))
    asking = " & ".join(f"'{word}':*" for word in words)
    return vector.bool_op("@@")(cast(asking, TSQUERY))


def _index(table: str, row: str, *, sqlite: bool) -> tuple[str, ...]:
    if not sqlite:
        return (f"CREATE INDEX ix_{table}_fts ON {table} USING gin ({_VECTOR.format(table=table)})",)
    fts = f"{table}_fts"
    drop = f"INSERT INTO {fts}({fts}, rowid, search) VALUES ('delete', old.{row}, old.search);"
    keep = f"INSERT INTO {fts}(rowid, search) VALUES (new.{row}, new.search);"
    return (
        f"CREATE VIRTUAL TABLE {fts} USING fts5(search, content='{table}', content_rowid='{row}', "
        "tokenize='ascii', detail='none', columnsize=0, prefix='2 3')",
        f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {keep} END",
        f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {fts}_update AFTER UPDATE OF search ON {table} BEGIN {drop} {keep} END",
        f"INSERT INTO {fts}({fts}) VALUES ('rebuild')",
    )

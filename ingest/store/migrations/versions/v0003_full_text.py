"""Records found by any word in full text; calls that are rated and put right; filters that are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from ingest.store.columns import Key
from ingest.store.findable import findable
from ingest.store.full_text import make_indexes

# ruff: noqa: S608  the statements name our own tables only
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ANSWERS = {"yes", "no", "not_known"}


def upgrade() -> None:
    _add_columns()
    _add_tables()
    conn = op.get_bind()
    _write_words(conn)
    make_indexes(conn)


def _add_columns() -> None:
    op.add_column("contact", sa.Column("rag", sa.Text(), nullable=True))
    op.add_column("contact", sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contact", sa.Column("rated_by", sa.Text(), nullable=True))
    op.add_column("referral", sa.Column("agency", sa.Text(), nullable=True))
    op.add_column("note", sa.Column("search", sa.Text(), nullable=False, server_default=""))


def _add_tables() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", Key, primary_key=True),
        sa.Column(
            "contact_id",
            Key,
            sa.ForeignKey("contact.id", ondelete="CASCADE", name="fk_amendment_contact_id"),
            nullable=False,
        ),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_amendment_contact_id", "amendment", ["contact_id"])
    op.create_table(
        "saved_filter",
        sa.Column("officer", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("look", sa.Text(), nullable=False),
    )


def _write_words(conn: sa.Connection) -> None:
    for row in _rows(conn, "contact", "id"):
        children = conn.execute(sa.text(_CHILDREN), {"id": row["id"]}).all()
        parts = [part for child in children for part in child]
        _keep(conn, "contact", row, search=findable([row["search"], row["concern"], *parts]))
    for row in _rows(conn, "referral", "number"):
        form = json.loads(row["form"])
        words = findable([row["id"], row["search"], *_strings(form)])
        _keep(conn, "referral", row, search=words, agency=form["referrer"].get("agency"))
    for row in _rows(conn, "message", "id"):
        texts = [
            text for part in json.loads(row["parts"] or "[]") for text in (part["filename"], part["text"])
        ]
        _keep(conn, "message", row, search=findable([row["search"], *texts]))
    for row in _rows(conn, "note", "id"):
        _keep(conn, "note", row, search=findable([row["text"]]))


_CHILDREN = (
    "SELECT forename, surname, CAST(dob AS TEXT), address, postcode, school, nhs_number "
    "FROM contact_child WHERE contact_id = :id"
)


def _rows(conn: sa.Connection, table: str, key: str) -> Iterator[Any]:
    """Each row in turn, with its key as `row`: an email's parts are too long for all at once."""
    keys = conn.execute(sa.text(f"SELECT {key} FROM {table}")).scalars().all()
    for row in keys:
        found = conn.execute(sa.text(f"SELECT * FROM {table} WHERE {key} = :row"), {"row": row})
        yield {**found.mappings().one(), "row": (key, row)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str) and value not in _ANSWERS:
        yield value


def _keep(conn: sa.Connection, table: str, row: Any, **values: Any) -> None:
    key, number = row["row"]
    named = ", ".join(f"{name} = :{name}" for name in values)
    conn.execute(sa.text(f"UPDATE {table} SET {named} WHERE {key} = :number"), {"number": number, **values})

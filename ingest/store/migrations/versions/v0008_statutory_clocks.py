"""Statutory clocks of contacts: what was said of each, and on the contact when the soonest ends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_RUNS = sa.text("clock_due_at IS NOT NULL")


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("contact", sa.Column("clock_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        op.f("ix_contact_clock_due_at_id"),
        "contact",
        ["clock_due_at", "id"],
        sqlite_where=_RUNS,
        postgresql_where=_RUNS,
    )
    op.create_table(
        "contact_clock",
        sa.Column("id", key, nullable=False),
        sa.Column("contact_id", key, nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_clock_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_clock")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_clock_contact_id"), "contact_clock", ["contact_id"])

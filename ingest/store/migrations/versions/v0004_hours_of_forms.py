"""Blocking keys of forms stand by the hour, as those of calls do: the newest of a key are one short read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_HOUR = {
    "sqlite": "CAST(strftime('%s', referral.received_at) AS INTEGER) / 3600",
    "postgresql": "CAST(floor(extract(epoch FROM referral.received_at) / 3600) AS INTEGER)",
}


def upgrade() -> None:
    op.execute("CREATE TABLE unsorted_key AS SELECT key, referral_id FROM referral_key")
    op.drop_table("referral_key")
    op.create_table(
        "referral_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("referral_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_key_referral_id")),
        sa.PrimaryKeyConstraint("key", "hour", "referral_id", name=op.f("pk_referral_key")),
        sqlite_with_rowid=False,
    )
    hour = _HOUR[op.get_bind().dialect.name]
    op.execute(
        f"INSERT INTO referral_key SELECT unsorted_key.key, {hour}, referral.id "  # noqa: S608  our own names
        "FROM unsorted_key JOIN referral ON referral.id = unsorted_key.referral_id ORDER BY 1, 2, 3"
    )
    op.create_index(op.f("ix_referral_key_referral_id"), "referral_key", ["referral_id"], unique=False)
    op.drop_table("unsorted_key")

"""What each email was made of, and how urgent an officer says that a form is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("parts", sa.Text(), nullable=True))
    op.add_column("referral", sa.Column("rag", sa.Text(), nullable=True))
    op.add_column("referral", sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("referral", sa.Column("rated_by", sa.Text(), nullable=True))

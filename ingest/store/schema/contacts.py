"""Calls and emails that raised a concern, and whom they were about."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, text

from ingest.store.columns import Json, Key, SafeText, UtcDateTime, claim_and_revision
from ingest.store.schema.naming import metadata

# Few have one: an index of those alone costs the others nothing.
_CLOCK_RUNS = text("clock_due_at IS NOT NULL")

contact = Table(
    "contact",
    metadata,
    Column("id", Key, primary_key=True),
    Column("reference", SafeText, nullable=False, unique=True),
    Column("kind", SafeText, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("out_of_hours", Boolean, nullable=False),
    Column("taken_by", SafeText),
    Column("caller_name", SafeText),
    Column("caller_agency", SafeText),
    Column("caller_role", SafeText),
    Column("caller_phone", SafeText),
    Column("caller_email", SafeText),
    Column("caller_address", SafeText, index=True),  # the email as it is compared
    Column("concern", SafeText),
    Column("message_id", Key, ForeignKey("message.id"), unique=True),
    Column("logged_at", UtcDateTime, nullable=False),
    Column("logged_by", SafeText, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_by", SafeText),
    Column("closed_reason", SafeText),
    Column("answered", Boolean, nullable=False, default=False),
    Column("awaiting", Boolean, nullable=False, default=True),
    Column("label", SafeText, nullable=False),
    Column("rag", SafeText),
    Column("rated_at", UtcDateTime),
    Column("rated_by", SafeText),
    Column("clock_due_at", UtcDateTime),  # when the soonest statutory clock ends that runs
    Column("search", SafeText, nullable=False, default=""),
    *claim_and_revision(),
    Index("ix_contact_awaiting_received_at_id", "awaiting", "received_at", "id"),
    Index("ix_contact_received_at", "received_at"),
    Index(
        "ix_contact_clock_due_at_id",
        "clock_due_at",
        "id",
        sqlite_where=_CLOCK_RUNS,
        postgresql_where=_CLOCK_RUNS,
    ),
    sqlite_autoincrement=True,
)

contact_child = Table(
    "contact_child",
    metadata,
    Column("contact_id", Key, ForeignKey("contact.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("forename", SafeText),
    Column("surname", SafeText),
    Column("dob", Date),
    Column("address", SafeText),
    Column("postcode", SafeText),
    Column("school", SafeText),
    Column("nhs_number", SafeText),
)

# Clustered by key and hour: the newest contacts of a key are one short read, however many share it.
contact_key = Table(
    "contact_key",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),  # the contact's, since 1970
    Column("contact_id", Key, ForeignKey("contact.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# What a call said before it was put right; it goes with the call.
amendment = Table(
    "amendment",
    metadata,
    Column("id", Key, primary_key=True),
    Column("contact_id", Key, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("was", Json, nullable=False),
    Column("by", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# Everything that was said of a call's statutory clocks; of each clock the last row holds. It goes with the call.
contact_clock = Table(
    "contact_clock",
    metadata,
    Column("id", Key, primary_key=True),
    Column("contact_id", Key, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("clock", SafeText, nullable=False),
    Column("started_at", UtcDateTime),  # none: the clock is cleared
    Column("done_at", UtcDateTime),  # none: it runs
    Column("by", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

"""What officers keep beside the records, and the account of their acts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from ingest.store.columns import Json, Key, SafeText, UtcDateTime
from ingest.store.schema.naming import metadata

note = Table(
    "note",
    metadata,
    Column("id", Key, primary_key=True),
    Column("record_key", SafeText, nullable=False, index=True),
    Column("text", SafeText, nullable=False),
    Column("by", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("search", SafeText, nullable=False, default=""),
)

saved_filter = Table(
    "saved_filter",
    metadata,
    Column("officer", SafeText, primary_key=True),
    Column("name", SafeText, primary_key=True),
    Column("look", Json, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Key, primary_key=True),
    Column("record_key", SafeText, nullable=False, index=True),
    Column("to_address", SafeText, nullable=False),
    Column("subject", SafeText, nullable=False),
    Column("text", SafeText, nullable=False),
    Column("message_id", SafeText, nullable=False),
    Column("by", SafeText, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("state", SafeText, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_try_at", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("fault", SafeText),
    Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
    sqlite_autoincrement=True,
)

# What may not be purged, whatever its age.
legal_hold = Table(
    "legal_hold",
    metadata,
    Column("record_key", SafeText, primary_key=True),
    Column("reason", SafeText, nullable=False),
    Column("by", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

audit_event = Table(
    "audit_event",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False),
    Column("at", SafeText, nullable=False),  # ISO 8601 as hashed: an engine's rounding would break the chain
    Column("actor", SafeText, nullable=False),
    Column("action", SafeText, nullable=False),
    Column("record_key", SafeText),
    Column("detail", SafeText, nullable=False),  # JSON as hashed
    Column("prev_hash", SafeText, nullable=False),
    Column("hash", SafeText, nullable=False),
    Index("ix_audit_event_record_key_seq", "record_key", "seq"),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", SafeText, nullable=False),
)

"""What came in the mail: each message once, where it was seen, its bytes; and labels nobody knows."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from ingest.store.columns import Json, Key, SafeText, UtcDateTime, claim_and_revision
from ingest.store.schema.naming import metadata

message = Table(
    "message",
    metadata,
    Column("id", Key, primary_key=True),
    Column("sha256", SafeText, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    Column("message_id_header", SafeText),
    Column("subject", SafeText),
    Column("sender", SafeText),
    Column("sender_address", SafeText),
    Column("automatic", Boolean, nullable=False, default=False),
    Column("warnings", Json, nullable=False),
    Column("concern", Json),  # what the covering text says: the prefill of an email contact
    Column("parts", Json),  # what it was made of: each part's name, type, size and text, cut
    Column("state", SafeText, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("reason", SafeText),
    Column("next_try_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("set_aside_from", SafeText),  # the state and the reason before an officer dismissed it
    Column("set_aside_reason", SafeText),
    Column("search", SafeText, nullable=False, default=""),
    *claim_and_revision(),
    Index("ix_message_state_received_at_id", "state", "received_at", "id"),
    Index("ix_message_sender_address_state", "sender_address", "state"),
    sqlite_autoincrement=True,
)

sighting = Table(
    "sighting",
    metadata,
    Column("id", Key, primary_key=True),
    Column("mailbox", SafeText, nullable=False),
    Column("folder", SafeText, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("message_id", Key, ForeignKey("message.id"), nullable=False, index=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
)

raw_message = Table(
    "raw_message",
    metadata,
    Column("message_id", Key, ForeignKey("message.id"), primary_key=True, autoincrement=False),
    Column("encoding", SafeText, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

unknown_label = Table(
    "unknown_label",
    metadata,
    Column("fingerprint", SafeText, primary_key=True),
    Column("label", SafeText),  # only once several messages showed it
    Column("seen", BigInteger, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
)

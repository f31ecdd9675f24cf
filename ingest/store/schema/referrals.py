"""Forms as they were read, what they were matched to, and what was put right in them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, UniqueConstraint

from ingest.store.columns import Json, Key, SafeText, UtcDateTime, claim_and_revision
from ingest.store.schema.naming import metadata

referral = Table(
    "referral",
    metadata,
    Column("number", Key, primary_key=True),
    Column("id", SafeText, nullable=False, unique=True),
    Column("message_id", Key, ForeignKey("message.id"), nullable=False, index=True),
    Column("part", SafeText, nullable=False),
    Column("method", SafeText, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("supersedes", SafeText, ForeignKey("referral.id")),
    Column("current", Boolean, nullable=False, default=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("form", Json, nullable=False),
    Column("form_as_read", Json, nullable=False),
    Column("sources", Json, nullable=False),
    Column("warnings", Json, nullable=False),
    Column("content_hash", SafeText, nullable=False, index=True),
    Column("keyed_by", SafeText),
    Column("label", SafeText, nullable=False),
    Column("from_words", SafeText, nullable=False),
    Column("agency", SafeText),
    Column("linked", Boolean, nullable=False, default=False),
    Column("linked_at", UtcDateTime),
    Column("best_probability", Float, nullable=False, default=0.0),
    Column("acknowledged_at", UtcDateTime),
    Column("acknowledged_by", SafeText),
    Column("decided_at", UtcDateTime),
    Column("decided_by", SafeText),
    Column("outcome", SafeText),
    Column("decision_open", Boolean, nullable=False, default=True),
    Column("rag", SafeText),
    Column("rated_at", UtcDateTime),
    Column("rated_by", SafeText),
    Column("search", SafeText, nullable=False, default=""),
    *claim_and_revision(),
    Index("ix_referral_unmatched", "current", "linked", "best_probability", "received_at", "number"),
    Index("ix_referral_matched", "current", "linked", "received_at", "number"),
    Index("ix_referral_decisions", "current", "decision_open", "received_at", "number"),
    Index("ix_referral_linked_at", "linked_at"),
    sqlite_autoincrement=True,
)

referral_copy = Table(
    "referral_copy",
    metadata,
    Column("id", Key, primary_key=True),
    Column("referral_id", SafeText, ForeignKey("referral.id"), nullable=False, index=True),
    Column("message_id", Key, ForeignKey("message.id"), nullable=False, index=True),
    Column("part", SafeText, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
)

referral_key = Table(
    "referral_key",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),  # when it was received
    Column("referral_id", SafeText, ForeignKey("referral.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

match = Table(
    "match",
    metadata,
    Column("id", Key, primary_key=True),
    Column("referral_id", SafeText, ForeignKey("referral.id"), nullable=False),
    Column("contact_id", Key, ForeignKey("contact.id"), nullable=False, index=True),
    Column("status", SafeText, nullable=False),
    Column("proposed_status", SafeText),  # what the matching said; null where an officer linked by hand
    Column("probability", Float, nullable=False),
    Column("prior", Float, nullable=False),
    Column("children", Json, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("settled_by", SafeText),
    Column("settled_at", UtcDateTime),
    Column("reason", SafeText),
    Column("made_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False, default=1),
    UniqueConstraint("referral_id", "contact_id"),
    sqlite_autoincrement=True,
)

correction = Table(
    "correction",
    metadata,
    Column("id", Key, primary_key=True),
    Column("referral_id", SafeText, ForeignKey("referral.id"), nullable=False, index=True),
    Column("pointer", SafeText, nullable=False),
    Column("old", Json),
    Column("new", Json),
    Column("by", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

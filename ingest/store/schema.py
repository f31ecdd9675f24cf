"""The tables. `migrations/` builds the same ones step by step; a test compares the two.

What a list shows and sorts by stands on the record itself (`awaiting`, `linked`, `label`), kept
by the transaction that changes it, so that a list of 100,000 rows is read from one index. Whether
something is overdue is never stored: it depends on now.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from ingest.store.columns import Json, Key, SafeText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _claim_and_revision() -> list[Column[object]]:
    return [
        Column("claimed_by", SafeText),
        Column("claimed_at", UtcDateTime),
        Column("revision", Integer, nullable=False, default=1),
    ]


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
    *_claim_and_revision(),
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
    *_claim_and_revision(),
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
    Column("search", SafeText, nullable=False, default=""),
    *_claim_and_revision(),
    Index("ix_contact_awaiting_received_at_id", "awaiting", "received_at", "id"),
    Index("ix_contact_received_at", "received_at"),
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

worker_health = Table(
    "worker_health",
    metadata,
    Column("name", SafeText, primary_key=True),
    Column("heartbeat_at", UtcDateTime),
    Column("last_success_at", UtcDateTime),
    Column("last_error", SafeText),
    Column("last_error_at", UtcDateTime),
    Column("failing", Boolean, nullable=False, default=False),
    Column("period_seconds", Float, nullable=False),
    Column("next_run_at", UtcDateTime),
    Column("stopped_at", UtcDateTime),
)

mailbox_state = Table(
    "mailbox_state",
    metadata,
    Column("mailbox", SafeText, primary_key=True),
    Column("folder", SafeText, primary_key=True),
    Column("uidvalidity", BigInteger),
    Column("last_uid", BigInteger),
    Column("uidnext", BigInteger),
    Column("on_server", BigInteger),
    Column("recorded", BigInteger),
    Column("reconciled_at", UtcDateTime),
    Column("last_success_at", UtcDateTime),
    Column("last_error", SafeText),
    Column("last_error_at", UtcDateTime),
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

alarm = Table(
    "alarm",
    metadata,
    Column("name", SafeText, primary_key=True),
    Column("sentence", SafeText, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("over_at", UtcDateTime),
)

alarm_letter = Table(
    "alarm_letter",
    metadata,
    Column("id", Key, primary_key=True),
    Column("way", SafeText, nullable=False),
    Column("name", SafeText, nullable=False),
    Column("sentence", SafeText, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("over_at", UtcDateTime),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_try_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
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

change_counter = Table(
    "change_counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("changes", BigInteger, nullable=False),
)

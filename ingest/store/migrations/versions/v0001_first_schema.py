"""The first schema: ledger, referrals, contacts, matches, audit, health."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GENESIS = "0" * 64


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("seq", KEY, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_record_key_seq", "audit_event", ["record_key", "seq"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "change_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_counter")),
    )
    op.create_table(
        "mailbox_state",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("last_uid", sa.BigInteger(), nullable=True),
        sa.Column("uidnext", sa.BigInteger(), nullable=True),
        sa.Column("on_server", sa.BigInteger(), nullable=True),
        sa.Column("recorded", sa.BigInteger(), nullable=True),
        sa.Column("reconciled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("mailbox", "folder", name=op.f("pk_mailbox_state")),
    )
    op.create_table(
        "message",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id_header", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("sender_address", sa.Text(), nullable=True),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("concern", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_from", sa.Text(), nullable=True),
        sa.Column("set_aside_reason", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("sha256", name=op.f("uq_message_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_sender_address_state", "message", ["sender_address", "state"], unique=False)
    op.create_index(
        "ix_message_state_received_at_id", "message", ["state", "received_at", "id"], unique=False
    )
    op.create_table(
        "note",
        sa.Column("id", KEY, nullable=False),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_record_key"), "note", ["record_key"], unique=False)
    op.create_table(
        "unknown_label",
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("label", name=op.f("pk_unknown_label")),
    )
    op.create_table(
        "worker_health",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("last_error_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing", sa.Boolean(), nullable=False),
        sa.Column("period_seconds", sa.Float(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker_health")),
    )
    op.create_table(
        "contact",
        sa.Column("id", KEY, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("out_of_hours", sa.Boolean(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("caller_name", sa.Text(), nullable=True),
        sa.Column("caller_agency", sa.Text(), nullable=True),
        sa.Column("caller_role", sa.Text(), nullable=True),
        sa.Column("caller_phone", sa.Text(), nullable=True),
        sa.Column("caller_email", sa.Text(), nullable=True),
        sa.Column("caller_address", sa.Text(), nullable=True),
        sa.Column("concern", sa.Text(), nullable=True),
        sa.Column("message_id", KEY, nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("awaiting", sa.Boolean(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_contact_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("message_id", name=op.f("uq_contact_message_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_contact_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_contact_awaiting_received_at_id", "contact", ["awaiting", "received_at", "id"], unique=False
    )
    op.create_index(op.f("ix_contact_caller_address"), "contact", ["caller_address"], unique=False)
    op.create_table(
        "raw_message",
        sa.Column("message_id", KEY, autoincrement=False, nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_raw_message_message_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_raw_message")),
    )
    op.create_table(
        "referral",
        sa.Column("number", KEY, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("form_as_read", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("keyed_by", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("from_words", sa.Text(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("best_probability", sa.Float(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("decision_open", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_referral_message_id")),
        sa.ForeignKeyConstraint(["supersedes"], ["referral.id"], name=op.f("fk_referral_supersedes")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_referral")),
        sa.UniqueConstraint("id", name=op.f("uq_referral_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_referral_content_hash"), "referral", ["content_hash"], unique=False)
    op.create_index(
        "ix_referral_decisions",
        "referral",
        ["current", "decision_open", "received_at", "number"],
        unique=False,
    )
    op.create_index("ix_referral_linked_at", "referral", ["linked_at"], unique=False)
    op.create_index(
        "ix_referral_matched", "referral", ["current", "linked", "received_at", "number"], unique=False
    )
    op.create_index(op.f("ix_referral_message_id"), "referral", ["message_id"], unique=False)
    op.create_index(
        "ix_referral_unmatched",
        "referral",
        ["current", "linked", "best_probability", "received_at", "number"],
        unique=False,
    )
    op.create_table(
        "sighting",
        sa.Column("id", KEY, nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_sighting_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint(
            "mailbox", "folder", "uidvalidity", "uid", name=op.f("uq_sighting_mailbox_folder_uidvalidity_uid")
        ),
    )
    op.create_index(op.f("ix_sighting_message_id"), "sighting", ["message_id"], unique=False)
    op.create_table(
        "contact_child",
        sa.Column("contact_id", KEY, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("forename", sa.Text(), nullable=True),
        sa.Column("surname", sa.Text(), nullable=True),
        sa.Column("dob", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("nhs_number", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_child_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", "position", name=op.f("pk_contact_child")),
    )
    op.create_table(
        "contact_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contact_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_key_contact_id")),
        sa.PrimaryKeyConstraint("key", "hour", "contact_id", name=op.f("pk_contact_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contact_key_contact_id"), "contact_key", ["contact_id"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", KEY, nullable=False),
        sa.Column("referral_id", sa.Text(), nullable=False),
        sa.Column("pointer", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_correction_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_referral_id"), "correction", ["referral_id"], unique=False)
    op.create_table(
        "match",
        sa.Column("id", KEY, nullable=False),
        sa.Column("referral_id", sa.Text(), nullable=False),
        sa.Column("contact_id", KEY, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("proposed_status", sa.Text(), nullable=True),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("prior", sa.Float(), nullable=False),
        sa.Column("children", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_match_contact_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_match_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint("referral_id", "contact_id", name=op.f("uq_match_referral_id_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_match_contact_id"), "match", ["contact_id"], unique=False)
    op.create_table(
        "referral_copy",
        sa.Column("id", KEY, nullable=False),
        sa.Column("referral_id", sa.Text(), nullable=False),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_referral_copy_message_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_copy_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_copy")),
    )
    op.create_index(op.f("ix_referral_copy_message_id"), "referral_copy", ["message_id"], unique=False)
    op.create_index(op.f("ix_referral_copy_referral_id"), "referral_copy", ["referral_id"], unique=False)
    op.create_table(
        "referral_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("referral_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_key_referral_id")),
        sa.PrimaryKeyConstraint("key", "referral_id", name=op.f("pk_referral_key")),
    )
    op.create_index(op.f("ix_referral_key_referral_id"), "referral_key", ["referral_id"], unique=False)
    op.execute(sa.text("INSERT INTO change_counter (id, changes) VALUES (1, 0)"))
    op.execute(
        sa.text("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, :genesis)").bindparams(genesis=GENESIS)
    )

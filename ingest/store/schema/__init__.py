"""The tables. `migrations/` builds the same ones step by step; a test compares the two.

What a list shows and sorts by stands on the record itself (`awaiting`, `linked`, `label`), kept
by the transaction that changes it, so that a list of 100,000 rows is read from one index. Whether
something is overdue is never stored: it depends on now.
"""

from __future__ import annotations

from ingest.store.schema.contacts import amendment, contact, contact_child, contact_clock, contact_key
from ingest.store.schema.desk import audit_event, audit_head, legal_hold, note, outbox, saved_filter
from ingest.store.schema.mail import message, raw_message, sighting, unknown_label
from ingest.store.schema.naming import metadata
from ingest.store.schema.referrals import correction, match, referral, referral_copy, referral_key
from ingest.store.schema.unattended import alarm, alarm_letter, change_counter, mailbox_state, worker_health

__all__ = [
    "alarm",
    "alarm_letter",
    "amendment",
    "audit_event",
    "audit_head",
    "change_counter",
    "contact",
    "contact_child",
    "contact_clock",
    "contact_key",
    "correction",
    "legal_hold",
    "mailbox_state",
    "match",
    "message",
    "metadata",
    "note",
    "outbox",
    "raw_message",
    "referral",
    "referral_copy",
    "referral_key",
    "saved_filter",
    "sighting",
    "unknown_label",
    "worker_health",
]

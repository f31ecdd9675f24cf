"""How the worker and each mailbox are, which alarms are out, and that something changed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, Table

from ingest.store.columns import Key, SafeText, UtcDateTime
from ingest.store.schema.naming import metadata

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

change_counter = Table(
    "change_counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("changes", BigInteger, nullable=False),
)

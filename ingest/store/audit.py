"""The audit chain: who did and saw what, each event sealed by the hash of the one before it.

An edited, deleted or moved event breaks the chain where it stood. Events cut off at the end are
seen too: the head row says how long the chain is and how it ends, and `head()` can be noted
elsewhere (the worker logs it) against somebody who rewrites chain and head together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ingest.store.columns import canonical_json, storable_text
from ingest.store.schema import audit_event, audit_head

GENESIS = "0" * 64
_CHUNK = 5_000
# Made once: each message appends several events, and to build a statement takes longer than to run it.
_HEAD = select(audit_head.c.seq, audit_head.c.hash)
_APPEND, _MOVE_HEAD = insert(audit_event), update(audit_head)


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One event as kept. `record_key` is such as `contact:12`, or `None`."""

    seq: int
    at: datetime
    actor: str
    action: str
    record_key: str | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where the chain ends: the last event's number and hash."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A place where the chain does not hold, and what is wrong there in words."""

    seq: int
    fault: str


def append(
    conn: Connection,
    at: datetime,
    actor: str,
    action: str,
    record_key: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add one event to the chain, in the transaction of the act that it tells of."""
    append_all(conn, at, actor, action, [(record_key, detail or {})])


def append_all(
    conn: Connection,
    at: datetime,
    actor: str,
    action: str,
    told: Sequence[tuple[str | None, Mapping[str, Any]]],
) -> None:
    """Add one event for each record key and detail, in this order, of one action done to many."""
    last = head(conn)
    rows = []
    for record_key, detail in told:
        row = {
            "seq": last.seq + 1,
            "at": at.astimezone(UTC).isoformat(),
            "actor": storable_text(actor),
            "action": action,
            "record_key": record_key,
            "detail": canonical_json(dict(detail)),
        }
        sealed = _seal(last.hash, row)
        rows.append({**row, "prev_hash": last.hash, "hash": sealed})
        last = ChainHead(last.seq + 1, sealed)
    if rows:
        conn.execute(_APPEND, rows)
        conn.execute(_MOVE_HEAD, {"seq": last.seq, "hash": last.hash})


def head(conn: Connection) -> ChainHead:
    """Where the chain ends now."""
    seq, sealed = conn.execute(_HEAD).one()
    return ChainHead(seq, sealed)


def events(conn: Connection, record_key: str | None = None, limit: int = 500) -> list[AuditEvent]:
    """The newest `limit` events, oldest first; of one record where `record_key` is given."""
    statement = select(audit_event).order_by(audit_event.c.seq.desc()).limit(limit)
    if record_key is not None:
        statement = statement.where(audit_event.c.record_key == record_key)
    return [_event(row._mapping) for row in reversed(conn.execute(statement).all())]


def events_before(conn: Connection, seq: int | None, limit: int) -> list[AuditEvent]:
    """The `limit` events before number `seq` (the newest, where it is `None`), oldest first."""
    statement = select(audit_event).order_by(audit_event.c.seq.desc()).limit(limit)
    if seq is not None:
        statement = statement.where(audit_event.c.seq < seq)
    return [_event(row._mapping) for row in reversed(conn.execute(statement).all())]


def verify(conn: Connection, noted: ChainHead | None = None) -> list[BrokenLink]:
    """Every fault of the chain, in order; an empty list where it holds.

    `noted` is a head that was written down elsewhere earlier: the event of that number must
    still be there, with that hash.
    """
    faults: list[BrokenLink] = []
    last = ChainHead(0, GENESIS)
    for row in _rows(conn):
        faults.extend(_faults(last, row))
        if noted is not None and row["seq"] == noted.seq and row["hash"] != noted.hash:
            faults.append(BrokenLink(noted.seq, "the event is not the one that was noted"))
        last = ChainHead(row["seq"], row["hash"])
    ends = head(conn)
    if ends != last:
        faults.append(BrokenLink(last.seq + 1, f"the chain ends here, and should end at {ends.seq}"))
    if noted is not None and noted.seq > last.seq:
        faults.append(BrokenLink(last.seq + 1, f"the chain had {noted.seq} events when it was noted"))
    return faults


def _faults(last: ChainHead, row: Mapping[str, Any]) -> Iterator[BrokenLink]:
    if row["seq"] != last.seq + 1:
        yield BrokenLink(last.seq + 1, f"events are missing before {row['seq']}")
    elif row["prev_hash"] != last.hash:
        yield BrokenLink(row["seq"], "the event does not follow the one before it")
    if _seal(row["prev_hash"], row) != row["hash"]:
        yield BrokenLink(row["seq"], "the event was changed")


def _seal(before: str, row: Mapping[str, Any]) -> str:
    told = [row[name] for name in ("seq", "at", "actor", "action", "record_key", "detail")]
    return hashlib.sha256((before + canonical_json(told)).encode()).hexdigest()


def _rows(conn: Connection) -> Iterator[Mapping[str, Any]]:
    after = -1
    while True:
        statement = select(audit_event).where(audit_event.c.seq > after).order_by(audit_event.c.seq)
        rows = conn.execute(statement.limit(_CHUNK)).all()
        if not rows:
            return
        for row in rows:
            yield row._asdict()
        after = rows[-1].seq


def _event(row: Mapping[Any, Any]) -> AuditEvent:
    return AuditEvent(
        row["seq"],
        datetime.fromisoformat(row["at"]),
        row["actor"],
        row["action"],
        row["record_key"],
        json.loads(row["detail"]),
    )

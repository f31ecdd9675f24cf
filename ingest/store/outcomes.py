"""What a message turned out to hold, recorded all at once: forms, matches, audit, ledger state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from ingest.addresses import named
from ingest.domain.model import LedgerState
from ingest.errors import NotFound
from ingest.store import audit, changes, matches, referrals, unknown_labels
from ingest.store.matcher import Matcher
from ingest.store.referrals import NewReferral
from ingest.store.schema import message
from ingest.store.words import LONGEST_ADDRESS, folded, message_search
from parsers.form import Envelope, Outcome, Part, ReadForm, Reading

WORKER = "worker"
_WAITING = {LedgerState.STORED, LedgerState.READING}
_HEADER_BYTES = 32_768
_MOST_PARTS = 200
_LONGEST_NAME = 500
_LONGEST_PART = 50_000  # characters of one part's text
_LONGEST_PARTS = 400_000  # of all parts' texts
# Made once: to build a statement takes longer than to run it.
_WAITS = select(message.c.state, message.c.received_at, message.c.subject, message.c.sender).where(
    message.c.id == bindparam("this")
)
_FINISH = update(message).where(message.c.id == bindparam("this")).values(revision=message.c.revision + 1)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The message's state now, and the ids of the referrals that it brought or copies."""

    state: LedgerState
    referral_ids: tuple[str, ...] = ()


def record(conn: Connection, message_id: int, reading: Reading, matcher: Matcher, at: datetime) -> Recorded:
    """Record `reading` as the outcome of a waiting message; leave a finished one as it is.

    Forms are kept whatever the outcome says: a message may bring one and hide another.
    """
    row = conn.execute(_WAITS, {"this": message_id}).first()
    if row is None:
        raise NotFound(f"message:{message_id} is not in the ledger")
    if row.state not in _WAITING:
        return Recorded(LedgerState(row.state), tuple(referrals.of_message(conn, message_id)))
    state, reason = _outcome(reading)
    parts = _parts(reading.parts)
    said = {name: value for name, value in _envelope(reading.envelope).items() if value}
    ids = tuple(_keep(conn, message_id, row.received_at, read, matcher, at) for read in reading.forms)
    finished = {
        "this": message_id,
        "state": state.value,
        "reason": reason,
        "next_try_at": None,
        "finished_at": at,
        "concern": reading.concern.to_dict() if reading.concern else None,
        "parts": parts,
        "search": message_search(said.get("subject", row.subject), said.get("sender", row.sender), parts),
    }
    conn.execute(_FINISH, finished | said)
    unknown_labels.count(conn, reading, at)
    audit.append(
        conn, at, WORKER, f"message.{state.value}", f"message:{message_id}", {"referrals": list(ids)}
    )
    changes.count(conn)
    return Recorded(state, ids)


def glimpse(raw: bytes) -> dict[str, Any]:
    """Subject, sender and Message-ID from the first bytes, for a list; nothing that could hang.

    What a reader finds later replaces it: no field is worth losing the message for.
    """
    try:
        return _seen(_first_fields(raw))
    except Exception:  # noqa: BLE001  # a field that nobody foresaw: its message is kept all the same
        return _seen(Envelope())


def _first_fields(raw: bytes) -> Envelope:
    header = re.split(rb"\r?\n\r?\n", raw[:_HEADER_BYTES], maxsplit=1)[0]
    lines = re.sub(rb"\r?\n[ \t]+", b" ", header).decode("utf-8", "replace").splitlines()
    fields = dict[str, str]()
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip()[:2_000])
    name, address = named(_decoded(fields.get("from")) or "")
    return Envelope(
        message_id=fields.get("message-id") or None,
        subject=_decoded(fields.get("subject")),
        from_name=name or None,
        from_address=address or None,
    )


def _seen(envelope: Envelope) -> dict[str, Any]:
    said = {key: value for key, value in _envelope(envelope).items() if key not in {"warnings", "automatic"}}
    return {**said, "search": message_search(said["subject"], said["sender"])}


def _decoded(value: str | None) -> str | None:
    if value is None or "=?" not in value:  # most say plainly what they say
        return value or None
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, MessageError):
        return value


def _outcome(reading: Reading) -> tuple[LedgerState, str | None]:
    if reading.outcome is Outcome.REFERRAL and not reading.forms:
        return (
            LedgerState.NEEDS_ATTENTION,
            "a form was announced and none was read: open it by hand and key it",
        )
    if reading.outcome is Outcome.NO_FORM and reading.forms:
        return LedgerState.NEEDS_ATTENTION, "a form was read in an email that looked like none: compare them"
    return LedgerState(reading.outcome.value), reading.reason


def _parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """What a message was made of, cut so that no message fills a row without end."""
    kept = []
    left = _LONGEST_PARTS
    for part in list(parts)[:_MOST_PARTS]:
        text = part.text[: min(left, _LONGEST_PART)]
        left -= len(text)
        kept.append(
            {
                "part": part.part[:_LONGEST_NAME],
                "filename": part.filename[:_LONGEST_NAME] if part.filename else None,
                "media_type": part.media_type[:_LONGEST_NAME],
                "bytes": part.bytes,
                "text": text,
                "cut": len(text) < len(part.text),
            }
        )
    return kept


def _envelope(envelope: Envelope) -> dict[str, Any]:
    named = f"{envelope.from_name} <{envelope.from_address}>" if envelope.from_name else envelope.from_address
    sender = named if envelope.from_address else envelope.from_name
    address = folded([envelope.from_address])[:LONGEST_ADDRESS] or None
    return {
        "message_id_header": envelope.message_id,
        "subject": envelope.subject,
        "sender": sender,
        "sender_address": address,
        "automatic": envelope.automatic,
        "warnings": list(envelope.warnings),
    }


def _keep(
    conn: Connection, message_id: int, received_at: datetime, read: ReadForm, matcher: Matcher, at: datetime
) -> str:
    """Keep one form: as a copy of the referral that says the same, or as a new referral."""
    twin = referrals.same_content(conn, read.form) if referrals.tells_who_and_why(read.form) else None
    if twin is not None:
        referrals.add_copy(conn, twin, message_id, read.part, received_at)
        audit.append(conn, at, WORKER, "referral.copy", f"referral:{twin}", {"message": message_id})
        return twin
    keys = matcher.form_keys(read.form)
    warnings = tuple(_look_alikes(conn, read, keys))
    new = NewReferral(message_id, received_at, read, keys, warnings)
    referral_id = referrals.add(conn, new, at)
    audit.append(conn, at, WORKER, "referral.received", f"referral:{referral_id}", {"message": message_id})
    matches.match_referral(conn, referrals.get(conn, referral_id), matcher, at)
    return referral_id


def _look_alikes(conn: Connection, read: ReadForm, keys: frozenset[str]) -> Iterable[str]:
    """A warning for each referral that this form may be a later copy of: a person decides."""
    mine = {_identity(child) for child in read.form.children} - {None}
    telling = {key for key in keys if key.startswith(("nm:", "dob:"))} or keys  # who is named and born alike
    for other in referrals.sharing(conn, telling) if mine else ():
        theirs = {_identity(child) for child in other.form.children}
        same_referrer = folded([read.form.referrer.name]) == folded([other.form.referrer.name])
        if mine & theirs and same_referrer:
            yield f"may be another copy of referral {other.id}: compare the two"


def _identity(child: Any) -> tuple[str, str] | None:
    name, born = folded([child.forename, child.surname]), child.dob or child.edd
    return (name, born) if name and born else None

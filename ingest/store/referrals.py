"""Referrals: each contact form as received and read, its versions, copies and corrections."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, case, delete, func, insert, select, update

from ingest.domain.model import MatchStatus, Referral
from ingest.errors import NotFound
from ingest.store import blocks
from ingest.store.blocks import hour_of
from ingest.store.columns import canonical_json
from ingest.store.contacts import STOPS_CLOCK
from ingest.store.matcher import storable_keys
from ingest.store.schema import match, referral, referral_copy, referral_key
from ingest.store.words import children_label, form_search, referrer_words
from parsers.form import ContactForm, ReadForm

BY_HAND = "by_hand"
MOST_SHARING = 60
_KEYS_AT_ONCE = 1_000

_EVER = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread aloud: no 0, 1, i, l, o
_ID_LENGTH = 8

# Made once: a message brings several forms, and to build a statement takes longer than to run it.
_THIS: BindParameter[str] = bindparam("this")
_IDS: BindParameter[Collection[str]] = bindparam("ids", expanding=True)
_ADD, _ADD_COPY, _ADD_KEYS = insert(referral), insert(referral_copy), insert(referral_key)
_ROW = select(referral).where(referral.c.id == _THIS)
_TOUCH = update(referral).where(referral.c.id == _THIS).values(revision=referral.c.revision + 1)
_OF_CONTENT = (
    select(referral.c.id)
    .where(
        referral.c.content_hash == bindparam("content"),
        referral.c.current
        | referral.c.id.in_(select(referral.c.supersedes).where(referral.c.supersedes.is_not(None))),
    )
    .order_by(referral.c.number)
)
# Of the wanted columns only: what was read, and where it stood, is as long as the form once more.
_OF_A_REFERRAL = select(*(referral.c[item.name] for item in fields(Referral)))
_THE_REFERRAL = _OF_A_REFERRAL.where(referral.c.id == _THIS)
_CURRENT_OF = _OF_A_REFERRAL.where(referral.c.current, referral.c.id.in_(_IDS)).order_by(referral.c.number)
_NUMBER = select(referral.c.number).where(referral.c.id == _THIS)
_RECEIVED_AT = select(referral.c.received_at).where(referral.c.id == _THIS)
_KEYS_OF = select(referral_key.c.key).where(referral_key.c.referral_id == _THIS)
_KEYS_IN_USE = (
    select(referral_key.c.key).where(referral_key.c.key.in_(bindparam("keys", expanding=True))).distinct()
)
_FORGET_KEYS = delete(referral_key).where(referral_key.c.referral_id == _THIS)


@dataclass(frozen=True, slots=True)
class NewReferral:
    """A form about to be kept. `received_at` is the message's; `keyed_by` an officer, or nobody."""

    message_id: int
    received_at: datetime
    read: ReadForm
    keys: frozenset[str]
    warnings: tuple[str, ...] = ()
    keyed_by: str | None = None


def add(conn: Connection, new: NewReferral, at: datetime) -> str:
    """Keep a referral with its blocking keys; return its public id."""
    referral_id = _free_id(conn)
    form = new.read.form
    record = form.to_dict()
    row = {
        "id": referral_id,
        "message_id": new.message_id,
        "part": new.read.part,
        "method": new.read.method,
        "received_at": new.received_at,
        "recorded_at": at,
        "form": record,
        "form_as_read": record,
        "sources": {pointer: found.to_dict() for pointer, found in new.read.sources.items()},
        "warnings": [*new.read.warnings, *new.warnings],
        "content_hash": _content_hash(record),
        "keyed_by": new.keyed_by,
        "label": children_label(form.children),
        "from_words": referrer_words(form),
        "agency": form.referrer.agency,
        "search": form_search(referral_id, form, record),
    }
    conn.execute(_ADD, row)
    _add_keys(conn, referral_id, new.received_at, new.keys)
    return referral_id


def _content_hash(record: Mapping[str, Any]) -> str:
    """The same for forms that say the same, whatever they came as."""
    return hashlib.sha256(canonical_json(record).encode()).hexdigest()


def tells_who_and_why(form: ContactForm) -> bool:
    """Whether a form says enough that another with the same words can only be its copy.

    Two hurried forms with little in them may be equal and be about two children.
    """
    named = any((c.forename or c.surname) and (c.dob or c.edd or c.address) for c in form.children)
    return named and bool(form.concern.reason) and bool(form.referrer.name or form.referrer.agency)


def same_content(conn: Connection, form: ContactForm) -> str | None:
    """The referral that says exactly the same, or `None`; one that was replaced by a later version
    counts, one that was withdrawn does not."""
    return conn.execute(_OF_CONTENT, {"content": _content_hash(form.to_dict())}).scalar()


def add_copy(conn: Connection, referral_id: str, message_id: int, part: str, received_at: datetime) -> None:
    """Record another message that brought the same form."""
    row = {"referral_id": referral_id, "message_id": message_id, "part": part, "received_at": received_at}
    conn.execute(_ADD_COPY, row)
    touch(conn, referral_id)


def copies_of(conn: Connection, referral_id: str) -> list[int]:
    """The ids of the other messages that brought the same form."""
    statement = select(referral_copy.c.message_id).where(referral_copy.c.referral_id == referral_id)
    return list(conn.execute(statement.order_by(referral_copy.c.id)).scalars())


def replaced_by(conn: Connection, referral_id: str) -> str | None:
    """The id of the later version of a referral, or `None`."""
    return conn.execute(select(referral.c.id).where(referral.c.supersedes == referral_id)).scalar()


def keyed_of_message(conn: Connection, message_id: int) -> list[str]:
    """The ids of the current referrals that officers keyed from a message."""
    statement = select(referral.c.id).where(
        referral.c.message_id == message_id, referral.c.keyed_by.is_not(None), referral.c.current
    )
    return list(conn.execute(statement).scalars())


def withdraw(conn: Connection, referral_id: str) -> None:
    """Take a referral off every list; what it said and its history stay."""
    set_keys(conn, referral_id, ())
    conn.execute(update(referral).where(referral.c.id == referral_id).values(current=False))


def replace_form(conn: Connection, referral_id: str, form: ContactForm) -> None:
    """Keep a corrected form; what was read stays beside it."""
    record = form.to_dict()
    touch(
        conn,
        referral_id,
        form=record,
        label=children_label(form.children),
        from_words=referrer_words(form),
        agency=form.referrer.agency,
        search=form_search(referral_id, form, record),
    )


def touch(conn: Connection, referral_id: str, **values: Any) -> None:
    """Set columns of a referral and count its revision up."""
    conn.execute(_TOUCH, {"this": referral_id, **values})


def row_of(conn: Connection, referral_id: str) -> Row[Any]:
    """The referral's row. Raises `NotFound`."""
    return _the_one(conn.execute(_ROW, {"this": referral_id}).first(), referral_id)


def get(conn: Connection, referral_id: str) -> Referral:
    """One referral. Raises `NotFound`."""
    return from_row(
        _the_one(conn.execute(_THE_REFERRAL, {"this": referral_id}).first(), referral_id)._mapping
    )


def _the_one(row: Row[Any] | None, referral_id: str) -> Row[Any]:
    if row is None:
        raise NotFound(f"referral:{referral_id} is not there: refresh and look again")
    return row


def of_message(conn: Connection, message_id: int) -> list[str]:
    """The ids of the referrals that a message brought, in its order."""
    statement = select(referral.c.id).where(referral.c.message_id == message_id).order_by(referral.c.number)
    return list(conn.execute(statement).scalars())


def sharing(
    conn: Connection, keys: Collection[str], since: datetime = _EVER[0], until: datetime = _EVER[1]
) -> list[Referral]:
    """The current referrals received in that span that share the rarest blocking keys, oldest first:
    at most `MOST_SHARING`, however many share a common one."""
    hours = (hour_of(since), hour_of(until))
    ids = blocks.likeliest(conn, referral_key.c.referral_id, keys, hours, MOST_SHARING)
    rows = conn.execute(_CURRENT_OF, {"ids": ids}) if ids else ()
    return [from_row(row._mapping) for row in rows if since <= row.received_at <= until]


def keys_in_use(conn: Connection, keys: Collection[str]) -> set[str]:
    """Those of these keys that any referral has; the keys as `storable_keys` has them."""
    wanted, found = sorted(keys), set[str]()
    for start in range(0, len(wanted), _KEYS_AT_ONCE):
        some = wanted[start : start + _KEYS_AT_ONCE]
        found.update(conn.execute(_KEYS_IN_USE, {"keys": some}).scalars())
    return found


def keys_of(conn: Connection, referral_id: str) -> frozenset[str]:
    """The blocking keys of a referral."""
    return frozenset(conn.execute(_KEYS_OF, {"this": referral_id}).scalars())


def set_keys(conn: Connection, referral_id: str, keys: Iterable[str]) -> None:
    """Replace the blocking keys of a referral."""
    conn.execute(_FORGET_KEYS, {"this": referral_id})
    received_at = conn.execute(_RECEIVED_AT, {"this": referral_id}).scalar_one()
    _add_keys(conn, referral_id, received_at, keys)


def _add_keys(conn: Connection, referral_id: str, received_at: datetime, keys: Iterable[str]) -> None:
    hour = hour_of(received_at)
    rows = [{"key": key, "hour": hour, "referral_id": referral_id} for key in storable_keys(keys)]
    if rows:
        conn.execute(_ADD_KEYS, rows)


def refresh(conn: Connection, referral_id: str, at: datetime) -> None:
    """Settle anew, after its matches changed, whether a referral is linked and how well it could be."""
    stops = match.c.status.in_(STOPS_CLOCK)
    offered = match.c.status == MatchStatus.SUGGESTED
    statement = select(func.count(case((stops, 1))), func.max(case((offered, match.c.probability)))).where(
        match.c.referral_id == referral_id
    )
    links, best = conn.execute(statement).one()
    linked_at = case((referral.c.linked_at.is_(None), at), else_=referral.c.linked_at) if links else None
    conn.execute(
        update(referral)
        .where(referral.c.id == referral_id)
        .values(
            linked=links > 0,
            linked_at=linked_at,
            best_probability=best or 0.0,
            revision=referral.c.revision + 1,
        )
    )


def from_row(row: Mapping[Any, Any]) -> Referral:
    """The referral of a row of its table."""
    return Referral(
        id=row["id"],
        message_id=row["message_id"],
        part=row["part"],
        version=row["version"],
        received_at=row["received_at"],
        form=ContactForm.from_dict(row["form"]),
        revision=row["revision"],
    )


def _free_id(conn: Connection) -> str:
    while True:
        drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))
        taken = conn.execute(_NUMBER, {"this": drawn}).scalar()
        if taken is None:
            return drawn

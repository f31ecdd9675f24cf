"""Records found by any word, and records that may be about the same child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Table, select, true

from ingest.store.full_text import finds, found_are_few
from ingest.store.schema import contact, contact_key, message, note, referral, referral_key

_MOST_KEYS = 60
_LONG = frozenset({"parts", "search", "form_as_read", "sources", "warnings"})  # and no row tells them

# Blocking keys that say something of a child, and not only of a caller or a place.
_CHILD_KEYS = (
    ("nhs:", "", "same NHS number"),
    ("sn:", "&dob:", "like surname, same birthday"),
    ("nm:", "", "like name"),
)


def contacts(conn: Connection, text: str, limit: int) -> list[Row[Any]]:
    """The newest contacts that hold every word of `text`."""
    many = not found_are_few(conn, contact, text)
    return _newest(conn, contact, *finds(conn, contact, text, one_by_one=many), limit=limit)


def referrals(conn: Connection, text: str, limit: int) -> list[Row[Any]]:
    """The newest current referrals that hold every word of `text`."""
    return _newest(conn, referral, referral.c.current == true(), *finds(conn, referral, text), limit=limit)


def messages(conn: Connection, text: str, limit: int) -> list[Row[Any]]:
    """The newest emails of which subject, sender and parts hold every word of `text`."""
    return _newest(conn, message, *finds(conn, message, text), limit=limit)


def parts_of(conn: Connection, ids: Iterable[int]) -> dict[int, list[Any]]:
    """What each email of these ids was made of."""
    statement = select(message.c.id, message.c.parts).where(message.c.id.in_(list(ids)))
    return {message_id: parts or [] for message_id, parts in conn.execute(statement)}


def noted(conn: Connection, text: str, limit: int) -> list[tuple[str, str, str]]:
    """The newest notes that hold every word of `text`: on which record, by whom, and what they say."""
    statement = select(note.c.record_key, note.c.by, note.c.text).where(*finds(conn, note, text))
    rows = conn.execute(statement.order_by(note.c.id.desc()).limit(limit))
    return [(str(key), str(by), str(said)) for key, by, said in rows]


class Alike(NamedTuple):
    """A record that may be about a child: its row, the strongest reason, and how much of the child it shares."""

    row: Row[Any]
    why: str
    shared: int


def alike_contacts(conn: Connection, key: str, limit: int) -> list[Alike]:
    """The newest contacts that may be about a child of the record of `key`."""
    return contacts_of(conn, _child_keys(conn, key), limit)


def contacts_of(conn: Connection, keys: Iterable[str], limit: int) -> list[Alike]:
    """The newest contacts that have one of `keys` that says something of a child."""
    reasons = _shared(conn, contact_key.c.contact_id, contact_key.c.key, _of_children(keys))
    rows = _newest(conn, contact, contact.c.id.in_(reasons), limit=limit)
    return [Alike(row, *reasons[row.id]) for row in rows]


def alike_referrals(conn: Connection, key: str, limit: int) -> list[Alike]:
    """The newest current referrals that may be about a child of the record of `key`."""
    return referrals_of(conn, _child_keys(conn, key), limit)


def referrals_of(conn: Connection, keys: Iterable[str], limit: int) -> list[Alike]:
    """The newest current referrals that have one of `keys` that says something of a child."""
    reasons = _shared(conn, referral_key.c.referral_id, referral_key.c.key, _of_children(keys))
    which = (referral.c.current == true(), referral.c.id.in_(reasons))
    return [Alike(row, *reasons[row.id]) for row in _newest(conn, referral, *which, limit=limit)]


def _newest(conn: Connection, table: Table, *which: ColumnElement[bool], limit: int) -> list[Row[Any]]:
    shown = (column for column in table.c if column.name not in _LONG)
    return list(
        conn.execute(
            select(*shown).where(*which).order_by(table.c.received_at.desc(), table.c.id.desc()).limit(limit)
        )
    )


def _child_keys(conn: Connection, key: str) -> list[str]:
    kind, _, name = key.partition(":")
    if kind == "contact":
        statement = select(contact_key.c.key).where(contact_key.c.contact_id == int(name))
    else:
        statement = select(referral_key.c.key).where(referral_key.c.referral_id == name)
    return list(conn.execute(statement).scalars())


def _of_children(keys: Iterable[str]) -> list[str]:
    return sorted(key for key in keys if _reason(key))[:_MOST_KEYS]


def strength(reason: str) -> int:
    """The place of a reason among all, the strongest first."""
    return [words for _, _, words in _CHILD_KEYS].index(reason)


def _reason(key: str) -> str:
    for start, within, words in _CHILD_KEYS:
        if key.startswith(start) and within in key:
            return words
    return ""


def _shared(
    conn: Connection, name: ColumnElement[Any], key: ColumnElement[str], keys: Iterable[str]
) -> dict[Any, tuple[str, int]]:
    """Which records have one of the keys, with the strongest reason and how many of them they have."""
    found: dict[Any, list[str]] = defaultdict(list)
    for record, shared in conn.execute(select(name, key).where(key.in_(list(keys)))):
        found[record].append(_reason(shared))
    return {record: (min(reasons, key=strength), len(reasons)) for record, reasons in found.items()}

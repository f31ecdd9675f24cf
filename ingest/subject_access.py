"""What is held about one child, for a subject-access request: chosen records, with or without the others.

An officer names the records, for only a person can say that two of them are about the same child.
Without third parties, nobody but the child is left in the answers, and no free text, for it may name
anybody: what was withheld is listed, so that a person can look at it and decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from ingest.desk import Desk
from ingest.errors import CallerMistake
from ingest.export import clock_record
from ingest.store import audit, clocks, contacts, corrections, matches, notes
from ingest.store.records import find
from ingest.store.words import folded

# What is about the child itself, or about nobody: all else is withheld without third parties.
_OWN = {
    "contact": {"key", "kind", "received_at", "reference", "out_of_hours", "children", "clocks"},
    "referral": {"key", "kind", "received_at", "version", "part", "method", "outcome", "rag", "decided_at"},
    "message": {"key", "kind", "received_at", "state", "size", "sha256"},
}
_OWN_OF_FORM = {"completed_on", "telephone_contact_at", "request_type", "threshold_level"}
# Of a child, what is answered in free words: where it stays is often with whom, and a doctor is a name.
_FREE_WORDS = ("current_location", "disability_detail", "gp", "legal_status")
_EVERY = 1_000_000


def records_about(
    desk: Desk, keys: Sequence[str], child: int = 1, *, third_parties: bool = True
) -> list[dict[str, Any]]:
    """Each of these records as one object, with its notes and its history.

    `child` is the number of the child on the first record, from 1: without third parties only
    children of the same forename and surname, and of no other date of birth, are kept. Each record
    is audited as exported, in the transaction that reads it. Raises `NotFound`, `CallerMistake`.
    """
    with desk.store.writing() as conn:
        found = [_record(conn, key) for key in dict.fromkeys(keys)]
        who = _child(found[0], child)
        for one in found:
            detail = {"third_parties": third_parties}
            desk.audit(conn, desk.store.clock.now(), "subject_access.exported", one["key"], detail)
    return found if third_parties else [_alone(one, who) for one in found]


def _record(conn: Connection, key: str) -> dict[str, Any]:
    row = find(conn, key)
    kind, _, name = key.partition(":")
    record: dict[str, Any] = {"key": key, "kind": kind, "received_at": row.received_at}
    if kind == "contact":
        record |= asdict(contacts.get(conn, int(name))) | {
            "kind": kind,
            "matches": [asdict(one) for one in matches.of_contact(conn, int(name))],
            "clocks": [clock_record(one) for one in clocks.of_contact(conn, int(name))],
        }
    elif kind == "referral":
        record |= {field: row._mapping[field] for field in _REFERRAL} | {
            "corrections": corrections.in_words(conn, name),
            "matches": [asdict(one) for one in matches.of_referral(conn, name)],
        }
    else:
        record |= {field: row._mapping[field] for field in _MESSAGE}
    record["notes"] = [asdict(note) for note in notes.of_record(conn, key)]
    record["history"] = [asdict(event) for event in audit.events(conn, key, _EVERY)]
    plain: dict[str, Any] = json.loads(json.dumps(record, default=_plain))
    return plain


_REFERRAL = (
    "version", "part", "method", "form", "form_as_read", "sources", "warnings", "keyed_by",
    "acknowledged_at", "decided_at", "outcome", "rag",
)  # fmt: skip
_MESSAGE = ("subject", "sender", "state", "reason", "size", "sha256", "parts", "concern")


def _child(record: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    children = _children(record)
    if not children:
        return {}
    if not 1 <= number <= len(children):
        raise CallerMistake(f"{record['key']} names {len(children)} children: say which with --child")
    return children[number - 1]


def _children(record: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    children: Sequence[Mapping[str, Any]] = record.get("children") or record.get("form", {}).get(
        "children", ()
    )
    return children


def _alone(record: Mapping[str, Any], who: Mapping[str, Any]) -> dict[str, Any]:
    """The record with nobody in it but the child; `withheld` names what was taken out."""
    own = {name: value for name, value in record.items() if name in _OWN[record["kind"]]}
    withheld = {name for name, value in record.items() if name not in own and name != "form" and value}
    if "children" in own:
        own["children"] = _same(own["children"], who)
    if "form" in record:
        form = record["form"]
        own["form"] = {name: value for name, value in form.items() if name in _OWN_OF_FORM}
        own["form"]["children"] = _same(form["children"], who)
        kept = {*own["form"]}
        withheld |= {f"form.{name}" for name, value in form.items() if name not in kept and _says(value)}
    mine = _children(own)
    others = len(_children(record)) - len(mine)
    place = "form.children" if "form" in record else "children"
    withheld |= {f"{place}.{name}" for child in mine for name in _FREE_WORDS if child.get(name)}
    holder = own["form"] if "form" in record else own
    if mine:
        holder["children"] = [_without_free_words(child) for child in mine]
    return own | {"withheld": sorted(withheld), "other_children": others}


def _without_free_words(child: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in child.items() if name not in _FREE_WORDS}


def _same(children: Sequence[Mapping[str, Any]], who: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The children of that name, unless another date of birth says that it is not that child."""
    return [
        child
        for child in children
        if who
        and _name(child) == _name(who) != ""
        and (not child.get("dob") or not who.get("dob") or child["dob"] == who["dob"])
    ]


def _name(child: Mapping[str, Any]) -> str:
    return folded([child.get("forename"), child.get("surname")])


def _says(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_says, value.values()))
    return any(map(_says, value)) if isinstance(value, list) else value is not None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else str(value)

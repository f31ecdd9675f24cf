"""What leaves the program for others: referrals and contacts as JSON Lines or CSV, row by row."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TextIO

from ingest.desk import Desk
from ingest.domain.model import Caller, Contact, ContactChild, Match
from ingest.domain.statutory import ContactClock
from ingest.store import clocks, exports, matches
from parsers.form import ContactForm

_CHUNK = 500
_BETWEEN = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Controls but for line breaks and tabs, marks that turn text round, and what cannot be seen.
_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_MATCH = ("contact", "status", "probability")

_CALLER = tuple(item.name for item in fields(Caller))
_CHILD = tuple(item.name for item in fields(ContactChild))
CONTACT_COLUMNS = (
    "id",
    "reference",
    "kind",
    "received_at",
    "due_at",
    "status",
    "out_of_hours",
    "taken_by",
    *(f"caller.{name}" for name in _CALLER),
    *(f"children.{name}" for name in _CHILD),
    "concern",
    "closed.at",
    "closed.by",
    "closed.reason",
    "matches.referral",
    "matches.status",
    "matches.probability",
    "clocks.clock",
    "clocks.started_at",
    "clocks.due_at",
    "clocks.done_at",
)


def export_referrals(desk: Desk) -> Iterator[dict[str, Any]]:
    """Every referral as the contract's object, in the order in which they came. Audited."""
    _audit(desk, "referrals.exported")
    after = 0
    while True:
        with desk.store.reading() as conn:
            rows = exports.referral_rows(conn, after, _CHUNK)
            linked = matches.of_referrals(conn, [row.id for row in rows])
        for row in rows:
            yield {
                "id": row.id,
                "message_id": row.message_id_header,
                "received_at": row.received_at.isoformat(),
                "part": row.part,
                "version": row.version,
                "form": ContactForm.from_dict(row.form).to_dict(),
                "matches": [_contact_match(item) for item in linked[row.id]],
            }
            after = row.number
        if len(rows) < _CHUNK:
            return


def export_contacts(desk: Desk) -> Iterator[dict[str, Any]]:
    """Every phone and email contact as one object, in the order logged. Audited.

    `status` is `awaiting`, `overdue`, `answered` or `closed`; times are ISO 8601 in UTC.
    """
    _audit(desk, "contacts.exported")
    after = 0
    while True:
        with desk.store.reading() as conn:
            found = exports.contacts_after(conn, after, _CHUNK)
            ids = [item.id for item, _ in found]
            linked, timed = matches.of_contacts(conn, ids), clocks.of_contacts(conn, ids)
        for item, awaiting in found:
            yield _contact(desk, item, awaiting, linked[item.id]) | {
                "clocks": [clock_record(one) for one in timed.get(item.id, ())]
            }
            after = item.id
        if len(found) < _CHUNK:
            return


def write_json_lines(objects: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """Write one object a line, in ASCII: a terminal obeys none of it; return how many."""
    count = 0
    for item in objects:
        out.write(json.dumps(item) + "\n")
        count += 1
    return count


def write_csv(objects: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> int:
    """Write one row an object under `columns` (`referral_columns()`, `CONTACT_COLUMNS`).

    A list's values share a cell, in order. What a spreadsheet would take for a formula gets a
    leading apostrophe. Returns how many rows.
    """
    writer = csv.writer(out)
    writer.writerow(columns)
    count = 0
    for item in objects:
        flat = _flat(item)
        writer.writerow([cell_text(flat.get(column)) for column in columns])
        count += 1
    return count


def referral_columns() -> list[str]:
    """The columns of a referral's row: those of the record, `children.dob` and so on."""
    columns = ["id", "message_id", "received_at", "part", "version"]
    for name, value in ContactForm().to_dict().items():
        rows = _ROW_FIELDS.get(name)
        if rows is not None:
            columns += [f"form.{name}.{field}" for field in rows]
        elif isinstance(value, dict):
            columns += [f"form.{name}.{field}" for field in value]
        else:
            columns.append(f"form.{name}")
    return columns + [f"matches.{name}" for name in _MATCH]


def cell_text(value: Any) -> str:
    """A value as a spreadsheet may safely open it, and a terminal may safely show it."""
    text = _OBEYED.sub("\N{REPLACEMENT CHARACTER}", "" if value is None else str(value))
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _row_fields() -> dict[str, list[str]]:
    """The fields of what each list of the record lists."""
    record = ContactForm.from_dict({"children": [{}], "people": [{}], "professionals": [{}]}).to_dict()
    return {name: list(value[0]) for name, value in record.items() if isinstance(value, list)}


_ROW_FIELDS = _row_fields()


def _flat(item: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in item.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            flat |= _joined(f"{prefix}{name}", value)
        else:
            flat[prefix + name] = value
    return flat


def _joined(name: str, values: list[Any]) -> dict[str, str]:
    """The values of a list in one cell; the fields of a list of records in one cell each."""
    if not any(isinstance(value, Mapping) for value in values):
        return {name: _BETWEEN.join(str(value) for value in values)}
    cells: dict[str, list[str]] = defaultdict(list)
    for value in values:
        for field, cell in value.items():
            shown = ", ".join(map(str, cell)) if isinstance(cell, list) else cell
            cells[f"{name}.{field}"].append("" if shown is None else str(shown))
    return {column: _BETWEEN.join(cell) if any(cell) else "" for column, cell in cells.items()}


def _contact_match(item: Match) -> dict[str, Any]:
    return {
        "contact": item.contact_reference,
        "status": item.status.value,
        "probability": item.probability,
        "children": [list(pair) for pair in item.children],
        "evidence": [
            {"field": part.field, "verdict": part.verdict.value, "weight": part.weight}
            for part in item.evidence
        ],
    }


def _contact(desk: Desk, item: Contact, awaiting: bool, linked: Sequence[Match]) -> dict[str, Any]:
    due = desk.follow_up_due(item.received_at)
    status = "closed" if item.closure else "answered"
    if awaiting:
        status = "overdue" if due <= desk.store.clock.now() else "awaiting"
    closed = item.closure
    return {
        "id": f"contact:{item.id}",
        "reference": item.reference,
        "kind": item.kind.value,
        "received_at": item.received_at.isoformat(),
        "due_at": due.isoformat(),
        "status": status,
        "out_of_hours": item.out_of_hours,
        "taken_by": item.taken_by,
        "caller": {name: getattr(item.caller, name) for name in _CALLER},
        "children": [
            _dates_as_text({name: getattr(child, name) for name in _CHILD}) for child in item.children
        ],
        "concern": item.concern,
        "closed": {"at": closed.at.isoformat(), "by": closed.by, "reason": closed.reason} if closed else None,
        "matches": [
            {"referral": match.referral_id, "status": match.status.value, "probability": match.probability}
            for match in linked
        ],
    }


def clock_record(one: ContactClock) -> dict[str, str | None]:
    """A statutory clock of a contact; times are ISO 8601 in UTC, and none where it runs."""
    return {
        "clock": one.clock.value,
        "started_at": one.started_at.isoformat(),
        "due_at": one.due_at.isoformat(),
        "done_at": one.done_at.isoformat() if one.done_at else None,
    }


def _dates_as_text(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}


def _audit(desk: Desk, action: str) -> None:
    with desk.store.writing() as conn:
        desk.audit(conn, desk.store.clock.now(), action, None)

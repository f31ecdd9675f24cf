"""Phone contacts from a CSV file: one row for each child, rows of one reference are one call.

The same file again adds nothing. A bad row is named and the rest is kept. What is logged is
never overwritten: a known call may gain children, and a row that tells of it otherwise is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from ingest.calls_file import CallRow, read_rows
from ingest.desk import Desk
from ingest.domain.clocks import NoSuchTime, london
from ingest.domain.model import Caller, Contact, ContactChild, NewContact
from ingest.store import contacts
from ingest.store.contacts import LONGEST_REFERENCE
from parsers.dates import read_date
from parsers.values import blank

_BATCH = 200
_OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
_NO_DATE = re.compile(
    r"not\s+(?:known|given|applicable)|unknown|unborn|n\s?/?\s?[ak]|none|tbc|\?+", re.IGNORECASE
)
_AHEAD = timedelta(days=1)  # two machines' clocks may differ, and their zones
_CALLER = ("name", "agency", "role", "phone", "email")
_CHILD = ("forename", "surname", "address", "postcode", "school")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was left out. `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many calls were added and how many were there already, and the rows left out.

    `ignored_columns` are headings that mean nothing here: a misspelt one would lose its values
    silently.
    """

    added: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    ignored_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Call:
    """One call as its rows tell of it, with the rows that did."""

    contact: NewContact
    rows: list[int]


class _BadRow(Exception):
    """Why a row cannot be used."""


def import_calls(csv_file: Path, desk: Desk) -> ImportResult:
    """Log the calls of a CSV file. Raises `CallerMistake` where the file is no such table.

    Calls are committed in batches: after a failure, importing the same file again goes on.
    """
    table = read_rows(csv_file)
    rejected: list[Rejected] = []
    calls = _calls(table.rows, desk.store.clock.now() + _AHEAD, rejected)
    added = unchanged = 0
    for batch in _batches(calls.values()):
        new, known = _log(batch, desk, rejected)
        added, unchanged = added + new, unchanged + known
    with desk.acting() as (conn, at):
        counts = {"added": added, "unchanged": unchanged, "rejected": len(rejected)}
        desk.audit(conn, at, "calls.imported", None, counts)
    rejected.sort(key=lambda item: item.row)
    return ImportResult(added, unchanged, tuple(rejected), table.ignored_columns)


def _calls(rows: Iterable[CallRow], latest: datetime, rejected: list[Rejected]) -> dict[str, _Call]:
    calls: dict[str, _Call] = {}
    for row in rows:
        try:
            told = _contact(row, latest)
            reference = str(told.reference)
            if reference in calls:
                _join(calls[reference], told, row.number)
            else:
                calls[reference] = _Call(told, [row.number])
        except _BadRow as bad:
            rejected.append(Rejected(row.number, str(bad)))
    return calls


def _join(call: _Call, told: NewContact, number: int) -> None:
    """Add a row's child to the call of its reference, and what only this row tells of the call."""
    one = call.contact
    differs = _difference(one, told)
    if differs:
        raise _BadRow(f"{differs} differs from row {call.rows[0]} of the same reference")
    filled = {name: getattr(one.caller, name) or getattr(told.caller, name) for name in _CALLER}
    call.contact = replace(
        one,
        taken_by=one.taken_by or told.taken_by,
        caller=Caller(**filled),
        children=one.children + tuple(child for child in told.children if child not in one.children),
        concern=_both(one.concern, told.concern),
    )
    call.rows.append(number)


def _both(one: str | None, other: str | None) -> str | None:
    """Each child may have its own concern: none is dropped, none is said twice."""
    if one and other and other not in one:
        return f"{one}\n{other}"
    return one or other


def _log(batch: list[_Call], desk: Desk, rejected: list[Rejected]) -> tuple[int, int]:
    """Log what is new of a batch, in one transaction; return how many were new and known."""
    unchanged = 0
    with desk.acting() as (conn, at):
        logged = contacts.by_references(conn, [str(call.contact.reference) for call in batch])
        new = [call.contact for call in batch if call.contact.reference not in logged]
        desk.add_contacts(conn, new, at, "contact.imported")
        for call in batch:
            known = logged.get(str(call.contact.reference))
            if known is None:
                continue
            reason = _against(known, call.contact)
            if reason:
                rejected.extend(Rejected(number, reason) for number in call.rows)
                continue
            unchanged += 1
            missing = tuple(child for child in call.contact.children if child not in known.children)
            if missing:
                desk.add_children(conn, known, missing, at)
    return len(new), unchanged


def _against(known: Contact, told: NewContact) -> str | None:
    """Why a call that is logged cannot be the one that the file tells of, or `None`."""
    logged = NewContact(known.received_at, taken_by=known.taken_by, caller=known.caller)
    differs = _news(logged, told)
    if differs is None and told.concern not in (None, known.concern):
        differs = "concern"
    here, there = set(known.children), set(told.children)
    if differs is None and (here <= there or there <= here):
        return None
    return (
        f"this reference is already logged with other details ({differs or 'children'}): nothing was changed"
    )


def _difference(one: NewContact, other: NewContact) -> str | None:
    """The first column that says two things of one call, or `None`; a blank says nothing."""
    for name, said, also in _side_by_side(one, other):
        if said and also and said != also:
            return name
    return None


def _news(known: NewContact, told: NewContact) -> str | None:
    """The first column that says of a known call what is not logged, or `None`."""
    for name, logged, said in _side_by_side(known, told):
        if said and said != logged:
            return name
    return None


def _side_by_side(one: NewContact, other: NewContact) -> Iterator[tuple[str, object, object]]:
    yield "received_at", one.received_at, other.received_at
    yield "taken_by", one.taken_by, other.taken_by
    for name in _CALLER:
        yield f"caller_{name}", getattr(one.caller, name), getattr(other.caller, name)


def _contact(row: CallRow, latest: datetime) -> NewContact:
    if row.fault:
        raise _BadRow(row.fault)
    reference = blank(row.values.get("reference"))
    if reference is None:
        raise _BadRow("reference is missing")
    if len(reference) > LONGEST_REFERENCE:
        raise _BadRow("reference is too long")
    child = _child(row)
    return NewContact(
        received_at=_received_at(row.values.get("received_at"), latest),
        reference=reference,
        taken_by=blank(row.values.get("taken_by")),
        caller=Caller(*(blank(row.values.get(f"caller_{name}")) for name in _CALLER)),
        children=() if child == ContactChild() else (child,),
        concern=blank(row.values.get("concern")),
    )


def _child(row: CallRow) -> ContactChild:
    told = {name: blank(row.values.get(f"child_{name}")) for name in _CHILD}
    return ContactChild(dob=_dob(row.values.get("child_dob")), **told)


def _received_at(text: str | None, latest: datetime) -> datetime:
    words = blank(text)
    if words is None:
        raise _BadRow("received_at is missing")
    try:
        at = _offset_time(words) or london(words)
    except NoSuchTime as none:
        raise _BadRow(f"received_at: {none}") from None
    except (ValueError, OverflowError):
        raise _BadRow("received_at is no date and time, such as 2025-10-01T08:03") from None
    if at > latest:
        # Its clock would start then: the form would be missed by nobody until that day.
        raise _BadRow("received_at is in the future")
    if at < _OLDEST:
        raise _BadRow("received_at is before the year 2000")
    return at


def _offset_time(words: str) -> datetime | None:
    """The time of an ISO text that has its offset, in any of ISO's spellings."""
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def _dob(text: str | None) -> date | None:
    words = blank(text)
    if words is None or _NO_DATE.fullmatch(words):
        return None
    found = read_date(words.partition("T")[0] if "T00:00" in words else words).value
    if found is None:
        raise _BadRow("child_dob is no date, such as 2015-04-03 or 03/04/2015")
    return date.fromisoformat(found)


def _batches(calls: Iterable[_Call]) -> Iterator[list[_Call]]:
    left = iter(calls)
    while batch := list(islice(left, _BATCH)):
        yield batch

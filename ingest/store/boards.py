"""The lists of the board: which records stand on each, in which order, and how many there are.

A list is read a window at a time: first the ids, from an index, then those few rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    case,
    false,
    func,
    or_,
    select,
    true,
)

from ingest.domain.clocks import Rating
from ingest.domain.model import LedgerState, MatchStatus
from ingest.domain.unread import held_answered
from ingest.store.full_text import finds, found_are_few
from ingest.store.schema import contact, match, message, referral
from ingest.views import AS_IT_COMES, Arrangement, Held, Sort, View

_MOST_AGENCIES = 500
Ordering = tuple[ColumnElement[Any], bool]


@dataclass(frozen=True, slots=True)
class Board:
    """One list: whose rows, which of them, and by what they are sorted (key, descending).

    `name` is the column that a record's key is made of, `kind` the word before it.
    """

    kind: str
    table: Table
    name: Column[Any]
    members: ColumnElement[bool]
    order: tuple[Ordering, ...]


def _newest(table: Table, tie: Column[Any]) -> tuple[Ordering, ...]:
    return (table.c.received_at, True), (tie, True)


def _oldest(table: Table, tie: Column[Any]) -> tuple[Ordering, ...]:
    return (table.c.received_at, False), (tie, False)


_CURRENT = referral.c.current == true()
BOARDS = {
    # A later call is never due before an earlier one, so the oldest first is overdue first.
    View.AWAITING: Board(
        "contact", contact, contact.c.id, contact.c.awaiting == true(), _oldest(contact, contact.c.id)
    ),
    View.UNMATCHED: Board(
        "referral",
        referral,
        referral.c.id,
        and_(_CURRENT, referral.c.linked == false()),
        ((referral.c.best_probability, True), *_newest(referral, referral.c.number)),
    ),
    View.ATTENTION: Board(
        "message",
        message,
        message.c.id,
        message.c.state == LedgerState.NEEDS_ATTENTION,
        _oldest(message, message.c.id),
    ),
    View.NO_FORM: Board(
        "message",
        message,
        message.c.id,
        message.c.state == LedgerState.NO_FORM,
        _newest(message, message.c.id),
    ),
    View.MATCHED: Board(
        "referral",
        referral,
        referral.c.id,
        and_(_CURRENT, referral.c.linked == true()),
        _newest(referral, referral.c.number),
    ),
    View.DECISIONS: Board(
        "referral",
        referral,
        referral.c.id,
        and_(_CURRENT, referral.c.decision_open == true()),
        _oldest(referral, referral.c.number),
    ),
    View.CLOCKS: Board(
        "contact",
        contact,
        contact.c.id,
        contact.c.clock_due_at.is_not(None),
        ((contact.c.clock_due_at, False), (contact.c.id, False)),
    ),
}


def ordered(board: Board, arranged: Arrangement) -> tuple[Ordering, ...]:
    """The keys that a list is sorted by: what was chosen, then the list's own order."""
    order = (*_chosen(board.table, arranged.sort), *board.order)
    if not arranged.reverse:
        return order
    return tuple((key, not descending) for key, descending in order)


def agency_of(table: Table) -> ColumnElement[Any]:
    """Whom a record is from: the agency, or an email's address."""
    if table is message:
        return message.c.sender_address
    return contact.c.caller_agency if table is contact else referral.c.agency


def _chosen(table: Table, sort: Sort) -> tuple[Ordering, ...]:
    if sort is Sort.RECEIVED:
        return ((table.c.received_at, True),)
    if sort is Sort.CHILD:
        return _blank_last(table.c.subject if table is message else table.c.label)
    if sort is Sort.AGENCY:
        return _blank_last(agency_of(table))
    if sort is Sort.HOLDER:
        return _blank_last(table.c.claimed_by)
    if sort is Sort.RATING and table is not message:
        urgency = {rating.value: place for place, rating in enumerate(Rating)}
        return ((case(urgency, value=table.c.rag, else_=len(urgency)), False),)
    return ()


def _blank_last(column: ColumnElement[Any]) -> tuple[Ordering, ...]:
    return (case((column.is_(None), 1), else_=0), False), (func.lower(func.coalesce(column, "")), False)


def size(
    conn: Connection, view: View, text: str = "", arranged: Arrangement = AS_IT_COMES, officer: str = ""
) -> int:
    """How many records stand on a list, of those that hold every word of `text`; `officer` looks."""
    board = BOARDS[view]
    statement = select(func.count()).select_from(board.table)
    return conn.execute(statement.where(*_members(conn, board, text, arranged, officer))).scalar_one()


def window(
    conn: Connection,
    view: View,
    offset: int,
    limit: int,
    text: str = "",
    arranged: Arrangement = AS_IT_COMES,
    officer: str = "",
) -> list[Row[Any]]:
    """The rows of a list from `offset` on, in its order, as `officer` sees it."""
    board = BOARDS[view]
    statement = select(board.name).where(*_members(conn, board, text, arranged, officer))
    ordering = [key.desc() if descending else key.asc() for key, descending in ordered(board, arranged)]
    names = list(conn.execute(statement.order_by(*ordering).offset(offset).limit(limit)).scalars())
    column = board.name.name
    # What an email was made of is long, and no list shows it; nor the words that it is found by.
    shown = select(*(each for each in board.table.c if each.name not in {"parts", "search"}))
    rows = {row._mapping[column]: row for row in conn.execute(shown.where(board.name.in_(names)))}
    return [rows[name] for name in names]


def position(
    conn: Connection,
    view: View,
    name: int | str,
    text: str = "",
    arranged: Arrangement = AS_IT_COMES,
    officer: str = "",
) -> int | None:
    """At which offset a record stands on a list as `officer` sees it, or `None` where it does not."""
    board = BOARDS[view]
    order = ordered(board, arranged)
    members = _members(conn, board, text, arranged, officer)
    mine = conn.execute(select(*(key for key, _ in order)).where(board.name == name, *members)).first()
    if mine is None:
        return None
    before = or_(*(_ahead(order, tuple(mine), depth) for depth in range(len(order))))
    statement = select(func.count()).select_from(board.table)
    return conn.execute(statement.where(*members, before)).scalar_one()


def by_agency(
    conn: Connection,
    view: View,
    late: ColumnElement[bool],
    text: str = "",
    held: Held | None = None,
    officer: str = "",
) -> list[tuple[str | None, int, int, datetime]]:
    """Of each agency on a list: how many records, how many of them are `late`, and when the oldest
    came; most first."""
    board = BOARDS[view]
    agency, received = agency_of(board.table), board.table.c.received_at
    statement = (
        select(agency, func.count(), func.count(case((late, 1))), func.min(received))
        .where(*_members(conn, board, text, Arrangement(held=held), officer))
        .group_by(agency)
        .order_by(func.count().desc(), agency)
        .limit(_MOST_AGENCIES)
    )
    return [tuple(row) for row in conn.execute(statement)]


def late(view: View, now: datetime, form_due_from: datetime) -> ColumnElement[bool]:
    """What is overdue on a list: calls from `form_due_from` or earlier, statutory clocks that ran out."""
    if view is View.AWAITING:
        return contact.c.received_at <= form_due_from
    return contact.c.clock_due_at <= now if view is View.CLOCKS else false()


def awaiting_since(conn: Connection, at: datetime, after: datetime | None = None) -> int:
    """How many calls from (`after`, `at`] await a form, of which no email waits to be opened."""
    span = [contact.c.awaiting == true(), contact.c.received_at <= at]
    if after is not None:
        span.append(contact.c.received_at > after)
    calls = conn.execute(select(func.count()).select_from(contact).where(*span)).scalar_one()
    # Judged here: asked for the span too, SQLite looks for an email to every open call, not the other way.
    return calls - sum(
        1
        for received_at in with_email_to_open(conn).values()
        if received_at <= at and (after is None or received_at > after)
    )


def with_unopened_email(conn: Connection, contact_ids: Sequence[int]) -> set[int]:
    """Those of the contacts whose form may lie in an email that nobody could read yet."""
    return with_email_to_open(conn).keys() & set(contact_ids)


def with_email_to_open(conn: Connection) -> dict[int, datetime]:
    """The awaiting contacts whose form may lie in an email that nobody could read yet, and when each was made."""
    pairs = select(contact.c.id, contact.c.received_at, message.c.id).join(message, unopened_email())
    rows = conn.execute(pairs.where(contact.c.awaiting).order_by(message.c.received_at, message.c.id))
    return held_answered((call, received_at, email) for call, received_at, email in rows)


def unopened_emails_of(conn: Connection, contact_id: int) -> list[int]:
    """The emails that the contact's caller has sent since and nobody could read yet, the oldest first."""
    statement = (
        select(message.c.id)
        .join(contact, unopened_email())
        .where(contact.c.id == contact_id)
        .order_by(message.c.received_at, message.c.id)
    )
    return list(conn.execute(statement).scalars())


def awaited_by_callers_of(conn: Connection, message_id: int, most: int) -> Sequence[Row[Any]]:
    """Calls that the email's sender made before it came and that still await a form, the oldest first."""
    statement = (
        select(contact)
        .join(message, written_by_caller())
        .where(message.c.id == message_id, contact.c.awaiting)
        .order_by(contact.c.received_at, contact.c.id)
        .limit(most)
    )
    return conn.execute(statement).all()


def from_awaited_callers(conn: Connection, message_ids: Sequence[int]) -> set[int]:
    """Those of the emails whose senders rang before and still owe a form. An absence note, or what else a
    machine sent and no form was in, is none of them: a form is not on its way with it."""
    owed = select(contact.c.id).where(written_by_caller(), contact.c.awaiting).exists()  # one call is enough
    by_itself = and_(message.c.automatic, message.c.state == LedgerState.NO_FORM)
    emails = select(message.c.id).where(message.c.id.in_(message_ids), ~by_itself, owed)
    return set(conn.execute(emails).scalars())


def with_suggestion(conn: Connection, contact_ids: Sequence[int]) -> set[int]:
    """Those of the contacts for which a form is suggested."""
    statement = select(match.c.contact_id).where(
        match.c.contact_id.in_(contact_ids), match.c.status == MatchStatus.SUGGESTED
    )
    return set(conn.execute(statement).scalars())


def confirmed(conn: Connection, referral_ids: Sequence[str]) -> set[str]:
    """Those of the referrals of which a person confirmed a match."""
    statement = select(match.c.referral_id).where(
        match.c.referral_id.in_(referral_ids), match.c.status == MatchStatus.CONFIRMED
    )
    return set(conn.execute(statement).scalars())


def linked_since(conn: Connection, at: datetime) -> int:
    """How many forms were linked to a contact since `at`."""
    statement = select(func.count()).select_from(referral).where(referral.c.linked_at >= at, _CURRENT)
    return conn.execute(statement).scalar_one()


def search_contacts(conn: Connection, text: str, limit: int) -> list[int]:
    """The newest contacts that hold every word of `text`, open ones first."""
    many = not found_are_few(conn, contact, text)
    statement = (
        select(contact.c.id)
        .where(*finds(conn, contact, text, one_by_one=many))
        .order_by(contact.c.awaiting.desc(), contact.c.received_at.desc(), contact.c.id.desc())
        .limit(limit)
    )
    return list(conn.execute(statement).scalars())


def agencies(conn: Connection, limit: int = 500) -> list[str]:
    """The agencies that have called, those that call most first."""
    statement = (
        select(contact.c.caller_agency)
        .where(contact.c.caller_agency.is_not(None))
        .group_by(contact.c.caller_agency)
        .order_by(func.count().desc(), contact.c.caller_agency)
        .limit(limit)
    )
    return [str(agency) for agency in conn.execute(statement).scalars()]


def callers(conn: Connection, agency: str | None, limit: int = 200) -> list[str]:
    """Who has called from an agency (as written, but for capitals), or from any: who calls most
    comes first."""
    statement: Select[Any] = select(contact.c.caller_name).where(contact.c.caller_name.is_not(None))
    if agency is not None:
        statement = statement.where(func.lower(contact.c.caller_agency) == agency.strip().lower())
    statement = statement.group_by(contact.c.caller_name)
    usual = statement.order_by(func.count().desc(), contact.c.caller_name).limit(limit)
    return [str(name) for name in conn.execute(usual).scalars()]


def unopened_email() -> ColumnElement[bool]:
    """That an email of a contact's caller came since, and nobody could read it yet."""
    return and_(written_by_caller(), message.c.state == LedgerState.NEEDS_ATTENTION)


def written_by_caller() -> ColumnElement[bool]:
    """That an email of a contact's caller came since: not the one that an email contact was made of."""
    return and_(
        message.c.sender_address == contact.c.caller_address,
        contact.c.message_id.is_distinct_from(message.c.id),
        message.c.received_at >= contact.c.received_at,
    )


def _members(
    conn: Connection, board: Board, text: str, arranged: Arrangement, officer: str
) -> list[ColumnElement[bool]]:
    members = [board.members, *finds(conn, board.table, text)]
    if found_are_few(conn, board.table, text):
        members[0] = func.likely(board.members)  # SQLite: no reason to begin with its index
    if arranged.agency is not None:
        agency = agency_of(board.table)
        members.append(agency == arranged.agency if arranged.agency else agency.is_(None))
    if arranged.held is not None:
        holder = board.table.c.claimed_by
        members.append(holder == officer if arranged.held is Held.MINE else holder.is_(None))
    return members


def _ahead(order: Sequence[Ordering], mine: tuple[Any, ...], depth: int) -> ColumnElement[bool]:
    """Equal in the first `depth` keys of the order, and ahead in the next."""
    equal = [key == value for (key, _), value in zip(order[:depth], mine[:depth], strict=True)]
    key, descending = order[depth]
    return and_(true(), *equal, key > mine[depth] if descending else key < mine[depth])

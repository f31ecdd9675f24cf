"""Phone and email contacts: kept, found by key, and known to be awaiting a form or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, exists, func, insert, select, update

from ingest.domain.model import Caller, Closure, Contact, ContactChild, ContactKind, MatchStatus, NewContact
from ingest.errors import CallerMistake, NotFound
from ingest.store.columns import storable_text
from ingest.store.schema import contact, contact_child, match, referral
from ingest.store.words import LONGEST_ADDRESS, children_label, contact_search, folded

STOPS_CLOCK = [status.value for status in MatchStatus if status.stops_clock]
LONGEST_REFERENCE = 200
_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_ROW = [contact.c[name] for name in (
    "id", "reference", "kind", "received_at", "out_of_hours", "taken_by", "caller_name", "caller_agency",
    "caller_role", "caller_phone", "caller_email", "concern", "message_id", "closed_at", "closed_by",
    "closed_reason", "claimed_by", "revision",
)]  # fmt: skip
# Made once, and of the wanted columns only: a form that comes in asks for a few dozen contacts.
_OF_IDS = select(*_ROW).where(contact.c.id.in_(_IDS))
_OF_REFERENCES = select(contact.c.reference, contact.c.id).where(
    contact.c.reference.in_(bindparam("references", expanding=True))
)
_CHILDREN_OF = (
    select(contact_child.c.contact_id, *(contact_child.c[item.name] for item in fields(ContactChild)))
    .where(contact_child.c.contact_id.in_(_IDS))
    .order_by(contact_child.c.contact_id, contact_child.c.position)
)


def add(conn: Connection, new: NewContact, *, out_of_hours: bool, at: datetime, by: str) -> Contact:
    """Keep a contact with its children. A reference is given where there is none; one that is
    taken already raises `CallerMistake`."""
    reference = new.reference or _free_reference(conn)
    if len(reference) > LONGEST_REFERENCE:
        raise CallerMistake(f"a reference has at most {LONGEST_REFERENCE} characters")
    if by_reference(conn, reference) is not None:
        raise CallerMistake("a contact with this reference is logged already")
    [added] = add_all(conn, [(replace(new, reference=reference), out_of_hours)], at=at, by=by)
    return added


def add_all(
    conn: Connection, new: Sequence[tuple[NewContact, bool]], *, at: datetime, by: str
) -> list[Contact]:
    """Keep contacts with their children, in few statements however many they are; each comes with
    whether the office was shut, and has a reference of its own that nobody has taken."""
    if not new:
        return []
    conn.execute(
        insert(contact), [_columns(one, shut) | {"logged_at": at, "logged_by": by} for one, shut in new]
    )
    ids = _ids_of(conn, [str(one.reference) for one, _ in new])
    added = [ids[storable_text(str(one.reference))] for one, _ in new]
    _insert_children(
        conn,
        [
            (contact_id, position, child)
            for contact_id, (one, _) in zip(added, new, strict=True)
            for position, child in enumerate(one.children)
        ],
    )
    return by_ids(conn, added)


def amend(conn: Connection, known: Contact, said: NewContact, *, out_of_hours: bool) -> None:
    """Put what a contact says right; its reference, its kind and who logged it stay."""
    statement = update(contact).where(contact.c.id == known.id)
    conn.execute(
        statement.values(
            received_at=said.received_at,
            out_of_hours=out_of_hours,
            concern=said.concern,
            label=children_label(said.children),
            search=contact_search(known.reference, said.caller, said.children, said.concern),
            revision=contact.c.revision + 1,
            **_caller_columns(said.caller),
        )
    )
    conn.execute(delete(contact_child).where(contact_child.c.contact_id == known.id))
    _insert_children(conn, [(known.id, position, child) for position, child in enumerate(said.children)])


def add_children(conn: Connection, known: Contact, children: Sequence[ContactChild]) -> None:
    """Add children, after those that are there, to a contact that is kept already."""
    first = len(known.children)
    _insert_children(conn, [(known.id, position, child) for position, child in enumerate(children, first)])
    everyone = (*known.children, *children)
    conn.execute(
        update(contact)
        .where(contact.c.id == known.id)
        .values(
            label=children_label(everyone),
            search=contact_search(known.reference, known.caller, everyone, known.concern),
            revision=contact.c.revision + 1,
        )
    )


def get(conn: Connection, contact_id: int) -> Contact:
    """One contact. Raises `NotFound`."""
    found = by_ids(conn, [contact_id])
    if not found:
        raise NotFound(f"contact:{contact_id} is not there: refresh and look again")
    return found[0]


def by_ids(conn: Connection, ids: Sequence[int]) -> list[Contact]:
    """The contacts of these ids that are there, in the order asked for."""
    children = children_of(conn, ids)
    rows = {row.id: row for row in conn.execute(_OF_IDS, {"ids": list(ids)}).all()}
    return [_contact(rows[item], tuple(children[item])) for item in ids if item in rows]


def by_reference(conn: Connection, reference: str) -> Contact | None:
    """The contact of this reference, or `None`."""
    contact_id = conn.execute(select(contact.c.id).where(contact.c.reference == reference)).scalar()
    return None if contact_id is None else get(conn, contact_id)


def by_references(conn: Connection, references: Sequence[str]) -> dict[str, Contact]:
    """The contacts of these references that are there, by reference as it is kept."""
    ids = _ids_of(conn, references)
    return {one.reference: one for one in by_ids(conn, list(ids.values()))}


def references(conn: Connection, ids: Sequence[int]) -> dict[str, str]:
    """The references of these contacts, by record key."""
    statement = select(contact.c.id, contact.c.reference).where(contact.c.id.in_(ids))
    return {f"contact:{contact_id}": str(reference) for contact_id, reference in conn.execute(statement)}


def awaited_references(conn: Connection, ids: Sequence[int]) -> dict[str, str]:
    """The references of those of these contacts that await a form, by record key."""
    statement = select(contact.c.id, contact.c.reference).where(contact.c.id.in_(ids), contact.c.awaiting)
    return {f"contact:{contact_id}": str(reference) for contact_id, reference in conn.execute(statement)}


def of_message(conn: Connection, message_id: int) -> Contact | None:
    """The email contact that was made of a message, or `None`."""
    contact_id = conn.execute(select(contact.c.id).where(contact.c.message_id == message_id)).scalar()
    return None if contact_id is None else get(conn, contact_id)


def close(conn: Connection, contact_id: int, at: datetime, by: str, reason: str) -> None:
    """Say that a contact needs no form."""
    _set_closure(conn, contact_id, closed_at=at, closed_by=by, closed_reason=reason)


def reopen(conn: Connection, contact_id: int) -> None:
    """Take back that a contact needs no form."""
    _set_closure(conn, contact_id, closed_at=None, closed_by=None, closed_reason=None)


def refresh(conn: Connection, ids: Iterable[int]) -> None:
    """Settle anew, after matches or closures changed, which of these contacts await a form.

    Each revision grows by one: who is closing a call must be told that a form has come in.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return
    answers = exists().where(
        match.c.contact_id == contact.c.id,
        match.c.status.in_(STOPS_CLOCK),
        match.c.referral_id == referral.c.id,
        referral.c.current,  # a replaced version answers through the one that replaced it
    )
    conn.execute(update(contact).where(contact.c.id.in_(wanted)).values(answered=answers))
    awaiting = contact.c.closed_at.is_(None) & contact.c.answered.is_(False)
    conn.execute(
        update(contact)
        .where(contact.c.id.in_(wanted))
        .values(awaiting=awaiting, revision=contact.c.revision + 1)
    )


def _ids_of(conn: Connection, references: Sequence[str]) -> dict[str, int]:
    rows = conn.execute(_OF_REFERENCES, {"references": list(references)}).all()
    return {row.reference: row.id for row in rows}


def _columns(new: NewContact, out_of_hours: bool) -> dict[str, Any]:
    return {
        "reference": new.reference,
        "kind": new.kind.value,
        "received_at": new.received_at,
        "out_of_hours": out_of_hours,
        "taken_by": new.taken_by,
        **_caller_columns(new.caller),
        "concern": new.concern,
        "message_id": new.message_id,
        "label": children_label(new.children),
        "search": contact_search(str(new.reference), new.caller, new.children, new.concern),
    }


def _caller_columns(caller: Caller) -> dict[str, str | None]:
    return {
        "caller_name": caller.name,
        "caller_agency": caller.agency,
        "caller_role": caller.role,
        "caller_phone": caller.phone,
        "caller_email": caller.email,
        "caller_address": folded([caller.email])[:LONGEST_ADDRESS] or None,
    }


def _set_closure(conn: Connection, contact_id: int, **closure: Any) -> None:
    conn.execute(update(contact).where(contact.c.id == contact_id).values(**closure))
    refresh(conn, [contact_id])


def _insert_children(conn: Connection, placed: Sequence[tuple[int, int, ContactChild]]) -> None:
    """Keep children, each with the id of its contact and its place there."""
    rows = [
        {
            "contact_id": contact_id,
            "position": position,
            "forename": child.forename,
            "surname": child.surname,
            "dob": child.dob,
            "address": child.address,
            "postcode": child.postcode,
            "school": child.school,
            "nhs_number": child.nhs_number,
        }
        for contact_id, position, child in placed
    ]
    if rows:
        conn.execute(insert(contact_child), rows)


def _free_reference(conn: Connection) -> str:
    number = (conn.execute(select(func.max(contact.c.id))).scalar() or 0) + 1
    while by_reference(conn, f"C-{number:06}") is not None:
        number += 1
    return f"C-{number:06}"


def children_of(conn: Connection, ids: Sequence[int]) -> dict[int, list[ContactChild]]:
    """The children of each contact of these ids, in their order."""
    found: dict[int, list[ContactChild]] = defaultdict(list)
    for contact_id, *child in conn.execute(_CHILDREN_OF, {"ids": list(ids)}).all():
        found[contact_id].append(ContactChild(*child))
    return found


def _contact(row: Row[Any], children: tuple[ContactChild, ...]) -> Contact:
    closure = None
    if row.closed_at is not None:
        closure = Closure(row.closed_at, row.closed_by, row.closed_reason)
    return Contact(
        id=row.id,
        reference=row.reference,
        kind=ContactKind(row.kind),
        received_at=row.received_at,
        out_of_hours=row.out_of_hours,
        taken_by=row.taken_by,
        caller=Caller(
            row.caller_name, row.caller_agency, row.caller_role, row.caller_phone, row.caller_email
        ),
        children=children,
        concern=row.concern,
        message_id=row.message_id,
        closure=closure,
        claimed_by=row.claimed_by,
        revision=row.revision,
    )

"""Matches between referrals and contacts: what the matching proposes, and what people settled.

The matching may change its own proposals when it learns of more contacts. What a person settled
it never touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from ingest.domain.model import Contact, Evidence, Match, MatchStatus, Proposal, Referral, Verdict
from ingest.errors import NotFound
from ingest.store import audit, candidates, contacts, referrals
from ingest.store.matcher import Matcher, storable_keys
from ingest.store.schema import contact, match, referral

MATCHING = "matching"
CARRIED_OVER = "said of an earlier version of this form"
_OF = select(match).where(match.c.referral_id == bindparam("this"))
_CURRENT = match.c.referral_id.in_(select(referral.c.id).where(referral.c.current))


def match_referral(conn: Connection, received: Referral, matcher: Matcher, at: datetime) -> None:
    """Compare a referral with every contact that shares a key, and keep what is proposed."""
    keys = referrals.keys_of(conn, received.id)
    found = candidates.likeliest(conn, keys, received.received_at, but_for=received.id)
    keep_proposals(conn, received.id, matcher.propose(received.form, received.received_at, found), at)


def match_contact(
    conn: Connection, changed: Contact, keys: frozenset[str], matcher: Matcher, at: datetime
) -> None:
    """A contact is new, or says something else now: the referrals that it could be about, and those
    that were held to be about it, are compared once more with all."""
    since, until = changed.received_at - candidates.WROTE_FIRST, changed.received_at + candidates.WROTE_LATE
    held = _proposed_for(conn, changed.id)
    for received in referrals.sharing(conn, keys, since, until):
        if received.id in held or matcher.propose(received.form, received.received_at, [(changed, ())]):
            held.discard(received.id)
            match_referral(conn, received, matcher, at)
    for referral_id in sorted(held):
        match_referral(conn, referrals.get(conn, referral_id), matcher, at)


def match_new_contacts(
    conn: Connection, added: Sequence[tuple[Contact, frozenset[str]]], matcher: Matcher, at: datetime
) -> None:
    """Compare contacts, each with its keys, with the referrals that they could be about; those whose
    keys no referral has, as most of a long list's, are found out together."""
    kept = [storable_keys(keys) for _, keys in added]
    in_use = referrals.keys_in_use(conn, {key for keys in kept for key in keys})
    for (one, keys), looked_for in zip(added, kept, strict=True):
        if not in_use.isdisjoint(looked_for):
            match_contact(conn, one, keys, matcher, at)


def _proposed_for(conn: Connection, contact_id: int) -> set[str]:
    """The current referrals whose match with a contact nobody has settled."""
    statement = select(match.c.referral_id).where(
        match.c.contact_id == contact_id, match.c.settled_by.is_(None), _CURRENT
    )
    return set(conn.execute(statement).scalars())


def keep_proposals(conn: Connection, referral_id: str, proposals: Sequence[Proposal], at: datetime) -> None:
    """Replace what was proposed for a referral; leave what a person settled."""
    proposed = {proposal.contact_id: proposal for proposal in proposals}
    rows = {row.contact_id: row for row in conn.execute(_OF, {"this": referral_id})}
    changed = [
        contact_id
        for contact_id, row in rows.items()
        if row.settled_by is None and contact_id not in proposed
    ]
    for contact_id in changed:
        conn.execute(delete(match).where(match.c.id == rows[contact_id].id))
        _audit(conn, at, "match.withdrawn", referral_id, contact_id, rows[contact_id].probability)
    for contact_id, proposal in proposed.items():
        if _keep(conn, referral_id, proposal, rows.get(contact_id), at):
            changed.append(contact_id)
    if changed:
        refresh(conn, referral_id, changed, at)


def refresh(conn: Connection, referral_id: str, contact_ids: Iterable[int], at: datetime) -> None:
    """Settle anew what the records on both sides of changed matches are waiting for."""
    contacts.refresh(conn, contact_ids)
    referrals.refresh(conn, referral_id, at)


def get(conn: Connection, match_id: int) -> Match:
    """One match. Raises `NotFound`."""
    found = conn.execute(_select().where(match.c.id == match_id)).first()
    if found is None:
        raise NotFound("This match is no longer there: refresh and look again.")
    return _match(found)


def of_referral(conn: Connection, referral_id: str) -> tuple[Match, ...]:
    """The matches of a referral, the best first."""
    statement = _select().where(match.c.referral_id == referral_id)
    return _ordered(conn.execute(statement).all())


def of_contact(conn: Connection, contact_id: int) -> tuple[Match, ...]:
    """The matches of a contact, the best first; of a form's versions the last one's only."""
    statement = _select().where(match.c.contact_id == contact_id, _CURRENT)
    return _ordered(conn.execute(statement).all())


def of_referrals(conn: Connection, ids: Sequence[str]) -> dict[str, tuple[Match, ...]]:
    """The matches of each of these referrals, the best first."""
    rows = conn.execute(_select().where(match.c.referral_id.in_(ids))).all()
    grouped: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.referral_id].append(row)
    return {item: _ordered(grouped[item]) for item in ids}


def of_contacts(conn: Connection, ids: Sequence[int]) -> dict[int, tuple[Match, ...]]:
    """The matches of each of these contacts, as `of_contact` has them."""
    rows = conn.execute(_select().where(match.c.contact_id.in_(ids), _CURRENT)).all()
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.contact_id].append(row)
    return {item: _ordered(grouped[item]) for item in ids}


def between(conn: Connection, referral_id: str, contact_id: int) -> Match | None:
    """The match of these two, or `None`."""
    statement = _select().where(match.c.referral_id == referral_id, match.c.contact_id == contact_id)
    found = conn.execute(statement).first()
    return None if found is None else _match(found)


def proposed_status(conn: Connection, match_id: int) -> MatchStatus | None:
    """What the matching said of a match, or `None` where an officer made it by hand."""
    said = conn.execute(select(match.c.proposed_status).where(match.c.id == match_id)).scalar()
    return None if said is None else MatchStatus(said)


def add_by_hand(
    conn: Connection, referral_id: str, proposal: Proposal, by: str, reason: str, at: datetime
) -> None:
    """Keep a match that an officer made and that was not proposed."""
    values = _values(proposal) | {"status": MatchStatus.CONFIRMED.value}
    conn.execute(
        insert(match).values(
            referral_id=referral_id, made_at=at, settled_by=by, settled_at=at, reason=reason, **values
        )
    )


def carry_over(conn: Connection, earlier_id: str, later_id: str, by: str, at: datetime) -> None:
    """Say of a later version what was said of the earlier one: its links, and what people settled.

    What a person settled of the later version itself stands.
    """
    known = {one.contact_id: one for one in of_referral(conn, later_id)}
    said = of_referral(conn, earlier_id)
    for one in said:
        mine = known.get(one.contact_id)
        if not (one.settled_by or one.status.stops_clock) or (mine and mine.settled_by):
            continue
        status = one.status if one.settled_by else MatchStatus.CONFIRMED
        if mine is not None:
            settle(conn, mine.id, status, by, CARRIED_OVER, at)
        else:
            _insert_settled(conn, later_id, one, status, by, at)
    refresh(conn, later_id, {one.contact_id for one in (*said, *known.values())}, at)


def hand_back(conn: Connection, earlier_id: str, later_id: str, at: datetime) -> None:
    """Take back what `carry_over` said, where no person has said otherwise since."""
    both = (*of_referral(conn, earlier_id), *of_referral(conn, later_id))
    for one in both:
        if one.referral_id == later_id and one.reason == CARRIED_OVER:
            proposed = proposed_status(conn, one.id)
            if proposed is None:
                remove(conn, one.id)
            else:
                settle(conn, one.id, proposed, None, None, None)
    for referral_id in (later_id, earlier_id):
        refresh(conn, referral_id, {one.contact_id for one in both}, at)


def settle(
    conn: Connection,
    match_id: int,
    status: MatchStatus,
    by: str | None,
    reason: str | None,
    at: datetime | None,
) -> None:
    """Set what a match is and who said so; `by` none hands it back to the matching."""
    statement = update(match).where(match.c.id == match_id)
    conn.execute(
        statement.values(
            status=status.value, settled_by=by, settled_at=at, reason=reason, revision=match.c.revision + 1
        )
    )


def lower(conn: Connection, match_id: int) -> None:
    """Keep that an automatic link was no more than a suggestion to an officer: what is handed back to the
    matching later is that, and stops no clock."""
    lowered = {"proposed_status": MatchStatus.SUGGESTED.value}
    conn.execute(update(match).where(match.c.id == match_id).values(lowered))


def remove(conn: Connection, match_id: int) -> None:
    """Take away a match that was made by hand and undone."""
    conn.execute(delete(match).where(match.c.id == match_id))


def remove_all(conn: Connection, referral_id: str) -> None:
    """Take away every match of a referral that was withdrawn."""
    conn.execute(delete(match).where(match.c.referral_id == referral_id))


def _insert_settled(
    conn: Connection, referral_id: str, one: Match, status: MatchStatus, by: str, at: datetime
) -> None:
    proposal = Proposal(one.contact_id, status, one.probability, one.prior, one.children, one.evidence)
    settled = {"settled_by": by, "settled_at": at, "made_at": at, "reason": CARRIED_OVER}
    conn.execute(insert(match).values(referral_id=referral_id, **settled, **_values(proposal)))


def _keep(conn: Connection, referral_id: str, proposal: Proposal, row: Row[Any] | None, at: datetime) -> bool:
    values = _values(proposal)
    if row is None:
        values["proposed_status"] = proposal.status.value
        conn.execute(insert(match).values(referral_id=referral_id, made_at=at, **values))
    elif row.settled_by is not None or _same(row, proposal):
        return False
    else:
        values |= {"proposed_status": proposal.status.value, "revision": match.c.revision + 1}
        conn.execute(update(match).where(match.c.id == row.id).values(**values))
    action = f"match.{proposal.status.value}"
    _audit(conn, at, action, referral_id, proposal.contact_id, proposal.probability)
    return True


def _values(proposal: Proposal) -> dict[str, Any]:
    return {
        "contact_id": proposal.contact_id,
        "status": proposal.status.value,
        "probability": proposal.probability,
        "prior": proposal.prior,
        "children": [list(pair) for pair in proposal.children],
        "evidence": [asdict(item) for item in proposal.evidence],
    }


def _same(row: Row[Any], proposal: Proposal) -> bool:
    kept = (row.status, row.probability, row.children)
    return kept == (proposal.status.value, proposal.probability, [list(pair) for pair in proposal.children])


def _audit(
    conn: Connection, at: datetime, action: str, referral_id: str, contact_id: int, probability: float
) -> None:
    for key, other in (
        (f"referral:{referral_id}", f"contact:{contact_id}"),
        (f"contact:{contact_id}", f"referral:{referral_id}"),
    ):
        audit.append(conn, at, MATCHING, action, key, {"with": other, "probability": round(probability, 4)})


def _select() -> Select[Any]:
    return select(match, contact.c.reference).join(contact, contact.c.id == match.c.contact_id)


def _ordered(rows: Sequence[Row[Any]]) -> tuple[Match, ...]:
    found = [_match(row) for row in rows]
    last = MatchStatus.REJECTED
    return tuple(sorted(found, key=lambda item: (item.status is last, -item.probability, item.id)))


def _match(row: Row[Any]) -> Match:
    return Match(
        id=row.id,
        referral_id=row.referral_id,
        contact_id=row.contact_id,
        contact_reference=row.reference,
        status=MatchStatus(row.status),
        probability=row.probability,
        prior=row.prior,
        children=tuple((int(form), int(call)) for form, call in row.children),
        evidence=tuple(
            Evidence(item["field"], Verdict(item["verdict"]), item["weight"], item["detail"])
            for item in row.evidence
        ),
        settled_by=row.settled_by,
        settled_at=row.settled_at,
        reason=row.reason,
        revision=row.revision,
    )

"""A call and its form, to be varied by the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ingest.domain.matching import Candidate, propose
from ingest.domain.model import Caller, Contact, ContactChild, ContactKind, Evidence, MatchStatus, Proposal
from parsers.form import Child, ContactForm, Person, Referrer
from tests.matching_world.measure import shipped_model

MODEL = shipped_model()
CALLED = datetime(2025, 10, 2, 11, 12, tzinfo=UTC)
RECEIVED = CALLED + timedelta(hours=7)
CHILD = Child(
    forename="Alfie",
    surname="Wetherall",
    dob="2011-09-30",
    address="146 Alder Road, Buckland, Portsmouth",
    postcode="PO6 1NU",
    school="Ferry Lane Academy",
)
NOTED = ContactChild(
    "Alfie", "Wetherall", date(2011, 9, 30), "146 Alder Road", "PO6 1NU", "Ferry Lane Academy"
)
CALLER = Caller("Gareth Pengelly", "Ferry Lane Academy", None, "02392000522", "g.pengelly@ferrylane.example")
OTHER_CALLER = Caller("Wayne Denholm", "Spinnaker Homes", None, "07700900650", "w.denholm@spinnaker.example")


def form(*children: Child, **changes: Any) -> ContactForm:
    """The form about `children` (else the usual child)."""
    referrer = Referrer(
        name="Gareth Pengelly",
        agency="Ferry Lane Academy",
        phone="+442392000522",
        email="g.pengelly@ferrylane.example",
    )
    made = ContactForm(
        referrer=referrer, children=list(children or (CHILD,)), people=[Person(name="Becky Tregear")]
    )
    return replace(made, **changes)


def call(*children: ContactChild, number: int = 1, at: datetime = CALLED, caller: Caller = CALLER) -> Contact:
    """A call about `children` (else the usual child)."""
    return Contact(
        id=number,
        reference=f"C-{number}",
        kind=ContactKind.PHONE,
        received_at=at,
        out_of_hours=False,
        taken_by="Sam Prior",
        caller=caller,
        children=children or (NOTED,),
        concern=None,
    )


def proposals(
    written: ContactForm, *calls: Contact, received_at: datetime = RECEIVED
) -> tuple[Proposal, ...]:
    """What is proposed for a form with these calls as candidates."""
    return propose(written, received_at, [Candidate(one) for one in calls], MODEL)


def linked(found: Sequence[Proposal]) -> set[int]:
    """The contacts that were linked without a person."""
    return {item.contact_id for item in found if item.status is MatchStatus.AUTO}


def offered(found: Sequence[Proposal]) -> set[int]:
    """The contacts that were linked or suggested."""
    return {item.contact_id for item in found}


def evidence(proposal: Proposal, field: str) -> Evidence:
    """A proposal's evidence about one field."""
    return next(item for item in proposal.evidence if item.field == field)

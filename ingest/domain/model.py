"""The duty desk's own things, as frozen values. Every time is aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parsers.form import ContactForm


class ContactKind(StrEnum):
    """How a contact reached the hub."""

    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class ContactChild:
    """A child as an officer noted it on a call; anything may be missing."""

    forename: str | None = None
    surname: str | None = None
    dob: date | None = None
    address: str | None = None
    postcode: str | None = None
    school: str | None = None
    nhs_number: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who rang, as noted."""

    name: str | None = None
    agency: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact about to be logged. `reference` is given by the store where it is `None`."""

    received_at: datetime
    kind: ContactKind = ContactKind.PHONE
    reference: str | None = None
    taken_by: str | None = None
    caller: Caller = Caller()
    children: tuple[ContactChild, ...] = ()
    concern: str | None = None
    message_id: int | None = None

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise ValueError("a contact needs an aware time")


@dataclass(frozen=True, slots=True)
class Closure:
    """A contact that needs no form: who said so, when and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A logged phone or email contact. `revision` grows with every change to it."""

    id: int
    reference: str
    kind: ContactKind
    received_at: datetime
    out_of_hours: bool
    taken_by: str | None
    caller: Caller
    children: tuple[ContactChild, ...]
    concern: str | None
    message_id: int | None = None
    closure: Closure | None = None
    claimed_by: str | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Referral:
    """One contact form as received and read.

    `id` is public and stable; `received_at` is when the mailbox took the email.
    """

    id: str
    message_id: int
    part: str
    version: int
    received_at: datetime
    form: ContactForm
    revision: int = 1


class MatchStatus(StrEnum):
    """`auto` and `confirmed` stop the call's clock; `suggested` does not."""

    AUTO = "auto"
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"

    @property
    def stops_clock(self) -> bool:
        return self in {MatchStatus.AUTO, MatchStatus.CONFIRMED}


class Verdict(StrEnum):
    """What one field says about two records being of the same event."""

    AGREES = "agrees"
    CLOSE = "close"
    CONFLICTS = "conflicts"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One field's part in a match: its verdict, and its weight in bits (log2 of the odds).

    `detail` says in words what was compared and how ("day and month swapped"), with no
    personal data in it.
    """

    field: str
    verdict: Verdict
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What matching proposes for one form and one contact.

    `children` pairs indices: (child on the form, child on the contact). `prior` is in bits,
    so that prior + the evidence's weights = log2 odds of `probability`.
    """

    contact_id: int
    status: MatchStatus
    probability: float
    prior: float
    children: tuple[tuple[int, int], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal as kept, with who settled it."""

    id: int
    referral_id: str
    contact_id: int
    contact_reference: str
    status: MatchStatus
    probability: float
    prior: float
    children: tuple[tuple[int, int], ...]
    evidence: tuple[Evidence, ...]
    settled_by: str | None = None
    settled_at: datetime | None = None
    reason: str | None = None
    revision: int = 1


class LedgerState(StrEnum):
    """stored -> reading -> referral | no_form | needs_attention; see the ledger's docstring."""

    STORED = "stored"
    READING = "reading"
    REFERRAL = "referral"
    NO_FORM = "no_form"
    NEEDS_ATTENTION = "needs_attention"
    PURGED = "purged"  # only its number and its hash are left, so that it is never taken in again

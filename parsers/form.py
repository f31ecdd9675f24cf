"""The record that is read out of a contact form, and what stands around it.

`ContactForm` follows the contract's JSON schema field by field. A field that the form does
not carry, or that was left blank, is `None` (a list: empty): never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, cast

Tri = Literal["yes", "no", "not_known"]
Gender = Literal["female", "male", "other", "not_known"]
Method = Literal["acroform", "xfa", "pdf_text", "pdf_ocr", "image_ocr", "word", "html", "text", "rtf", "odt"]


@dataclass(slots=True)
class Child:
    """One child as the form names it. Dates are ISO 8601 (`YYYY-MM-DD`), `age` is in years."""

    forename: str | None = None
    surname: str | None = None
    aliases: list[str] = field(default_factory=list)
    dob: str | None = None
    edd: str | None = None
    unborn: Tri | None = None
    age: int | None = None
    gender: Gender | None = None
    ethnicity: str | None = None
    religion: str | None = None
    first_language: str | None = None
    interpreter_required: Tri | None = None
    disability: Tri | None = None
    disability_detail: str | None = None
    nhs_number: str | None = None
    upn: str | None = None
    address: str | None = None
    postcode: str | None = None
    current_location: str | None = None
    school: str | None = None
    gp: str | None = None
    looked_after: Tri | None = None
    legal_status: str | None = None


@dataclass(slots=True)
class Person:
    """A parent, carer, member of the household or significant other."""

    name: str | None = None
    dob: str | None = None
    gender: Gender | None = None
    relationship: str | None = None
    parental_responsibility: Tri | None = None
    in_household: Tri | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None


@dataclass(slots=True)
class Professional:
    """A practitioner involved with the family, other than the referrer."""

    name: str | None = None
    role: str | None = None
    agency: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(slots=True)
class Referrer:
    """The practitioner who rings and writes."""

    name: str | None = None
    role: str | None = None
    agency: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    email: str | None = None
    relationship: str | None = None
    anonymous: Tri | None = None


@dataclass(slots=True)
class Concern:
    """What the referrer is worried about, in the referrer's words."""

    types: list[str] = field(default_factory=list)
    reason: str | None = None
    impact: str | None = None
    history: str | None = None
    strengths: str | None = None
    actions_taken: str | None = None
    desired_outcome: str | None = None
    child_views: str | None = None
    immediate_danger: Tri | None = None
    missing_episodes: str | None = None
    risk_location: str | None = None
    other_authority: str | None = None
    police_reference: str | None = None


@dataclass(slots=True)
class InformationSharing:
    """Informing parents, consent and a manager's approval: three different things."""

    parents_informed: Tri | None = None
    parents_not_informed_reason: str | None = None
    consent_obtained: Tri | None = None
    consent_given_by: str | None = None
    consent_refused_reason: str | None = None
    manager_approval: str | None = None
    child_informed: Tri | None = None


@dataclass(slots=True)
class Signature:
    """Who signed the form, and the date beside the signature."""

    name: str | None = None
    signed_on: str | None = None


@dataclass(slots=True)
class ContactForm:
    """One contact form. `telephone_contact_at` is ISO 8601 with an offset."""

    completed_on: str | None = None
    telephone_contact_at: str | None = None
    contact_taken_by: str | None = None
    request_type: str | None = None
    threshold_level: str | None = None
    referrer: Referrer = field(default_factory=Referrer)
    children: list[Child] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    professionals: list[Professional] = field(default_factory=list)
    concern: Concern = field(default_factory=Concern)
    information_sharing: InformationSharing = field(default_factory=InformationSharing)
    signature: Signature = field(default_factory=Signature)

    def to_dict(self) -> dict[str, Any]:
        """The record as the contract's JSON: every key present."""
        return cast("dict[str, Any]", _plain(self))

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> ContactForm:
        """The form of a record; keys that this version does not know are left out."""
        form = cls(**_known(cls, record, but=_PARTS.keys() | _ROWS.keys()))
        for name, part in _PARTS.items():
            setattr(form, name, part(**_known(part, record.get(name) or {})))
        for name, row in _ROWS.items():
            setattr(form, name, [row(**_known(row, item)) for item in record.get(name) or []])
        return form

    def is_empty(self) -> bool:
        """Whether nothing at all was read."""
        return self == ContactForm()


_PARTS: dict[str, type[Any]] = {
    "referrer": Referrer,
    "concern": Concern,
    "information_sharing": InformationSharing,
    "signature": Signature,
}
_ROWS: dict[str, type[Any]] = {"children": Child, "people": Person, "professionals": Professional}
_WHOLE: list[type[Any]] = [ContactForm, *_PARTS.values(), *_ROWS.values()]
_NAMES = {part: tuple(item.name for item in fields(part)) for part in _WHOLE}


def _plain(value: Any) -> Any:
    """What `dataclasses.asdict` gives for a form, in a quarter of its time: it copies nothing that cannot change."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    names = _NAMES.get(type(value))
    return value if names is None else {name: _plain(getattr(value, name)) for name in names}


def _known(
    part: type[Any], record: Mapping[str, Any], but: set[str] | frozenset[str] = frozenset()
) -> dict[str, Any]:
    names = _NAMES[part]
    return {name: value for name, value in record.items() if name in names and name not in but}


@dataclass(frozen=True, slots=True)
class Found:
    """Where a value stood: the words as written, the page from 1, and how sure it is (0 to 1)."""

    text: str
    page: int | None = None
    confidence: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """As the contract's JSON has it."""
        return {"text": self.text, "page": self.page, "confidence": self.confidence}


@dataclass(slots=True)
class ReadForm:
    """One form read out of one part of a message.

    `sources` is keyed by JSON pointer into the record (`/children/0/dob`); `unknown_labels`
    are labels that stood beside a value and fit no row of the label tables: never values.
    """

    part: str
    method: str
    form: ContactForm
    sources: dict[str, Found] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unknown_labels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a message: what it is, and all the text that was read from it."""

    part: str
    filename: str | None
    media_type: str
    bytes: int
    sha256: str
    text: str = ""


class Outcome(StrEnum):
    """What became of a message."""

    REFERRAL = "referral"
    NO_FORM = "no_form"
    NEEDS_ATTENTION = "needs_attention"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the outermost headers say. Advice, never identity: a sender can write anything.

    `sent_at` is the Date header and `received_at` the newest Received header, both aware or
    `None`. `body` is the covering text. `warnings` are for the officer, such as two From
    headers or a failed DMARC check.
    """

    message_id: str | None = None
    subject: str | None = None
    from_name: str | None = None
    from_address: str | None = None
    sent_at: datetime | None = None
    received_at: datetime | None = None
    body: str = ""
    automatic: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """What one message, or one bare document, turned out to hold.

    `concern` is the prefill of an email contact where a person raises a concern without the
    form: a `ContactForm` with what the covering text says, or `None`.
    """

    outcome: Outcome
    reason: str | None = None
    forms: list[ReadForm] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    envelope: Envelope = field(default_factory=Envelope)
    concern: ContactForm | None = None

    def to_contract(self, file: str, *, with_parts: bool = False) -> dict[str, Any]:
        """One line of `mash read --json`."""
        line: dict[str, Any] = {
            "file": file,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "forms": [
                {
                    "part": item.part,
                    "method": item.method,
                    "form": item.form.to_dict(),
                    "sources": {pointer: found.to_dict() for pointer, found in item.sources.items()},
                    "warnings": item.warnings,
                }
                for item in self.forms
            ],
        }
        if with_parts:
            line["parts"] = [asdict(part) for part in self.parts]
        return line


def tri(value: str | None) -> Tri | None:
    """`value` as a tri-state; anything that is not one is refused."""
    if value not in {"yes", "no", "not_known", None}:
        raise ValueError("a tri-state is yes, no, not_known or blank")
    return cast("Tri | None", value)

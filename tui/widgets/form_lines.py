"""A contact form as lines: fields in groups, each with the words it was read from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import Final

from ingest.views import ReferralView
from parsers.form import Child, ContactForm, Found, Person, Professional
from tui.in_words import days_quoted, in_words
from tui.text import clean
from tui.times import moment, time_left
from tui.widgets.record_lines import FieldItem, Page, write_rating, write_running

UNSURE = 0.9
GROUPS = (
    ("children", "Child"),
    ("referrer", "Referrer"),
    ("concern", "Concern"),
    ("information_sharing", "Information sharing"),
    ("people", "Person"),
    ("professionals", "Professional"),
    ("signature", "Signature"),
)
# Shown even when blank: a duty officer must see that they are missing.
EXPECTED = frozenset(
    {
        "children/forename", "children/surname", "children/dob", "children/address",
        "children/postcode", "referrer/name", "referrer/agency", "referrer/phone",
        "referrer/email", "concern/reason", "information_sharing/parents_informed",
        "/threshold_level",
    }
)  # fmt: skip
LABELS = {
    "dob": "Date of birth",
    "edd": "Expected delivery",
    "nhs_number": "NHS number",
    "upn": "UPN",
    "gp": "GP",
    "completed_on": "Form completed",
    "telephone_contact_at": "Telephone contact",
    "parents_not_informed_reason": "Why not informed",
    "parental_responsibility": "Parental resp.",
    "interpreter_required": "Interpreter",
    "consent_refused_reason": "Why no consent",
}
BLANK_ROWS: dict[str, type[Child] | type[Person] | type[Professional]] = {
    "children": Child,
    "people": Person,
    "professionals": Professional,
}
# A "no" without its reason is what an officer asks the referrer for.
PARENTS_INFORMED = "/information_sharing/parents_informed"
WHY_NOT = "/information_sharing/parents_not_informed_reason"
_NUMBERED: Final = re.compile(r"\d+(?:\.\d+)*")
TRI = {"yes": "yes", "no": "NO", "not_known": "not known"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its JSON pointer, its label, and its value in words."""

    pointer: str
    label: str
    value: str | None
    expected: bool = False


def label_of(name: str) -> str:
    """A field's name as an officer reads it."""
    return LABELS.get(name, name.replace("_", " ").capitalize())


def grouped_fields(form: ContactForm, *, blanks: bool = False) -> Iterator[tuple[str, list[Field]]]:
    """The form's groups in reading order, each with all its fields, blank ones too.

    Where the form names no child there is a blank one, to be filled in; with `blanks` there is
    one more of each that can be added.
    """
    record = form.to_dict()
    for name, title in GROUPS:
        part = record.get(name)
        if isinstance(part, list):
            rows = (
                [*part, asdict(BLANK_ROWS[name]())] if blanks or (name == "children" and not part) else part
            )
            many = len(rows) > 1
            for number, row in enumerate(rows):
                heading = f"{title} {number + 1}" if many else title
                yield heading, list(_fields(row, f"/{name}/{number}", name))
        elif isinstance(part, dict):
            yield title, list(_fields(part, f"/{name}", name))
    flat = {key: value for key, value in record.items() if not isinstance(value, dict | list)}
    yield "The form", list(_fields(flat, "", ""))


def _fields(row: dict[str, object], under: str, group: str) -> Iterator[Field]:
    for name, value in row.items():
        if isinstance(value, list):
            for number, item in enumerate(value or [None]):
                yield Field(f"{under}/{name}/{number}", label_of(name), _in_words(item))
        else:
            yield Field(f"{under}/{name}", label_of(name), _in_words(value), f"{group}/{name}" in EXPECTED)


def _in_words(value: object) -> str | None:
    if value is None:
        return None
    return TRI.get(str(value), str(value))


def write_referral(page: Page, referral: ReferralView, *, blanks: bool) -> None:
    """A referral: its clocks and ticks, warnings, then the form."""
    page.heading("Contact form")
    page.entry("Received", moment(referral.received_at, page.now), personal=False)
    # A part of an email has a file's name, or the number of its place among the parts.
    part = f"part {referral.part} of the email" if _NUMBERED.fullmatch(referral.part) else referral.part
    page.entry("Read from", f"{part} ({referral.method}), version {referral.version}")
    _ticks(page, referral)
    for warning in referral.warnings:
        page.write(f"▲ {warning}", "soon")
    for title, fields in grouped_fields(referral.form, blanks=blanks):
        untold = any(field.pointer == PARENTS_INFORMED and field.value == TRI["no"] for field in fields)
        shown = [
            field
            for field in fields
            if blanks or field.expected or field.value is not None or (untold and field.pointer == WHY_NOT)
        ]
        if shown:
            page.heading(title)
        for field in shown:
            _field(page, field, referral)


def _ticks(page: Page, referral: ReferralView) -> None:
    left = time_left(referral.received_at, referral.decision_due_at, page.now)
    due = f"due {moment(referral.decision_due_at, page.now)}, {left.words}"
    write_rating(page, referral.rag, referral.rag_due_at)
    write_running(page, referral.clocks)
    for label, at, words in (
        ("Acknowledged", referral.acknowledged_at, ""),
        ("Decided", referral.decided_at, f": {referral.outcome}" if referral.outcome else ""),
    ):
        if at is None:
            page.entry(label, f"☐ not yet, {due}", left.urgency.value, personal=False)
        else:
            page.entry(label, f"☑ {moment(at, page.now)}{words}", "good", personal=False)


def _field(page: Page, field: Field, referral: ReferralView) -> None:
    found = referral.sources.get(field.pointer)
    corrected = referral.corrections.get(field.pointer)
    shown = in_words(field.pointer.rpartition("/")[2], field.value, page.now)
    item = FieldItem(field.pointer, field.label, shown, found.text if found else None)
    role = ""
    if found is not None and found.confidence < UNSURE and corrected is None:
        role = "soon"
    page.entry(
        field.label,
        shown,
        role,
        beside=_beside(found, {field.value, shown}, corrected=corrected, private=page.private),
        item=item,
    )


def _beside(
    found: Found | None, said: Collection[str | None], *, corrected: str | None, private: bool
) -> str:
    """Where a value stood, and the words there; `said` are the ways in which it is told here."""
    mark = "✎ corrected" if corrected is not None else ""
    if corrected and not private:
        mark = f"✎ {clean(' '.join(days_quoted(corrected).split())[:120])}"
    if found is None:
        return mark
    words = "•••" if private else clean(" ".join(found.text.split())[:120])
    page = f"p. {found.page}, " if found.page is not None else ""
    unsure = " ▲ unsure" if found.confidence < UNSURE else ""
    written = "as written," if words in said else f"“{words}”"
    return f"{mark}  {written} {page}{found.confidence:.0%}{unsure}".strip()

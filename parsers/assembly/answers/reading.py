"""A draft -> the form: answers read as dates, numbers, names and ticks, with where each stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from parsers.assembly.answers.borrowed import settle_addresses, settle_surnames
from parsers.assembly.answers.children import read_child
from parsers.assembly.answers.doubt import without_labels
from parsers.assembly.answers.entry import Entry
from parsers.assembly.answers.grown_ups import tell_grown_ups
from parsers.assembly.answers.information_sharing import read_information_sharing
from parsers.assembly.answers.people import read_person, read_professional
from parsers.assembly.answers.same_person import merge_same_children, merge_same_people
from parsers.assembly.answers.several_in_one import (
    base_is_agency,
    join_names,
    name_is_agency,
    split_address_contact,
    split_agency_address,
    split_contact,
    split_name_and_number,
    split_rank,
    split_role_agency,
)
from parsers.assembly.answers.spelt_twice import leave_out_misspelt
from parsers.assembly.answers.who_and_when import name_and_day, tell_who_from_when
from parsers.assembly.draft import IDENTITY, Draft, Row, put
from parsers.assembly.kinds import COMMON
from parsers.assembly.pieces import Answer, joined
from parsers.assembly.ticks import one_choice, tells_a_story, ticked_labels
from parsers.chosen_look import is_option
from parsers.form import Child, ContactForm, Found, Person, Professional
from parsers.labels import Hub, LabelTables
from parsers.options import options
from parsers.values import read_date, read_datetime

_UNASKED: Final = 0.7
_FEWEST_WORDS_TOLD: Final = 5


@dataclass(slots=True)
class AssembledForm:
    """One form out of a document, with its sources, warnings and the labels nobody knows."""

    form: ContactForm
    sources: dict[str, Found] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unknown_labels: list[str] = field(default_factory=list)


def read_draft(draft: Draft, labels: LabelTables, hub: Hub) -> AssembledForm:
    """The form that a draft says."""
    for row in draft.rows["children"]:
        row.tell_other_names()
    without_labels(draft, labels)
    tell_grown_ups(draft)
    settle_surnames(draft)
    settle_addresses(draft, labels)
    result = AssembledForm(ContactForm(), warnings=list(draft.warnings), unknown_labels=draft.unknown)
    top = Entry(result.form, "", result, draft.single)
    _read_call(top, draft.single)
    _read_referrer(_part(result, draft, "referrer"), hub)
    _tell_reason(draft)
    _read_concern(_part(result, draft, "concern"))
    _read_types(result, draft, labels)
    read_information_sharing(_part(result, draft, "information_sharing"))
    _read_signature(_part(result, draft, "signature"))
    _read_children(result, draft)
    _read_people(result, draft)
    _read_professionals(result, draft)
    _no_child_is_asked_for(result)
    _tell_unasked(result, draft)
    _doubt_dates(result)
    leave_out_misspelt(result.form, result.sources, result.warnings)
    return result


def _part(result: AssembledForm, draft: Draft, section: str) -> Entry:
    answers = {
        path.partition(".")[2]: answer
        for path, answer in draft.single.items()
        if path.startswith(f"{section}.")
    }
    return Entry(getattr(result.form, section), f"/{section}", result, answers)


# --- the parts of the form ---------------------------------------------------------------


def _read_call(entry: Entry, single: dict[str, Answer]) -> None:
    entry.answers = {
        path.partition(".")[2]: answer for path, answer in single.items() if path.startswith("call.")
    }
    entry.date("completed_on")
    tell_who_from_when(entry)
    entry.text("contact_taken_by")
    for name in ("request_type", "threshold_level"):
        answer = entry.answer(name)
        if answer is not None and "@" not in answer.text:  # "Contact: mash@..." tells where to send the form
            entry.keep(name, one_choice(answer.text), answer)
    at = entry.answer("telephone_contact_at")
    if at is None or read_datetime(at.text).value is None:
        at = _day_and_time(entry, at)
    if at is not None:
        entry.value("telephone_contact_at", read_datetime(at.text), at)


def _no_child_is_asked_for(result: AssembledForm) -> None:
    """ "Referral for: Ida Bell": whom a referral is for is no kind of request."""
    asked = result.form.request_type
    names = [name for child in result.form.children for name in (child.forename, child.surname) if name]
    if asked is None:
        return
    # To look for a name takes less than to make the pattern that it stands as a word of its own.
    there = [name for name in names if name.casefold() in asked.casefold()]
    if any(re.search(rf"\b{re.escape(name)}\b", asked, re.IGNORECASE) for name in there):
        result.form.request_type = None
        result.sources.pop("/request_type", None)


def _day_and_time(entry: Entry, at: Answer | None) -> Answer | None:
    """ "Date of call" and "Time of call", where the form asks them apart."""
    day, clock = entry.answer("call_date") or at, entry.answer("call_time")
    if day is not None and clock is not None and read_date(day.text).value:
        return replace(day, text=f"{day.text} at {clock.text}")
    if at is None and day is not None and read_datetime(day.text).value is not None:
        return day  # "Date of verbal referral", and the time behind it
    return at


def _read_referrer(entry: Entry, hub: Hub) -> None:
    split_agency_address(entry)
    split_role_agency(entry)
    split_address_contact(entry)
    split_contact(entry)
    join_names(entry, "name")
    name_is_agency(entry)
    split_name_and_number(entry)
    split_rank(entry)
    base_is_agency(entry)
    entry.text("name", "role", "agency", "relationship")
    entry.tri("anonymous")
    entry.address()
    entry.phone(hub)
    entry.email(hub)


def _read_concern(entry: Entry) -> None:
    for name in (
        "reason",
        "impact",
        "history",
        "strengths",
        "actions_taken",
        "desired_outcome",
        "child_views",
    ):
        entry.narrative(name)
    entry.narrative("missing_episodes")
    entry.tri("immediate_danger")
    entry.text("risk_location", "other_authority")
    entry.reference("police_reference")


def _tell_reason(draft: Draft) -> None:
    """ "Nature of concern" is a list of kinds on one form and the story itself on another."""
    asked = draft.single.get("concern.types")
    if asked is not None and tells_a_story(asked.text):
        put(draft.single, "concern.reason", asked)


def _tell_unasked(result: AssembledForm, draft: Draft) -> None:
    """Where no reason was asked: the one passage that names the child, under words that no table knows.

    Without one, all that was written under a heading of the concern, whatever parts it is asked in.
    """
    concern, names = result.form.concern, [child.forename for child in result.form.children if child.forename]
    if concern.reason or not names:
        return
    called = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    told = [answer for answer in draft.loose if tells_a_story(answer.text) and called.search(answer.text)]
    if len(told) != 1:
        parts = [answer for answer in draft.of_concern if _is_passage(answer)]
        told = [joined(parts)] if parts and not told else []
    if told:
        Entry(concern, "/concern", result, {"reason": replace(told[0], confidence=_UNASKED)}).narrative(
            "reason"
        )


def _is_passage(answer: Answer) -> bool:
    return not options(answer.text) and len(answer.text.split()) >= _FEWEST_WORDS_TOLD


def _read_types(result: AssembledForm, draft: Draft, labels: LabelTables) -> None:
    """The kinds of concern ticked, under their question or in places of their own."""
    asked = draft.single.get("concern.types")
    if asked is not None and tells_a_story(asked.text):
        return
    found = [(label, asked) for label in ticked_labels(asked.text, labels)] if asked else []
    found += [(answer.text, answer) for answer in draft.ticked]
    for label, answer in found:
        types = result.form.concern.types
        if label.casefold() not in {known.casefold() for known in types} and not is_option(label):
            result.sources[f"/concern/types/{len(types)}"] = Found(label, answer.page, answer.confidence)
            types.append(label)


def _read_signature(entry: Entry) -> None:
    signed = entry.answer("name")
    parted = name_and_day(signed.text) if signed is not None else None
    if signed is not None and parted is not None:
        name, day = parted
        parts = {"name": replace(signed, text=name)}
        if entry.answer("signed_on") is None:
            parts["signed_on"] = replace(signed, text=day)
        entry.answers = {**entry.answers, **parts}
    entry.text("name")
    entry.date("signed_on")


# --- rows --------------------------------------------------------------------------------


def _read_children(result: AssembledForm, draft: Draft) -> None:
    rows = [row for row in draft.rows["children"] if _written(row)]
    if any(_is_told(row) for row in rows):
        for row in [row for row in rows if row.block and not _is_told(row) and _says_of_all(row)]:
            rows.remove(row)
            for name, answer in row.answers.items():
                put(draft.shared, name, answer)
    if not rows and any(not answer.empty for answer in draft.shared.values()):
        rows = [Row("children")]
    for row in rows:
        answers = dict(row.answers)
        for name, answer in draft.shared.items():
            put(answers, name, answer)
        _append(result, "children", Child(), answers, read_child, own=row.answers)
    merge_same_children(result)


def _is_told(row: Row) -> bool:
    return any(not answer.empty for name, answer in row.answers.items() if name in IDENTITY)


def _says_of_all(row: Row) -> bool:
    """Whether a block that nobody was named in holds only what a form asks once for all the children.

    "Child 3" was left empty, and "First language" after it is the family's.
    """
    return all(name in COMMON for name, answer in row.answers.items() if not answer.empty)


def _read_people(result: AssembledForm, draft: Draft) -> None:
    for row in draft.rows["people"]:
        if _written(row):
            _append(result, "people", Person(), row.answers, read_person)
    merge_same_people(result)


def _read_professionals(result: AssembledForm, draft: Draft) -> None:
    for row in draft.rows["professionals"]:
        if _written(row):
            _append(result, "professionals", Professional(), row.answers, read_professional)


def _append(
    result: AssembledForm, section: str, record: Any, answers: dict[str, Answer], reader: Any, own: Any = None
) -> None:
    """Read one row, and keep it where it turns out to be somebody."""
    records = getattr(result.form, section)
    if own is not None and not _is_somebody(section, _read_alone(section, own)) and (records or len(own) > 0):
        return
    trial = AssembledForm(ContactForm())
    entry = Entry(record, f"/{section}/{len(records)}", trial, answers)
    reader(entry)
    if _is_somebody(section, record):
        records.append(record)
        result.sources |= trial.sources
    result.warnings += [warning for warning in trial.warnings if warning not in result.warnings]


def _read_alone(section: str, own: dict[str, Answer]) -> Any:
    """What a row says by itself, without what was said for all the children."""
    record = Child()
    read_child(Entry(record, f"/{section}", AssembledForm(ContactForm()), own))
    return record


def _written(row: Row) -> bool:
    """Whether anything is written in a row beside what the form itself printed there."""
    printed = {"relationship"} if row.section == "people" else set()
    return any(not answer.empty for name, answer in row.answers.items() if name not in printed)


def _is_somebody(section: str, record: Any) -> bool:
    if section == "children":
        return bool(record != Child())
    if section == "people":
        return bool(record.name or record.dob or record.phone or (record.relationship and record.address))
    return bool(record.name or record.phone or record.email or (record.role and record.agency))


# --- what cannot be ----------------------------------------------------------------------

_ADULT: Final = 18


def _doubt_dates(result: AssembledForm) -> None:
    """Dates of birth after the form's own date are nobody's: the words stay as a warning."""
    form = result.form
    written = form.completed_on or (form.telephone_contact_at or "")[:10] or form.signature.signed_on
    if not written:
        return
    for number, child in enumerate(form.children):
        if child.dob and child.dob > written:
            text = result.sources.pop(f"/children/{number}/dob").text
            child.dob = None
            result.warnings.append(f"a date of birth after the form's own date: {text}")
        elif child.dob and int(written[:4]) - int(child.dob[:4]) > _ADULT:
            result.warnings.append("by the date of birth one of the children is an adult")
    for number, person in enumerate(form.people):
        if person.dob and person.dob > written:
            text = result.sources.pop(f"/people/{number}/dob").text
            person.dob = None
            result.warnings.append(f"a date of birth after the form's own date: {text}")

"""A draft -> the form: answers read as dates, numbers, names and ticks, with where each stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from parsers.assembly.answers.borrowed import settle_addresses
from parsers.assembly.answers.children import read_child
from parsers.assembly.answers.doubt import without_labels
from parsers.assembly.answers.entry import Entry
from parsers.assembly.answers.grown_ups import tell_grown_ups
from parsers.assembly.answers.same_person import merge_same_children, merge_same_people
from parsers.assembly.answers.spelt_twice import leave_out_misspelt
from parsers.assembly.draft import IDENTITY, Draft, Row, put
from parsers.assembly.kinds import COMMON
from parsers.assembly.people import names_a_role
from parsers.assembly.pieces import Answer
from parsers.assembly.ticks import one_choice, tells_a_story, ticked_labels
from parsers.form import Child, ContactForm, Found, Person, Professional
from parsers.labels import Hub, LabelTables
from parsers.letters.words import NAME
from parsers.options import options
from parsers.prose.awareness import read_awareness
from parsers.values import read_date, read_datetime


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
    settle_addresses(draft, labels)
    result = AssembledForm(ContactForm(), warnings=list(draft.warnings), unknown_labels=draft.unknown)
    top = Entry(result.form, "", result, draft.single)
    _read_call(top, draft.single)
    _read_referrer(_part(result, draft, "referrer"), hub)
    _tell_reason(draft)
    _read_concern(_part(result, draft, "concern"))
    _read_types(result, draft, labels)
    _read_information_sharing(_part(result, draft, "information_sharing"))
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
    entry.text("contact_taken_by")
    for name in ("request_type", "threshold_level"):
        answer = entry.answer(name)
        if answer is not None:
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
    if asked and any(re.search(rf"\b{re.escape(name)}\b", asked, re.IGNORECASE) for name in names):
        result.form.request_type = None
        result.sources.pop("/request_type", None)


def _day_and_time(entry: Entry, at: Answer | None) -> Answer | None:
    """ "Date of call" and "Time of call", where the form asks them apart."""
    day, clock = entry.answer("call_date") or at, entry.answer("call_time")
    if day is not None and clock is not None and read_date(day.text).value:
        return replace(day, text=f"{day.text} at {clock.text}")
    return at


def _read_referrer(entry: Entry, hub: Hub) -> None:
    entry.split_agency_address()
    entry.split_role_agency()
    entry.split_address_contact()
    entry.split_contact()
    entry.join_names("name")
    entry.name_is_agency()
    entry.split_name_and_number()
    entry.split_rank()
    entry.base_is_agency()
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
    entry.text("risk_location", "other_authority", "police_reference")


def _tell_reason(draft: Draft) -> None:
    """ "Nature of concern" is a list of kinds on one form and the story itself on another."""
    asked = draft.single.get("concern.types")
    if asked is not None and tells_a_story(asked.text):
        put(draft.single, "concern.reason", asked)


def _tell_unasked(result: AssembledForm, draft: Draft) -> None:
    """The one passage that names the child, under words that no table knows, where no reason was asked."""
    concern, names = result.form.concern, [child.forename for child in result.form.children if child.forename]
    if concern.reason or not names:
        return
    called = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    told = [answer for answer in draft.loose if tells_a_story(answer.text) and called.search(answer.text)]
    if len(told) == 1:
        Entry(concern, "/concern", result, {"reason": replace(told[0], confidence=_UNASKED)}).narrative(
            "reason"
        )


def _read_types(result: AssembledForm, draft: Draft, labels: LabelTables) -> None:
    """The kinds of concern ticked, under their question or in places of their own."""
    asked = draft.single.get("concern.types")
    if asked is not None and tells_a_story(asked.text):
        return
    found = [(label, asked) for label in ticked_labels(asked.text, labels)] if asked else []
    found += [(answer.text, answer) for answer in draft.ticked]
    for label, answer in found:
        types = result.form.concern.types
        if label.casefold() not in {known.casefold() for known in types}:
            result.sources[f"/concern/types/{len(types)}"] = Found(label, answer.page, answer.confidence)
            types.append(label)


def _read_information_sharing(entry: Entry) -> None:
    entry.tri("parents_informed", "consent_obtained", "child_informed")
    _tell_awareness(entry)
    entry.narrative("parents_not_informed_reason")
    entry.narrative("consent_refused_reason")
    _give_reason_to_the_no(entry)
    _reason_beside_the_no(entry)
    entry.text("consent_given_by", "manager_approval")


def _give_reason_to_the_no(entry: Entry) -> None:
    """ "If no, why not?" after two questions belongs to the one that was answered with no."""
    told, source = entry.record, entry.result.sources
    if told.parents_informed == "yes" and told.consent_obtained == "no" and not told.consent_refused_reason:
        # "If either answer is no, please explain" after a yes and a no.
        found = source.pop(f"{entry.pointer}/parents_not_informed_reason", None)
        if found is not None:
            told.consent_refused_reason, told.parents_not_informed_reason = (
                told.parents_not_informed_reason,
                None,
            )
            source[f"{entry.pointer}/consent_refused_reason"] = found
        return
    refused_with_no = told.consent_obtained == "no" or told.parents_informed != "no"
    if told.consent_refused_reason is None or refused_with_no or told.parents_not_informed_reason:
        return
    told.parents_not_informed_reason, told.consent_refused_reason = told.consent_refused_reason, None
    found = source.pop(f"{entry.pointer}/consent_refused_reason")
    source[f"{entry.pointer}/parents_not_informed_reason"] = found


def _reason_beside_the_no(entry: Entry) -> None:
    """ "No - she left before we could say": what stands behind a plain no is why."""
    answer = entry.answer("parents_informed")
    told = entry.record
    if answer is None or told.parents_informed != "no" or told.parents_not_informed_reason:
        return
    found = _NO_BECAUSE.match(" ".join(answer.text.split()))
    if found is not None and not options(answer.text):
        entry.answers = {**entry.answers, "parents_not_informed_reason": replace(answer, text=found["why"])}
        entry.narrative("parents_not_informed_reason")


def _tell_awareness(entry: Entry) -> None:
    """ "Mum is aware": an answer in a sentence, where neither a yes nor a no was written."""
    answer = entry.answer("parents_informed")
    if answer is not None and entry.record.parents_informed is None:
        entry.value("parents_informed", read_awareness(answer.text), answer)


def _read_signature(entry: Entry) -> None:
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
            _append(result, "people", Person(), row.answers, _read_person)
    merge_same_people(result)


def _read_person(entry: Entry) -> None:
    entry.split_address_contact()
    entry.join_names("name")
    entry.split_name_and_number()
    _name_with_part(entry, "relationship", lambda words: not re.search(r"\d", words))
    _without_number(entry)
    _kin_with_responsibility(entry)
    entry.text("name", "relationship")
    entry.dob("dob", "age_dob")
    entry.gender()
    entry.tri("parental_responsibility", "in_household")
    entry.address()
    entry.phone(Hub())


def _without_number(entry: Entry) -> None:
    """ "Sibling 1" in a first column numbers the row: the relationship is without it."""
    answer = entry.answer("relationship")
    if answer is not None and (found := re.fullmatch(r"([^\W\d][^\d\n]+?)\s*\d", answer.text.strip())):
        entry.answers = {**entry.answers, "relationship": replace(answer, text=found[1])}


def _kin_with_responsibility(entry: Entry) -> None:
    """ "Mother (PR)" where who holds parental responsibility is told beside the relationship."""
    answer = entry.answer("relationship")
    found = _HOLDS_RESPONSIBILITY.fullmatch(answer.text.strip()) if answer else None
    if found is None or answer is None:
        return
    told = "no" if found["none"] else "yes"
    entry.answers = {**entry.answers, "relationship": replace(answer, text=found["kin"])}
    if entry.answer("parental_responsibility") is None:
        entry.answers["parental_responsibility"] = replace(answer, text=told)


def _name_with_part(entry: Entry, part: str, is_one: Callable[[str], bool]) -> None:
    """ "Mary Smith (mother)", "Jo Hill (tutor)" where the form has no place for what somebody is."""
    answer = entry.answer("name")
    found = re.fullmatch(r"([^()]+)\(([^()]{3,40})\)", answer.text.strip()) if answer else None
    if found and answer and entry.answer(part) is None and is_one(found[2]):
        entry.answers = {
            **entry.answers,
            "name": replace(answer, text=found[1]),
            part: replace(answer, text=found[2]),
        }


def _read_professionals(result: AssembledForm, draft: Draft) -> None:
    for row in draft.rows["professionals"]:
        if _written(row):
            _append(result, "professionals", Professional(), row.answers, _read_professional)


def _read_professional(entry: Entry) -> None:
    entry.split_contact()
    entry.join_names("name")
    _name_with_part(entry, "role", names_a_role)
    _name_and_agency(entry)
    entry.text("name", "role", "agency")
    entry.phone(Hub())
    entry.email(Hub())


_NO_BECAUSE: Final = re.compile(
    r"no\s*(?:[-–—:;.,]\s*|\b(?=because|as |due to))(?P<why>\w.{9,})", re.IGNORECASE
)
_UNASKED: Final = 0.7
_HOLDS_RESPONSIBILITY: Final = re.compile(
    r"(?P<kin>[^\W\d][^()\d\n]{2,40}?)\s*[(\[,/–-]+\s*(?:(?P<none>no|without)|has|holds|with)?\s*(?:PR|P\.R\.?|parental responsibility)\s*[)\]]?",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(rf"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|DC|Sgt)\.?\s+)?{NAME}")
_PLACE: Final = re.compile(
    r"\b(?:surgery|practice|school|academy|nursery|college|centre|center|hospital|clinic|service|services|team|trust|council|police|health|constabulary|welfare|education|social (?:care|work)|housing|nhs|camhs|probation|cafcass|midwifery)\b",
    re.IGNORECASE,
)


def _name_and_agency(entry: Entry) -> None:
    """ "Dr Snow, Quayside Surgery" where the form has no place for the agency, or asks for both at once."""
    named, placed = entry.answer("name"), entry.answer("agency")
    answer = named or placed
    if answer is None or (named is not None and placed is not None):
        return
    name, parted, place = re.sub(r"\s*\n\s*", ", ", answer.text.strip()).partition(", ")
    is_name = named is not None or _PERSON.fullmatch(name) is not None
    if parted and is_name and _PLACE.search(place) and not _PLACE.search(name):
        said = {"name": replace(answer, text=name), "agency": replace(answer, text=place)}
        entry.answers = {**entry.answers, **said}


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

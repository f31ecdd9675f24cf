"""What is comparable in a form and in a contact, worked out once for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from ingest.domain.matching.agencies import NO_AGENCY, AgencyName, agency_name
from ingest.domain.matching.names import (
    Words,
    adult_words,
    child_words,
    forename_words,
    says_baby,
    says_unborn,
)
from ingest.domain.matching.places import NO_HOME, Home, home
from ingest.domain.matching.reach import email_parts, national_digits
from ingest.domain.matching.timing import StatedTime, stated_time
from ingest.domain.matching.weights import MatchingModel
from ingest.domain.model import Caller, Contact, ContactChild
from parsers.form import Child, ContactForm


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """One child, made comparable."""

    forename: Words = ()
    surname: Words = ()
    aliases: tuple[Words, ...] = ()
    dob: date | None = None
    age: int | None = None
    unborn: bool = False
    home: Home = NO_HOME
    school: AgencyName = NO_AGENCY
    nhs_number: str = ""
    is_baby: bool = False  # not born, or not named yet, and no date of birth either


@dataclass(frozen=True, slots=True)
class CallerFacts:
    """Who rang or wrote, made comparable."""

    name: Words = ()
    agency: AgencyName = NO_AGENCY
    phone: str = ""
    email: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One form, made comparable. `family` are the surnames of the other people on it."""

    children: tuple[ChildFacts, ...]
    caller: CallerFacts
    received_at: datetime
    stated: StatedTime | None
    taken_by: Words
    family: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One contact, made comparable."""

    children: tuple[ChildFacts, ...]
    caller: CallerFacts
    received_at: datetime
    taken_by: Words


def form_facts(form: ContactForm, received_at: datetime, model: MatchingModel) -> FormFacts:
    """What matching compares of a form."""
    return FormFacts(
        children=tuple(_form_child(child, model) for child in form.children),
        caller=_form_caller(form, model),
        received_at=received_at,
        stated=stated_time(form.telephone_contact_at),
        taken_by=adult_words(form.contact_taken_by),
        family=frozenset(words[-1] for person in form.people if len(words := adult_words(person.name)) > 1),
    )


@lru_cache(maxsize=4096)
def contact_facts(contact: Contact, model: MatchingModel) -> ContactFacts:
    """What matching compares of a contact; kept, for one contact meets many forms."""
    return ContactFacts(
        children=tuple(_contact_child(child, model) for child in contact.children),
        caller=_caller(contact.caller, model),
        received_at=contact.received_at,
        taken_by=adult_words(contact.taken_by),
    )


def _form_child(child: Child, model: MatchingModel) -> ChildFacts:
    forename, surname = child_words(child.forename, child.surname)
    unborn = child.unborn == "yes" or says_unborn(child.forename) or says_unborn(child.surname)
    return ChildFacts(
        forename=forename,
        surname=surname,
        aliases=tuple(words for alias in child.aliases if (words := forename_words(alias))),
        dob=_day(child.dob),
        age=child.age,
        unborn=unborn,
        home=home(child.address, child.postcode),
        school=agency_name(model.agencies, child.school),
        nhs_number=_nhs_number(child.nhs_number),
        is_baby=unborn or (not child.dob and says_baby(child.forename)),
    )


def _contact_child(child: ContactChild, model: MatchingModel) -> ChildFacts:
    forename, surname = child_words(child.forename, child.surname)
    unborn = says_unborn(child.forename) or says_unborn(child.surname)
    return ChildFacts(
        forename=forename,
        surname=surname,
        dob=child.dob,
        unborn=unborn,
        home=home(child.address, child.postcode),
        school=agency_name(model.agencies, child.school),
        nhs_number=_nhs_number(child.nhs_number),
        is_baby=unborn or (not child.dob and says_baby(child.forename)),
    )


def _form_caller(form: ContactForm, model: MatchingModel) -> CallerFacts:
    referrer = form.referrer
    name = referrer.name or form.signature.name
    return _caller(Caller(name, referrer.agency, None, referrer.phone, referrer.email), model)


def _caller(caller: Caller, model: MatchingModel) -> CallerFacts:
    return CallerFacts(
        name=adult_words(caller.name),
        agency=agency_name(model.agencies, caller.agency),
        phone=national_digits(caller.phone),
        email=email_parts(caller.email),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _nhs_number(text: str | None) -> str:
    digits = re.sub(r"\D", "", text or "")
    return digits if len(digits) == 10 else ""

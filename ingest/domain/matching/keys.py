"""Blocking keys: a form is compared with those contacts only that share one with it.

A form's keys are wider than a contact's: they also hold what may have been misheard.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from ingest.domain.matching.names import Words, adult_words, forename_words, surname_words
from ingest.domain.matching.places import Home, home
from ingest.domain.matching.reach import email_parts, national_digits
from ingest.domain.matching.spelling import sound
from ingest.domain.matching.timing import stated_time
from ingest.domain.model import Caller, Contact
from parsers.form import ContactForm

_HOUR = "%Y-%m-%dT%H"
_SHORTEST_PHONE = 6


def contact_keys(contact: Contact) -> frozenset[str]:
    """The keys of a contact, each with the prefix of its kind ("dob:2015-07-12")."""
    return frozenset(_contact_keys(contact))


def form_keys(form: ContactForm) -> frozenset[str]:
    """The keys under which the contact that a form follows may stand."""
    return frozenset(_form_keys(form))


def _contact_keys(contact: Contact) -> Iterator[str]:
    for child in contact.children:
        yield from _surname_keys(surname_words(child.surname))
        yield from _home_keys(home(child.address, child.postcode))
        yield from _number_key(child.nhs_number)
        if child.dob:
            yield _dob_key(child.dob)
    yield from _caller_keys(contact.caller)
    yield f"at:{contact.received_at.astimezone(UTC):{_HOUR}}"


def _form_keys(form: ContactForm) -> Iterator[str]:
    for child in form.children:
        yield from _surname_keys(surname_words(child.surname))
        yield from _surname_keys(forename_words(child.forename))  # noted the wrong way round
        yield from _home_keys(home(child.address, child.postcode))
        yield from _number_key(child.nhs_number)
        yield from _dob_keys(child.dob)
    for person in form.people:
        yield from _surname_keys(adult_words(person.name)[1:][-1:])
    referrer = form.referrer
    name = referrer.name or form.signature.name
    yield from _caller_keys(Caller(name, None, None, referrer.phone, referrer.email))
    yield from _stated_keys(form.telephone_contact_at)


def _surname_keys(words: Words) -> Iterator[str]:
    yield from (f"sn:{sound(word) or word}" for word in words)


def _home_keys(place: Home) -> Iterator[str]:
    if place.postcode:
        yield f"pc:{place.postcode[:-3].upper()} {place.postcode[-3:].upper()}"
    if place.number and place.street:
        yield f"ad:{place.number} {sound(place.street.split()[0])}"


def _number_key(nhs_number: str | None) -> Iterator[str]:
    digits = "".join(char for char in nhs_number or "" if char.isdigit())
    if len(digits) == 10:
        yield f"nhs:{digits}"


def _dob_key(day: date) -> str:
    return f"dob:{day.isoformat()}"


def _dob_keys(text: str | None) -> Iterator[str]:
    with suppress(ValueError):
        day = date.fromisoformat(text or "")
        yield _dob_key(day)
        yield _dob_key(day.replace(day=day.month, month=day.day))


def _caller_keys(caller: Caller) -> Iterator[str]:
    if name := adult_words(caller.name):
        yield f"ca:{sound(name[-1])}"
    if len(digits := national_digits(caller.phone)) >= _SHORTEST_PHONE:
        yield f"ph:{digits[-_SHORTEST_PHONE:]}"
    local, domain = email_parts(caller.email)
    if local:
        yield f"em:{local}@{domain}"


def _stated_keys(text: str | None) -> Iterator[str]:
    """The hour that the form gives, and those beside it."""
    if stated := stated_time(text):
        for hours in (-1, 0, 1):
            near: datetime = stated.at.astimezone(UTC) + timedelta(hours=hours)
            yield f"at:{near:{_HOUR}}"

"""Blocking keys: a form is compared with those contacts only that share one with it.

A form's keys are wider than a contact's: they also hold what may have been misheard. Beside
single keys stand pairs of them ("a date of birth and a surname"): a school's telephone number or
a common surname is shared by hundreds of contacts, and both together by few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from ingest.domain.matching.names import Words, adult_words, child_words, forename_words
from ingest.domain.matching.places import Home, home
from ingest.domain.matching.reach import email_parts, national_digits
from ingest.domain.matching.spelling import sound
from ingest.domain.matching.timing import stated_time
from ingest.domain.model import Caller, Contact
from parsers.form import Child, ContactForm

_HOUR = "%Y-%m-%dT%H"
_SHORTEST_PHONE = 6
_MOST_ALIASES = 5

Keys = Sequence[str]


def contact_keys(contact: Contact) -> frozenset[str]:
    """The keys of a contact, each with the prefix of its kind ("dob:2015-07-12")."""
    return frozenset(_contact_keys(contact))


def form_keys(form: ContactForm) -> frozenset[str]:
    """The keys under which the contact that a form follows may stand."""
    return frozenset(_form_keys(form))


def _contact_keys(contact: Contact) -> Iterator[str]:
    caller = _caller_keys(contact.caller)
    hours = [f"at:{contact.received_at.astimezone(UTC):{_HOUR}}"]
    yield from caller
    yield from hours
    yield from _pairs(hours, _of_kind("ca:", caller))
    for child in contact.children:
        forename, surname = child_words(child.forename, child.surname)
        last = _surname_keys(surname or forename)  # a whole name may stand in one box
        first = _surname_keys(forename[:1] or surname)
        dobs = [_dob_key(child.dob)] if child.dob else []
        homes = _home_keys(home(child.address, child.postcode))
        yield from (*last, *dobs, *homes, *_number_key(child.nhs_number))
        yield from _child_pairs(last, first, dobs, homes[:1], caller, hours)


def _form_keys(form: ContactForm) -> Iterator[str]:
    referrer = form.referrer
    name = referrer.name or form.signature.name
    caller = _caller_keys(Caller(name, None, None, referrer.phone, referrer.email))
    hours = [*_stated_keys(form.telephone_contact_at)]
    yield from caller
    yield from hours
    yield from _pairs(hours, _of_kind("ca:", caller))
    for person in form.people:
        yield from _surname_keys(adult_words(person.name)[1:][-1:])
    for child in form.children:
        yield from _form_child_keys(child, caller, hours)


def _form_child_keys(child: Child, caller: Keys, hours: Keys) -> Iterator[str]:
    forename, surname = child_words(child.forename, child.surname)
    last = _surname_keys(surname or forename)
    known_as = (word for alias in child.aliases[:_MOST_ALIASES] for word in forename_words(alias)[:1])
    first = _surname_keys(forename[:1] or surname) + _surname_keys(tuple(known_as))
    swapped = _surname_keys(forename)  # noted the wrong way round
    dobs, homes = _dob_keys(child.dob), _home_keys(home(child.address, child.postcode))
    yield from (*last, *swapped, *dobs, *homes, *_number_key(child.nhs_number))
    yield from _child_pairs(last, first, dobs, homes, caller, hours)


def _child_pairs(
    last: Keys, first: Keys, dobs: Keys, homes: Keys, caller: Keys, hours: Keys
) -> Iterator[str]:
    """The pairs that hold a child's name; in which order forename and surname stand is all one."""
    phones = _of_kind("ph:", caller)
    yield from (f"nm:{' '.join(sorted((a[3:], b[3:])))}" for a in last for b in first)
    yield from _pairs([*last, *first], [*dobs, *phones])
    yield from _pairs(last, [*homes, *_of_kind("ca:", caller), *hours])


def _pairs(some: Keys, others: Keys) -> Iterator[str]:
    return (f"{one}&{other}" for one in some for other in others)


def _of_kind(kind: str, keys: Keys) -> list[str]:
    return [key for key in keys if key.startswith(kind)]


def _surname_keys(words: Words) -> list[str]:
    return [f"sn:{sound(word) or word}" for word in words]


def _home_keys(place: Home) -> list[str]:
    keys = []
    if place.postcode:
        keys.append(f"pc:{place.postcode[:-3].upper()} {place.postcode[-3:].upper()}")
    if place.number and place.street:
        keys.append(f"ad:{place.number} {sound(place.street.split()[0])}")
    return keys


def _number_key(nhs_number: str | None) -> Iterator[str]:
    digits = "".join(char for char in nhs_number or "" if char.isdigit())
    if len(digits) == 10:
        yield f"nhs:{digits}"


def _dob_key(day: date) -> str:
    return f"dob:{day.isoformat()}"


def _dob_keys(text: str | None) -> list[str]:
    keys = []
    with suppress(ValueError):
        day = date.fromisoformat(text or "")
        keys.append(_dob_key(day))
        keys.append(_dob_key(day.replace(day=day.month, month=day.day)))
    return keys


def _caller_keys(caller: Caller) -> list[str]:
    keys = []
    if name := adult_words(caller.name):
        keys.append(f"ca:{sound(name[-1])}")
    if len(digits := national_digits(caller.phone)) >= _SHORTEST_PHONE:
        keys.append(f"ph:{digits[-_SHORTEST_PHONE:]}")
    local, domain = email_parts(caller.email)
    if local:
        keys.append(f"em:{local}@{domain}")
    return keys


def _stated_keys(text: str | None) -> Iterator[str]:
    """The hour that the form gives, and those beside it."""
    if stated := stated_time(text):
        for apart in (0, -1, 1):
            near: datetime = stated.at.astimezone(UTC) + timedelta(hours=apart)
            yield f"at:{near:{_HOUR}}"

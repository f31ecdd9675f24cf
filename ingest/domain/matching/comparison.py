"""Comparing a child with a child, and one ringing-up with another, field by field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import log2

from ingest.domain.matching.agencies import agency_level
from ingest.domain.matching.births import age_on, birth_level
from ingest.domain.matching.facts import ChildFacts, ContactFacts, FormFacts
from ingest.domain.matching.names import NameTable, Words, adult_level, forename_level, surname_level
from ingest.domain.matching.places import home_level
from ingest.domain.matching.reach import email_level, phone_level
from ingest.domain.matching.timing import delay_level, stated_level
from ingest.domain.matching.weights import Bits, MatchingModel

_SAME_ENOUGH = frozenset({"exact", "nickname", "slip", "sound"})
_SAME_NAME = frozenset({"exact", "nickname"})
_THIS_CALL = frozenset({"missing", "minutes", "half_hour", "hours", "day"})


@dataclass(frozen=True, slots=True)
class Compared:
    """Each field that could be compared: its level and bits; and the bits summed by relation."""

    levels: dict[str, str]
    bits: dict[str, Bits]
    total: Bits

    def level(self, field: str) -> str:
        """The level of one field; "missing" where there was nothing to compare."""
        return self.levels.get(field, "missing")


def compare_children(one: ChildFacts, other: ChildFacts, form: FormFacts, model: MatchingModel) -> Compared:
    """A child of the form with a child of the contact."""
    names = model.names
    first, last = _name_levels(names, one, other, form.family)
    levels = {
        "child.forename": first,
        "child.surname": last,
        "child.dob": _birth(one, other, form),
        "child.address": home_level(one.home, other.home),
        "child.school": agency_level(one.school, other.school),
        "child.nhs_number": _number_level(one.nhs_number, other.nhs_number),
    }
    shares = {
        "child.forename": names.forename_share(one.forename),
        "child.surname": names.surname_share(one.surname),
    }
    return _weigh(levels, shares, 4, model)


def are_two_children(one: ChildFacts, other: ChildFacts, names: NameTable) -> bool:
    """Whether a quick look is enough: another forename, another date of birth, no common number.

    Nothing else that could agree would bring such a pair back: a brother or sister in the same
    house explains it all.
    """
    if one.dob is None or other.dob is None or birth_level(one.dob, other.dob) != "conflicts":
        return False
    if one.unborn or other.unborn or (one.nhs_number and one.nhs_number == other.nhs_number):
        return False
    if forename_level(names, one.forename, other.forename) != "differs":
        return False
    return not one.aliases and not _is_swapped(names, one, other)


def compare_events(form: FormFacts, contact: ContactFacts, answered: bool, model: MatchingModel) -> Compared:
    """The form's own ringing-up with the contact: who, and when."""
    writer, caller = form.caller, contact.caller
    stated = stated_level(form.stated, contact.received_at)
    levels = {
        "referrer.name": adult_level(model.names, writer.name, caller.name),
        "referrer.agency": agency_level(writer.agency, caller.agency),
        "referrer.phone": phone_level(writer.phone, caller.phone),
        "referrer.email": email_level(writer.email, caller.email),
        "call.stated_time": stated,
        "call.taken_by": _officer_level(model.names, form, contact) if stated in _THIS_CALL else "missing",
        "call.delay": delay_level(contact.received_at, form.received_at),
        "call.answered": "answered" if answered else "open",
    }
    return _weigh(levels, {}, 3, model)


def _weigh(
    levels: dict[str, str], shares: dict[str, float], relations: int, model: MatchingModel
) -> Compared:
    """Sum the levels' bits. A common name proves less than a rare one against a stranger."""
    known = {field: level for field, level in levels.items() if level != "missing"}
    bits: dict[str, Bits] = {}
    for field, level in known.items():
        weight = model.fields[field][level]
        bits[field] = weight.bits
        if field in shares and weight.bits[0] > 0:
            by_share = log2(weight.same / shares[field])
            stranger = by_share if level == "exact" else min(by_share, weight.bits[0])
            bits[field] = (max(0.0, stranger), *weight.bits[1:])
    return Compared(known, bits, tuple(map(sum, zip(*bits.values()))) if bits else (0.0,) * relations)


def _name_levels(
    names: NameTable, one: ChildFacts, other: ChildFacts, family: frozenset[str]
) -> tuple[str, str]:
    one, other = _parted(one, other), _parted(other, one)
    first = _forename(names, one, other)
    last = surname_level(one.surname, other.surname)
    if first == "differs" and last != "exact" and _is_swapped(names, one, other):
        return _crossed(names, one, other), "swapped"
    if last == "differs" and not family.isdisjoint(other.surname):
        last = "family"
    if first == "exact" and last in {"differs", "part"} and _may_be_their_surname(names, one, other):
        first = "part"
    return first, last


def _may_be_their_surname(names: NameTable, one: ChildFacts, other: ChildFacts) -> bool:
    """Whether what both call the forename may be two brothers' surname, as both sides put the names in
    changed places: where a forename stands for the surname, they have no more than Mohammed in common
    there, and no table knows the other as one."""
    if names.is_forename(one.forename) or not names.shared.issuperset({*one.surname} & {*other.surname}):
        return False
    return names.is_forename(one.surname) or names.is_forename(other.surname)


def _parted(one: ChildFacts, beside: ChildFacts) -> ChildFacts:
    """A whole name in one box ("Ali Zayn"), parted where the other side's surname stands in it."""
    whole = one.forename if not one.surname else one.surname if not one.forename else ()
    if len(whole) < 2 or not beside.surname or not beside.forename:
        return one
    if set(whole) & set(beside.surname) and set(whole) - set(beside.surname):
        last = tuple(word for word in whole if word in beside.surname)
        return replace(one, forename=tuple(word for word in whole if word not in last), surname=last)
    return one


def _forename(names: NameTable, one: ChildFacts, other: ChildFacts) -> str:
    if one.unborn or other.unborn:
        return _unborn_level(one, other)
    level = forename_level(names, one.forename, other.forename)
    if level not in _SAME_ENOUGH and level != "missing":
        known_as = (forename_level(names, alias, other.forename) for alias in one.aliases)
        if not _SAME_ENOUGH.isdisjoint(known_as):
            return "alias"
    return level


def _unborn_level(one: ChildFacts, other: ChildFacts) -> str:
    if one.unborn and other.unborn:
        return "unborn"
    if one.forename or other.forename:
        return "born"
    return "unborn" if one.is_baby and other.is_baby else "missing"


@lru_cache(maxsize=16384)
def _swapped(names: NameTable, one: tuple[Words, Words], other: tuple[Words, Words]) -> bool:
    return (
        forename_level(names, one[0], other[1]) in {*_SAME_ENOUGH, "part"}
        and surname_level(one[1], other[0]) in _SAME_ENOUGH
    )


def _crossed(names: NameTable, one: ChildFacts, other: ChildFacts) -> str:
    """What a forename and a surname that changed places prove: which of them is the forename nobody knows,
    so that Hasan and Husayn may be two brothers."""
    first = forename_level(names, one.forename, other.surname)
    last = forename_level(names, other.forename, one.surname)
    return (
        "swapped" if _SAME_NAME.issuperset({first, last}) else "part" if "part" in {first, last} else "slip"
    )


def _is_swapped(names: NameTable, one: ChildFacts, other: ChildFacts) -> bool:
    if not (one.forename and one.surname and other.forename and other.surname):
        return False
    if one.surname[0][0] != other.forename[0][0]:
        return False
    return _swapped(names, (one.forename, one.surname), (other.forename, other.surname))


def _birth(one: ChildFacts, other: ChildFacts, form: FormFacts) -> str:
    """A child not yet born has a date that it is expected on, which a phone call does not fix."""
    if one.unborn or other.unborn:
        return "missing"
    if one.dob is None and one.age is not None and other.dob is not None:
        return "age" if abs(age_on(form.received_at.date(), other.dob) - one.age) <= 1 else "age_differs"
    return birth_level(one.dob, other.dob)


def _number_level(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    return "same" if one == other else "differs"


def _officer_level(names: NameTable, form: FormFacts, contact: ContactFacts) -> str:
    level = adult_level(names, form.taken_by, contact.taken_by)
    if level == "missing":
        return level
    return "differs" if level in {"differs", "married"} else "agrees"

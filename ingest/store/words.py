"""The few words by which a list tells one record from another: the least personal data that do."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.domain.matching.reach import national_digits
from ingest.domain.model import Caller, ContactChild
from parsers.form import Child, ContactForm

LONGEST_ADDRESS = 320  # what the standards allow; an index takes little more
NO_CHILD = "child not named"
NO_CALLER = "caller not named"
NOT_TOLD = "parents not informed, no reason"


def children_label(children: Iterable[Child] | Iterable[ContactChild]) -> str:
    """Such as "Maya K. +1": the first child, and how many more there are."""
    names = [_child(child) for child in children]
    if not names:
        return NO_CHILD
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def caller_words(caller: Caller) -> str:
    """The caller and the agency, such as "Jo Bright, Ferry Lane Nursery"."""
    return ", ".join(part for part in (caller.name, caller.agency) if part) or NO_CALLER


def referrer_words(form: ContactForm) -> str:
    """The referrer and the agency, as `caller_words`."""
    return caller_words(Caller(form.referrer.name, form.referrer.agency))


def contact_search(reference: str, caller: Caller, children: Iterable[ContactChild]) -> str:
    """What a contact is found by, in lower case."""
    parts = [reference, caller.name, caller.agency, caller.role, caller.email, _digits(caller.phone)]
    for child in children:
        parts += [child.forename, child.surname, child.postcode, child.school]
    return folded(parts)


def form_search(referral_id: str, form: ContactForm) -> str:
    """What a referral is found by, in lower case."""
    referrer = form.referrer
    parts = [referral_id, referrer.name, referrer.agency, referrer.email, _digits(referrer.phone)]
    if not_told_and_not_why(form):
        parts.append(NOT_TOLD)
    for child in form.children:
        parts += [child.forename, child.surname, *child.aliases, child.postcode, child.school]
    return folded(parts)


def not_told_and_not_why(form: ContactForm) -> bool:
    """Whether the form says that parents were not informed, and gives no reason."""
    sharing = form.information_sharing
    return sharing.parents_informed == "no" and not (sharing.parents_not_informed_reason or "").strip()


def _digits(phone: str | None) -> str | None:
    return national_digits(phone) or None


def folded(parts: Iterable[str | None]) -> str:
    """The parts that are there, in lower case, with white space folded."""
    return " ".join(" ".join(part.split()) for part in parts if part).casefold()


def _child(child: Child | ContactChild) -> str:
    initial = f"{child.surname.strip()[:1].upper()}." if child.surname and child.surname.strip() else ""
    forename = (child.forename or "").strip()
    if not forename and getattr(child, "unborn", None) == "yes":
        forename = "Unborn"
    return " ".join(part for part in (forename, initial) if part) or NO_CHILD

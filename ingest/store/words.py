"""The few words by which a list tells one record from another: the least personal data that do."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.domain.model import Caller, ContactChild
from parsers.form import Child, ContactForm

LONGEST_ADDRESS = 320  # what the standards allow; an index takes little more
NO_CHILD = "child not named"
NO_CALLER = "caller not named"


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
    parts = [reference, caller.name, caller.agency, caller.role]
    for child in children:
        parts += [child.forename, child.surname, child.postcode, child.school]
    return folded(parts)


def form_search(referral_id: str, form: ContactForm) -> str:
    """What a referral is found by, in lower case."""
    parts = [referral_id, form.referrer.name, form.referrer.agency]
    for child in form.children:
        parts += [child.forename, child.surname, *child.aliases, child.postcode, child.school]
    return folded(parts)


def folded(parts: Iterable[str | None]) -> str:
    """The parts that are there, in lower case, with white space folded."""
    return " ".join(" ".join(part.split()) for part in parts if part).casefold()


def _child(child: Child | ContactChild) -> str:
    initial = f"{child.surname.strip()[:1].upper()}." if child.surname and child.surname.strip() else ""
    forename = (child.forename or "").strip()
    if not forename and getattr(child, "unborn", None) == "yes":
        forename = "Unborn"
    return " ".join(part for part in (forename, initial) if part) or NO_CHILD

"""The few words by which a list tells one record from another: the least personal data that do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.domain.callers import whoever
from ingest.domain.model import Caller, ContactChild
from ingest.store.findable import findable
from parsers.form import Child, ContactForm

LONGEST_ADDRESS = 320  # what the standards allow; an index takes little more
NO_CHILD = "child not named"
ANSWERS = frozenset({"yes", "no", "not_known"})  # what a form says of most of its questions
NOT_TOLD = "parents not informed, no reason"


def children_label(children: Iterable[Child] | Iterable[ContactChild]) -> str:
    """Such as "Maya K. +1": the first child, and how many more there are."""
    names = [_child(child) for child in children]
    if not names:
        return NO_CHILD
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def caller_words(caller: Caller) -> str:
    """The caller and the agency, such as "Jo Bright, Ferry Lane Nursery"."""
    return whoever(caller.name, caller.agency)


def referrer_words(form: ContactForm) -> str:
    """The referrer and the agency, as `caller_words`."""
    return caller_words(Caller(form.referrer.name, form.referrer.agency))


def contact_search(
    reference: str, caller: Caller, children: Iterable[ContactChild], concern: str | None
) -> str:
    """The words that a contact is found by."""
    parts = [reference, caller.name, caller.agency, caller.role, caller.email, caller.phone]
    for child in children:
        parts += [child.forename, child.surname, child.address, child.postcode, child.school]
        parts += [child.dob.isoformat() if child.dob else None, child.nhs_number]
    return findable([*parts, concern])


def form_search(referral_id: str, form: ContactForm, record: Mapping[str, Any]) -> str:
    """The words that a referral is found by: all that the form says, and what it does not.

    `record` is the form as a record.
    """
    gap = NOT_TOLD if not_told_and_not_why(form) else None
    return findable([referral_id, gap, *_strings(record)])


def message_search(subject: str | None, sender: str | None, parts: Iterable[Mapping[str, Any]] = ()) -> str:
    """The words that an email is found by; `parts` are as they are kept, each with name and text."""
    texts = [text for part in parts for text in (part["filename"], part["text"])]
    return findable([subject, sender, *texts])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str) and value not in ANSWERS:
        yield value


def not_told_and_not_why(form: ContactForm) -> bool:
    """Whether the form says that parents were not informed, and gives no reason."""
    sharing = form.information_sharing
    return sharing.parents_informed == "no" and not (sharing.parents_not_informed_reason or "").strip()


def folded(parts: Iterable[str | None]) -> str:
    """The parts that are there, in lower case, with white space folded."""
    return " ".join(" ".join(part.split()) for part in parts if part).casefold()


def _child(child: Child | ContactChild) -> str:
    initial = f"{child.surname.strip()[:1].upper()}." if child.surname and child.surname.strip() else ""
    forename = (child.forename or "").strip()
    if not forename and getattr(child, "unborn", None) == "yes":
        forename = "Unborn"
    return " ".join(part for part in (forename, initial) if part) or NO_CHILD

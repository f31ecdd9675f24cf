"""A record's history in plain words: what happened, never the code under which it is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ingest.domain.clocks import LONDON
from ingest.domain.statutory import StatutoryClock
from ingest.store.audit import AuditEvent

_BY_PROGRAM = "the program"
_PROGRAMS = frozenset({"worker", "matching"})
_ONE_OF = {"children": "child", "people": "person", "professionals": "professional"}
_SAID_OTHERWISE = {"dob": "date of birth", "edd": "expected delivery", "nhs_number": "NHS number", "gp": "GP"}
_TIMES = frozenset({"began", "done"})
_WORDS = {
    "contact.logged": "logged",
    "contact.imported": "brought in from a file",
    "contact.made_of_email": "made of an email",
    "contact.children_added": "children added",
    "contact.amended": "put right",
    "contact.amendment_undone": "what was put right taken back",
    "contact.rated": "rated {rag}",
    "contact.clock_set": "clock of {clock} set, from {began},",
    "contact.clock_done": "{clock} said to be done, at {done},",
    "contact.clock_cleared": "clock of {clock} cleared",
    "contact.clock_undone": "what was last said of {clock} taken back",
    "contact.closed": "closed, no form needed",
    "contact.reopened": "opened again",
    "contact.viewed": "viewed",
    "letter.sent": "a letter about it sent",
    "letter.failed": "A LETTER ABOUT IT COULD NOT BE SENT",
    "letter.unsure": "A LETTER ABOUT IT MAY NOT HAVE BEEN SENT",
    "contact.chased": "a message to ask for the form was taken",
    "record.claimed": "claimed",
    "record.released": "released",
    "record.held": "put on hold, to be kept whatever its age,",
    "record.hold_ended": "let go from its hold",
    "note.added": "note written",
    "note.removed": "note taken back",
    "match.auto": "linked to {with}",
    "match.suggested": "{with} suggested",
    "match.withdrawn": "no longer linked to or suggested for {with}",
    "match.confirmed": "link to {with} confirmed",
    "match.rejected": "link to {with} rejected",
    "match.linked": "linked by hand to {with}",
    "match.undone": "link to {with} back to suggested",
    "message.referral": "found to hold a contact form",
    "message.no_form": "found to hold no contact form",
    "message.needs_attention": "not read for certain, and so put before a person,",
    "message.given": "given by the mailbox at last",
    "message.dismissed": "put aside",
    "message.restored": "brought back for attention",
    "message.made_contact": "made into an email contact",
    "message.keyed_by_hand": "keyed by hand",
    "message.viewed": "viewed",
    "message.raw_viewed": "source viewed",
    "message.part_viewed": "a part of it viewed",
    "referral.received": "received",
    "referral.copy": "the same form came again",
    "referral.keyed_by_hand": "keyed by hand",
    "referral.withdrawn": "withdrawn",
    "referral.corrected": "{field} corrected",
    "referral.correction_undone": "{field} as it was read again",
    "referral.acknowledged": "receipt acknowledged",
    "referral.acknowledged_undone": "acknowledgement taken back",
    "referral.acknowledgement_taken": "an acknowledgement to send was taken",
    "referral.decided": "decided: {outcome}",
    "referral.decided_undone": "decision taken back",
    "referral.rated": "rated {rag}",
    "referral.merged": "made one with {with}",
    "referral.unmerged": "parted from {with}",
    "referral.viewed": "viewed",
}


def in_words(event: AuditEvent, references: Mapping[str, str]) -> str:
    """One event in a sentence, such as "linked to C-000012 by the program".

    `references` gives the references of other records that the event names, by key.
    """
    told = _WORDS.get(event.action) or event.action.replace(".", " ").replace("_", " ")
    detail = {name: _detail(name, value, references) for name, value in event.detail.items()}
    for name, value in detail.items():
        told = told.replace(f"{{{name}}}", value)
    by = _BY_PROGRAM if event.actor in _PROGRAMS else event.actor
    reason = f": {event.detail['reason']}" if event.detail.get("reason") else ""
    return f"{told} by {by}{reason}"


def _detail(name: str, value: Any, references: Mapping[str, str]) -> str:
    if name == "with":
        return references.get(
            str(value), str(value).replace("referral:", "form ").replace("contact:", "call ")
        )
    if name == "field":
        return _field(str(value))
    if name == "clock":
        return StatutoryClock(str(value)).words
    if name in _TIMES:
        return f"{datetime.fromisoformat(str(value)).astimezone(LONDON):%d/%m/%Y %H:%M}"
    return "nothing" if value is None else str(value)


def _field(pointer: str) -> str:
    """A form's field as it is said, such as "child 2: date of birth"."""
    *groups, name = pointer.strip("/").split("/")
    said = _SAID_OTHERWISE.get(name, name.replace("_", " "))
    if len(groups) == 2 and groups[1].isdecimal():
        return f"{_ONE_OF.get(groups[0], groups[0])} {int(groups[1]) + 1}: {said}"
    return " ".join([*(group.replace("_", " ") for group in groups), said])

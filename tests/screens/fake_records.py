"""The records of the fake desk: what a test puts there, and how they change.

Stale revisions are refused, and every act is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from ingest.domain.model import (
    Caller,
    Contact,
    ContactKind,
    Evidence,
    LedgerState,
    Match,
    MatchStatus,
    NewContact,
    Verdict,
)
from ingest.domain.statutory import ContactClock, RunningClock, StatutoryClock, running
from ingest.errors import ChangedMeanwhile, NotFound
from ingest.views import (
    MessageView,
    Note,
    ReferralView,
    Row,
    SavedFilter,
    View,
    WorkerHealth,
    WorkerState,
)
from parsers.form import ContactForm

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FOLLOW_UP = timedelta(hours=48)
OFFICER = "t.officer"
Record = TypeVar("Record", Contact, ReferralView, MessageView)


@dataclass(frozen=True)
class Deed:
    """One act as it reached the desk."""

    act: str
    key: str
    words: str = ""


class FakeRecords:
    """Calls, forms and emails in memory, of one officer."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.contacts: dict[int, Contact] = {}
        self.referrals: dict[str, ReferralView] = {}
        self.messages: dict[int, MessageView] = {}
        self.claims: dict[str, str] = {}
        self.raw: dict[int, str] = {}
        self.unopened: dict[str, tuple[str, ...]] = {}
        self.awaited_by: dict[str, tuple[Row, ...]] = {}
        self.known: dict[str, Caller] = {}
        self.parts: dict[tuple[int, int], str] = {}
        self.notes: list[tuple[str, Note]] = []
        self.alike: dict[str, tuple[Row, ...]] = {}
        self.letter_text = "Dear colleague,\n\nPlease send the form."
        self.deeds: list[Deed] = []
        self.viewed: list[str] = []
        self.windows_asked: list[tuple[View, int, int]] = []
        self.searches: list[str] = []  # the words of each audited search
        self.made_of: dict[int, str] = {}  # the email contact that was made of an email
        self.letters_not_sent: tuple[str, ...] = ()
        self.number = 1
        self.worker = WorkerHealth(WorkerState.WORKING, now, now - timedelta(seconds=12), None, 0)
        self.agencies: tuple[str, ...] = (
            "Testing Primary School", "Testshire Police", "Harbour Test Surgery",
        )  # fmt: skip
        self.outcome_words: tuple[str, ...] = (
            "Statutory (s17)", "Statutory (s47)", "Early help", "No further action",
        )  # fmt: skip
        self.filters: dict[str, SavedFilter] = {}
        self.amended: list[Contact] = []
        self.ratings: dict[str, str | None] = {}
        self.clocks: list[tuple[str, StatutoryClock, ContactClock | None]] = []  # what was said, in order
        self.event_words = "logged by t.officer"
        self.trouble: Exception | None = None
        self.last_logged: NewContact | None = None
        self.last_form: ContactForm | None = None

    # What a test puts on the desk.

    def changed(self) -> None:
        self.number += 1

    def add_contact(self, **given: object) -> Contact:
        contact_id = len(self.contacts) + 1
        values: dict[str, Any] = {
            "id": contact_id,
            "reference": f"MASH-26-{1000 + contact_id}",
            "kind": ContactKind.PHONE,
            "received_at": self.now - timedelta(hours=5),
            "out_of_hours": False,
            "taken_by": OFFICER,
            "caller": Caller(name="Sam Tester", agency="Testing Primary School"),
            "children": (),
            "concern": None,
            **given,
        }
        contact = Contact(**values)
        self.contacts[contact_id] = contact
        self.changed()
        return contact

    def add_message(self, state: LedgerState, **given: object) -> MessageView:
        message_id = len(self.messages) + 1
        values: dict[str, Any] = {
            "id": message_id,
            "state": state,
            "reason": None,
            "mailbox": "mash",
            "subject": "Contact form",
            "sender": "office@testing.example",
            "received_at": self.now - timedelta(hours=1),
            "size": 48_213,
            "warnings": (),
            "revision": 1,
            **given,
        }
        message = MessageView(**values)
        self.messages[message_id] = message
        self.raw.setdefault(message_id, "From: office@testing.example\n\nPlease find attached.")
        self.changed()
        return message

    def add_referral(self, form: ContactForm, **given: object) -> ReferralView:
        message = self._message_of(given)
        referral_id = f"ref{len(self.referrals) + 1:04}"
        values: dict[str, Any] = {
            "id": referral_id,
            "version": 1,
            "received_at": message.received_at,
            "part": "contact form.pdf",
            "method": "acroform",
            "form": form,
            "sources": {},
            "corrections": {},
            "warnings": (),
            "matches": (),
            "decision_due_at": message.received_at + timedelta(hours=24),
            "acknowledged_at": None,
            "decided_at": None,
            "outcome": None,
            "message": message,
            "revision": 1,
            **given,
        }
        referral = ReferralView(**values)
        self.referrals[referral_id] = referral
        self.changed()
        return referral

    def _message_of(self, given: dict[str, object]) -> MessageView:
        message = given.get("message")
        return message if isinstance(message, MessageView) else self.add_message(LedgerState.REFERRAL)

    def suggest(
        self, referral: ReferralView, contact: Contact, status: MatchStatus = MatchStatus.SUGGESTED
    ) -> Match:
        number = 1 + sum(len(item.matches) for item in self.referrals.values())
        match = Match(
            id=number,
            referral_id=referral.id,
            contact_id=contact.id,
            contact_reference=contact.reference,
            status=status,
            probability=0.93,
            prior=-9.4,
            children=((0, 0),),
            evidence=(
                Evidence("child.surname", Verdict.AGREES, 7.2, "the same, rare"),
                Evidence("child.forename", Verdict.CLOSE, 3.1, "a short form of it"),
                Evidence("child.dob", Verdict.AGREES, 8.1),
                Evidence("child.postcode", Verdict.CONFLICTS, -4.2, "another sector"),
                Evidence("caller.phone", Verdict.MISSING, 0.0),
                Evidence("time", Verdict.CLOSE, -1.1, "form 40 h after the call"),
            ),
        )
        current = self.referrals[referral.id]
        self.referrals[referral.id] = replace(current, matches=(*current.matches, match))
        self.changed()
        return match

    # Within.

    def _trouble(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def _awaiting(self) -> list[Contact]:
        answered = {match.contact_id for match in self._matches() if match.status.stops_clock}
        kept = [c for c in self.contacts.values() if c.closure is None and c.id not in answered]
        return sorted(kept, key=lambda contact: contact.received_at)

    def _matches(self) -> list[Match]:
        return [match for item in self.referrals.values() for match in item.matches]

    def _keys(self, view: View) -> list[str]:
        if view is View.AWAITING:
            return [f"contact:{contact.id}" for contact in self._awaiting()]
        if view is View.CLOCKS:
            ends = {f"contact:{number}": self.running_on(f"contact:{number}") for number in self.contacts}
            return sorted((key for key in ends if ends[key]), key=lambda key: ends[key][0].due_at)
        if view is View.ATTENTION:
            return self._message_keys(LedgerState.NEEDS_ATTENTION)
        if view is View.NO_FORM:
            return self._message_keys(LedgerState.NO_FORM)
        return [f"referral:{item.id}" for item in self.referrals.values() if _belongs(item, view)]

    def clocks_of(self, key: str) -> tuple[ContactClock, ...]:
        """The clocks that are set on a call, those that run first."""
        said = {clock: known for of, clock, known in self.clocks if of == key}
        known = [one for one in said.values() if one is not None]
        return tuple(sorted(known, key=lambda one: (not one.runs, one.due_at)))

    def running_on(self, key: str) -> tuple[RunningClock, ...]:
        return running(self.clocks_of(key))

    def _message_keys(self, state: LedgerState) -> list[str]:
        return [f"message:{item.id}" for item in self.messages.values() if item.state is state]

    def _contact(self, contact_id: int) -> Contact:
        if contact_id not in self.contacts:
            raise NotFound
        return self.contacts[contact_id]

    def _referral(self, referral_id: str) -> ReferralView:
        if referral_id not in self.referrals:
            raise NotFound
        return self.referrals[referral_id]

    def _message(self, message_id: int) -> MessageView:
        if message_id not in self.messages:
            raise NotFound
        return self.messages[message_id]

    def _checked(self, record: Record, revision: int) -> Record:
        if record.revision != revision:
            raise ChangedMeanwhile
        return record

    def _keep_contact(self, contact: Contact, act: str, words: str = "") -> None:
        self.contacts[contact.id] = replace(contact, revision=contact.revision + 1)
        self._done(act, f"contact:{contact.id}", words)

    def _change_referral(
        self,
        referral_id: str,
        revision: int,
        act: str,
        change: Callable[[ReferralView], ReferralView],
        words: str = "",
    ) -> None:
        referral = self._checked(self._referral(referral_id), revision)
        self.referrals[referral_id] = replace(change(referral), revision=revision + 1)
        self._done(act, f"referral:{referral_id}", words)

    def _move_message(
        self, message_id: int, revision: int, state: LedgerState, act: str, words: str = ""
    ) -> None:
        message = self._checked(self._message(message_id), revision)
        self.messages[message_id] = replace(message, state=state, reason=words or None, revision=revision + 1)
        self._done(act, f"message:{message_id}", words)

    def _settle(self, match_id: int, revision: int, status: MatchStatus, act: str, reason: str = "") -> None:
        for referral in self.referrals.values():
            for match in referral.matches:
                if match.id != match_id:
                    continue
                if match.revision != revision:
                    raise ChangedMeanwhile
                settled = replace(match, status=status, reason=reason or None, revision=revision + 1)
                kept = tuple(settled if item.id == match_id else item for item in referral.matches)
                self.referrals[referral.id] = replace(referral, matches=kept, revision=referral.revision + 1)
                self._done(act, f"match:{match_id}", reason)
                return
        raise NotFound

    def _done(self, act: str, key: str, words: str = "") -> None:
        self.deeds.append(Deed(act, key, words))
        self.changed()


def _belongs(item: ReferralView, view: View) -> bool:
    linked = any(match.status.stops_clock for match in item.matches)
    if view is View.UNMATCHED:
        return not linked
    if view is View.MATCHED:
        return linked
    return item.decided_at is None

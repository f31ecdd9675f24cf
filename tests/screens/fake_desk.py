"""A duty desk in memory that keeps the protocol's promises, for tests of the screens.

It refuses stale revisions, writes down every act and view, and filters and pages like the
real one. Everybody in it is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from ingest.domain.model import (
    Caller,
    Closure,
    Contact,
    ContactChild,
    ContactKind,
    Evidence,
    LedgerState,
    Match,
    MatchStatus,
    NewContact,
    Verdict,
)
from ingest.errors import ChangedMeanwhile, NotFound
from ingest.views import (
    Counts,
    Detail,
    MessageView,
    ReferralView,
    Row,
    TimelineEntry,
    View,
    Window,
    WorkerHealth,
    WorkerState,
)
from parsers.form import Child, ContactForm

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


class FakeDesk:
    """An in-memory `DutyDesk` of one officer."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.contacts: dict[int, Contact] = {}
        self.referrals: dict[str, ReferralView] = {}
        self.messages: dict[int, MessageView] = {}
        self.claims: dict[str, str] = {}
        self.raw: dict[int, str] = {}
        self.deeds: list[Deed] = []
        self.viewed: list[str] = []
        self.windows_asked: list[tuple[View, int, int]] = []
        self.number = 1
        self.worker = WorkerHealth(WorkerState.WORKING, now, now - timedelta(seconds=12), None, 0)
        self.agencies: tuple[str, ...] = (
            "Testing Primary School", "Testshire Police", "Harbour Test Surgery",
        )  # fmt: skip
        self.outcome_words: tuple[str, ...] = (
            "Statutory (s17)", "Statutory (s47)", "Early help", "No further action",
        )  # fmt: skip
        self.trouble: Exception | None = None
        self.last_logged: NewContact | None = None
        self.last_form: ContactForm | None = None

    # What a test puts on the desk.

    def changed(self) -> None:
        self.number += 1

    def add_contact(self, **given: object) -> Contact:
        contact_id = len(self.contacts) + 1
        values: dict[str, object] = {
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
        contact = Contact(**values)  # type: ignore[arg-type]
        self.contacts[contact_id] = contact
        self.changed()
        return contact

    def add_message(self, state: LedgerState, **given: object) -> MessageView:
        message_id = len(self.messages) + 1
        values: dict[str, object] = {
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
        message = MessageView(**values)  # type: ignore[arg-type]
        self.messages[message_id] = message
        self.raw.setdefault(message_id, "From: office@testing.example\n\nPlease find attached.")
        self.changed()
        return message

    def add_referral(self, form: ContactForm, **given: object) -> ReferralView:
        message = self._message_of(given)
        referral_id = f"ref{len(self.referrals) + 1:04}"
        values: dict[str, object] = {
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
        referral = ReferralView(**values)  # type: ignore[arg-type]
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

    # Reading.

    def counts(self, now: datetime) -> Counts:
        self._trouble()
        open_contacts = self._awaiting()
        due = [contact.received_at + FOLLOW_UP for contact in open_contacts]
        return Counts(
            overdue=sum(at <= now for at in due),
            due_soon=sum(now < at <= now + timedelta(hours=12) for at in due),
            awaiting=len(due),
            unmatched=len(self._keys(View.UNMATCHED)),
            attention=len(self._keys(View.ATTENTION)),
            no_form=len(self._keys(View.NO_FORM)),
            decisions_due=len(self._keys(View.DECISIONS)),
            matched_today=len(self._keys(View.MATCHED)),
        )

    def health(self, now: datetime) -> WorkerHealth:
        self._trouble()
        return self.worker

    def changes(self) -> int:
        self._trouble()
        return self.number

    def window(
        self, view: View, now: datetime, *, offset: int = 0, limit: int = 200, text: str = ""
    ) -> Window:
        self._trouble()
        self.windows_asked.append((view, offset, limit))
        keys = self._keys(view)
        kept = self._filtered(keys, text)
        rows = tuple(self.row(key) for key in kept[offset : offset + limit])
        return Window(view, offset, rows, len(kept), len(keys))

    def position(self, view: View, now: datetime, key: str, *, text: str = "") -> int | None:
        kept = self._filtered(self._keys(view), text)
        return kept.index(key) if key in kept else None

    def detail(self, key: str, now: datetime) -> Detail:
        self._trouble()
        self.viewed.append(key)
        self.changed()
        kind, _, name = key.partition(":")
        told = (TimelineEntry(self.now, "worker", "received", "from mailbox mash"),)
        if kind == "contact":
            return self._contact_detail(key, self._contact(int(name)), told)
        if kind == "referral":
            referral = self._referral(name)
            return Detail(key, referral=referral, message=referral.message, timeline=told)
        return Detail(key, message=self._message(int(name)), timeline=told)

    def _contact_detail(self, key: str, contact: Contact, told: tuple[TimelineEntry, ...]) -> Detail:
        matches = tuple(match for match in self._matches() if match.contact_id == contact.id)
        due = contact.received_at + FOLLOW_UP
        return Detail(
            key,
            contact=contact,
            contact_due_at=due,
            contact_due_out_of_hours=due.hour >= 17 or due.weekday() >= 5,
            contact_matches=matches,
            timeline=told,
        )

    def raw_text(self, message_id: int) -> str:
        self.viewed.append(f"raw:{message_id}")
        return self.raw[message_id]

    def row(self, key: str) -> Row:
        kind, _, name = key.partition(":")
        if kind == "contact":
            contact = self._contact(int(name))
            child = contact.children[0] if contact.children else ContactChild()
            return Row(
                key=key,
                label=f"{child.forename or 'child'} {(child.surname or '?')[:1]}.",
                from_words=" · ".join(w for w in (contact.caller.name, contact.caller.agency) if w),
                at=contact.received_at,
                due_at=contact.received_at + FOLLOW_UP,
                status="no form yet",
                claimed_by=self.claims.get(key),
                revision=contact.revision,
                reference=contact.reference,
            )
        if kind == "referral":
            referral = self._referral(name)
            first = referral.form.children[0] if referral.form.children else Child()
            best = max((match.probability for match in referral.matches), default=None)
            return Row(
                key=key,
                label=f"{first.forename or 'child'} {(first.surname or '?')[:1]}.",
                from_words=referral.form.referrer.agency or "unknown agency",
                at=referral.received_at,
                due_at=referral.decision_due_at,
                status="no call found" if best is None else f"call suggested {best:.0%}",
                claimed_by=self.claims.get(key),
                revision=referral.revision,
            )
        message = self._message(int(name))
        return Row(
            key=key,
            label=message.subject or "no subject",
            from_words=message.sender or "no sender",
            at=message.received_at,
            due_at=None,
            status=message.reason or "no form found",
            claimed_by=self.claims.get(key),
            revision=message.revision,
        )

    def known_agencies(self) -> Sequence[str]:
        return self.agencies

    def known_callers(self, agency: str | None) -> Sequence[str]:
        return ("Sam Tester",)

    def outcomes(self) -> Sequence[str]:
        return self.outcome_words

    def find_contacts(self, text: str, limit: int = 20) -> Sequence[Contact]:
        words = text.casefold().split()
        kept = [c for c in self.contacts.values() if all(word in str(c).casefold() for word in words)]
        return kept[:limit]

    def email_contact_prefill(self, message_id: int) -> NewContact:
        message = self._message(message_id)
        return NewContact(
            received_at=message.received_at,
            kind=ContactKind.EMAIL,
            caller=Caller(email=message.sender),
            concern="Worried about a pupil.",
            message_id=message_id,
        )

    # Acting.

    def log_contact(self, contact: NewContact) -> Contact:
        self.last_logged = contact
        return self._log(contact)

    def make_email_contact(self, message_id: int, contact: NewContact, revision: int) -> Contact:
        message = self._checked(self._message(message_id), revision)
        self.messages[message_id] = replace(message, state=LedgerState.NO_FORM, revision=revision + 1)
        self.last_logged = contact
        self.deeds.append(Deed("email contact", f"message:{message_id}"))
        return self._log(contact)

    def _log(self, contact: NewContact) -> Contact:
        logged = self.add_contact(
            kind=contact.kind,
            received_at=contact.received_at,
            caller=contact.caller,
            children=contact.children,
            concern=contact.concern,
        )
        self.deeds.append(Deed("log", f"contact:{logged.id}"))
        return logged

    def close_contact(self, contact_id: int, reason: str, revision: int) -> None:
        contact = self._checked(self._contact(contact_id), revision)
        closure = Closure(self.now, OFFICER, reason)
        self._keep_contact(replace(contact, closure=closure), "close", reason)

    def reopen_contact(self, contact_id: int, revision: int) -> None:
        contact = self._checked(self._contact(contact_id), revision)
        self._keep_contact(replace(contact, closure=None), "reopen")

    def claim(self, key: str, revision: int) -> None:
        self._recheck(key, revision)
        self.claims[key] = OFFICER
        self._done("claim", key)

    def release(self, key: str, revision: int) -> None:
        self._recheck(key, revision)
        self.claims.pop(key, None)
        self._done("release", key)

    def confirm_match(self, match_id: int, revision: int) -> None:
        self._settle(match_id, revision, MatchStatus.CONFIRMED, "confirm")

    def reject_match(self, match_id: int, reason: str, revision: int) -> None:
        self._settle(match_id, revision, MatchStatus.REJECTED, "reject", reason)

    def undo_match(self, match_id: int, revision: int) -> None:
        self._settle(match_id, revision, MatchStatus.SUGGESTED, "undo")

    def link(self, referral_id: str, contact_id: int, reason: str, revision: int) -> None:
        referral = self._checked(self._referral(referral_id), revision)
        self.suggest(referral, self._contact(contact_id), MatchStatus.CONFIRMED)
        self._done("link", f"referral:{referral_id}", f"contact:{contact_id} {reason}".strip())

    def correct_field(self, referral_id: str, pointer: str, value: str | None, revision: int) -> None:
        self._change_referral(
            referral_id,
            revision,
            "correct",
            lambda item: replace(
                item, corrections={**item.corrections, pointer: f"read otherwise; corrected by {OFFICER}"}
            ),
            f"{pointer}={value}",
        )

    def acknowledge(self, referral_id: str, revision: int) -> None:
        self._change_referral(
            referral_id, revision, "acknowledge", lambda item: replace(item, acknowledged_at=self.now)
        )

    def decide(self, referral_id: str, outcome: str, revision: int) -> None:
        self._change_referral(
            referral_id,
            revision,
            "decide",
            lambda item: replace(item, decided_at=self.now, outcome=outcome),
            outcome,
        )

    def undo_tick(self, referral_id: str, tick: str, revision: int) -> None:
        self._change_referral(
            referral_id,
            revision,
            "undo tick",
            lambda item: (
                replace(item, decided_at=None, outcome=None)
                if tick == "decided"
                else replace(item, acknowledged_at=None)
            ),
            tick,
        )

    def dismiss(self, message_id: int, reason: str, revision: int) -> None:
        self._move_message(message_id, revision, LedgerState.NO_FORM, "dismiss", reason)

    def restore(self, message_id: int, revision: int) -> None:
        self._move_message(message_id, revision, LedgerState.NEEDS_ATTENTION, "restore")

    def key_by_hand(self, message_id: int, form: ContactForm, revision: int) -> str:
        self._checked(self._message(message_id), revision)
        self.last_form = form
        referral = self.add_referral(form, method="by_hand", message=self.messages[message_id])
        self._done("key", f"message:{message_id}")
        return referral.id

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
        if view is View.ATTENTION:
            return self._message_keys(LedgerState.NEEDS_ATTENTION)
        if view is View.NO_FORM:
            return self._message_keys(LedgerState.NO_FORM)
        return [f"referral:{item.id}" for item in self.referrals.values() if _belongs(item, view)]

    def _message_keys(self, state: LedgerState) -> list[str]:
        return [f"message:{item.id}" for item in self.messages.values() if item.state is state]

    def _filtered(self, keys: list[str], text: str) -> list[str]:
        if not text:
            return keys
        wanted = text.casefold()
        return [key for key in keys if wanted in f"{self.row(key)}".casefold()]

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

    def _recheck(self, key: str, revision: int) -> None:
        if self.row(key).revision != revision:
            raise ChangedMeanwhile

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

"""A duty desk in memory that keeps the protocol's promises, for tests of the screens.

It refuses stale revisions, writes down every act and view, and filters and pages like the
real one. Everybody in it is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ingest.domain.model import (
    Caller,
    Closure,
    Contact,
    ContactChild,
    ContactKind,
    LedgerState,
    MatchStatus,
    NewContact,
)
from ingest.errors import CallerMistake, ChangedMeanwhile
from ingest.store.passages import passage
from ingest.views import (
    AS_IT_COMES,
    Arrangement,
    Counts,
    Detail,
    Letter,
    Note,
    Row,
    TimelineEntry,
    View,
    Window,
    WorkerHealth,
)
from parsers.form import Child, ContactForm
from tests.screens.fake_arranging import FakeArranging
from tests.screens.fake_clocks import FakeClocks
from tests.screens.fake_figures import FakeFigures
from tests.screens.fake_records import FOLLOW_UP, NOON, OFFICER, Deed

__all__ = ["NOON", "OFFICER", "Deed", "FakeDesk"]


class FakeDesk(FakeFigures, FakeClocks, FakeArranging):
    """An in-memory `DutyDesk` of one officer."""

    actor = OFFICER
    unprepared: CallerMistake | None = None

    def prepare(self) -> None:
        if self.unprepared is not None:
            raise self.unprepared

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
            clocks=len(self._keys(View.CLOCKS)),
            letters_not_sent=self.letters_not_sent,
            clocks_overdue=sum(self.running_on(key)[0].due_at <= now for key in self._keys(View.CLOCKS)),
        )

    def health(self, now: datetime) -> WorkerHealth:
        self._trouble()
        return self.worker

    def changes(self) -> int:
        self._trouble()
        return self.number

    def window(
        self,
        view: View,
        now: datetime,
        *,
        offset: int = 0,
        limit: int = 200,
        text: str = "",
        arranged: Arrangement = AS_IT_COMES,
        passing: bool = False,
    ) -> Window:
        self._trouble()
        if text and not passing:
            self.searches.append(text)
        self.windows_asked.append((view, offset, limit))
        keys = self._keys(view)
        kept = self.arranged(self._filtered(keys, text), arranged)
        rows = tuple(self.row(key) for key in kept[offset : offset + limit])
        if view is View.CLOCKS:
            rows = tuple(replace(row, due_at=row.clocks[0].due_at) for row in rows)
        return Window(view, offset, rows, len(kept), len(keys))

    def position(
        self, view: View, key: str, *, text: str = "", arranged: Arrangement = AS_IT_COMES
    ) -> int | None:
        kept = self.arranged(self._filtered(self._keys(view), text), arranged)
        return kept.index(key) if key in kept else None

    def detail(self, key: str) -> Detail:
        self._trouble()
        self.viewed.append(key)
        self.changed()
        kind, _, name = key.partition(":")
        told = (TimelineEntry(self.now, "worker", "message.stored", "from mailbox mash", "received"),)
        if kind == "contact":
            return self._with_notes(self._contact_detail(key, self._contact(int(name)), told))
        if kind == "referral":
            referral = self._referral(name)
            return self._with_notes(Detail(key, referral=referral, message=referral.message, timeline=told))
        message, awaited = self._message(int(name)), self.awaited_by.get(key, ())
        return self._with_notes(Detail(key, message=message, message_awaited_by=awaited, timeline=told))

    def _with_notes(self, detail: Detail) -> Detail:
        notes = tuple(note for key, note in self.notes if key == detail.key)
        return replace(detail, notes=notes, alike=self.alike.get(detail.key, ()))

    def _contact_detail(self, key: str, contact: Contact, told: tuple[TimelineEntry, ...]) -> Detail:
        matches = tuple(match for match in self._matches() if match.contact_id == contact.id)
        due = contact.received_at + FOLLOW_UP
        return Detail(
            key,
            contact=contact,
            contact_due_at=due,
            contact_due_out_of_hours=due.hour >= 17 or due.weekday() >= 5,
            contact_matches=matches,
            contact_rag=self.ratings.get(key),
            contact_amended_at=next((self.now for was in self.amended if was.id == contact.id), None),
            contact_clocks=self.clocks_of(key),
            contact_unopened=self.unopened.get(key, ()),
            contact_may_have_come=key in self.unopened,
            contact_clock_said_at=self.clock_said_at(key),
            timeline=told,
        )

    def part_text(self, message_id: int, place: int) -> str:
        self.viewed.append(f"part:{message_id}/{place}")
        return self.parts[message_id, place]

    def search(self, text: str, limit: int = 60) -> Sequence[Row]:
        keys = [f"contact:{one}" for one in self.contacts] + [f"referral:{one}" for one in self.referrals]
        rows = [self.row(key) for key in self._filtered(keys, text)][:limit]
        return [
            replace(row, passage=passage((("caller", row.from_words), ("child", row.label)), text))
            for row in rows
        ]

    def letter(self, key: str) -> Letter:
        return Letter("caller@testing.example", f"About {key}", self.letter_text)

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
                rag=self.ratings.get(key),
                agency=contact.caller.agency or "",
                clocks=self.running_on(key),
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

    def known_child(self, child: ContactChild) -> Sequence[Row]:
        return [
            self.row(f"contact:{number}")
            for number, contact in self.contacts.items()
            if (child.forename, child.surname) in {(one.forename, one.surname) for one in contact.children}
        ]

    def caller_known_as(self, name: str, agency: str | None) -> Caller | None:
        known = self.known.get(name)
        return known if known is not None and agency in {None, known.agency} else None

    def levels(self) -> Sequence[str]:
        return ("1 Universal", "4 Statutory")

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

    def follow_up_due(self, received_at: datetime) -> datetime:
        return received_at + FOLLOW_UP

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

    def confirm_match(self, match_id: int, revision: int, reason: str | None = None) -> None:
        self._settle(match_id, revision, MatchStatus.CONFIRMED, "confirm", reason or "")

    def reject_match(self, match_id: int, reason: str, revision: int) -> None:
        self._settle(match_id, revision, MatchStatus.REJECTED, "reject", reason)

    def undo_match(self, match_id: int, revision: int, reason: str | None = None) -> None:
        self._settle(match_id, revision, MatchStatus.SUGGESTED, "undo", reason or "")

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

    def undo_correction(self, referral_id: str, pointer: str, revision: int) -> None:
        self._change_referral(
            referral_id,
            revision,
            "undo correction",
            lambda item: replace(
                item, corrections={name: how for name, how in item.corrections.items() if name != pointer}
            ),
            pointer,
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

    def letter_taken(self, key: str, revision: int) -> None:
        self._recheck(key, revision)
        self._done("letter", key)

    def add_note(self, key: str, text: str) -> int:
        self.notes.append((key, Note(len(self.notes) + 1, self.now, OFFICER, text)))
        self._done("note", key, text)
        return len(self.notes)

    def remove_note(self, note_id: int) -> None:
        self.notes = [(key, note) for key, note in self.notes if note.id != note_id]
        self._done("remove note", f"note:{note_id}")

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

    def restore(self, message_id: int, revision: int) -> str | None:
        self._move_message(message_id, revision, LedgerState.NEEDS_ATTENTION, "restore")
        return self.made_of.get(message_id)

    def key_by_hand(self, message_id: int, form: ContactForm, revision: int) -> str:
        self._checked(self._message(message_id), revision)
        self.last_form = form
        referral = self.add_referral(form, method="by_hand", message=self.messages[message_id])
        self._done("key", f"message:{message_id}")
        return referral.id

    # Within.

    def _filtered(self, keys: list[str], text: str) -> list[str]:
        if not text:
            return keys
        wanted = text.casefold()
        return [key for key in keys if wanted in f"{self.row(key)}".casefold()]

    def _recheck(self, key: str, revision: int) -> None:
        if self.row(key).revision != revision:
            raise ChangedMeanwhile

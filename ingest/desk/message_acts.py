"""What an officer does with an email that is no form, or that could not be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from ingest.addresses import named
from ingest.desk.contact_acts import ContactActs
from ingest.desk.office import reason_given
from ingest.domain.model import Caller, Contact, ContactChild, ContactKind, LedgerState, NewContact
from ingest.errors import CallerMistake, ChangedMeanwhile
from ingest.store import contacts, matches, referrals
from ingest.store.records import change, find, hold
from ingest.store.referrals import BY_HAND, NewReferral
from parsers.form import Child, ContactForm, ReadForm

_WAITING = {LedgerState.STORED, LedgerState.READING}


class MessageActs(ContactActs):
    """Each act is one transaction, with its audit event. `restore` undoes the others."""

    def dismiss(self, message_id: int, reason: str, revision: int) -> None:
        """Say that an email needs no more attention, and why."""
        reason = reason_given(reason)
        with self.acting() as (conn, at):
            key = f"message:{message_id}"
            row = hold(conn, key, revision)
            if row.state != LedgerState.NEEDS_ATTENTION:
                raise ChangedMeanwhile.of(f"email {message_id}")
            brought = referrals.of_message(conn, message_id)
            _set_aside(conn, row, LedgerState.REFERRAL if brought else LedgerState.NO_FORM, reason)
            self.audit(conn, at, "message.dismissed", key, {"reason": reason})

    def restore(self, message_id: int, revision: int) -> str | None:
        """Bring an email back for attention, whatever was said of it: dismissed, no form, an email
        contact made of it, or keyed by hand (the keyed form is withdrawn).

        Returns the reference of the contact that was made of it, if any: that one stays, and its clock runs.
        """
        with self.acting() as (conn, at):
            key = f"message:{message_id}"
            row = hold(conn, key, revision)
            if row.state in _WAITING:
                raise ChangedMeanwhile.of(f"email {message_id}")
            for referral_id in referrals.keyed_of_message(conn, message_id):
                self._withdraw(conn, referral_id, at)
            reason = row.set_aside_reason or "an officer asks to look at it again"
            change(
                conn,
                key,
                state=LedgerState.NEEDS_ATTENTION.value,
                reason=reason,
                set_aside_from=None,
                set_aside_reason=None,
            )
            self.audit(conn, at, "message.restored", key)
            made = contacts.of_message(conn, message_id)
            return made.reference if made is not None and made.closure is None else None

    def make_email_contact(self, message_id: int, contact: NewContact, revision: int) -> Contact:
        """Log the concern that an email raises without the form: one contact for each message.

        Where the message has its contact already, which says the same, that one is returned and nothing changes;
        raises `CallerMistake` where it says something else: what was typed would be lost unseen.
        """
        with self.acting() as (conn, at):
            made = contacts.of_message(conn, message_id)
            if made is not None:
                if _said(made) != _said(contact):
                    raise _made_already(made)
                return made
            key = f"message:{message_id}"
            row = hold(conn, key, revision)
            of_email = replace(contact, kind=ContactKind.EMAIL, message_id=message_id)
            added = self.add_contact(conn, of_email, at, "contact.made_of_email")
            reason = f"email contact {added.reference} was made of it"
            brought = referrals.of_message(conn, message_id)
            _set_aside(conn, row, LedgerState.REFERRAL if brought else LedgerState.NO_FORM, reason)
            self.audit(conn, at, "message.made_contact", key, {"contact": f"contact:{added.id}"})
            return added

    def key_by_hand(self, message_id: int, form: ContactForm, revision: int) -> str:
        """Keep a form that an officer read from an email and keyed; return the referral's id."""
        with self.acting() as (conn, at):
            key = f"message:{message_id}"
            row = hold(conn, key, revision)
            if row.state in _WAITING:
                raise ChangedMeanwhile.of(f"email {message_id}")
            read = ReadForm("keyed by hand", BY_HAND, form)
            new = NewReferral(
                message_id, row.received_at, read, self.matcher.form_keys(form), keyed_by=self.actor
            )
            referral_id = referrals.add(conn, new, at)
            self.audit(conn, at, "referral.keyed_by_hand", f"referral:{referral_id}", {"message": message_id})
            matches.match_referral(conn, referrals.get(conn, referral_id), self.matcher, at)
            _set_aside(conn, row, LedgerState.REFERRAL, None)
            self.audit(conn, at, "message.keyed_by_hand", key, {"referral": referral_id})
            return referral_id

    def email_contact_prefill(self, message_id: int) -> NewContact:
        """What an email contact of this message would say, for an officer to complete.

        Raises `CallerMistake` where one was made of it already.
        """
        with self.store.writing() as conn:
            row = find(conn, f"message:{message_id}")
            made = contacts.of_message(conn, message_id)
            if made is not None:
                raise _made_already(made)
            self.audit_look(conn, "message.viewed", f"message:{message_id}", row.revision)
        form = ContactForm.from_dict(row.concern) if row.concern else ContactForm()
        return NewContact(
            received_at=row.received_at,
            kind=ContactKind.EMAIL,
            taken_by=self.actor,
            caller=_caller(form, row),
            children=tuple(_noted(child) for child in form.children),
            concern=form.concern.reason,
            message_id=message_id,
        )

    def _withdraw(self, conn: Connection, referral_id: str, at: datetime) -> None:
        """Take back a form that was keyed by hand: it and its links no longer count."""
        contact_ids = [item.contact_id for item in matches.of_referral(conn, referral_id)]
        matches.remove_all(conn, referral_id)
        referrals.withdraw(conn, referral_id)
        matches.refresh(conn, referral_id, contact_ids, at)
        self.audit(conn, at, "referral.withdrawn", f"referral:{referral_id}")
        for contact_id in contact_ids:
            detail = {"with": f"referral:{referral_id}"}
            self.audit(conn, at, "match.withdrawn", f"contact:{contact_id}", detail)


def _said(contact: Contact | NewContact) -> tuple[Caller, tuple[ContactChild, ...], str | None]:
    return contact.caller, contact.children, contact.concern


def _made_already(made: Contact) -> CallerMistake:
    return CallerMistake(
        f"{made.reference} was made of this email already: F finds it, E puts right what it says. "
        "Another concern is logged with L."
    )


def _set_aside(conn: Connection, row: Row[Any], state: LedgerState, reason: str | None) -> None:
    """Settle a message, and remember why it needed attention in case that is undone."""
    change(
        conn,
        f"message:{row.id}",
        state=state.value,
        reason=reason,
        set_aside_from=row.set_aside_from or row.state,
        set_aside_reason=row.set_aside_reason or row.reason,
    )


def _caller(form: ContactForm, row: Row[Any]) -> Caller:
    """Who raised the concern: as the text says, else as the sender wrote."""
    referrer = form.referrer
    name = referrer.name or named(row.sender or "")[0] or None
    email = referrer.email or row.sender_address
    return Caller(name, referrer.agency, referrer.role, referrer.phone, email)


def _noted(child: Child) -> ContactChild:
    return ContactChild(
        child.forename,
        child.surname,
        date.fromisoformat(child.dob) if child.dob else None,
        child.address,
        child.postcode,
        child.school,
        child.nhs_number,
    )

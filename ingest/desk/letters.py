"""Messages that an officer may send to a referrer: a reminder of the form, a receipt for it.

They name the call or the form and never the child: who reads the referrer's mail is not known.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from ingest.desk.office import Office
from ingest.errors import CallerMistake
from ingest.store import contacts
from ingest.store.records import find, hold
from ingest.views import Letter
from parsers.form import ContactForm

_LONDON = ZoneInfo("Europe/London")
_CHASE = """Dear {name},

Thank you for telling us of your concern on {at}. Our reference is {reference}.

A concern raised by {how} is followed up in writing with the Inter-Agency Contact Form. It {due} \
and has not reached us yet. Please send it today, and quote the reference. If you have sent it, tell \
us when and from which address.

If a child is in immediate danger, ring 999.

{hub}"""
_RECEIPT = """Dear {name},

We received your contact form on {at}. Our reference is {reference}.

A social worker will consider it and tell you of the next step. If anything changes, or if you have \
heard nothing within three working days, please contact us and quote the reference.

If a child is in immediate danger, ring 999.

{hub}"""


class Letters(Office):
    """Messages ready to be sent from the hub's own mail; nothing is sent from here."""

    def letter(self, key: str) -> Letter:
        """The message that fits a record: a reminder for a call, a receipt for a form.

        Raises `CallerMistake` for a record that has no referrer.
        """
        kind, _, name = key.partition(":")
        with self.store.writing() as conn:
            row = find(conn, key)
            self.audit_look(conn, f"{kind}.viewed", key, row.revision)
            if kind == "contact":
                return self._reminder(conn, int(name))
            if kind == "referral":
                return self._receipt(name, row.received_at, ContactForm.from_dict(row.form))
        raise CallerMistake("Only a call or a form has somebody to write to.")

    def letter_taken(self, key: str, revision: int) -> None:
        """Record that an officer took the message of a record, to send it."""
        action = "contact.chased" if key.startswith("contact:") else "referral.acknowledgement_taken"
        with self.acting() as (conn, at):
            hold(conn, key, revision)
            self.audit(conn, at, action, key)

    def _reminder(self, conn: Connection, contact_id: int) -> Letter:
        contact = contacts.get(conn, contact_id)
        due = self.follow_up_due(contact.received_at)
        late = due <= self.store.clock.now()
        text = _CHASE.format(
            name=contact.caller.name or "colleague",
            at=_in_london(contact.received_at),
            reference=contact.reference,
            how="telephone" if contact.kind == "phone" else "email",
            due=f"{'was' if late else 'is'} due by {_in_london(due)}",
            hub=self.rules.hub,
        )
        return Letter(contact.caller.email, f"Contact form for {contact.reference}", text.strip())

    def _receipt(self, referral_id: str, received_at: datetime, form: ContactForm) -> Letter:
        text = _RECEIPT.format(
            name=form.referrer.name or "colleague",
            at=_in_london(received_at),
            reference=referral_id,
            hub=self.rules.hub,
        )
        return Letter(form.referrer.email, f"Contact form received: {referral_id}", text.strip())


def _in_london(at: datetime) -> str:
    return f"{at.astimezone(_LONDON):%d %B %Y at %H:%M}".lstrip("0")

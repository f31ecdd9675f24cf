"""Messages that an officer may send to a referrer: a reminder of the form, a receipt for it.

They name the call or the form and never the child: who reads the referrer's mail is not known.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from ingest.addresses import is_trusted, sendable
from ingest.desk.office import Office
from ingest.errors import CallerMistake
from ingest.store import contacts, outbox
from ingest.store.records import find, hold
from ingest.views import Letter
from parsers.form import ContactForm

_LONDON = ZoneInfo("Europe/London")
_STATES = {
    "waiting": "waiting to be sent",
    "sending": "being sent",
    "sent": "sent",
    "failed": "NOT SENT",
    "copied": "not sent; copied into the hub's own mail instead",
    "unsure": "nobody knows whether it was sent: ask the referrer",
}
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
    """Messages to copy into the hub's own mail, or to send where a mail server is configured."""

    def letter(self, key: str) -> Letter:
        """The message that fits a record: a reminder for a call, a receipt for a form.

        Raises `CallerMistake` for a record that has no referrer.
        """
        kind = key.partition(":")[0]
        with self.store.writing() as conn:
            row = find(conn, key)
            self.audit_look(conn, f"{kind}.viewed", key, row.revision)
            return self._letter(conn, key, row)

    def letter_taken(self, key: str, revision: int) -> None:
        """Record that an officer took the message of a record, to send it."""
        with self.acting() as (conn, at):
            hold(conn, key, revision)
            outbox.copied(conn, key)
            self.audit(conn, at, _taken(key), key)

    def letters_not_sent(self) -> int:
        """How many records have a last letter that failed, may not have been taken, or waits for long."""
        with self.store.reading() as conn:
            return len(not_sent(conn, self.store.clock.now()))

    def send_letter(self, key: str, revision: int, *, private_too: bool = False) -> int:
        """Put the message of a record into the outbox, to the address that stands on the record.

        It is recorded here, and sent by the worker afterwards. Raises `CallerMistake` where it
        cannot be sent, waits already, or goes to a domain that the hub does not trust and
        `private_too` is not said.
        """
        with self.acting() as (conn, at):
            letter = self._letter(conn, key, hold(conn, key, revision))
            address = sendable(letter.to)
            if not letter.can_send or address is None:
                raise CallerMistake("This cannot be sent from here: copy it into the hub's own mail.")
            if letter.private and not private_too:
                raise CallerMistake(
                    "That is not an address of an authority that the hub knows: look at it again."
                )
            if any(row.state in outbox.OPEN for row in outbox.of_record(conn, key)):
                raise CallerMistake("A letter about this is on its way already.")
            kept = {"to_address": address, "subject": _one_line(letter.subject), "text": letter.text}
            kept["message_id"] = token_hex(16)
            letter_id = outbox.write(conn, key, kept, self.actor, at)
            detail = {"letter": letter_id, "domain": address.rpartition("@")[2]}
            self.audit(conn, at, _taken(key), key, detail)
            return letter_id

    def _letter(self, conn: Connection, key: str, row: Row[Any]) -> Letter:
        kind, _, name = key.partition(":")
        if kind == "contact":
            letter = self._reminder(conn, int(name))
        elif kind == "referral":
            letter = self._receipt(name, row.received_at, ContactForm.from_dict(row.form))
        else:
            raise CallerMistake("Only a call or a form has somebody to write to.")
        trusted, address = self.rules.letters_to, sendable(letter.to)
        return replace(
            letter,
            can_send=trusted is not None and address is not None,
            private=address is not None and not is_trusted(address, trusted or ()),
            earlier=tuple(_fate(one) for one in outbox.of_record(conn, key)),
        )

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


def not_sent(conn: Connection, now: datetime) -> tuple[str, ...]:
    """What the records are called whose last letter is not sent: calls that still await their form by reference,
    forms by their id."""
    keys = outbox.not_sent(conn, now)
    calls = contacts.awaited_references(conn, [int(key.partition(":")[2]) for key in keys if _is_call(key)])
    named = (calls.get(key) if _is_call(key) else f"form {key.partition(':')[2]}" for key in keys)
    return tuple(name for name in named if name is not None)


def _is_call(key: str) -> bool:
    return key.startswith("contact:")


def _taken(key: str) -> str:
    return "contact.chased" if _is_call(key) else "referral.acknowledgement_taken"


def _fate(row: Row[Any]) -> str:
    """Such as "written 3 March 2026 at 10:00: NOT SENT, the mail server refused it (550)"."""
    fault = f", {row.fault}" if row.fault else ""
    return f"written {_in_london(row.written_at)}: {_STATES[row.state]}{fault}"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _in_london(at: datetime) -> str:
    return f"{at.astimezone(_LONDON):%d %B %Y at %H:%M}".lstrip("0")

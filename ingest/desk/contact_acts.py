"""What an officer does with phone and email contacts: log, put right, close, reopen; claim any
record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from ingest.desk.office import Office, reason_given
from ingest.domain.model import Contact, ContactChild, NewContact
from ingest.errors import CallerMistake
from ingest.store import amendments, audit, candidates, contacts, matches
from ingest.store.records import change, hold


class ContactActs(Office):
    """Each act is one transaction, with its audit event."""

    def log_contact(self, contact: NewContact) -> Contact:
        """Log a contact and compare it with the forms that are here already.

        Raises `CallerMistake` where its reference is taken.
        """
        with self.acting() as (conn, at):
            return self.add_contact(conn, contact, at, "contact.logged")

    def add_contact(self, conn: Connection, new: NewContact, at: datetime, action: str) -> Contact:
        """Log a contact in a transaction that does more; `action` is what the audit calls it."""
        out_of_hours = self.rules.calendar.is_out_of_hours(new.received_at)
        added = contacts.add(conn, new, out_of_hours=out_of_hours, at=at, by=self.actor)
        self._announce(conn, [added], at, action)
        return contacts.get(conn, added.id)

    def add_contacts(self, conn: Connection, new: Sequence[NewContact], at: datetime, action: str) -> None:
        """Log contacts as `add_contact` does, each under a reference that nobody has taken."""
        shut = self.rules.calendar.is_out_of_hours
        added = contacts.add_all(conn, [(one, shut(one.received_at)) for one in new], at=at, by=self.actor)
        self._announce(conn, added, at, action)

    def _announce(self, conn: Connection, added: Sequence[Contact], at: datetime, action: str) -> None:
        """Tell the audit of contacts that are new, and compare them with the forms."""
        keyed = [(one, self.matcher.contact_keys(one)) for one in added]
        candidates.add_keys(conn, keyed)
        told = [(f"contact:{one.id}", {"reference": one.reference}) for one in added]
        audit.append_all(conn, at, self.actor, action, told)
        matches.match_new_contacts(conn, keyed, self.matcher, at)

    def add_children(
        self, conn: Connection, known: Contact, children: Sequence[ContactChild], at: datetime
    ) -> None:
        """Add children to a contact that is logged already, and compare it with the forms anew."""
        contacts.add_children(conn, known, children)
        grown = contacts.get(conn, known.id)
        keys = self.matcher.contact_keys(grown)
        candidates.set_keys(conn, grown, keys)
        self.audit(conn, at, "contact.children_added", f"contact:{grown.id}", {"children": len(children)})
        matches.match_contact(conn, grown, keys, self.matcher, at)

    def amend_contact(self, contact_id: int, said: NewContact, revision: int) -> None:
        """Put right what a call says; what it said before is kept, and the forms are compared anew.

        The audit names what was changed, and none of the words.
        """
        key = f"contact:{contact_id}"
        with self.acting() as (conn, at):
            hold(conn, key, revision)
            known = contacts.get(conn, contact_id)
            changed = [
                name
                for name in ("received_at", "caller", "children", "concern")
                if getattr(known, name) != getattr(said, name)
            ]
            if not changed:
                return
            amendments.keep(conn, known, self.actor, at)
            self._say_anew(conn, known, said, at)
            self.audit(conn, at, "contact.amended", key, {"fields": changed})

    def undo_amendment(self, contact_id: int, revision: int) -> None:
        """Have a call say again what it said before it was last put right. Raises `CallerMistake`
        where it never was."""
        key = f"contact:{contact_id}"
        with self.acting() as (conn, at):
            hold(conn, key, revision)
            before = amendments.take_last(conn, contact_id)
            if before is None:
                raise CallerMistake("This call says what it said when it was logged.")
            self._say_anew(conn, contacts.get(conn, contact_id), before, at)
            self.audit(conn, at, "contact.amendment_undone", key)

    def _say_anew(self, conn: Connection, known: Contact, said: NewContact, at: datetime) -> None:
        out_of_hours = self.rules.calendar.is_out_of_hours(said.received_at)
        contacts.amend(conn, known, said, out_of_hours=out_of_hours)
        anew = contacts.get(conn, known.id)
        keys = self.matcher.contact_keys(anew)
        candidates.set_keys(conn, anew, keys)
        matches.match_contact(conn, anew, keys, self.matcher, at)

    def close_contact(self, contact_id: int, reason: str, revision: int) -> None:
        """Say that a contact needs no form, and why."""
        reason = reason_given(reason)
        with self.acting() as (conn, at):
            key = f"contact:{contact_id}"
            hold(conn, key, revision)
            contacts.close(conn, contact_id, at, self.actor, reason)
            self.audit(conn, at, "contact.closed", key, {"reason": reason})

    def reopen_contact(self, contact_id: int, revision: int) -> None:
        """Take back that a contact needs no form."""
        with self.acting() as (conn, at):
            key = f"contact:{contact_id}"
            hold(conn, key, revision)
            contacts.reopen(conn, contact_id)
            self.audit(conn, at, "contact.reopened", key)

    def claim(self, key: str, revision: int) -> None:
        """Say that this officer is dealing with a record."""
        with self.acting() as (conn, at):
            hold(conn, key, revision)
            change(conn, key, claimed_by=self.actor, claimed_at=at)
            self.audit(conn, at, "record.claimed", key)

    def release(self, key: str, revision: int) -> None:
        """Say that nobody is dealing with a record."""
        with self.acting() as (conn, at):
            hold(conn, key, revision)
            change(conn, key, claimed_by=None, claimed_at=None)
            self.audit(conn, at, "record.released", key)

"""Records for tests, of invented people, and a matching that is plain to foresee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import event

from ingest.domain.matching import contact_keys, form_keys
from ingest.domain.model import (
    Caller,
    Contact,
    ContactChild,
    Evidence,
    MatchStatus,
    NewContact,
    Proposal,
    Verdict,
)
from ingest.store import Arrival, Ledger, Store
from parsers.form import Child, Concern, ContactForm, Envelope, Outcome, ReadForm, Reading, Referrer

MORNING = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)  # a Tuesday


class SurnameMatcher:
    """Every contact with the child's surname is proposed: linked where the dates of birth agree."""

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        return frozenset(child.surname for child in form.children if child.surname)

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        return frozenset(child.surname for child in contact.children if child.surname)

    def propose(
        self,
        form: ContactForm,
        received_at: datetime,
        candidates: Sequence[tuple[Contact, tuple[str, ...]]],
    ) -> Sequence[Proposal]:
        born = {child.dob for child in form.children} - {None}
        found = []
        for contact, _ in candidates:
            agrees = any(child.dob and child.dob.isoformat() in born for child in contact.children)
            verdict = Verdict.AGREES if agrees else Verdict.MISSING
            evidence = (Evidence("child.dob", verdict, 8.0 if agrees else 0.0),)
            status = MatchStatus.AUTO if agrees else MatchStatus.SUGGESTED
            found.append(Proposal(contact.id, status, 0.99 if agrees else 0.6, -3.0, ((0, 0),), evidence))
        return found


class RealKeys:
    """Compares nothing, and keeps the keys that the matching would."""

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        return form_keys(form)

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        return contact_keys(contact)

    def propose(self, *_: object) -> tuple[()]:
        return ()


def next_to_read(ledger: Ledger, now: datetime) -> int | None:
    """The message that waits longest to be read, or `None`."""
    return next(iter(ledger.to_read(now, limit=1)), None)


def begin_reading(ledger: Ledger, message_id: int) -> bytes:
    """Count a try of a message that waits, and return its bytes."""
    return ledger.begin_readings([message_id])[message_id]


def arrival(uid: int = 1, body: str = "", *, received_at: datetime = MORNING, **place: object) -> Arrival:
    """A message in the mailbox `mash`, folder INBOX, UIDVALIDITY 1, unless `place` says otherwise."""
    text = body or f"message number {uid}"
    raw = f"From: Jo Bright <jo@ferry.example>\r\nSubject: About Maya\r\n\r\n{text}\r\n".encode()
    where: dict[str, object] = {"mailbox": "mash", "folder": "INBOX", "uidvalidity": 1} | place
    return Arrival(
        str(where["mailbox"]),
        str(where["folder"]),
        int(str(where["uidvalidity"])),
        uid,
        raw,
        received_at,
    )


def form(surname: str = "Kite", dob: str | None = "2015-04-03", forename: str = "Maya") -> ContactForm:
    """A short form about one child, by one referrer."""
    return ContactForm(
        referrer=Referrer(name="Jo Bright", agency="Ferry Lane Nursery", email="jo@ferry.example"),
        children=[Child(forename=forename, surname=surname, dob=dob)],
        concern=Concern(reason="She came without a coat again"),
    )


def referral(*forms: ContactForm) -> Reading:
    """A reading that holds these forms."""
    envelope = Envelope(
        message_id="<one@ferry.example>",
        subject="About Maya",
        from_name="Jo Bright",
        from_address="jo@ferry.example",
    )
    read = [ReadForm(f"attachment {number}", "word", item) for number, item in enumerate(forms, 1)]
    return Reading(Outcome.REFERRAL, None, read, envelope=envelope)


def call(
    surname: str = "Kite",
    dob: date | None = date(2015, 4, 3),
    *,
    received_at: datetime = MORNING,
    reference: str | None = None,
    email: str | None = None,
) -> NewContact:
    """A phone contact about one child."""
    return NewContact(
        received_at,
        reference=reference,
        caller=Caller("Jo Bright", "Ferry Lane Nursery", email=email),
        children=(ContactChild("Maya", surname, dob),),
        concern="came without a coat",
    )


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that a store is asked to run."""
    said: list[str] = []

    def note(*call: object) -> None:
        said.append(str(call[2]))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(store.engine, "before_cursor_execute", note)

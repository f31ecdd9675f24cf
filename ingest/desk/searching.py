"""Search over everything that the hub has, and records that may be about the same child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Row as StoredRow

from ingest.desk.office import Office
from ingest.domain.model import Caller, ContactChild
from ingest.store import contacts, passages, search
from ingest.store.records import find
from ingest.store.words import caller_words
from ingest.views import MOST_FOUND, Row
from parsers.form import Child, ContactForm

_STATES = {
    "needs_attention": "email: needs attention",
    "no_form": "email: no form",
    "referral": "email: brought a form",
}


class Searching(Office):
    """What is found comes as rows: the least that tells one record from another."""

    def search(self, text: str, limit: int = MOST_FOUND) -> Sequence[Row]:
        """Calls, forms, emails and notes that hold every word of `text`, or a word that begins so:
        newest first of each kind, at most `limit` of each, with where the words stand. Audited."""
        words = " ".join(text.split())
        if not words:
            return ()
        with self.store.writing() as conn:
            self.audit_look(conn, "everything.searched", None, words)
        with self.store.reading() as conn:
            found = [
                *_calls_found(conn, words, limit),
                *_forms_found(conn, words, limit),
                *_emails_found(conn, words, limit),
            ]
            noted = [
                replace(
                    self.itself(conn, key),
                    status=f"note by {by}",
                    passage=passages.passage([("note", said)], words),
                )
                for key, by, said in search.noted(conn, words, limit)
            ]
        return (*found, *(row for row in noted if row.key not in {each.key for each in found}))

    def itself(self, conn: Connection, key: str) -> Row:
        """A record as a row. Raises `NotFound`."""
        row = find(conn, key)
        kind = key.partition(":")[0]
        return {"contact": call_row, "referral": _form, "message": _email}[kind](row)

    def alike(
        self, conn: Connection, key: str, limit: int = 12, *, but: frozenset[str] = frozenset()
    ) -> tuple[Row, ...]:
        """Other calls and forms that may be about a child of this one, newest first of each kind, but
        not those of the keys `but`; the status of each says why. They are pointed out, never joined."""
        if not key.startswith(("contact:", "referral:")):
            return ()
        known = {key, *but}
        most = limit + len(known)
        calls = (call_row(one.row, one.why) for one in search.alike_contacts(conn, key, most))
        forms = (_form(one.row, one.why) for one in search.alike_referrals(conn, key, most))
        of_each = ([row for row in kind if row.key not in known][:limit] for kind in (calls, forms))
        return tuple(chain.from_iterable(of_each))

    def known_child(self, child: ContactChild, limit: int = 12) -> tuple[Row, ...]:
        """Calls and forms that may be about a child who is just being told of, those that agree in most first,
        then the newest; the status of each says why. Audited as a search; nothing is asked where too
        little of the child is known to tell them from others."""
        if not _is_told_from_others(child):
            return ()
        keys = self.matcher.form_keys(ContactForm(children=[_as_on_a_form(child)]))
        words = " ".join(word for word in (child.forename, child.surname) if word)
        with self.store.writing() as conn:
            self.audit_look(conn, "everything.searched", None, words)
        with self.store.reading() as conn:
            calls = [(one, call_row) for one in search.contacts_of(conn, keys, limit)]
            forms = [(one, _form) for one in search.referrals_of(conn, keys, limit)]
        newest = sorted((*calls, *forms), key=lambda found: found[0].row.received_at, reverse=True)
        likeliest = sorted(newest, key=lambda found: (search.strength(found[0].why), -found[0].shared))
        return tuple(told(one.row, one.why) for one, told in likeliest)


def _is_told_from_others(child: ContactChild) -> bool:
    names = [name for name in (child.forename, child.surname) if name]
    return bool(child.nhs_number) or len(names) == 2 or bool(names and child.dob)


def _as_on_a_form(child: ContactChild) -> Child:
    return Child(
        forename=child.forename,
        surname=child.surname,
        dob=child.dob.isoformat() if child.dob else None,
        nhs_number=child.nhs_number,
    )


def _calls_found(conn: Connection, words: str, limit: int) -> Iterator[Row]:
    rows = search.contacts(conn, words, limit)
    children = contacts.children_of(conn, [row.id for row in rows])
    for row in rows:
        said = passages.of_contact(row, children.get(row.id, ()))
        yield replace(call_row(row), passage=passages.passage(said, words))


def _forms_found(conn: Connection, words: str, limit: int) -> Iterator[Row]:
    for row in search.referrals(conn, words, limit):
        said = chain([("reference", row.id)], passages.of_form(row.form))
        yield replace(_form(row), passage=passages.passage(said, words))


def _emails_found(conn: Connection, words: str, limit: int) -> Iterator[Row]:
    rows = search.messages(conn, words, limit)
    parts = search.parts_of(conn, (row.id for row in rows))
    for row in rows:
        said = passages.of_message(row, parts.get(row.id, ()))
        yield replace(_email(row), passage=passages.passage(said, words))


def call_row(row: StoredRow[Any], why: str | None = None) -> Row:
    """A call as a row: its status tells how it stands, or `why` it is told of."""
    state = "awaits its form" if row.awaiting else "closed" if row.closed_at else "answered"
    state += ", a statutory clock runs" if row.clock_due_at else ""
    words = caller_words(Caller(row.caller_name, row.caller_agency))
    return _row(f"contact:{row.id}", row, row.label, words, why or f"call: {state}", row.reference)


def _form(row: StoredRow[Any], why: str | None = None) -> Row:
    state = "replaced" if not row.current else "matched" if row.linked else "unmatched"
    return _row(
        f"referral:{row.id}", row, row.label, row.from_words, why or f"form: {state}", f"form {row.id}"
    )


def _email(row: StoredRow[Any], why: str | None = None) -> Row:
    state = _STATES.get(row.state, "email: waits to be read")
    words = row.sender or "(no sender)"
    return _row(
        f"message:{row.id}", row, row.subject or "(no subject)", words, why or state, f"email {row.id}"
    )


def _row(key: str, row: StoredRow[Any], label: str, words: str, status: str, reference: str) -> Row:
    return Row(key, label, words, row.received_at, None, status, row.claimed_by, row.revision, reference)

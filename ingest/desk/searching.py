"""Search over everything that the hub has, and records that may be about the same child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Row as StoredRow

from ingest.desk.office import Office
from ingest.domain.model import Caller
from ingest.store import search
from ingest.store.words import caller_words
from ingest.views import Row

_STATES = {
    "needs_attention": "email: needs attention",
    "no_form": "email: no form",
    "referral": "email: brought a form",
}


class Searching(Office):
    """What is found comes as rows: the least that tells one record from another."""

    def search(self, text: str, limit: int = 60) -> Sequence[Row]:
        """Calls, forms and emails that hold every word of `text` (names, references, agencies,
        addresses of email) or its telephone number: newest first of each kind. Audited."""
        words = " ".join(text.split())
        if not words:
            return ()
        with self.store.writing() as conn:
            self.audit_look(conn, "everything.searched", None, words)
        with self.store.reading() as conn:
            calls = [_call(row) for row in search.contacts(conn, words, limit)]
            forms = [_form(row) for row in search.referrals(conn, words, limit)]
            emails = [_email(row) for row in search.messages(conn, words, limit)]
        return (*calls, *forms, *emails)

    def alike(self, conn: Connection, key: str, limit: int = 12) -> tuple[Row, ...]:
        """Other calls and forms that may be about a child of this one, newest first of each kind;
        the status of each says why. They are pointed out, never joined."""
        if not key.startswith(("contact:", "referral:")):
            return ()
        calls = [_call(row, why) for row, why in search.alike_contacts(conn, key, limit + 1)]
        forms = [_form(row, why) for row, why in search.alike_referrals(conn, key, limit + 1)]
        return tuple(row for row in (*calls, *forms) if row.key != key)[: 2 * limit]


def _call(row: StoredRow[Any], why: str | None = None) -> Row:
    state = "awaits its form" if row.awaiting else "closed" if row.closed_at else "answered"
    words = caller_words(Caller(row.caller_name, row.caller_agency))
    return _row(f"contact:{row.id}", row, row.label, words, why or f"call: {state}", row.reference)


def _form(row: StoredRow[Any], why: str | None = None) -> Row:
    state = "matched" if row.linked else "unmatched"
    return _row(
        f"referral:{row.id}", row, row.label, row.from_words, why or f"form: {state}", f"form {row.id}"
    )


def _email(row: StoredRow[Any]) -> Row:
    state = _STATES.get(row.state, "email: waits to be read")
    words = row.sender or "(no sender)"
    return _row(f"message:{row.id}", row, row.subject or "(no subject)", words, state, f"email {row.id}")


def _row(key: str, row: StoredRow[Any], label: str, words: str, status: str, reference: str) -> Row:
    return Row(key, label, words, row.received_at, None, status, row.claimed_by, row.revision, reference)

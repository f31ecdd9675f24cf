"""What an officer does with a referral: correct what was read, acknowledge, decide; and undo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ingest.desk.office import Office
from ingest.domain.clocks import Rating
from ingest.errors import CallerMistake
from ingest.store import corrections, matches, referrals
from ingest.store.records import change, hold
from parsers.form import ContactForm


class ReferralActs(Office):
    """Each act is one transaction, with its audit event."""

    def correct_field(self, referral_id: str, pointer: str, value: str | None, revision: int) -> None:
        """Put one field of the form right, by its JSON pointer; what was read is kept beside it.

        The form is compared anew with the contacts. Raises `CallerMistake` for a pointer or a
        value that the record cannot hold.
        """
        with self.acting() as (conn, at):
            row = hold(conn, f"referral:{referral_id}", revision)
            form = ContactForm.from_dict(row.form)
            changed = corrections.apply(form, pointer, value)
            self._keep(conn, row.id, form, pointer, changed, at, "referral.corrected")

    def undo_correction(self, referral_id: str, pointer: str, revision: int) -> None:
        """Let a field say again what was read, whoever put it right how often.

        Raises `CallerMistake` where nobody put it right.
        """
        with self.acting() as (conn, at):
            row = hold(conn, f"referral:{referral_id}", revision)
            form = ContactForm.from_dict(row.form)
            read = corrections.as_read(conn, referral_id, pointer)
            changed = corrections.put_back(form, pointer, read)
            self._keep(conn, row.id, form, pointer, changed, at, "referral.correction_undone")

    def _keep(
        self, conn: Connection, referral_id: str, form: ContactForm, pointer: str, changed: tuple[Any, Any],
        at: datetime, action: str,
    ) -> None:  # fmt: skip
        """Keep a form of which one field was changed, from what to what, and compare it anew."""
        old, new = changed
        corrections.add(conn, referral_id, pointer, old, new, self.actor, at)
        referrals.replace_form(conn, referral_id, form)
        referrals.set_keys(conn, referral_id, self.matcher.form_keys(form))
        self.audit(conn, at, action, f"referral:{referral_id}", {"field": pointer})
        matches.match_referral(conn, referrals.get(conn, referral_id), self.matcher, at)

    def acknowledge(self, referral_id: str, revision: int) -> None:
        """Tick: the referrer has been told that the form is here."""
        with self.acting() as (conn, at):
            key = f"referral:{referral_id}"
            row = hold(conn, key, revision)
            change(
                conn,
                key,
                acknowledged_at=at,
                acknowledged_by=self.actor,
                decision_open=row.decided_at is None,
            )
            self.audit(conn, at, "referral.acknowledged", key)

    def decide(self, referral_id: str, outcome: str, revision: int) -> None:
        """Tick: what happens next has been decided. Raises `CallerMistake` for an outcome that
        the hub does not have."""
        if self.rules.outcomes and outcome not in self.rules.outcomes:
            raise CallerMistake("That is not one of the hub's outcomes: see its settings.")
        with self.acting() as (conn, at):
            key = f"referral:{referral_id}"
            row = hold(conn, key, revision)
            change(
                conn,
                key,
                decided_at=at,
                decided_by=self.actor,
                outcome=outcome,
                decision_open=row.acknowledged_at is None,
            )
            self.audit(conn, at, "referral.decided", key, {"outcome": outcome})

    def rate(self, key: str, rag: str | None, revision: int) -> None:
        """Say how urgent a call or a form is (red, amber or green), or nothing of it. The rating's
        clock starts now. Raises `CallerMistake` for another word, and for an email."""
        if rag is not None and rag not in set(Rating):
            raise CallerMistake("A rating is red, amber or green.")
        kind = key.partition(":")[0]
        if kind not in {"contact", "referral"}:
            raise CallerMistake("Only a call or a form is rated: make a contact of the email first.")
        with self.acting() as (conn, at):
            hold(conn, key, revision)
            rated = {"rated_at": at, "rated_by": self.actor} if rag else {"rated_at": None, "rated_by": None}
            change(conn, key, rag=rag, **rated)
            self.audit(conn, at, f"{kind}.rated", key, {"rag": rag})

    def undo_tick(self, referral_id: str, tick: str, revision: int) -> None:
        """Take back `acknowledged` or `decided`."""
        with self.acting() as (conn, at):
            key = f"referral:{referral_id}"
            hold(conn, key, revision)
            self._untick(conn, key, tick)
            self.audit(conn, at, f"referral.{tick}_undone", key)

    def _untick(self, conn: Connection, key: str, tick: str) -> None:
        if tick == "acknowledged":
            change(conn, key, acknowledged_at=None, acknowledged_by=None, decision_open=True)
        elif tick == "decided":
            change(conn, key, decided_at=None, decided_by=None, outcome=None, decision_open=True)
        else:
            raise CallerMistake("A tick is acknowledged or decided.")

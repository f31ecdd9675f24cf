"""What an officer says of matches: this form answers that call, or does not; and takes it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from ingest.desk.office import Office, reason_given
from ingest.domain.matching.conflicts import are_two_children
from ingest.domain.model import Match, MatchStatus, Proposal
from ingest.errors import ChangedMeanwhile
from ingest.store import contacts, matches, referrals
from ingest.store.records import hold


class MatchActs(Office):
    """What a person settled, the matching leaves alone."""

    def confirm_match(self, match_id: int, revision: int, reason: str | None = None) -> None:
        """Say that a form answers a contact: its clock stops. Raises `CallerMistake` where form and
        call seem to name two children and no reason is given."""
        with self.acting() as (conn, at):
            held = _held(conn, match_id, revision)
            if reason is not None or are_two_children(held.evidence):
                reason = reason_given(reason or "")
            self._settle(conn, held, MatchStatus.CONFIRMED, reason, at)

    def reject_match(self, match_id: int, reason: str, revision: int) -> None:
        """Say that a form does not answer a contact, and why."""
        reason = reason_given(reason)
        with self.acting() as (conn, at):
            self._settle(conn, _held(conn, match_id, revision), MatchStatus.REJECTED, reason, at)

    def link(self, referral_id: str, contact_id: int, reason: str, revision: int) -> None:
        """Link a form to a contact by hand. `revision` is the referral's."""
        reason = reason_given(reason)
        with self.acting() as (conn, at):
            hold(conn, f"referral:{referral_id}", revision)
            known = matches.between(conn, referral_id, contact_id)
            if known is not None:
                self._settle(conn, known, MatchStatus.CONFIRMED, reason, at)
                return
            proposal = self._evidence(conn, referral_id, contact_id)
            matches.add_by_hand(conn, referral_id, proposal, self.actor, reason, at)
            self._tell(conn, at, "match.linked", referral_id, contact_id, reason)

    def undo_match(self, match_id: int, revision: int, reason: str | None = None) -> None:
        """Take back what was settled of a match: a suggestion is open again, a link made by hand
        is gone, an automatic link becomes a suggestion for a person to settle."""
        with self.acting() as (conn, at):
            held = _held(conn, match_id, revision)
            proposed = matches.proposed_status(conn, match_id)
            if proposed is None:
                matches.remove(conn, match_id)
            elif held.settled_by is None:
                said = reason or "automatic link undone"
                matches.settle(conn, match_id, MatchStatus.SUGGESTED, self.actor, said, at)
            else:
                matches.settle(conn, match_id, proposed, None, None, None)
            self._tell(conn, at, "match.undone", held.referral_id, held.contact_id, reason)

    def _settle(
        self, conn: Connection, held: Match, status: MatchStatus, reason: str | None, at: datetime
    ) -> None:
        if held.status is MatchStatus.SUGGESTED and held.settled_by is not None:
            matches.lower(conn, held.id)  # an officer took the automatic link back: so will undoing this
        matches.settle(conn, held.id, status, self.actor, reason, at)
        self._tell(conn, at, f"match.{status.value}", held.referral_id, held.contact_id, reason)

    def _tell(
        self,
        conn: Connection,
        at: datetime,
        action: str,
        referral_id: str,
        contact_id: int,
        reason: str | None,
    ) -> None:
        matches.refresh(conn, referral_id, [contact_id], at)
        for key, other in (
            (f"referral:{referral_id}", f"contact:{contact_id}"),
            (f"contact:{contact_id}", f"referral:{referral_id}"),
        ):
            self.audit(conn, at, action, key, {"with": other, "reason": reason})

    def _evidence(self, conn: Connection, referral_id: str, contact_id: int) -> Proposal:
        """What the matching would have said of the two, had it been asked."""
        received, called = referrals.get(conn, referral_id), contacts.get(conn, contact_id)
        for proposal in self.matcher.propose(received.form, received.received_at, [(called, ())]):
            if proposal.contact_id == contact_id:
                return proposal
        return Proposal(contact_id, MatchStatus.CONFIRMED, 1.0, 0.0, (), ())


def _held(conn: Connection, match_id: int, revision: int) -> Match:
    held = matches.get(conn, match_id)
    if held.revision != revision:
        raise ChangedMeanwhile.of(f"form {held.referral_id}")
    return held

"""One record, opened: everything about it, its history, and the email that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row

from ingest.desk import history
from ingest.desk.office import Look
from ingest.desk.searching import Searching, call_row
from ingest.domain.clocks import decision_due
from ingest.domain.model import LedgerState, Match
from ingest.errors import NotFound
from ingest.store import (
    amendments,
    audit,
    boards,
    clocks,
    contacts,
    corrections,
    ledger,
    matches,
    notes,
    referrals,
)
from ingest.store.records import find
from ingest.views import (
    MOST_AWAITED_TOLD,
    ChildHistory,
    Detail,
    Happening,
    MessageView,
    PartView,
    ReferralView,
    TimelineEntry,
)
from ingest.views import Row as Line
from parsers.form import ContactForm, Found

_LONGEST_RAW = 200_000
_OPENING = 1_200  # characters: a screenful, so that what follows it stays near
_MOST_AWAITED = MOST_AWAITED_TOLD + 1  # whether there are more is told too
_LOOKS = (".viewed", ".searched", ".raw_viewed", ".part_viewed")


class Details(Searching):
    """What an officer sees of a record. Each look is audited in the transaction that takes it."""

    def detail(self, key: str) -> Detail:
        """Everything about the record of `key`. Raises `NotFound`."""
        kind = key.partition(":")[0]
        with self.looking(lambda conn: Look(f"{kind}.viewed", key, (find(conn, key).revision,))) as conn:
            row = find(conn, key)
            timeline = _timeline(conn, key)
            found = Detail(key, timeline=timeline, notes=notes.of_record(conn, key))
            if kind == "contact":
                found = self._contact(conn, found, row)
                return replace(found, alike=self.alike(conn, key, but=_linked(found.contact_matches)))
            if kind == "referral":
                referral = self._referral(conn, row)
                alike = self.alike(conn, key, but=_linked(referral.matches))
                return replace(found, referral=referral, alike=alike)
            message = replace(message_view(conn, row), opening=_opening(row.parts or ()))
            return replace(found, message=message, message_awaited_by=self._awaited_by(conn, message))

    def key_of_call(self, reference: str) -> str:
        """The key of the call of this reference. Raises `NotFound`."""
        with self.store.reading() as conn:
            found = contacts.by_reference(conn, reference)
        if found is None:
            raise NotFound(f"No call has the reference {reference}.")
        return f"contact:{found.id}"

    def audit_of(self, key: str, limit: int = 500) -> Sequence[TimelineEntry]:
        """The newest events that the audit chain holds of a record, looks too, oldest first."""
        with self.store.writing() as conn:
            find(conn, key)
            self.audit_look(conn, "audit.viewed", key)
            return told(conn, audit.events(conn, key, limit))

    def child_history(self, key: str) -> ChildHistory:
        """All that may be about a child of the record of `key`. Each record is audited as viewed."""
        with self.store.writing() as conn:
            row = find(conn, key)
            self.audit_look(conn, "child.viewed", key, row.revision)
            records = sorted((*self.alike(conn, key), self.itself(conn, key)), key=lambda one: one.at)
            for record in records:
                if record.key != key:
                    self.audit_look(conn, "child.viewed", record.key, key)
            happenings = [
                Happening(entry.at, record.key, record.reference, entry.words)
                for record in records
                for entry in _timeline(conn, record.key)
            ]
        return ChildHistory(tuple(records), tuple(sorted(happenings, key=lambda one: one.at)))

    def part_text(self, message_id: int, place: int) -> str:
        """The text that was read from a part of an email, by its place. Raises `NotFound`."""
        with self.store.writing() as conn:
            key = f"message:{message_id}"
            parts = find(conn, key).parts or []
            if not 0 <= place < len(parts):
                raise NotFound("That part is not there.")
            self.audit_look(conn, "message.part_viewed", key, parts[place]["part"])
            cut = "\n\n(the rest is left out here)" if parts[place]["cut"] else ""
            return str(parts[place]["text"]) + cut

    def raw_text(self, message_id: int) -> str:
        """The source of an email as text, cut at 200,000 characters. Raises `NotFound`."""
        with self.store.writing() as conn:
            self.audit_look(conn, "message.raw_viewed", f"message:{message_id}")
            raw = ledger.raw_bytes(conn, message_id)
        return raw[: 4 * _LONGEST_RAW].decode("utf-8", "replace")[:_LONGEST_RAW]

    def _contact(self, conn: Connection, found: Detail, row: Row[Any]) -> Detail:
        due = self.follow_up_due(row.received_at)
        return replace(
            found,
            contact=contacts.get(conn, row.id),
            contact_due_at=due,
            contact_due_out_of_hours=self.rules.calendar.is_out_of_hours(due),
            contact_matches=matches.of_contact(conn, row.id),
            contact_rag=row.rag,
            contact_rag_due_at=self.rag_due(row),
            contact_clocks=clocks.of_contact(conn, row.id),
            contact_clock_said_at=clocks.last_said_at(conn, row.id),
            contact_amended_at=amendments.last_at(conn, row.id),
            contact_may_have_come=bool(boards.with_unopened_email(conn, [row.id])),
            contact_unopened=tuple(f"message:{one}" for one in boards.unopened_emails_of(conn, row.id)),
        )

    def _awaited_by(self, conn: Connection, message: MessageView) -> tuple[Line, ...]:
        """The calls of the email's sender that it may bring the form of; none once it brought one."""
        if message.state is LedgerState.REFERRAL:
            return ()
        calls = boards.awaited_by_callers_of(conn, message.id, _MOST_AWAITED)
        return tuple(replace(call_row(one), due_at=self.follow_up_due(one.received_at)) for one in calls)

    def _referral(self, conn: Connection, row: Row[Any]) -> ReferralView:
        return ReferralView(
            id=row.id,
            version=row.version,
            received_at=row.received_at,
            part=row.part,
            method=row.method,
            form=ContactForm.from_dict(row.form),
            sources={pointer: Found(**found) for pointer, found in row.sources.items()},
            corrections=corrections.in_words(conn, row.id),
            warnings=(*row.warnings, *_copies_and_versions(conn, row)),
            matches=matches.of_referral(conn, row.id),
            decision_due_at=decision_due(row.received_at, self.rules.calendar),
            acknowledged_at=row.acknowledged_at,
            decided_at=row.decided_at,
            outcome=row.outcome,
            message=message_view(conn, find(conn, f"message:{row.message_id}")),
            revision=row.revision,
            rag=row.rag,
            rag_due_at=self.rag_due(row),
            clocks=clocks.running_of_referrals(conn, [row.id]).get(row.id, ()),
        )


def _linked(own: Sequence[Match]) -> frozenset[str]:
    """The calls and forms which these matches link: they are told there, with their evidence."""
    return frozenset(
        side
        for match in own
        if match.status.stops_clock
        for side in (f"contact:{match.contact_id}", f"referral:{match.referral_id}")
    )


def _opening(parts: Sequence[dict[str, Any]]) -> str:
    """How the first part that holds words begins: in most emails what their sender wrote."""
    words = next((text for part in parts if (text := str(part["text"]).strip())), "")
    return words if len(words) <= _OPENING else f"{words[:_OPENING].rstrip()} …"


def message_view(conn: Connection, row: Row[Any]) -> MessageView:
    """What is known of an email, from its row."""
    return MessageView(
        id=row.id,
        state=LedgerState(row.state),
        reason=row.reason,
        mailbox=", ".join(ledger.mailboxes_of(conn, row.id)),
        subject=row.subject,
        sender=row.sender,
        received_at=row.received_at,
        size=row.size,
        warnings=tuple(row.warnings),
        revision=row.revision,
        parts=tuple(
            PartView(part["part"], part["filename"], part["media_type"], part["bytes"])
            for part in row.parts or ()
        ),
    )


def _copies_and_versions(conn: Connection, row: Row[Any]) -> list[str]:
    others = referrals.copies_of(conn, row.id)
    told = [f"the same form came again in message:{message_id}" for message_id in others]
    if row.supersedes:
        told.append(f"version {row.version}: replaces referral {row.supersedes}")
    if later := referrals.replaced_by(conn, row.id):
        told.append(f"replaced by a later version: referral {later}")
    return told


def _timeline(conn: Connection, key: str) -> tuple[TimelineEntry, ...]:
    return told(conn, [event for event in audit.events(conn, key) if not event.action.endswith(_LOOKS)])


def told(conn: Connection, events: Sequence[audit.AuditEvent]) -> tuple[TimelineEntry, ...]:
    """Events of the audit chain as an officer reads them."""
    others = {str(event.detail["with"]) for event in events if "with" in event.detail}
    references = contacts.references(
        conn, [int(other[8:]) for other in others if other.startswith("contact:")]
    )
    return tuple(
        TimelineEntry(
            event.at, event.actor, event.action, _in_words(event), history.in_words(event, references)
        )
        for event in events
    )


def _in_words(event: audit.AuditEvent) -> str:
    return "; ".join(f"{name} {value}" for name, value in event.detail.items() if value not in (None, [], ""))

"""What an officer says of a contact's statutory clocks: set, put right, met, cleared; and undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from ingest.desk.office import Office
from ingest.domain.statutory import ContactClock, StatutoryClock, done_fault, start_fault
from ingest.errors import CallerMistake
from ingest.store import clocks
from ingest.store.records import hold


class ClockActs(Office):
    """Each act is one transaction, with its audit event. They hold for closed calls too: what the law
    asks does not end with the form."""

    def set_clock(self, contact_id: int, clock: StatutoryClock, started_at: datetime, revision: int) -> None:
        """Say when a clock started: it runs from then, whatever was said of it before.

        Raises `CallerMistake` for a start in the future, or too long ago.
        """
        with self.acting() as (conn, at):
            hold(conn, _key(contact_id), revision)
            _refuse(start_fault(started_at, at))
            clocks.say(conn, contact_id, clock, started_at=started_at, by=self.actor, at=at)
            self._tell_clock(conn, at, "set", contact_id, clock, {"began": started_at.isoformat()})

    def end_clock(self, contact_id: int, clock: StatutoryClock, done_at: datetime, revision: int) -> None:
        """Say when a clock that runs was met. Raises `CallerMistake` where none runs, or for a time before
        its start or in the future."""
        with self.acting() as (conn, at):
            hold(conn, _key(contact_id), revision)
            known = _set_on(conn, contact_id, clock)
            if not known.runs:
                raise CallerMistake(f"The clock of {clock.words} does not run any more.")
            _refuse(done_fault(known.started_at, done_at, at))
            said = {"started_at": known.started_at, "done_at": done_at}
            clocks.say(conn, contact_id, clock, **said, by=self.actor, at=at)
            self._tell_clock(conn, at, "done", contact_id, clock, {"done": done_at.isoformat()})

    def clear_clock(self, contact_id: int, clock: StatutoryClock, revision: int) -> None:
        """Say that a clock was set in error. Raises `CallerMistake` where it is not set."""
        with self.acting() as (conn, at):
            hold(conn, _key(contact_id), revision)
            _set_on(conn, contact_id, clock)
            clocks.say(conn, contact_id, clock, started_at=None, by=self.actor, at=at)
            self._tell_clock(conn, at, "cleared", contact_id, clock)

    def undo_clock(self, contact_id: int, revision: int) -> None:
        """Take back what was last said of a contact's clocks. Raises `CallerMistake` where nothing was."""
        with self.acting() as (conn, at):
            hold(conn, _key(contact_id), revision)
            clock = clocks.take_last(conn, contact_id)
            if clock is None:
                raise CallerMistake("No statutory clock of this call was set.")
            self._tell_clock(conn, at, "undone", contact_id, clock)

    def _tell_clock(
        self,
        conn: Connection,
        at: datetime,
        act: str,
        contact_id: int,
        clock: StatutoryClock,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        self.audit(
            conn, at, f"contact.clock_{act}", _key(contact_id), {"clock": clock.value, **(detail or {})}
        )


def _key(contact_id: int) -> str:
    return f"contact:{contact_id}"


def _set_on(conn: Connection, contact_id: int, clock: StatutoryClock) -> ContactClock:
    known = next((one for one in clocks.of_contact(conn, contact_id) if one.clock is clock), None)
    if known is None:
        raise CallerMistake(f"No clock of {clock.words} is set on this call.")
    return known


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise CallerMistake(fault)

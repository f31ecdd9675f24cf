"""The fake desk's statutory clocks: what was said of each, in order, so that it can be taken back."""

from __future__ import annotations

from datetime import datetime

from ingest.domain.statutory import ContactClock, StatutoryClock
from tests.screens.fake_records import OFFICER, FakeRecords


class FakeClocks(FakeRecords):
    """A mixin of the fake desk."""

    def set_clock(self, contact_id: int, clock: StatutoryClock, started_at: datetime, revision: int) -> None:
        known = ContactClock(clock, started_at, None, OFFICER, self.now)
        self._say_clock(contact_id, clock, known, revision, "set clock", started_at)

    def end_clock(self, contact_id: int, clock: StatutoryClock, done_at: datetime, revision: int) -> None:
        [was] = [one for one in self.clocks_of(f"contact:{contact_id}") if one.clock is clock]
        known = ContactClock(clock, was.started_at, done_at, OFFICER, self.now)
        self._say_clock(contact_id, clock, known, revision, "end clock", done_at)

    def clear_clock(self, contact_id: int, clock: StatutoryClock, revision: int) -> None:
        self._say_clock(contact_id, clock, None, revision, "clear clock")

    def undo_clock(self, contact_id: int, revision: int) -> None:
        contact = self._checked(self._contact(contact_id), revision)
        last = max(place for place, said in enumerate(self.clocks) if said[0] == f"contact:{contact_id}")
        clock = self.clocks.pop(last)[1]
        self._keep_contact(contact, "undo clock", clock.value)

    def clock_said_at(self, key: str) -> datetime | None:
        """When something was last said of a call's clocks."""
        return self.now if any(of == key for of, _, _ in self.clocks) else None

    def _say_clock(
        self,
        contact_id: int,
        clock: StatutoryClock,
        known: ContactClock | None,
        revision: int,
        act: str,
        at: datetime | None = None,
    ) -> None:
        contact = self._checked(self._contact(contact_id), revision)
        self.clocks.append((f"contact:{contact_id}", clock, known))
        self._keep_contact(contact, act, f"{clock.value} {at.isoformat()}" if at else clock.value)

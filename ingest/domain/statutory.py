"""The clocks that the law and its guidance set, off until an officer sets one on a contact.

Police protection (section 46 of the Children Act 1989) ends at the latest 72 hours after it began. A
child who went missing is offered a return-home interview within 72 hours of coming back (statutory
guidance on children who run away or go missing, 2014). The hours are elapsed ones, through nights,
weekends and the change of the clocks, and no setting alters them. Every time is aware; what is
computed is in UTC. Nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

STATUTORY_HOURS = 72
LONGEST_AGO = timedelta(days=28)


class StatutoryClock(StrEnum):
    """Which clock; `words` name it."""

    POLICE_PROTECTION = "police_protection"
    RETURN_INTERVIEW = "return_home_interview"

    @property
    def words(self) -> str:
        return "police protection" if self is StatutoryClock.POLICE_PROTECTION else "return-home interview"


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock that was set and is neither met nor cleared."""

    clock: StatutoryClock
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ContactClock:
    """A clock of a contact as an officer last said it: `done_at` is when it was met, `None` while it runs."""

    clock: StatutoryClock
    started_at: datetime
    done_at: datetime | None
    said_by: str
    said_at: datetime

    @property
    def due_at(self) -> datetime:
        return statutory_due(self.started_at)

    @property
    def runs(self) -> bool:
        return self.done_at is None


def statutory_due(started_at: datetime) -> datetime:
    """When 72 hours have passed since `started_at`. Raises `ValueError` for a naive time."""
    if started_at.tzinfo is None:
        raise ValueError("a clock needs an aware time")
    return started_at.astimezone(UTC) + timedelta(hours=STATUTORY_HOURS)


def running(clocks: Iterable[ContactClock]) -> tuple[RunningClock, ...]:
    """Those of a contact's clocks that run, the one that ends soonest first."""
    return soonest_first(RunningClock(one.clock, one.started_at, one.due_at) for one in clocks if one.runs)


def soonest_first(clocks: Iterable[RunningClock]) -> tuple[RunningClock, ...]:
    """Running clocks in the order in which they end."""
    return tuple(sorted(clocks, key=lambda one: (one.due_at, one.clock)))


def start_fault(started_at: datetime, now: datetime) -> str | None:
    """Why a clock cannot have started then, in a sentence; `None` where it can."""
    if started_at > now:
        return "That is in the future: a clock starts when it has begun."
    if now - started_at > LONGEST_AGO:
        return f"That is more than {LONGEST_AGO.days} days ago: look at the date again."
    return None


def done_fault(started_at: datetime, done_at: datetime, now: datetime) -> str | None:
    """Why a clock that started at `started_at` cannot have been met then; `None` where it can."""
    if done_at > now:
        return "That is in the future: say it once it is done."
    if done_at < started_at:
        return "That is before the clock began: look at the date again."
    return None

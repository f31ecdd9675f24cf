"""What a manager asks of a period: do forms come in time, from whom, when do callers ring.

A contact is counted in the week in which it came (London's days, Monday first). Its form is the
first that was linked to it, at the time at which the mailbox took it. Each contact stands in one
place only:

    a form came      by its due time: in time;  after it: late
    no form          closed by an officer: closed;  not due yet: running
                     due, and an unread email of the caller's waits: unopened;  else: overdue

The share in time is of those that are decided: in time, late and overdue.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from ingest.domain.clocks import LONDON, at_london
from ingest.domain.model import ContactKind

FEWEST = 5
"""An agency that called less often is not named: what was typed there may be a person."""

_WEEK = timedelta(days=7)
_HOUR = timedelta(hours=1)
_SPANS = (4, 12, 24, 48, 72, 168)  # hours
_NOT_NAMED = "(no agency noted)"


class Standing(StrEnum):
    """Where a contact stands: see the module's docstring."""

    IN_TIME = "in time"
    LATE = "late"
    OVERDUE = "overdue"
    UNOPENED = "unopened"
    RUNNING = "running"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in London, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on or after the day on which it begins")

    @property
    def start(self) -> datetime:
        """The first moment of it, in UTC."""
        return at_london(self.first, time())

    @property
    def end(self) -> datetime:
        """The first moment after it, in UTC."""
        return at_london(self.last + timedelta(days=1), time())

    @classmethod
    def ending(cls, now: datetime, days: int) -> Period:
        """The `days` days up to and with today."""
        today = now.astimezone(LONDON).date()
        return cls(today - timedelta(days=days - 1), today)


@dataclass(frozen=True, slots=True)
class ContactFact:
    """What of a contact is counted. `form_at`: when its first form came; `unopened`: an email of
    its caller's came since and nobody could read it yet."""

    received_at: datetime
    kind: ContactKind
    agency: str | None
    form_at: datetime | None = None
    closed: bool = False
    unopened: bool = False

    def standing(self, due: datetime, now: datetime) -> Standing:
        if self.form_at is not None:
            return Standing.IN_TIME if self.form_at <= due else Standing.LATE
        if self.closed:
            return Standing.CLOSED
        if due > now:
            return Standing.RUNNING
        return Standing.UNOPENED if self.unopened else Standing.OVERDUE


@dataclass(frozen=True, slots=True)
class Tally:
    """How many contacts of a week or an agency stand where."""

    name: str
    standings: dict[Standing, int] = field(default_factory=dict)

    def __getitem__(self, standing: Standing) -> int:
        return self.standings.get(standing, 0)

    @property
    def contacts(self) -> int:
        return sum(self.standings.values())

    @property
    def decided(self) -> int:
        return self[Standing.IN_TIME] + self[Standing.LATE] + self[Standing.OVERDUE]

    @property
    def share(self) -> float | None:
        """The part in time of what is decided, from 0 to 1; `None` where nothing is."""
        return self[Standing.IN_TIME] / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class Unread:
    """A reason for which emails could not be read: how many came, how many wait still."""

    reason: str
    came: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Insights:
    """The figures of a period as of `at`.

    `week` is the Monday of each of `weeks`. `calls[weekday][hour]` counts phone contacts by
    London's clocks, Monday first. `spans` counts forms by how long they took; `median_hours` and
    `ninetieth_hours` are `None` without any. `ageing` counts what is overdue at `at`, whenever
    it came. `deadline` is how long callers have to write, in words.
    """

    period: Period
    at: datetime
    whole: Tally
    weeks: tuple[Tally, ...]
    agencies: tuple[Tally, ...]
    calls: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[str, int], ...]
    median_hours: float | None
    ninetieth_hours: float | None
    ageing: tuple[tuple[str, int], ...] = ()
    unread: tuple[Unread, ...] = ()
    emails: int = 0
    deadline: str = "48 hours"


def figures(
    period: Period, at: datetime, facts: Sequence[ContactFact], due: Callable[[datetime], datetime]
) -> Insights:
    """The figures that contacts alone give; `due` says when the form after a contact is due."""
    judged = [(fact, fact.standing(due(fact.received_at), at)) for fact in facts]
    took = sorted(_took(fact.received_at, fact.form_at) for fact in facts if fact.form_at is not None)
    return Insights(
        period,
        at,
        Tally("all", Counter(standing for _, standing in judged)),
        _weeks(period, judged),
        _agencies(judged),
        _calls(facts),
        _spans(took),
        _quantile(took, 0.5),
        _quantile(took, 0.9),
    )


def _weeks(period: Period, judged: Iterable[tuple[ContactFact, Standing]]) -> tuple[Tally, ...]:
    counted: dict[date, Counter[Standing]] = defaultdict(Counter)
    for fact, standing in judged:
        counted[_monday(fact.received_at.astimezone(LONDON).date())][standing] += 1
    monday, weeks = _monday(period.first), list[Tally]()
    while monday <= period.last:
        weeks.append(Tally(monday.isoformat(), counted[monday]))
        monday += _WEEK
    return tuple(weeks)


def _agencies(judged: Iterable[tuple[ContactFact, Standing]]) -> tuple[Tally, ...]:
    """Each agency, however it was capitalised, those with most contacts first; then the small ones."""
    counted: dict[str, Counter[Standing]] = defaultdict(Counter)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for fact, standing in judged:
        written = " ".join((fact.agency or "").split()) or _NOT_NAMED
        counted[written.casefold()][standing] += 1
        spelt[written.casefold()][written] += 1
    large = [
        Tally(min(spelt[name], key=lambda way: (-spelt[name][way], way)), counted[name])
        for name in counted
        if counted[name].total() >= FEWEST
    ]
    large.sort(key=lambda tally: (-tally.contacts, tally.name.casefold()))
    small = [name for name in counted if counted[name].total() < FEWEST]
    if small:
        rest: Counter[Standing] = sum((counted[name] for name in small), Counter())
        large.append(Tally(f"others: {len(small)} with fewer than {FEWEST} contacts each", rest))
    return tuple(large)


def _calls(facts: Iterable[ContactFact]) -> tuple[tuple[int, ...], ...]:
    counted = [[0] * 24 for _ in range(7)]
    for fact in facts:
        if fact.kind is ContactKind.PHONE:
            local = fact.received_at.astimezone(LONDON)
            counted[local.weekday()][local.hour] += 1
    return tuple(tuple(hours) for hours in counted)


def _took(received_at: datetime, form_at: datetime) -> float:
    """Elapsed hours; none where the form came first."""
    return max(0.0, (form_at - received_at) / _HOUR)


def _spans(took: Sequence[float]) -> tuple[tuple[str, int], ...]:
    first, last = _SPANS[0], _SPANS[-1]
    counted = [("came before the call", sum(hours == 0 for hours in took))]
    counted.append((f"under {first} h", sum(0 < hours < first for hours in took)))
    counted += [(f"{low} to {high} h", sum(low <= h < high for h in took)) for low, high in pairwise(_SPANS)]
    counted.append((f"{last} h and more", sum(hours >= last for hours in took)))
    return tuple(counted)


def _quantile(ordered: Sequence[float], part: float) -> float | None:
    """The smallest value that `part` of them do not exceed."""
    return ordered[math.ceil(part * len(ordered)) - 1] if ordered else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

"""The hub's clocks: when a written follow-up, a decision or a rating falls due.

Every time that comes in or goes out is aware and in UTC; working days and office hours are
Europe/London's. Nothing here reads the clock.

Received on a working day, a form is due a decision at the same London clock time on the next
working day. Received on any other day, it counts as received when the office opens on the
next working day, and is due when the office opens on the working day after that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_SATURDAY = 5


class NoSuchTime(ValueError):
    """That time of day did not exist: the clocks went forward over it. Say the hour before or after."""


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of `year`, as far as they have been proclaimed."""
    import holidays  # deferred: it takes a third of a second, and most commands need no clock

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days and office hours of one hub.

    `extra_holidays` are days off that came too late for the package, or local ones;
    `office_open` and `office_close` are London clock times on working days.
    """

    office_open: time = time(8, 30)
    office_close: time = time(17, 0)
    extra_holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.office_open >= self.office_close:
            raise ValueError("the office has to open before it closes")

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, less bank holidays and the extra ones."""
        if day.weekday() >= _SATURDAY or day in self.extra_holidays:
            return False
        return day not in bank_holidays(day.year)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return next(later for later in _days_from(day + timedelta(days=1)) if self.is_working_day(later))

    def opens(self, day: date) -> datetime:
        """When the office opens on `day`, in UTC."""
        return at_london(day, self.office_open)

    def closes(self, day: date) -> datetime:
        """When the office closes on `day`, in UTC."""
        return at_london(day, self.office_close)

    def is_out_of_hours(self, at: datetime) -> bool:
        """Whether the office is shut at `at`: an evening, a weekend or a bank holiday."""
        local = _local(at)
        if not self.is_working_day(local.date()):
            return True
        return not self.office_open <= local.time() < self.office_close

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """The moment when `hours` of office time have passed since `start`."""
        left = timedelta(hours=hours)
        for opens, closes in self._sessions(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise AssertionError("the days do not end")

    def _sessions(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of each working day's office hours, from `start` on."""
        start = _utc(start)
        for day in _days_from(_local(start).date()):
            if self.is_working_day(day) and self.closes(day) > start:
                yield max(start, self.opens(day)), self.closes(day)


class Counting(StrEnum):
    """What an hour is: one by the clock, or one that the office is open."""

    ELAPSED = "elapsed"
    WORKING_HOURS = "working_hours"


@dataclass(frozen=True, slots=True)
class FollowUpRule:
    """How long a caller has to write. Elapsed hours run through nights and weekends."""

    hours: float = 48
    counting: Counting = Counting.ELAPSED

    def __post_init__(self) -> None:
        if self.hours <= 0:
            raise ValueError("a follow-up rule needs more than no hours")


class Rating(StrEnum):
    """The RAG rating of a contact or referral."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


def _default_timescales() -> Mapping[Rating, FollowUpRule]:
    return MappingProxyType(
        {
            Rating.RED: FollowUpRule(4, Counting.ELAPSED),
            Rating.AMBER: FollowUpRule(24, Counting.WORKING_HOURS),
            Rating.GREEN: FollowUpRule(72, Counting.WORKING_HOURS),
        }
    )


@dataclass(frozen=True, slots=True)
class RatingRule:
    """Each rating's timescale. Red runs on through the night; councils differ in the rest."""

    timescales: Mapping[Rating, FollowUpRule] = field(default_factory=_default_timescales)


def due(start: datetime, rule: FollowUpRule, calendar: Calendar) -> datetime:
    """When a clock that started at `start` runs out under `rule`."""
    if rule.counting is Counting.WORKING_HOURS:
        return calendar.add_working_hours(start, rule.hours)
    return _utc(start) + timedelta(hours=rule.hours)


def follow_up_due(received_at: datetime, rule: FollowUpRule, calendar: Calendar) -> datetime:
    """When the form that follows a phone or email contact is due."""
    return due(received_at, rule, calendar)


def rating_due(rated_at: datetime, rating: Rating, rule: RatingRule, calendar: Calendar) -> datetime:
    """When what was rated red, amber or green has to be dealt with."""
    return due(rated_at, rule.timescales[rating], calendar)


def decision_due(received_at: datetime, calendar: Calendar) -> datetime:
    """One working day after `received_at`: see the module's docstring for what that means."""
    local = _local(received_at)
    if calendar.is_working_day(local.date()):
        return at_london(calendar.next_working_day(local.date()), local.time())
    counts_as_received = calendar.next_working_day(local.date())
    return calendar.opens(calendar.next_working_day(counts_as_received))


_TYPED = re.compile(
    r"""(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})
        (?:[T\s,]|\s+at\s+)\s*
        (?P<hour>\d{1,2})[:.h]?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?
        \s*(?P<half>[ap]\.?m\.?)?
        \s*(?P<zone>Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?""",
    re.VERBOSE | re.IGNORECASE,
)
_ZONES = {"Z": "+0000", "UTC": "+0000", "GMT": "+0000", "BST": "+0100"}


def london(text: str) -> datetime:
    """The UTC time of a date and time as typed in London, such as "2025-10-26T01:30".

    Day comes first ("26/10/2025 01:30"), and an offset, "GMT" or "BST" is obeyed. In the hour
    that October repeats, the first of the two is meant unless the text says which: a clock
    that starts too early is seen, one that starts too late hides an overdue form.

    Raises `NoSuchTime` for the hour that March leaves out, and `ValueError` for all else that
    is no time.
    """
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        raise ValueError("a time is written like 2025-10-26 13:30")
    day = _typed_day(typed["date"])
    clock = time(_typed_hour(typed["hour"], typed["half"]), int(typed["minute"]), int(typed["second"] or 0))
    if typed["zone"]:
        return datetime.combine(day, clock, _offset(typed["zone"])).astimezone(UTC)
    at = at_london(day, clock)
    if _local(at).time() != clock:
        raise NoSuchTime(NoSuchTime.__doc__)
    return at


def _typed_day(text: str) -> date:
    parts = [int(part) for part in re.split(r"[/.-]", text)]
    year, month, day = parts if len(re.split(r"[/.-]", text)[0]) == 4 else reversed(parts)
    return date(year, month, day)


def _typed_hour(text: str, half: str | None) -> int:
    hour = int(text)
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("an hour before am or pm is from 1 to 12")
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _offset(zone: str) -> tzinfo:
    return datetime.strptime(_ZONES.get(zone.upper(), zone).replace(":", ""), "%z").tzinfo or UTC


def at_london(day: date, clock: time) -> datetime:
    """The UTC time at which London's clocks show `clock` on `day`.

    Of two such times the first; where there is none, the time that an unmoved clock would mean.
    """
    return datetime.combine(day, clock.replace(fold=0), LONDON).astimezone(UTC)


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a clock needs an aware time")
    return at.astimezone(UTC)


def _local(at: datetime) -> datetime:
    return _utc(at).astimezone(LONDON)

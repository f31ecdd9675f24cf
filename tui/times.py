"""Times in words: what is left, since when, and in whose time zone. All shown in London's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SOON = timedelta(hours=12)
_HALF_A_YEAR = timedelta(days=180)


class Urgency(StrEnum):
    """How near a due time is."""

    OVERDUE = "overdue"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How long is left of a clock: in words, and as the part of it that has run (0 to 1)."""

    words: str
    urgency: Urgency
    run: float


def time_left(since: datetime, due: datetime, now: datetime, *, may_have_come: bool = False) -> TimeLeft:
    """Such as "OVERDUE 3 h 12 min" or "5 h 04 min left". Where what is due `may_have_come` it is not called
    overdue, as it is not counted: "3 h 12 min ago". All times are aware."""
    left = due - now
    if left <= timedelta(0) and may_have_come:
        return TimeLeft(f"{span(-left)} ago", Urgency.SOON, 1.0)
    if left <= timedelta(0):
        return TimeLeft(f"OVERDUE {span(-left)}", Urgency.OVERDUE, 1.0)
    whole = max((due - since).total_seconds(), 1.0)
    run = min(max(1 - left.total_seconds() / whole, 0.0), 1.0)
    return TimeLeft(f"{span(left)} left", Urgency.SOON if left <= SOON else Urgency.CALM, run)


def span(length: timedelta) -> str:
    """A length of time to the minute: "44 min", "5 h 04 min", "3 d 07 h"."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 100 * 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60:02} h"


def moment(at: datetime, now: datetime) -> str:
    """A time in London: "Tue 24 Nov 10:15", with the year where it is not this one."""
    local = at.astimezone(LONDON)
    year = "" if local.year == now.astimezone(LONDON).year else f" {local.year}"
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}{year} {local:%H:%M}"


def moment_in_column(at: datetime, now: datetime) -> str:
    """The same as wide on every day, for times below each other: "Tue  1 Dec 10:15". Within half a year the
    weekday tells which year it is; further away the year stands in its place: "20 Oct 2025 10:15"."""
    local = at.astimezone(LONDON)
    date = f"{local.day:2} {_MONTHS[local.month - 1]}"
    if abs(at - now) < _HALF_A_YEAR:
        return f"{_DAYS[local.weekday()]} {date} {local:%H:%M}"
    return f"{date} {local.year} {local:%H:%M}"


def day_in_column(at: datetime) -> str:
    """The day alone, where a time of another year has no room: "20 Oct 2025"."""
    local = at.astimezone(LONDON)
    return f"{local.day:2} {_MONTHS[local.month - 1]} {local.year}"


def day(day: date) -> str:
    """A birthday: "6 May 2017"."""
    return f"{day.day} {day:%B %Y}"


def wall_clock(now: datetime) -> str:
    """The time of day with its zone: "Tue 24 Nov 10:15:32 GMT"."""
    local = now.astimezone(LONDON)
    return f"{moment(now, now)}:{local:%S %Z}"


def as_typed(at: datetime) -> str:
    """A time as an officer would type it: "24/11/2026 10:15"."""
    return f"{at.astimezone(LONDON):%d/%m/%Y %H:%M}"


def bar(run: float, cells: int) -> str:
    """A bar of `cells`: heavy for the part that has run, light for what is left."""
    full = min(cells, int(run * cells + 0.5))
    return "━" * full + "─" * (cells - full)

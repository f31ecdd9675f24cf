"""Comparing times: from the call to the form, and what the form says about the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class StatedTime:
    """When the form says that its sender rang; `day_only` where it gives no time of day."""

    at: datetime
    day_only: bool = False


def stated_time(text: str | None) -> StatedTime | None:
    """The form's time of its call, from ISO 8601; `None` where it says none."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=_LONDON)
    return StatedTime(at, day_only="T" not in text and " " not in text)


def stated_level(stated: StatedTime | None, called_at: datetime) -> str:
    """missing, minutes (to 5), half_hour, hours (to 2), day, days (to 3) or differs."""
    if stated is None:
        return "missing"
    apart = abs(stated.at - called_at)
    same_day = stated.at.astimezone(_LONDON).date() == called_at.astimezone(_LONDON).date()
    if not stated.day_only:
        for limit, level in ((_HOUR / 12, "minutes"), (_HOUR / 2, "half_hour"), (2 * _HOUR, "hours")):
            if apart <= limit:
                return level
    if same_day:
        return "day"
    return "days" if apart <= 3 * _DAY else "differs"


def delay_level(called_at: datetime, received_at: datetime) -> str:
    """How long the form took: two_days, four_days, week, fortnight, month, long; or, where it
    came before the call was logged: just_before (to 12 hours), days_before, long_before."""
    delay = received_at - called_at
    if delay < timedelta(0):
        return (
            "just_before" if -delay <= 12 * _HOUR else "days_before" if -delay <= 7 * _DAY else "long_before"
        )
    for limit, level in ((2, "two_days"), (4, "four_days"), (7, "week"), (14, "fortnight"), (31, "month")):
        if delay <= limit * _DAY:
            return level
    return "long"

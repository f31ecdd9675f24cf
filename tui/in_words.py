"""Values of a record as officers say them: birthdays in words, numbers as they are dialled here."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from tui.times import day, moment

_DAYS: Final = frozenset({"dob", "edd", "completed_on", "signed_on"})
_MOMENTS: Final = frozenset({"telephone_contact_at"})
_NUMBERS: Final = frozenset({"phone"})
_QUOTED_DAY: Final = re.compile(r"“(\d{4}-\d\d-\d\d)”")
_HERE: Final = "+44"
# How many figures stand together, by how a number begins; the longest beginning first.
_GROUPS: Final = (("02", (3, 4, 4)), ("011", (4, 3, 4)), ("03", (4, 3, 4)), ("08", (4, 3, 4)), ("0", (5, 6)))


def in_words(name: str, value: str | None, now: datetime) -> str | None:
    """The value of a record's field `name` as an officer says it; what is not written as records keep
    it stays as it is."""
    if value is None:
        return None
    if name in _DAYS:
        return day_written(value)
    if name in _MOMENTS:
        return _moment_written(value, now)
    return dialled(value) if name in _NUMBERS else value


def day_written(written: str) -> str:
    """A day that is kept as "2017-05-06": "6 May 2017"."""
    try:
        return day(date.fromisoformat(written))
    except ValueError:
        return written


def days_quoted(words: str) -> str:
    """Words about a value, with a day that is quoted as it is kept told as officers say it."""
    return _QUOTED_DAY.sub(lambda found: f"“{day_written(found[1])}”", words)


def dialled(number: str) -> str:
    """A number of this country as it is dialled here, in groups: "023 9200 0976"."""
    figures = f"0{number.removeprefix(_HERE)}"
    if not number.startswith(_HERE) or len(figures) != 11 or not (figures.isascii() and figures.isdecimal()):
        return number
    groups = next(groups for beginning, groups in _GROUPS if figures.startswith(beginning))
    places = [sum(groups[:count]) for count in range(len(groups) + 1)]
    return " ".join(figures[begin:end] for begin, end in pairwise(places))


def _moment_written(written: str, now: datetime) -> str:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    return moment(at, now) if at.tzinfo else written

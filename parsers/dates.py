"""Strict day-first dates and times, as people write them on British forms.

What cannot be a date day first (04/13/2015) is no date: it is never turned round.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from parsers.value import Value

LONDON: Final = ZoneInfo("Europe/London")

#: Two-figure years up to this one are 20xx, later ones 19xx: no child on a form is as old,
#: no carer as young.
LAST_SHORT_YEAR_OF_THIS_CENTURY: Final = 35
_EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2100

_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WELSH_MONTHS: Final = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
]
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    + "|".join(_WELSH_MONTHS)
    + r")\b\.?"
)
_YEAR: Final = r"(?P<year>(?:19|20|21)\d{2}|['’]?\d{2})(?!\d)"
_SEPARATOR: Final = r"\s*[/.\-–\\]\s*|\s+"

_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})(?!\d)",
        rf"(?<![\d/.])(?P<day>\d{{1,2}})(?:\s*[/.\-–\\]\s*|\s+)(?P<month>\d{{1,2}})(?:{_SEPARATOR})(?P<year>(?:19|20|21)\d{{2}}|\d{{2}})(?![\d/]|[.\-–\\]\d|\s+(?:19|20)\d\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-/.,]?\s*(?:of\s+)?){_MONTH}[\s,./-]*{_YEAR}",
        rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?:of\s+)?{_YEAR}",
        r"(?<!\d)(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})(?!\d)",
    )
)
_FIGURE: Final = re.compile(r"\d")
_LONGEST: Final = 200
#: A narrow column turns the line within a year: "12/05/20 17" is not of the year 2020.
_PARTED_YEAR: Final = re.compile(r"^(\d{1,2}([/.\-])\d{1,2}\2(?:19|20))(?: (\d\d)|(\d) (\d))$")


def read_date(text: str | None) -> Value[str]:
    """The one date in `text`, as ISO 8601; two different dates are none, with a warning."""
    words = _plain(text)
    if words is None:
        return Value()
    spans = _dates(words)
    if not spans:
        return Value(None, 0.0, f"not a date: {words}") if _FIGURE.search(words) else Value()
    impossible = [words[a:b] for a, b, found in spans if found is None]
    if impossible:
        return Value(None, 0.0, f"not a date day first: {impossible[0]}")
    distinct = {found for _, _, found in spans}
    if len(distinct) > 1:
        return Value(None, 0.0, f"more than one date: {words}")
    start, end, found = spans[0]
    assert found is not None
    return Value(found.isoformat(), _confidence(words, start, end), _doubt(words[start:end]))


def read_datetime(text: str | None) -> Value[str]:
    """A date and a time of day, ISO 8601 with the offset London had then.

    Without a time of day there is no answer. In the repeated hour of October the first is
    taken, with a warning; the missing hour of March is no time.
    """
    words = _plain(text)
    if words is None:
        return Value()
    exact = _iso_instant(words)
    if exact:
        return Value(exact, 0.99)
    day = read_date(words)
    if day.value is None:
        return Value(None, 0.0, day.warning)
    start, end, _ = _dates(words)[0]
    clock = _time_of_day(f"{words[:start]} ; {words[end:]}")
    if clock is None:
        return Value(None, 0.0, f"no time of day: {words}")
    local = datetime.combine(date.fromisoformat(day.value), clock, LONDON)
    if local.astimezone(UTC).astimezone(LONDON).time() != clock:
        return Value(None, 0.0, f"a time that the clocks skipped: {words}")
    twice = local.utcoffset() != local.replace(fold=1).utcoffset()
    warning = f"a time that came twice that night: {words}" if twice else day.warning
    return Value(local.isoformat(), day.confidence, warning)


def _plain(text: str | None) -> str | None:
    if text is None:
        return None
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    words = _PARTED_YEAR.sub(r"\1\3\4\5", words)
    return words if words and len(words) <= _LONGEST else None


def _dates(words: str) -> list[tuple[int, int, date | None]]:
    """Where dates stand in `words`: start, end, and the date or `None` if impossible."""
    found: list[tuple[int, int, date | None]] = []
    if not _FIGURE.search(words):
        return found  # as in most answers: each kind of date has a day in figures
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            if all(match.end() <= a or match.start() >= b for a, b, _ in found):
                found.append((match.start(), match.end(), _date(match)))
    return sorted(found, key=lambda span: span[0])


def _date(match: re.Match[str]) -> date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        found = date(_year(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
    return found if _EARLIEST_YEAR <= found.year <= _LATEST_YEAR else None


def _month_number(name: str) -> int:
    if name.lower() in _WELSH_MONTHS:
        return _WELSH_MONTHS.index(name.lower()) + 1
    start = name.lower()[:3]
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(start))


def _year(text: str) -> int:
    year = int(text.strip("'’"))
    if year >= 100:
        return year
    return year + (2000 if year <= LAST_SHORT_YEAR_OF_THIS_CENTURY else 1900)


_WORDY: Final = re.compile(r"\w")


_FOUR_FIGURES: Final = re.compile(r"\d{4}")


def _confidence(words: str, start: int, end: int) -> float:
    alone = not _WORDY.search(words[:start] + words[end:])
    four_figures = _FOUR_FIGURES.search(words[start:end]) is not None
    return 0.99 - (0 if alone else 0.04) - (0 if four_figures else 0.04)


_FIGURES: Final = re.compile(r"\d+")


_ALL_FIGURES: Final = re.compile(r"[\d\W]+")


def _doubt(words: str) -> str | None:
    numbers = [int(number) for number in _FIGURES.findall(words)]
    if len(numbers) == 3 and max(numbers) <= 31 and _ALL_FIGURES.fullmatch(words) and numbers[2] <= 12:
        return f"a date that can be read several ways, taken day first: {words}"
    return None


# --- time of day ----------------------------------------------------------------------

_TIME: Final = re.compile(
    r"(?<![\d/.:])(?:(?P<hour>\d{1,2})\s*[:.h]\s*(?P<minute>[0-5]\d)(?:[:.][0-5]\d)?(?:\.\d+)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"|(?P<hour_only>\d{1,2})\s*(?P<half_only>[ap]\.?\s?m\b\.?|o'?clock)"
    r"|(?P<military>[0-2]\d[0-5]\d)(?:\s*(?:hrs?|hours?|h)\b)?)(?![\d/])",
    re.IGNORECASE,
)


def _time_of_day(words: str) -> time | None:
    if re.search(r"\b(?:noon|midday)\b", words, re.IGNORECASE):
        return time(12)
    found = _TIME.search(words)
    if not found:
        return None
    if found["military"]:
        hour, minute, half = int(found["military"][:2]), int(found["military"][2:]), ""
    else:
        hour = int(found["hour"] or found["hour_only"])
        minute = int(found["minute"] or 0)
        half = (found["half"] or found["half_only"] or "")[:1].lower()
    if half in {"a", "p"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 else None


def _iso_instant(words: str) -> str | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)", words):
        return None
    try:
        when = datetime.fromisoformat(words.replace("Z", "+00:00").replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    offset = when.utcoffset() or timedelta()
    return when.isoformat() if abs(offset) < timedelta(hours=15) else None

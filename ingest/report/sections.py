"""Insights in sections: each a sentence, a picture's numbers, a table, and what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.domain.clocks import LONDON
from ingest.domain.insights import FEWEST, Insights, Period, Standing, Tally

NONE = "–"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOURS = tuple(f"{hour:02}" for hour in range(24))
_DECIDED = (Standing.IN_TIME, Standing.LATE, Standing.OVERDUE)
_MOST_AGENCIES = 40
_MOST_NAMED = 3  # of hours, weekdays or agencies that tie


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar, with a value for each label."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside each other, of so many of a `unit`; those of one label are stacked in the order of the
    series."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str

    @property
    def highest(self) -> float:
        """The length of the longest bar."""
        return max(
            (sum(stack) for stack in zip(*(one.values for one in self.series), strict=True)), default=0
        )

    def first(self, labels: int) -> Chart:
        """The chart of the first so many labels."""
        kept = tuple(Series(one.name, one.values[:labels]) for one in self.series)
        return Chart(self.labels[:labels], kept, self.unit)


@dataclass(frozen=True, slots=True)
class Section:
    """What one question's answer is. The first column names the row; the others are figures."""

    title: str
    words: str
    chart: Chart
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counts: str


def title_of(period: Period) -> str:
    """Such as "MASH duty desk, 26 October 2026 to 22 November 2026"."""
    return f"MASH duty desk, {_day(period.first)} to {_day(period.last)}"


def as_of(insights: Insights) -> str:
    """When the figures were taken, in London."""
    return f"As it stood on {insights.at.astimezone(LONDON):%d/%m/%Y at %H:%M %Z}."


def sections(insights: Insights) -> tuple[Section, ...]:
    """Every section, in the order of a report."""
    return (
        _weeks(insights),
        _agencies(insights),
        _hours(insights),
        _spans(insights),
        _ageing(insights),
        _unread(insights),
    )


def _weeks(insights: Insights) -> Section:
    whole = insights.whole
    words = (
        f"{whole[Standing.IN_TIME]} of {whole.decided} contacts had their form within {insights.deadline}"
        f" ({percent(whole.share)}): {whole[Standing.LATE]} came late, {whole[Standing.OVERDUE]} {_is(whole[Standing.OVERDUE])} overdue."
    )
    labels = tuple(f"{date.fromisoformat(week.name):%d/%m}" for week in insights.weeks)
    return Section(
        f"Forms within {insights.deadline}, by week",
        words,
        Chart(labels, _stacked(insights.weeks), "contacts"),
        ("week from", *_TALLY),
        (*(_tally_row(week, _monday(week.name)) for week in insights.weeks), _tally_row(whole, "all")),
        f"A contact (phone or email) counts in the week in which it came; weeks begin on Monday in London. "
        f"In time: the first form linked to it, automatically or by an officer, was taken by the mailbox "
        f"within {insights.deadline} of the contact, or before it. The share is of those in time, late and "
        f"overdue; not due yet, unopened (an unread email of the caller's may be the form) and closed "
        f"without a form are shown apart.",
    )


def _agencies(insights: Insights) -> Section:
    shown = insights.agencies[:_MOST_AGENCIES]
    named = [tally for tally in shown if tally.share is not None and not tally.name.startswith("others:")]
    lowest = min((tally.share for tally in named if tally.share is not None), default=None)
    least = [tally for tally in named if tally.share == lowest]
    if lowest is None:
        words = "No agency has enough contacts to be named."
    elif lowest == 1:
        words = "Every agency that is named had all its forms in time."
    elif len(least) <= _MOST_NAMED:
        told = "; ".join(f"{tally.name}, {percent(lowest)} of {tally.decided}" for tally in least)
        words = f"Least often in time: {told}."
    else:
        words = f"{len(least)} agencies are least often in time, at {percent(lowest)} each."
    return Section(
        f"Forms within {insights.deadline}, by agency",
        words,
        Chart(tuple(tally.name for tally in shown), _stacked(shown), "contacts"),
        ("agency", *_TALLY),
        tuple(_tally_row(tally, tally.name) for tally in shown),
        f"The agency as noted on the contact, however capitalised. Those with fewer than {FEWEST} contacts "
        f"are put together: a share of so few says little, and may point at a person."
        + (f" The first {_MOST_AGENCIES} are shown." if len(insights.agencies) > len(shown) else ""),
    )


def _hours(insights: Insights) -> Section:
    by_hour = tuple(sum(day[hour] for day in insights.calls) for hour in range(24))
    total = sum(by_hour)
    words = "No calls were logged."
    if total:
        hours = _most(by_hour, [f"between {hour:02}:00 and {hour + 1:02}:00" for hour in range(24)], "hour")
        days = _most([sum(day) for day in insights.calls], [f"on {day}s" for day in _DAYS], "weekday")
        words = f"{total} {'call' if total == 1 else 'calls'}; {hours}; {days}."
    rows = [
        (day, *map(str, hours), str(sum(hours))) for day, hours in zip(_DAYS, insights.calls, strict=True)
    ]
    return Section(
        "Calls by hour and weekday",
        words,
        Chart(_HOURS, (Series("calls", by_hour),), "calls"),
        ("calls", *map(str, range(24)), "all"),
        (*rows, ("all", *map(str, by_hour), str(total))),
        "Phone contacts by when the call came, on London's clocks: 8 is from 08:00 to 08:59. The hour that "
        "October repeats counts twice as long.",
    )


def _most(counts: Sequence[int], names: Sequence[str], kind: str) -> str:
    """Such as "most on Mondays", and on how many days where several tie: nobody is to plan by one of them."""
    highest = max(counts)
    busiest = [name for name, count in zip(names, counts, strict=True) if count == highest]
    if len(busiest) == 1:
        return f"most {busiest[0]} ({highest})"
    if len(busiest) <= _MOST_NAMED:
        return f"most {', '.join(busiest[:-1])} and {busiest[-1]} ({highest} each)"
    return f"no {kind} stands out ({len(busiest)} have {highest} each)"


def _spans(insights: Insights) -> Section:
    total = sum(count for _, count in insights.spans)
    words = "No form was linked to a contact of this period."
    if insights.median_hours is not None and insights.ninetieth_hours is not None:
        words = (
            f"Half of the {total} forms came within {insights.median_hours:.1f} hours, nine in ten within "
            f"{insights.ninetieth_hours:.1f}."
        )
    return _counted(
        "Time from contact to form",
        words,
        ("time", "forms"),
        insights.spans,
        "Elapsed hours from the contact to when the mailbox took its first form, through nights and weekends. "
        "Contacts with no form yet are not in it, so that recent weeks look faster than they are.",
    )


def _ageing(insights: Insights) -> Section:
    total = sum(count for _, count in insights.ageing)
    return _counted(
        "Overdue now, by how long",
        f"{total} {'contact' if total == 1 else 'contacts'} {_is(total)} overdue."
        if total
        else "Nothing is overdue.",
        ("overdue for", "contacts"),
        insights.ageing,
        "All contacts that are overdue at the time of this report, whenever they came; those of which an unread "
        "email waits to be opened are left out, as on the board.",
    )


def _unread(insights: Insights) -> Section:
    came, waiting = (sum(getattr(one, name) for one in insights.unread) for name in ("came", "waiting"))
    done = tuple(float(one.came - one.waiting) for one in insights.unread)
    left = tuple(float(one.waiting) for one in insights.unread)
    return Section(
        "Emails that could not be read",
        f"{came} of {insights.emails} emails could not be read for certain; {waiting} of them {'waits' if waiting == 1 else 'wait'} still.",
        Chart(
            tuple(one.reason for one in insights.unread),
            (Series("dealt with", done), Series("waiting", left)),
            "emails",
        ),
        ("reason", "came", "waiting"),
        tuple((one.reason, str(one.came), str(one.waiting)) for one in insights.unread),
        "Emails that the mailbox took in the period and that were put before a person, by the program's reason; "
        "waiting: nobody has dealt with it yet.",
    )


def _counted(
    title: str, words: str, columns: tuple[str, str], counts: Sequence[tuple[str, int]], about: str
) -> Section:
    labels, values = tuple(name for name, _ in counts), tuple(float(count) for _, count in counts)
    total = sum(count for _, count in counts)
    rows = tuple((name, str(count), percent(count / total if total else None)) for name, count in counts)
    return Section(
        title,
        words,
        Chart(labels, (Series(columns[1], values),), columns[1]),
        (*columns, "share"),
        rows,
        about,
    )


_TALLY = ("contacts", *(standing.value for standing in Standing), "share in time")


def _tally_row(tally: Tally, name: str) -> tuple[str, ...]:
    return (name, str(tally.contacts), *(str(tally[standing]) for standing in Standing), percent(tally.share))


def _stacked(tallies: Sequence[Tally]) -> tuple[Series, ...]:
    return tuple(
        Series(standing.value, tuple(float(tally[standing]) for tally in tallies)) for standing in _DECIDED
    )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def percent(share: float | None) -> str:
    """Such as "78 %"; a dash where there is nothing to share."""
    return NONE if share is None else f"{share:.0%}".replace("%", " %")


def _monday(name: str) -> str:
    return f"{date.fromisoformat(name):%d/%m/%Y}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

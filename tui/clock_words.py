"""Statutory clocks in words: how long each has left, and what that does to a row's status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.domain.statutory import RunningClock, StatutoryClock
from ingest.views import Row
from tui.times import moment, time_left


@dataclass(frozen=True, slots=True)
class ClockWords:
    """What a record calls the clock, what started it and what ends it: in its lines (`start`, `end`) and in
    questions (`began`, `ask_began`)."""

    label: str
    start: str
    end: str
    began: str
    ask_began: str


WORDS = {
    StatutoryClock.POLICE_PROTECTION: ClockWords(
        "Police protection", "began", "ended", "it began", "did police protection begin"
    ),
    StatutoryClock.RETURN_INTERVIEW: ClockWords(
        "Return interview", "child back", "held", "the child came back", "did the child come back"
    ),
}


def left_of(one: RunningClock, now: datetime) -> str:
    """Such as "police protection 5 h 04 min left"."""
    return f"{one.clock.words} {time_left(one.started_at, one.due_at, now).words}"


def ends_of(one: RunningClock, now: datetime) -> str:
    """Such as "police protection runs out Tue 24 Nov 10:15, 5 h 04 min left"."""
    left = time_left(one.started_at, one.due_at, now).words
    return f"{one.clock.words} runs out {moment(one.due_at, now)}, {left}"


def status_of(row: Row, now: datetime) -> str:
    """A row's status behind the clocks that run on its call, of which the soonest tells how long is left
    unless what the row is timed by comes before it."""
    if not row.clocks:
        return row.status
    soonest, names = row.clocks[0], [one.clock.words for one in row.clocks]
    if row.due_at is not None and now < row.due_at < soonest.due_at:
        return ", ".join((*(f"{name} runs" for name in names), row.status))
    if soonest.due_at == row.due_at:
        return f"{' and '.join(names)}, {row.status}"
    return ", ".join((left_of(soonest, now), *(f"{name} runs" for name in names[1:]), row.status))


def still_runs(clocks: Sequence[RunningClock], now: datetime) -> str:
    """What whoever closes a call must know: which clocks go on, and where they are seen. Empty for none."""
    ends = (ends_of(one, now) for one in clocks)
    return "".join(f"\n▲ {words[0].upper()}{words[1:]}: it runs on in list 0." for words in ends)

"""Statutory clocks: 72 real hours from a start that can be true, and an end that can."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.domain.clocks import LONDON, london
from ingest.domain.statutory import (
    LONGEST_AGO,
    ContactClock,
    RunningClock,
    StatutoryClock,
    done_fault,
    running,
    start_fault,
    statutory_due,
)

PROTECTION, INTERVIEW = StatutoryClock
MOMENTS = st.integers(0, 10 * 365 * 86400).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SPANS = st.integers(1, 60 * 86400).map(lambda seconds: timedelta(seconds=seconds))


def in_london(moment: datetime) -> str:
    return moment.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


def said(clock: StatutoryClock, started_at: datetime, done_at: datetime | None = None) -> ContactClock:
    return ContactClock(clock, started_at, done_at, "officer", started_at)


@given(MOMENTS, ZONES)
def test_they_end_seventy_two_elapsed_hours_later_in_whatever_zone_the_start_is_told(
    started_at: datetime, zone: timezone
) -> None:
    due = statutory_due(started_at.astimezone(zone))
    assert due - started_at == timedelta(hours=72)
    assert due.tzinfo is UTC


@given(MOMENTS, SPANS)
def test_what_starts_later_never_ends_earlier(started_at: datetime, later: timedelta) -> None:
    assert statutory_due(started_at) < statutory_due(started_at + later)


def test_the_hours_are_elapsed_ones_when_the_clocks_change() -> None:
    assert in_london(statutory_due(london("2025-10-24 22:30"))) == "2025-10-27 21:30"
    assert in_london(statutory_due(london("2026-03-27 22:30"))) == "2026-03-30 23:30"


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        statutory_due(datetime(2026, 3, 3, 10, 0))  # noqa: DTZ001


@given(MOMENTS, SPANS)
def test_a_start_lies_in_the_last_weeks_and_not_in_the_future(now: datetime, away: timedelta) -> None:
    assert "future" in (start_fault(now + away, now) or "")
    assert (start_fault(now - away, now) is None) == (away <= LONGEST_AGO)
    assert start_fault(now, now) is None


@given(MOMENTS, SPANS, SPANS)
def test_what_is_met_was_met_after_it_began_and_by_now(
    started_at: datetime, ran: timedelta, since: timedelta
) -> None:
    now = started_at + ran + since
    assert done_fault(started_at, started_at + ran, now) is None
    assert done_fault(started_at, started_at, now) is None
    assert done_fault(started_at, now, now) is None
    assert "before the clock began" in (done_fault(started_at, started_at - ran, now) or "")
    assert "future" in (done_fault(started_at, now + ran, now) or "")


@given(st.lists(st.tuples(st.sampled_from(StatutoryClock), MOMENTS, st.booleans()), max_size=4))
def test_only_those_that_are_not_met_run_and_the_soonest_comes_first(
    given_clocks: list[tuple[StatutoryClock, datetime, bool]],
) -> None:
    clocks = [said(clock, at, at if met else None) for clock, at, met in given_clocks]
    found = running(clocks)
    assert sorted(one.due_at for one in found) == [one.due_at for one in found]
    assert set(found) == {
        RunningClock(clock, at, statutory_due(at)) for clock, at, met in given_clocks if not met
    }


def test_each_has_words_of_its_own() -> None:
    assert [clock.words for clock in StatutoryClock] == ["police protection", "return-home interview"]

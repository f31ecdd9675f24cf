"""Statutory clocks in a row's status: first, and with how long is left where that is the least."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.domain.statutory import RunningClock, StatutoryClock, statutory_due
from ingest.views import Row
from tui.clock_words import ends_of, status_of, still_runs
from tui.times import Urgency
from tui.widgets.row_cells import cells_of, columns_for

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PROTECTION, INTERVIEW = StatutoryClock


def clock(left: float, kind: StatutoryClock = PROTECTION) -> RunningClock:
    """A clock with so many hours left."""
    started = NOW + (left - 72) * HOUR
    return RunningClock(kind, started, statutory_due(started))


def row(due_in: float | None, *clocks: RunningClock) -> Row:
    due = None if due_in is None else NOW + due_in * HOUR
    return Row("contact:1", "Robin E.", "Sam Tester", NOW - 40 * HOUR, due, "awaiting", clocks=clocks)


@pytest.mark.parametrize(
    ("due_in", "clocks", "told"),
    [
        (8, (), "awaiting"),
        (8, (clock(2.5),), "police protection 2 h 30 min left, awaiting"),
        (8, (clock(-1),), "police protection OVERDUE 1 h 00 min, awaiting"),
        (8, (clock(20),), "police protection runs, awaiting"),
        (-3, (clock(2),), "police protection 2 h 00 min left, awaiting"),
        (8, (clock(8),), "police protection, awaiting"),
        (None, (clock(20),), "police protection 20 h 00 min left, awaiting"),
        (
            8,
            (clock(2), clock(30, INTERVIEW)),
            "police protection 2 h 00 min left, return-home interview runs, awaiting",
        ),
        (2, (clock(2), clock(30, INTERVIEW)), "police protection and return-home interview, awaiting"),
        (
            1,
            (clock(2), clock(30, INTERVIEW)),
            "police protection runs, return-home interview runs, awaiting",
        ),
    ],
)
def test_a_status_begins_with_the_clocks(
    due_in: float | None, clocks: tuple[RunningClock, ...], told: str
) -> None:
    assert status_of(row(due_in, *clocks), NOW) == told


def test_time_passes_in_a_status_without_the_row_being_read_again() -> None:
    shown = row(8, clock(2))
    assert status_of(shown, NOW + HOUR) == "police protection 1 h 00 min left, awaiting"


@pytest.mark.parametrize("width", [79, 119, 199])
def test_a_narrow_row_keeps_the_clock_and_how_long_is_left(width: int) -> None:
    status = cells_of(row(8, clock(2.5)), NOW, columns_for(width, timed=True), private=False).status
    assert status.startswith("PP 2 h 30 min")


def test_the_bar_of_a_row_that_is_timed_by_its_clock_begins_where_the_clock_did() -> None:
    timed = row(36, clock(36))
    cells = cells_of(timed, NOW, columns_for(199, timed=True), private=False)
    assert cells.time.startswith("━━━──") or cells.time.startswith("━━───")
    assert cells.urgency is Urgency.CALM


def test_its_end_is_told_in_londons_time() -> None:
    assert ends_of(clock(24), NOW) == "police protection runs out Mon 23 Nov 12:00, 24 h 00 min left"


def test_whoever_closes_a_call_is_told_of_each_clock_that_runs_on() -> None:
    assert still_runs((), NOW) == ""
    told = still_runs((clock(2), clock(3, INTERVIEW)), NOW)
    assert [line.partition(",")[0] for line in told.splitlines()] == [
        "",
        "▲ Police protection runs out Sun 22 Nov 14:00",
        "▲ Return-home interview runs out Sun 22 Nov 15:00",
    ]

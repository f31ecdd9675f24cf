"""Times in words, in London's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tui.times import (
    Urgency,
    as_typed,
    bar,
    day_in_column,
    moment,
    moment_in_column,
    span,
    time_left,
    wall_clock,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 h 00 min"),
        (304, "5 h 04 min"),
        (5999, "99 h 59 min"),
        (6000, "4 d 04 h"),
    ],
)
def test_a_span_is_told_to_the_minute(minutes: int, words: str) -> None:
    assert span(timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("hours", "words", "urgency"),
    [
        (-3.2, "OVERDUE 3 h 12 min", Urgency.OVERDUE),
        (0, "OVERDUE 0 min", Urgency.OVERDUE),
        (5, "5 h 00 min left", Urgency.SOON),
        (40, "40 h 00 min left", Urgency.CALM),
    ],
)
def test_time_left_says_how_much_and_how_near(hours: float, words: str, urgency: Urgency) -> None:
    left = time_left(NOW - timedelta(hours=48), NOW + timedelta(hours=hours), NOW)
    assert (left.words, left.urgency) == (words, urgency)


def test_the_part_that_has_run_stays_between_nothing_and_all() -> None:
    assert time_left(NOW, NOW + timedelta(hours=48), NOW).run == 0
    assert time_left(NOW, NOW + timedelta(hours=48), NOW + timedelta(hours=24)).run == 0.5
    assert time_left(NOW, NOW, NOW + timedelta(hours=24)).run == 1
    assert time_left(NOW + timedelta(hours=1), NOW + timedelta(hours=48), NOW).run == 0


def test_moments_are_shown_in_london_in_summer_and_winter() -> None:
    assert moment(NOW, NOW) == "Sun 22 Nov 12:00"
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert moment(summer, summer) == "Wed 1 Jul 13:00"
    assert moment_in_column(summer, summer) == "Wed  1 Jul 13:00"
    assert moment(summer.replace(year=2025), NOW) == "Tue 1 Jul 2025 13:00"
    assert wall_clock(summer) == "Wed 1 Jul 13:00:00 BST"


def test_in_a_column_the_year_takes_the_weekdays_place_further_than_half_a_year_away() -> None:
    new_year = datetime(2027, 1, 1, 8, 30, tzinfo=UTC)
    assert moment_in_column(new_year, new_year - timedelta(days=1)) == "Fri  1 Jan 08:30"
    assert moment_in_column(new_year, NOW - timedelta(days=300)) == " 1 Jan 2027 08:30"
    assert day_in_column(new_year) == " 1 Jan 2027"


def test_the_hour_that_comes_twice_is_told_apart_by_its_zone() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert wall_clock(first).endswith("01:30:00 BST")
    assert wall_clock(first + timedelta(hours=1)).endswith("01:30:00 GMT")


def test_a_time_is_offered_as_it_would_be_typed() -> None:
    assert as_typed(NOW) == "22/11/2026 12:00"


@pytest.mark.parametrize(("run", "drawn"), [(0, "────"), (0.5, "━━──"), (1, "━━━━")])
def test_the_bar_is_heavy_for_what_has_run(run: float, drawn: str) -> None:
    assert bar(run, 4) == drawn

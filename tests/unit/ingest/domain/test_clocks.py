"""Clocks: what falls due when, and what a typed time means."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.domain.clocks import (
    LONDON,
    Calendar,
    Counting,
    FollowUpRule,
    NoSuchTime,
    Rating,
    RatingRule,
    decision_due,
    follow_up_due,
    london,
    rating_due,
)

CALENDAR = Calendar()
MOMENTS = st.integers(0, 10 * 365 * 86400).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def at(text: str) -> datetime:
    return london(text)


def in_london(moment: datetime) -> str:
    return moment.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


def test_forty_eight_hours_run_through_nights_and_weekends() -> None:
    due = follow_up_due(at("2025-11-14 16:00"), FollowUpRule(), CALENDAR)
    assert in_london(due) == "2025-11-16 16:00"


def test_forty_eight_hours_are_elapsed_hours_when_the_clocks_change() -> None:
    assert in_london(follow_up_due(at("2025-10-25 12:00"), FollowUpRule(), CALENDAR)) == "2025-10-27 11:00"
    assert in_london(follow_up_due(at("2026-03-28 12:00"), FollowUpRule(), CALENDAR)) == "2026-03-30 13:00"


def test_working_hours_stop_when_the_office_shuts() -> None:
    rule = FollowUpRule(10, Counting.WORKING_HOURS)
    assert in_london(follow_up_due(at("2025-11-14 16:00"), rule, CALENDAR)) == "2025-11-18 09:00"


def test_working_hours_that_just_fit_end_when_the_office_shuts() -> None:
    rule = FollowUpRule(1, Counting.WORKING_HOURS)
    assert in_london(follow_up_due(at("2025-11-14 16:00"), rule, CALENDAR)) == "2025-11-14 17:00"


def test_a_rule_of_no_hours_is_refused() -> None:
    with pytest.raises(ValueError):
        FollowUpRule(0)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-11-12 15:20", "2025-11-13 15:20"),
        ("2025-11-12 23:10", "2025-11-13 23:10"),
        ("2025-11-14 10:00", "2025-11-17 10:00"),
        ("2025-11-15 10:00", "2025-11-18 08:30"),
        ("2025-12-24 11:00", "2025-12-29 11:00"),
        ("2025-12-25 11:00", "2025-12-30 08:30"),
        ("2026-04-02 09:00", "2026-04-07 09:00"),
        ("2026-03-27 14:00", "2026-03-30 14:00"),
        ("2025-10-24 14:00", "2025-10-27 14:00"),
    ],
)
def test_a_decision_is_due_one_working_day_later(received: str, due: str) -> None:
    assert in_london(decision_due(at(received), CALENDAR)) == due


def test_a_late_bank_holiday_is_added_by_hand() -> None:
    day = date(2025, 11, 13)
    assert CALENDAR.is_working_day(day)
    local = Calendar(extra_holidays=frozenset({day}))
    assert not local.is_working_day(day)
    assert in_london(decision_due(at("2025-11-12 15:20"), local)) == "2025-11-14 15:20"


def test_a_bank_holiday_on_a_weekend_is_kept_on_the_monday() -> None:
    assert not CALENDAR.is_working_day(date(2026, 12, 28))
    assert not CALENDAR.is_working_day(date(2022, 9, 19))


@pytest.mark.parametrize(
    ("moment", "shut"),
    [
        ("2025-11-12 08:29", True),
        ("2025-11-12 08:30", False),
        ("2025-11-12 16:59", False),
        ("2025-11-12 17:00", True),
        ("2025-11-15 12:00", True),
        ("2025-12-25 12:00", True),
        ("2025-07-01 16:30", False),
    ],
)
def test_out_of_hours_is_evenings_weekends_and_bank_holidays(moment: str, shut: bool) -> None:
    assert CALENDAR.is_out_of_hours(at(moment)) is shut


def test_red_runs_on_through_the_night_and_amber_does_not() -> None:
    rated = at("2025-11-14 16:00")
    assert in_london(rating_due(rated, Rating.RED, RatingRule(), CALENDAR)) == "2025-11-14 20:00"
    assert in_london(rating_due(rated, Rating.AMBER, RatingRule(), CALENDAR)) == "2025-11-19 14:30"
    green = rating_due(rated, Rating.GREEN, RatingRule(), CALENDAR)
    assert not CALENDAR.is_out_of_hours(green)


def test_an_office_that_shuts_before_it_opens_is_refused() -> None:
    with pytest.raises(ValueError):
        Calendar(office_open=time(17), office_close=time(9))


def test_the_repeated_hour_means_the_first_unless_it_says_which() -> None:
    assert london("2025-10-26T01:30") == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert london("2025-10-26 01:30 GMT") == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    assert london("2025-10-26T01:30+00:00") == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-03-29 01:00", "2026-03-29T01:30", "29/03/2026 01:59"])
def test_the_hour_that_march_leaves_out_is_refused(text: str) -> None:
    with pytest.raises(NoSuchTime):
        london(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-07-03T14:05",
        "03/07/2025 14:05",
        "3.7.2025 at 2.05pm",
        "2025-07-03 13:05Z",
        "2025-07-03T14:05:00+01:00",
    ],
)
def test_typed_times_are_day_first_and_in_london(text: str) -> None:
    assert london(text) == datetime(2025, 7, 3, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2025-13-01 10:00",
        "31/02/2025 10:00",
        "2025-07-03 25:00",
        "2025-07-03",
        "1/7/2025 13:00pm",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        london(text)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        decision_due(datetime(2025, 1, 1), CALENDAR)  # noqa: DTZ001


@given(MOMENTS)
def test_a_decision_falls_on_a_working_day_after_the_form_came(moment: datetime) -> None:
    due = decision_due(moment, CALENDAR)
    assert due > moment
    assert CALENDAR.is_working_day(due.astimezone(LONDON).date())


@given(MOMENTS, MOMENTS)
def test_what_came_earlier_is_never_due_on_a_later_day(one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    assert in_london(decision_due(first, CALENDAR))[:10] <= in_london(decision_due(second, CALENDAR))[:10]
    rule = FollowUpRule(48, Counting.WORKING_HOURS)
    assert follow_up_due(first, rule, CALENDAR) <= follow_up_due(second, rule, CALENDAR)


@given(MOMENTS, st.floats(0.1, 60))
def test_working_hours_never_take_less_time_than_elapsed_ones(moment: datetime, hours: float) -> None:
    working = follow_up_due(moment, FollowUpRule(hours, Counting.WORKING_HOURS), CALENDAR)
    assert working >= follow_up_due(moment, FollowUpRule(hours), CALENDAR)


@given(MOMENTS)
def test_a_london_time_written_with_its_offset_reads_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert london(moment.astimezone(LONDON).isoformat()) == moment

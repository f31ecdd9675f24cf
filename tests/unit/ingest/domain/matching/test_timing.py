"""The time between call and form, and what the form says of the call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.domain.matching.timing import delay_level, stated_level, stated_time

CALL = datetime(2025, 10, 2, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2025-10-02T12:12:00+01:00", "minutes"),
        ("2025-10-02T12:12", "minutes"),
        ("2025-10-02T12:30:00+01:00", "half_hour"),
        ("2025-10-02T13:12:00+01:00", "hours"),
        ("2025-10-02T20:00:00+01:00", "day"),
        ("2025-10-02", "day"),
        ("2025-10-03T09:00:00+01:00", "days"),
        ("2025-09-12T12:12:00+01:00", "differs"),
        ("at lunch", "missing"),
        ("0001-01-01T00:00:00+01:00", "missing"),
        ("9999-12-31T23:59:00-05:00", "missing"),
        (None, "missing"),
    ],
)
def test_the_forms_own_time_of_the_call_compares(text: str | None, level: str) -> None:
    assert stated_level(stated_time(text), CALL) == level


@pytest.mark.parametrize(
    ("hours", "level"),
    [
        (1, "two_days"),
        (48, "two_days"),
        (49, "four_days"),
        (120, "week"),
        (200, "fortnight"),
        (500, "month"),
        (900, "long"),
        (-1, "just_before"),
        (-30, "days_before"),
        (-200, "long_before"),
    ],
)
def test_the_time_between_has_levels(hours: float, level: str) -> None:
    assert delay_level(CALL, CALL + timedelta(hours=hours)) == level

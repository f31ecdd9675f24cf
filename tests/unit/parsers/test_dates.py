"""Dates are read strictly day first; what cannot be one is blank, with a warning."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.dates import LONDON, read_date, read_datetime

DAYS = st.dates(min_value=date(1936, 1, 1), max_value=date(2035, 12, 31))
SPELLINGS = (
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%d-%m-%y}",
    lambda d: f"{d:%d %B %Y}",
    lambda d: f"{d:%A %d %b %Y}",
    lambda d: f"{d:%b} {d.day} {d.year}",
    lambda d: f"{d:%B} {d.day}th, {d.year}",
    lambda d: f"{d.day}th of {d:%B} {d.year}",
    lambda d: f"{d:%d-%b-%Y}",
    lambda d: d.isoformat(),
    lambda d: f"DOB: {d:%d/%m/%Y} (aged 9)",
)


@given(DAYS, st.sampled_from(SPELLINGS))
def test_every_usual_spelling_gives_the_same_day(day: date, spelling: object) -> None:
    assert callable(spelling)
    assert read_date(spelling(day)).value == day.isoformat()


@given(st.text(max_size=250))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = read_date(text).value
    assert found is None or date.fromisoformat(found).isoformat() == found
    when = read_datetime(text).value
    assert when is None or datetime.fromisoformat(when).tzinfo


@pytest.mark.parametrize(
    "text", ["04/13/2015", "31/02/2015", "2015-13-04", "00/01/2015", "29/02/2015", "32 May 2015", "1/1/1066"]
)
def test_an_impossible_date_is_blank_with_the_words_as_written(text: str) -> None:
    found = read_date(text)
    assert found.value is None
    assert found.warning is not None
    assert text in found.warning


@pytest.mark.parametrize("text", ["", "N/A", "DD/MM/YYYY", "not known", None])
def test_what_holds_no_figures_is_blank_without_a_warning(text: str | None) -> None:
    assert read_date(text).value is None
    assert read_date(text).warning is None


@pytest.mark.parametrize("text", ["8 / 02.05.2017", "8 - 02-05-2017", "8 02 05 2017", "8 / 02/05/2017"])
def test_an_age_before_a_date_is_no_day_of_it(text: str) -> None:
    assert read_date(text).value == "2017-05-02"


@pytest.mark.parametrize("text", ["12/05/20 17", "12/05/20\n17", "12.05.201 7", "12-05-201\n7"])
def test_a_year_that_a_narrow_column_parts_is_one_year(text: str) -> None:
    assert read_date(text).value == "2017-05-12"


def test_two_different_dates_are_none() -> None:
    found = read_date("03/04/2015 or 04/04/2015")
    assert found.value is None
    assert found.warning is not None


def test_a_date_that_reads_several_ways_is_taken_day_first_with_a_warning() -> None:
    found = read_date("04/05/06")
    assert found.value == "2006-05-04"
    assert found.warning is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15/09/2025 at 12:15", "2025-09-15T12:15:00+01:00"),
        ("15/01/2025 12.15pm", "2025-01-15T12:15:00+00:00"),
        ("15.09.2025 1215hrs", "2025-09-15T12:15:00+01:00"),
        ("10am on 15/09/2025", "2025-09-15T10:00:00+01:00"),
        ("Tuesday 3rd March 2026, 2.30 p.m.", "2026-03-03T14:30:00+00:00"),
        ("12 midday, 3 March 2026", "2026-03-03T12:00:00+00:00"),
        ("2025-09-15T12:15:00Z", "2025-09-15T12:15:00+00:00"),
    ],
)
def test_a_time_of_day_is_read_as_londons(text: str, expected: str) -> None:
    assert read_datetime(text).value == expected


def test_a_date_without_a_time_of_day_is_no_instant() -> None:
    assert read_datetime("15/09/2025").value is None


def test_the_hour_that_the_clocks_skip_is_no_time() -> None:
    found = read_datetime("29/03/2026 01:30")
    assert found.value is None
    assert found.warning is not None


def test_the_hour_that_comes_twice_is_the_first_with_a_warning() -> None:
    found = read_datetime("25/10/2026 01:30")
    assert found.value == "2026-10-25T01:30:00+01:00"
    assert found.warning is not None


@given(st.integers(0, 34 * 365 * 24 * 60))
def test_any_minute_of_london_is_read_back(minutes: int) -> None:
    instant = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    local = instant.astimezone(LONDON)
    if local.fold or (local + timedelta(hours=1)).astimezone(UTC) - instant != timedelta(hours=1):
        return
    found = read_datetime(f"{local:%d/%m/%Y %H:%M}").value
    assert found is not None
    assert datetime.fromisoformat(found) == instant

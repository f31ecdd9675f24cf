"""Dates of birth as they are misheard and mistyped."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.domain.matching.births import age_on, birth_level


def level(one: str, other: str) -> str:
    return birth_level(date.fromisoformat(one), date.fromisoformat(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2015-07-12", "2015-07-12", "exact"),
        ("2015-04-03", "2015-03-04", "swapped"),
        ("2015-07-12", "2015-07-13", "digit"),
        ("2015-07-12", "2015-07-21", "digit"),
        ("2015-07-12", "2051-07-12", "digit"),
        ("2015-07-12", "2019-07-12", "digit"),
        ("2015-07-13", "2015-07-30", "misheard"),
        ("2015-06-12", "2015-07-12", "misheard"),
        ("2015-07-12", "2014-07-12", "year"),
        ("2019-07-12", "2020-07-12", "year"),
        ("2015-07-12", "2013-02-28", "conflicts"),
        ("2015-07-12", "2017-07-25", "conflicts"),
    ],
)
def test_dates_of_birth_compare(one: str, other: str, expected: str) -> None:
    assert level(one, other) == expected


@given(st.dates(), st.dates())
def test_comparing_is_the_same_both_ways(one: date, other: date) -> None:
    assert birth_level(one, other) == birth_level(other, one)


@given(st.dates(), st.dates())
def test_only_equal_dates_are_exact(one: date, other: date) -> None:
    assert (birth_level(one, other) == "exact") is (one == other)


def test_an_unknown_date_is_missing() -> None:
    assert birth_level(None, date(2015, 1, 1)) == "missing"


def test_age_changes_on_the_birthday() -> None:
    assert age_on(date(2025, 7, 11), date(2015, 7, 12)) == 9
    assert age_on(date(2025, 7, 12), date(2015, 7, 12)) == 10

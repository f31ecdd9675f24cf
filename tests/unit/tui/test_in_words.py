"""A record's values as officers say them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tui.in_words import days_quoted, in_words

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "kept", "said"),
    [
        ("dob", "2017-05-06", "6 May 2017"),
        ("signed_on", "2026-11-23", "23 November 2026"),
        ("telephone_contact_at", "2026-11-23T09:05:00+00:00", "Mon 23 Nov 09:05"),
        ("phone", "+442392000976", "023 9200 0976"),
        ("phone", "+447700900555", "07700 900555"),
        ("phone", "+441134960123", "0113 496 0123"),
        ("phone", "+448081570123", "0808 157 0123"),
        ("phone", "+441632960123", "01632 960123"),
    ],
)
def test_days_times_and_numbers_are_said_as_they_are_here(name: str, kept: str, said: str) -> None:
    assert in_words(name, kept, NOW) == said


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("dob", "last spring"),
        ("telephone_contact_at", "at noon"),
        ("telephone_contact_at", "2026-11-23T09:05:00"),
        ("phone", "+353209100123"),
        ("phone", "+4416329"),
        ("phone", "ext 12"),
        ("surname", "2017-05-06"),
        ("school", "+442392000976"),
    ],
)
def test_what_is_kept_otherwise_stays_as_it_is(name: str, kept: str) -> None:
    assert in_words(name, kept, NOW) == kept
    assert in_words(name, None, NOW) is None


def test_a_day_that_is_quoted_as_it_is_kept_is_said_as_officers_say_it() -> None:
    assert days_quoted("read as “2016-12-08”; corrected by A. Ofsted-2016-12-08") == (
        "read as “8 December 2016”; corrected by A. Ofsted-2016-12-08"
    )

"""Telephone numbers and email addresses of callers."""

from __future__ import annotations

import pytest

from ingest.domain.matching.reach import email_level, email_parts, national_digits, phone_level


@pytest.mark.parametrize(
    "text",
    ["023 9200 0522", "+44 23 9200 0522", "(023) 9200-0522", "0044 2392000522", "+44 (0)23 9200 0522 ext 4"],
)
def test_one_number_is_written_in_many_ways(text: str) -> None:
    assert national_digits(text) == "2392000522"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("023 9200 0522", "02392000522", "same"),
        ("023 9200 0522", "000522", "local"),
        ("023 9200 0522", "023 9200 0599", "switchboard"),
        ("023 9200 0522", "023 9210 0522", "slip"),
        ("07700 900123", "0770 900123", "slip"),
        ("07700 900123", "07700 990123", "slip"),
        ("07700 900123", "07070 900123", "slip"),
        ("07700 900123", "07700 900199", "differs"),
        ("023 9200 0522", "07700 900199", "differs"),
        ("023 9200 0522", "", "missing"),
    ],
)
def test_numbers_compare(one: str, other: str, level: str) -> None:
    assert phone_level(national_digits(one), national_digits(other)) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("A.B@School.example", "a.b@school.example", "same"),
        ("a.b@school.example", "c.d@school.example", "domain"),
        ("a.b@nhs.net", "c.d@nhs.net", "differs"),
        ("a.b@school.example", "no address", "missing"),
    ],
)
def test_addresses_compare(one: str, other: str, level: str) -> None:
    assert email_level(email_parts(one), email_parts(other)) == level

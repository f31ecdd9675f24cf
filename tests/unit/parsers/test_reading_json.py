"""A reading written by the locked process and read by the one outside, which trusts nothing in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form import Child, ContactForm, Envelope, Found, Outcome, Part, ReadForm, Reading
from parsers.reading_json import NotAReading, from_json, to_json


def reading() -> Reading:
    form = ContactForm(children=[Child(forename="Zoë", age=9, unborn="no")])
    return Reading(
        Outcome.REFERRAL,
        forms=[
            ReadForm("2", "word", form, {"/children/0/forename": Found("Zoë", 1, 0.9)}, ["look"], ["Ref"])
        ],
        parts=[Part("2", None, "text/plain", 3, "ab", "text")],
        envelope=Envelope(sent_at=datetime(2025, 10, 1, tzinfo=UTC), warnings=("look",)),
        concern=ContactForm(),
    )


def changed(change: dict[str, Any]) -> bytes:
    return json.dumps({**json.loads(to_json(reading())), **change}).encode()


def test_a_reading_comes_back_as_it_was() -> None:
    assert from_json(to_json(reading())) == reading()


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "deleted"},
        {"outcome": None},
        {"reason": 7},
        {"forms": None},
        {"forms": [{}]},
        {"forms": "x"},
        {
            "parts": [
                {"part": "1", "filename": None, "media_type": "x", "bytes": "3", "sha256": "", "text": ""}
            ]
        },
        {
            "parts": [
                {"part": "1", "filename": None, "media_type": "x", "bytes": True, "sha256": "", "text": ""}
            ]
        },
        {"envelope": {**json.loads(to_json(reading()))["envelope"], "sent_at": "2025-10-01T00:00:00"}},
        {"concern": {**json.loads(to_json(reading()))["concern"], "children": [{"forename": 1}]}},
    ],
)
def test_a_value_of_another_kind_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(NotAReading):
        from_json(changed(change))


def test_a_tri_state_is_one_of_three_words() -> None:
    form = json.loads(to_json(reading()))["forms"][0]
    form["form"]["children"][0]["unborn"] = "perhaps"
    with pytest.raises(NotAReading):
        from_json(changed({"forms": [form]}))


def test_marks_that_databases_refuse_are_replaced() -> None:
    assert from_json(changed({"reason": "a\0b\ud800c"})).reason == "a\ufffdb\ufffdc"


@given(st.binary(max_size=100))
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(NotAReading):
        from_json(data)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(NotAReading):
        from_json(b"[" * 100_000)


@pytest.mark.parametrize("number", ["1e999", "NaN", "Infinity", "1" + "0" * 400])
def test_a_number_that_no_database_keeps_is_no_reading(number: str) -> None:
    told = to_json(reading()).replace(b'"confidence": 0.9', f'"confidence": {number}'.encode())
    assert number.encode() in told
    with pytest.raises(NotAReading):
        from_json(told)


def test_an_age_beyond_all_measure_is_no_reading() -> None:
    told = to_json(reading()).replace(b'"age": 9', b'"age": ' + b"9" * 30)
    with pytest.raises(NotAReading):
        from_json(told)


def test_a_time_that_no_clock_shows_is_no_reading() -> None:
    told = to_json(reading()).replace(b"2025-10-01T00:00:00+00:00", b"0001-01-01T00:00:00+14:00")
    with pytest.raises(NotAReading):
        from_json(told)


def test_an_answer_of_millions_of_values_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(NotAReading, match="too many"):
        from_json(b"[" + b"0," * 2_000_001 + b"0]")

"""Advice to anybody, and sentences about training."""

from __future__ import annotations

import pytest

from parsers.prose.advice import is_advice, is_of_learning


@pytest.mark.parametrize(
    "sentence",
    [
        "If you are worried about a child, ring us.",
        "Remember that no child is hard to reach.",
        "Ask: what is life like?",
        "A child who goes missing from education must be reported through the usual form.",
    ],
)
def test_what_anybody_should_do_is_advice(sentence: str) -> None:
    assert is_advice(sentence)
    assert not is_advice("If only somebody had come, my son would not be hurt.")
    assert not is_advice("A child who was beaten at our school must be seen.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The workshop is about neglect.",
        "You will learn how early harm is told.",
        "Our policy on bruises is new.",
    ],
)
def test_what_is_taught_is_of_learning(sentence: str) -> None:
    assert is_of_learning(sentence)
    assert not is_of_learning("I have learned that he hits her.")

"""Whether the parents know, answered in a sentence."""

from __future__ import annotations

import pytest

from parsers.prose.awareness import read_awareness


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Mum is aware", "yes"),
        ("Parents are aware and in agreement", "yes"),
        ("Both parents have been informed by telephone", "yes"),
        ("Informed at pick-up", "yes"),
        ("Mother and father fully aware of this referral", "yes"),
        ("Parents have not been told", "no"),
        ("Dad isn't aware", "no"),
        ("Not informed, as it would raise the risk", "no"),
        ("The family are unaware", "no"),
    ],
)
def test_a_sentence_that_says_it_is_read(text: str, answer: str) -> None:
    assert read_awareness(text).value == answer


@pytest.mark.parametrize(
    "text",
    [
        "Mum is aware but dad is not",
        "Parents informed? Will do so tonight",
        "Mother is aware, father has not been told",
        "The school told us",
        "Parents aware of the risks",
        "Mum is aware that he was seen",
        "",
        None,
    ],
)
def test_a_sentence_that_says_both_or_neither_answers_nothing(text: str | None) -> None:
    assert read_awareness(text).value is None

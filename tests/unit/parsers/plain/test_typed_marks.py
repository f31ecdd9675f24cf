"""Answers marked on a keyboard."""

from __future__ import annotations

import pytest

from parsers.options import chosen
from parsers.plain.typed_marks import typed_options
from parsers.values import read_gender, read_tri


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes ___ No _X_", "no"),
        ("Yes _X_ No ___", "yes"),
        ("Yes ...... No ...x...", "no"),
        ("Yes: No: X", "no"),
        ("Yes: X No: Not known:", "yes"),
        ("Yes () No (x)", "no"),
        ("Yes No Not known √", "not_known"),
        ("X Yes No", "yes"),
        ("__ Yes X No", "no"),
        ("Yes / No ✓", "no"),
    ],
)
def test_the_place_that_a_cross_stands_in_tells_the_answer(text: str, answer: str) -> None:
    assert read_tri(text).value == answer


@pytest.mark.parametrize("text", ["Yes ___ No ___", "Yes X No", "Yes X No X", "Yes … No …", "Yes _ No _"])
def test_a_row_that_marks_nothing_certain_answers_nothing(text: str) -> None:
    assert read_tri(text).value is None
    assert chosen(text) == []


def test_the_sex_is_read_so_too() -> None:
    assert read_gender("Male ___ Female _X_").value == "female"
    assert read_gender("Male X Female").value is None


@pytest.mark.parametrize(
    "text",
    ["Yes/No: No", "Yes X", "No", "Yes - mother was told", "X was seen. Yes, no doubt", "Yes, No", "x" * 300],
)
def test_other_words_are_no_such_row(text: str) -> None:
    assert typed_options(text) == []

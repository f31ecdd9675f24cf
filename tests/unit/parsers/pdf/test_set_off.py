"""Answers chosen by how they are set: in bold, underlined, or with a tick typed beside them."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import TICKED, UNTICKED, Rule, Word
from parsers.pdf.chosen import choose


def at(x: float, text: str, *, bold: bool = False) -> Word:
    return Word(text, x, 100, x + 5 * len(text), 111, size=10, bold=bold)


def read(words: Sequence[Word], *rules: Rule) -> list[str]:
    return [word.text for word in sorted(choose(words, rules, (), ()), key=lambda word: word.x0)]


def test_the_answer_in_bold_is_chosen_where_the_others_are_not() -> None:
    line = [at(50, "Informed?"), at(120, "Yes"), at(150, "/"), at(170, "No", bold=True)]
    assert read(line) == ["Informed?", UNTICKED, "Yes", "/", TICKED, "No"]


def test_the_underlined_answer_is_chosen() -> None:
    line = [at(50, "Informed?"), at(120, "Yes"), at(150, "/"), at(170, "No")]
    assert read(line, Rule(120, 111.5, 135, 111.5)) == ["Informed?", TICKED, "Yes", "/", UNTICKED, "No"]


def test_a_tick_typed_behind_an_answer_chooses_it() -> None:
    assert read([at(50, "Yes"), at(68, "✓"), at(110, "No")]) == [TICKED, "Yes", UNTICKED, "No"]


def test_answers_that_are_all_in_bold_choose_nothing() -> None:
    assert read([at(120, "Yes", bold=True), at(170, "No", bold=True)]) == ["Yes", "No"]


def test_a_label_in_bold_that_is_an_answer_elsewhere_is_none() -> None:
    assert read([at(50, "Other", bold=True), at(120, "Nothing"), at(200, "more")]) == [
        "Other",
        "Nothing",
        "more",
    ]


def test_recognised_answers_are_not_chosen_by_their_type() -> None:
    line = [at(120, "Yes")._replace(confidence=0.95), at(170, "No", bold=True)._replace(confidence=0.95)]
    assert read(line, Rule(120, 111.5, 135, 111.5)) == ["Yes", "No"]

"""Letters that recognition sees wrong where only one word can be meant."""

from __future__ import annotations

import pytest

from parsers.ocr.tesseract import SeenWord, with_tail, without_remains, without_turned


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Constabularv", "Constabulary"),
        ("Barnabv,", "Barnaby,"),
        ("electricitv", "electricity"),
        ("Petrov", "Petrov"),
        ("Lviv", "Lviv"),
        ("rev.", "rev."),
        ("inv", "inv"),
        ("TV", "TV"),
    ],
)
def test_a_y_that_lost_its_tail_to_the_line_below_it_gets_it_back(seen: str, meant: str) -> None:
    assert with_tail(seen) == meant


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Postcode: |", "Postcode:"),
        ("E-mail: -", "E-mail:"),
        ("| Role", "Role"),
        ("|Mrs", "Mrs"),
        ("|sla", "|sla"),
        ("Step - father", "Step - father"),
        ("-", "-"),
        ("No.", "No."),
    ],
)
def test_remains_of_rules_beside_words_are_no_part_of_them(seen: str, meant: str) -> None:
    assert without_remains(seen) == meant


def test_figures_one_below_the_other_are_no_turned_word() -> None:
    printed = [
        SeenWord("Postcode", 178, 530, 313, 555, 0.97, 10),
        SeenWord("PO4", 560, 530, 610, 555, 0.9, 10),
    ]
    turned = [SeenWord("on", 103, 323, 120, 607, 0.0, 4), SeenWord("FE", 99, 321, 128, 350, 0.4, 4)]
    assert without_turned([*turned, *printed]) == printed


def test_a_word_of_capitals_in_large_type_is_no_turned_one() -> None:
    words = [SeenWord("CP", 100, 100, 190, 160, 0.97, 1), SeenWord("form", 100, 200, 160, 220, 0.9, 2)]
    assert without_turned(words) == words
    assert without_turned([]) == []

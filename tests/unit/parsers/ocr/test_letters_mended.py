"""Letters that recognition sees wrong where only one word can be meant."""

from __future__ import annotations

import pytest

from parsers.ocr.tesseract import with_tail, without_remains


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
        ("Step - father", "Step - father"),
        ("-", "-"),
        ("No.", "No."),
    ],
)
def test_remains_of_rules_beside_words_are_no_part_of_them(seen: str, meant: str) -> None:
    assert without_remains(seen) == meant

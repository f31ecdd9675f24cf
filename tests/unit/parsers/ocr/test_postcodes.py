"""Figures of postcodes are looked at alone, and what stays in doubt is too unsure for a value."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from parsers.ocr.grey import Grey
from parsers.ocr.pace import Pace
from parsers.ocr.postcodes import with_figures_seen_alone
from parsers.ocr.tesseract import SeenWord, Tesseract


class _Alone:
    """A recogniser that sees the same figure at every scale, or another one each time."""

    def __init__(self, *figures: str) -> None:
        self._figures = figures
        self._looks = 0

    def line(self, strip: Grey, *, only: str = "") -> tuple[str, float]:
        self._looks += 1
        return self._figures[self._looks % len(self._figures)], 0.9


def _read(figures: tuple[str, ...], *texts: str, apart: bool = True) -> list[SeenWord]:
    """Words of blocks for letters, one line; `apart` leaves paper between the letters."""
    page = np.full((100, 600), 255, dtype=np.uint8)
    words: list[SeenWord] = []
    left = 20
    for text in texts:
        for number in range(len(text)):
            page[30:54, left + 18 * number : left + 18 * number + (14 if apart else 18)] = 0
        right = left + 18 * len(text) - 4
        words.append(SeenWord(text, left, 30, right, 54, 0.9, line=1))
        left = right + 14
    recogniser = cast(Tesseract, cast(Any, _Alone(*figures)))
    return with_figures_seen_alone(recogniser, page, words, Pace())


@pytest.mark.parametrize(("first", "second"), [("PO9", "SPN"), ("POY", "9PN")])
def test_a_letter_in_a_postcode_is_the_figure_that_it_is_alone(first: str, second: str) -> None:
    assert [word.text for word in _read(("9",), first, second)] == ["PO9", "9PN"]


def test_an_a_behind_a_district_is_the_four_that_it_is_alone() -> None:
    assert [word.text for word in _read(("4",), "PO8", "ASY")] == ["PO8", "4SY"]
    assert [word.text for word in _read(("4",), "Mill", "ASY")] == ["Mill", "ASY"]
    assert [word.text for word in _read(("4",), "M2", "AND")] == ["M2", "AND"]


def test_a_figure_that_is_another_one_alone_is_in_doubt() -> None:
    before, after = _read(("9",), "PO9", "5PN")
    assert before.confidence == 0.9
    assert after.text == "5PN"
    assert after.confidence < 0.55


def test_a_letter_that_is_no_figure_for_certain_is_in_doubt() -> None:
    assert _read(("5", "9", "8"), "PO5", "SPN")[1].confidence < 0.55
    assert _read(("5",), "PO5", "SPN", apart=False)[1].confidence < 0.55


def test_a_look_that_sees_nothing_tells_nothing() -> None:
    assert _read(("", "5", "5", "5"), "PO5", "SPN")[1].text == "5PN"
    assert _read(("", "", "5", ""), "PO5", "SPN")[1].confidence < 0.55


@pytest.mark.parametrize("texts", [("HAS", "GOT"), ("Flat", "5"), ("in", "5", "OUT"), ("900", "123")])
def test_other_words_stay_as_they_are(texts: tuple[str, ...]) -> None:
    read = _read(("9",), *texts)
    assert [word.text for word in read] == list(texts)
    assert all(word.confidence == 0.9 for word in read)

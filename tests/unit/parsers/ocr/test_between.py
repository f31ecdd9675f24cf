"""A stroke or a dash between words is no noise, however unsurely it was seen."""

from __future__ import annotations

import pytest

from parsers.ocr.between import without_noise
from parsers.ocr.tesseract import SeenWord


def seen(text: str, left: int, top: int, right: int, bottom: int, sure: float = 0.95) -> SeenWord:
    return SeenWord(text, left, top, right, bottom, sure, line=1)


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        (seen("/", 111, 0, 120, 26, 0.6), "/"),
        (seen("|", 111, 0, 120, 26, 0.6), "/"),
        (seen("-—", 111, 11, 127, 14, 0.06), "-"),
        (seen("—", 111, 12, 135, 14, 0.4), "-"),
    ],
)
def test_a_sign_that_stands_between_two_words_as_far_as_words_stand_apart_is_kept(
    sign: SeenWord, told: str
) -> None:
    words = [seen("Parent", 0, 0, 101, 24), sign, seen("carer", 129 if told == "/" else 140, 6, 220, 24)]
    assert [word.text for word in without_noise(words)] == ["Parent", told, "carer"]


@pytest.mark.parametrize(
    "speck",
    [
        seen("|", 111, 0, 114, 40, 0.6),  # an upright rule
        seen("-", 111, 22, 127, 24, 0.6),  # a line to write on
        seen("/", 113, 10, 116, 14, 0.6),  # a speck
        seen("-", 111, 11, 116, 14, 0.4),
        seen("_", 104, 11, 141, 14, 0.4),  # a rule from word to word
    ],
)
def test_what_is_no_sign_by_its_shape_and_place_is_left_out(speck: SeenWord) -> None:
    words = [seen("Parent", 0, 0, 101, 24), speck, seen("carer", 140, 6, 220, 24)]
    assert [word.text for word in without_noise(words)] == ["Parent", "carer"]


def test_a_stroke_at_the_end_of_a_line_or_between_columns_is_left_out() -> None:
    name = seen("Name", 0, 0, 80, 24)
    stroke = seen("/", 90, 0, 99, 26, 0.5)
    assert without_noise([name, stroke]) == [name]
    far = seen("Date", 200, 0, 260, 24)
    assert without_noise([name, stroke, far]) == [name, far]


def test_a_page_without_words_stays_so() -> None:
    assert without_noise([]) == []

"""An address is one word where no space stands in it."""

from __future__ import annotations

import pytest

from parsers.ocr.rejoining import rejoined
from parsers.ocr.tesseract import SeenWord


def _line(*words: str, gaps: tuple[int, ...], lines: tuple[int, ...] | None = None) -> list[SeenWord]:
    seen: list[SeenWord] = []
    left = 20
    for number, (text, gap) in enumerate(zip(words, gaps, strict=True)):
        left += gap
        seen.append(
            SeenWord(
                text, left, 10, left + 12 * len(text), 40, 0.9 - number / 100, lines[number] if lines else 1
            )
        )
        left = seen[-1].right
    return seen


def _texts(words: list[SeenWord]) -> list[str]:
    return [word.text for word in words]


@pytest.mark.parametrize(
    "parts", [("p.", "kay@mill.example"), ("p", ".kay@mill.example"), ("p.kay@mill.", "example")]
)
def test_parts_of_an_address_without_a_space_between_are_one_word_as_sure_as_the_least(
    parts: tuple[str, str],
) -> None:
    *_, address = rejoined(_line("Your", "own", "address", *parts, gaps=(0, 12, 12, 12, 3)))
    assert (address.text, address.confidence) == ("p.kay@mill.example", 0.86)


def test_a_sentence_that_ends_before_an_address_is_no_part_of_it() -> None:
    words = _line("Write", "to", "us.", "kay@mill.example", gaps=(0, 12, 12, 12))
    assert _texts(rejoined(words)) == ["Write", "to", "us.", "kay@mill.example"]


def test_two_addresses_and_other_words_stay_apart() -> None:
    words = _line("one", "two", "a@b.", "c@d.example", "St.", "John", gaps=(0, 12, 12, 2, 12, 2))
    assert _texts(rejoined(words)) == ["one", "two", "a@b.", "c@d.example", "St.", "John"]


def test_an_address_in_three_parts_is_one_word() -> None:
    words = _line("Email", "address", "here", "a.", "b.", "c@d.example", gaps=(0, 12, 12, 12, 2, 2))
    assert _texts(rejoined(words))[-1] == "a.b.c@d.example"


def test_the_end_of_one_line_is_no_part_of_the_next() -> None:
    words = _line("one", "two", "p.", "kay@mill.example", gaps=(0, 12, 12, 2), lines=(1, 1, 1, 2))
    assert _texts(rejoined(words))[-2:] == ["p.", "kay@mill.example"]


@pytest.mark.parametrize(("parts", "gap"), [(("manage", "@mill.example"), 20), (("kay@", "mill.example"), 9)])
def test_an_address_with_a_gap_at_its_at_sign_is_one_doubtful_word(parts: tuple[str, str], gap: int) -> None:
    *_, address = rejoined(_line("Your", "own", "address", *parts, gaps=(0, 12, 12, 12, gap)))
    assert address.text == " ".join(parts)
    assert address.confidence < 0.8


@pytest.mark.parametrize(
    ("parts", "gap"),
    [(("Email", "@mill.example"), 12), (("kay", "@home"), 12), (("kay", "@mill.example"), 60)],
)
def test_what_is_no_address_or_stands_farther_off_is_none_of_its_parts(
    parts: tuple[str, str], gap: int
) -> None:
    assert _texts(rejoined(_line("one", "two", *parts, gaps=(0, 12, 12, gap))))[-2:] == list(parts)

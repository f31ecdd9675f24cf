"""Doubtful words are looked at again, and what the first look left out is found."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.ocr.grey import Grey
from parsers.ocr.pace import Pace
from parsers.ocr.second_look import looked_at_again, passed_over
from parsers.ocr.tesseract import SeenWord, Tesseract


class Looks(Tesseract):
    """Reads one line after the other from a list."""

    def __init__(self, *looks: tuple[str, float]) -> None:
        self._looks = list(looks)

    def line(self, strip: Grey, *, only: str = "") -> tuple[str, float]:
        return self._looks.pop(0)


_PAGE = np.full((200, 400), 255, np.uint8)
_WORD = SeenWord("07700", 10, 10, 90, 40, 0.7)


@pytest.mark.parametrize(
    ("looks", "text", "sure"),
    [
        ([("07700", 0.9), ("07700", 0.6)], "07700", 0.9),
        ([("O7700", 0.6), ("07700", 0.5), ("07700", 0.8)], "07700", 0.86),
        ([("O7700", 0.6), ("O7700", 0.7), ("O7700", 0.8)], "O7700", 0.86),
        ([("07700", 0.9), ("01700", 0.9)], "07700", 0.8),  # at another size it is another number
        ([("O7700", 0.9), ("Q7700", 0.8)], "O7700", 0.8),
        ([("", 0.9), ("", 0.9)], "07700", 0.7),
        ([("07 700", 0.5), ("07700", 0.8)], "07700", 0.86),
        ([("O77 00", 0.6), ("O7700", 0.7), ("O7700", 0.8)], "O7700", 0.86),
    ],
)
def test_two_looks_that_agree_are_believed_and_three_that_differ_are_not(
    looks: list[tuple[str, float]], text: str, sure: float
) -> None:
    (word,) = looked_at_again(Looks(*looks), _PAGE, [_WORD], Pace())
    assert (word.text, word.confidence) == (text, sure)


def test_a_word_that_was_read_for_good_is_not_read_again() -> None:
    word = SeenWord("07700", 10, 10, 90, 40, 0.7, final=True)
    assert looked_at_again(Looks(), _PAGE, [word], Pace()) == [word]


def test_when_time_is_short_numbers_are_looked_at_first_and_the_rest_stays_doubtful() -> None:
    class OneLook(Pace):
        looks = 0

        def allows_more(self) -> bool:
            self.looks += 1
            return self.looks == 1

    name = SeenWord("Okonkwo", 10, 50, 90, 80, 0.83)
    words = looked_at_again(Looks(("07700", 0.9), ("07700", 0.9)), _PAGE, [name, _WORD], OneLook())
    assert [(word.text, word.confidence) for word in words] == [("Okonkwo", 0.8), ("07700", 0.9)]


def test_a_letter_that_reaches_out_of_its_word_is_no_other_word() -> None:
    page = _PAGE.copy()
    page[10:40, 60:110] = 0
    assert passed_over(Looks(), page, [_WORD]) == []


def test_letters_that_no_word_covers_are_read() -> None:
    page = _PAGE.copy()
    page[100:130, 60:80] = 0
    (word,) = passed_over(Looks(("7", 0.9)), page, [_WORD])
    assert word.text == "7"


def test_part_of_a_word_whose_box_was_drawn_too_low_is_not_read_again_above_it() -> None:
    page = _PAGE.copy()
    page[80:105, 40:80] = 0
    word = SeenWord("Organisation", 20, 110, 180, 140, 0.95)
    assert passed_over(Looks(("isati", 0.9)), page, [word]) == []
    assert passed_over(Looks(("Role", 0.9)), page, [word])[0].text == "Role"


def test_letters_as_close_to_a_word_as_its_own_are_no_other_word() -> None:
    page = _PAGE.copy()
    page[12:40, 96:110] = 0
    assert passed_over(Looks(), page, [_WORD]) == []


@pytest.mark.parametrize(("unsure", "sure"), [(2, 0.86), (4, 0.8)])
def test_where_many_words_had_to_be_read_twice_two_looks_that_agree_prove_nothing(
    unsure: int, sure: float
) -> None:
    printed = [SeenWord("referral", 10, 50, 90, 80, 0.96) for _ in range(25)]
    written = [SeenWord("Hancahan", 10, 90, 90, 120, 0.7) for _ in range(unsure)]
    words = looked_at_again(Looks(*[("Hancahan", 0.6)] * unsure), _PAGE, [*printed, *written], Pace())
    assert {word.confidence for word in words} == {0.96, sure}


def test_on_a_page_written_by_hand_no_name_is_believed_that_two_looks_are_almost_sure_of() -> None:
    printed = [SeenWord("referral", 10, 50, 90, 80, 0.96) for _ in range(25)]
    written = [SeenWord("Hancahan", 10, 90, 90, 120, 0.7) for _ in range(9)]
    name = SeenWord("OMDEN", 10, 90, 90, 120, 0.88)
    looks = Looks(*[("Hancahan", 0.6)] * 9, ("OMDEN", 0.89))
    assert looked_at_again(looks, _PAGE, [*printed, *written, name], Pace())[-1].confidence == 0.8
    (believed,) = looked_at_again(Looks(("OMDEN", 0.89)), _PAGE, [name], Pace())
    assert believed.confidence == 0.89


def _numbers(*sure: float) -> list[SeenWord]:
    return [
        SeenWord(f"0770{at}", 10, 10 + 40 * at, 90, 40 + 40 * at, each, final=True)
        for at, each in enumerate(sure)
    ]


def test_no_number_is_sure_on_a_page_where_many_numbers_had_to_be_read_twice() -> None:
    by_hand = looked_at_again(Looks(), _PAGE, _numbers(*[0.97] * 6, *[0.86] * 4), Pace())
    assert {word.confidence for word in by_hand} == {0.8}
    printed = looked_at_again(Looks(), _PAGE, _numbers(*[0.97] * 8, *[0.86] * 2), Pace())
    assert {word.confidence for word in printed} == {0.97, 0.86}


def test_a_hyphen_between_figures_is_one_however_two_looks_see_it() -> None:
    word = SeenWord("18-01~2012", 10, 10, 190, 40, 0.7)
    tesseract = Looks(("18-01-2012", 0.8), ("18-01-2012", 0.8))
    assert looked_at_again(tesseract, _PAGE, [word], Pace())[0].confidence == 0.86

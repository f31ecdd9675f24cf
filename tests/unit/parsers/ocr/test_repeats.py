"""What two lines that are one say of the same letters is said once."""

from __future__ import annotations

from parsers.ocr.repeats import without_repeats
from parsers.ocr.tesseract import SeenWord


def _word(text: str, left: int, right: int, line: int, sure: float = 0.95) -> SeenWord:
    return SeenWord(text, left, 300, right, 322, sure, line)


def _said(*words: SeenWord) -> list[str]:
    return [word.text for word in without_repeats(words) if word is not None]


def test_a_word_cut_in_two_lines_whose_parts_share_letters_is_whole() -> None:
    seen = without_repeats([_word("Faircloug", 1109, 1221, 5), _word("lough", 1171, 1237, 4, 0.8)])
    assert [word and (word.text, word.right, word.confidence) for word in seen] == [
        ("Fairclough", 1237, 0.8),
        None,
    ]


def test_the_end_of_a_word_is_no_word_of_its_own() -> None:
    assert _said(_word("Health", 504, 551, 21), _word("Ith", 553, 580, 20)) == ["Health"]


def test_the_end_of_an_address_inside_its_own_box_is_said_once() -> None:
    address = _word("orla@kirkfieldhousing.example", 258, 882, 13)
    assert _said(address, _word("example", 772, 887, 13)) == ["orla@kirkfieldhousing.example"]


def test_the_beginning_of_a_word_is_no_word_of_its_own() -> None:
    assert _said(_word("g", 989, 1001, 8), _word("greater", 1004, 1055, 7)) == ["greater"]


def test_words_a_space_apart_stay_two_though_they_share_letters() -> None:
    assert _said(_word("Anna", 100, 150, 1), _word("Nash", 160, 210, 2)) == ["Anna", "Nash"]


def test_words_of_one_line_stay_two() -> None:
    assert _said(_word("Ann", 100, 150, 1), _word("Anna", 153, 210, 1)) == ["Ann", "Anna"]

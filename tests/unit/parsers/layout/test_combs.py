"""Boxes for one character each hold one word; rows of a table do not."""

from __future__ import annotations

from parsers.blocks import PageGeometry, Rule, Word
from parsers.layout.combs import without_combs


def boxes(text: str, x: float, top: float) -> tuple[list[Word], list[Rule]]:
    words, rules = [], []
    for number, letter in enumerate(text):
        left = x + 15 * number
        rules += [Rule(left, top, left, top + 17), Rule(left + 15, top, left + 15, top + 17)]
        rules += [Rule(left, top, left + 15, top), Rule(left, top + 17, left + 15, top + 17)]
        if letter != " ":
            words.append(Word(letter, left + 4, top + 4, left + 10, top + 14))
    return words, rules


def test_a_character_to_a_box_is_one_word_and_its_boxes_are_no_table() -> None:
    words, rules = boxes("PO6 3TE", 200, 100)
    label = Word("Postcode", 40, 104, 90, 114)
    page = without_combs(PageGeometry(1, 595, 842, (label, *words), tuple(rules)))
    assert [word.text for word in page.words] == ["Postcode", "PO6 3TE"]
    assert page.rules == ()


def test_answers_of_one_letter_in_the_rows_of_a_table_stay_apart() -> None:
    first, above = boxes("YNYN", 200, 100)
    second, below = boxes("NNYY", 200, 117)
    page = PageGeometry(1, 595, 842, (*first, *second), (*above, *below))
    assert without_combs(page) == page


def test_letters_without_boxes_stay_apart() -> None:
    words, _ = boxes("ABCDE", 200, 100)
    page = PageGeometry(1, 595, 842, tuple(words), ())
    assert without_combs(page) == page

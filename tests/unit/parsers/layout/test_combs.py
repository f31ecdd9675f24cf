"""Boxes for one character each hold one word; rows of a table do not."""

from __future__ import annotations

from parsers.blocks import PageGeometry, Rule, Word
from parsers.layout import blocks
from parsers.layout.combs import without_combs
from tests.unit.parsers.layout.sheet import texts


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
    (line,) = page.rules  # what they hold is written on it
    assert (line.x0, line.x1) == (201, 313)
    assert words[0].bottom < line.top == line.bottom < words[0].bottom + 3


def test_groups_of_boxes_with_gaps_between_them_are_one_word() -> None:
    words: list[Word] = []
    rules: list[Rule] = []
    for text, x in (("16", 200), ("08", 238), ("2021", 276)):
        more_words, more_rules = boxes(text, x, 100)
        words += more_words
        rules += more_rules
    page = without_combs(PageGeometry(1, 595, 842, tuple(words), tuple(rules)))
    assert [word.text for word in page.words] == ["16 08 2021"]


def test_what_stands_in_boxes_is_parted_from_the_label_before_them_and_from_the_next_one() -> None:
    words, rules = boxes("PO6 3TE", 100, 100)
    words += [Word("Postcode", 50, 104, 96, 114), Word("Tel", 214, 104, 230, 114)]
    (line,) = blocks([PageGeometry(1, 595, 842, tuple(words), tuple(rules))])
    assert texts(line) == ["Postcode", "PO6 3TE", "Tel"]


def test_answers_of_one_letter_in_the_rows_of_a_table_stay_apart() -> None:
    first, above = boxes("YNYN", 200, 100)
    second, below = boxes("NNYY", 200, 117)
    page = PageGeometry(1, 595, 842, (*first, *second), (*above, *below))
    assert without_combs(page) == page


def test_letters_without_boxes_stay_apart() -> None:
    words, _ = boxes("ABCDE", 200, 100)
    page = PageGeometry(1, 595, 842, tuple(words), ())
    assert without_combs(page) == page


def test_a_comb_open_at_its_top_holds_one_word_too() -> None:
    words: list[Word] = []
    rules = [Rule(200, 118, 320, 118)]
    for number, letter in enumerate("IDA VALE"):
        left = 200 + 15 * number
        rules.append(Rule(left, 112, left, 118))
        if letter != " ":
            words.append(Word(letter, left + 4, 104, left + 10, 115))
    page = without_combs(PageGeometry(1, 595, 842, tuple(words), tuple(rules)))
    assert [word.text for word in page.words] == ["IDA VALE"]

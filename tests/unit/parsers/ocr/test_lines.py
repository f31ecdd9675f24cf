"""Words of one line have one height, and bold ones are told by their strokes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.ocr.lines import apart, levelled
from parsers.ocr.strokes import bold
from parsers.ocr.tesseract import SeenWord, is_noise, with_hyphens, without_line


def seen(text: str, top: int, bottom: int, line: int = 1) -> SeenWord:
    return SeenWord(text, 0, top, 50, bottom, 0.9, line)


def test_words_and_dashes_of_a_line_are_as_high_as_the_line() -> None:
    words = [seen("Nature", 100, 124), seen("of", 101, 125), seen("concern", 106, 124), seen("-", 114, 117)]
    words.append(seen("please", 100, 130))
    assert {(word.top, word.bottom) for word in levelled(words)} == {(101, 124)}


def test_a_word_of_another_size_or_of_no_line_stays_as_high_as_it_is() -> None:
    words = [
        seen("Name", 100, 124),
        seen("Ida", 100, 124),
        seen("TITLE", 80, 140),
        seen("lone", 100, 110, -1),
    ]
    assert [(word.top, word.bottom) for word in levelled(words)][2:] == [(80, 140), (100, 110)]


def test_a_word_whose_box_a_speck_made_higher_stays_in_its_line() -> None:
    words = [
        SeenWord(text, 60 * number, top, 60 * number + 52, bottom, 0.9, 1)
        for number, (text, top, bottom) in enumerate(
            [
                ("shouting", 142, 166),
                ("and", 142, 161),
                ("glass", 121, 166),
                ("that", 142, 178),
                ("child", 142, 161),
            ]
        )
    ]
    assert len({(word.top, word.bottom) for word in levelled(words)}) == 1


def test_bold_is_told_by_the_width_of_strokes_not_by_the_letters() -> None:
    picture = Image.new("L", (900, 200), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=34)
    words = []
    for number, (text, stroke) in enumerate([("Postcode", 1), ("WF10", 0), ("3QF", 0), ("illicit", 0)]):
        left = 20 + 210 * number
        pen.text((left, 50), text, font=font, fill=0, stroke_width=stroke)
        words.append(SeenWord(text, left, 50, left + 200, 95, 0.9))
    assert bold(np.asarray(picture, np.uint8), words) == [True, False, False, False]


@pytest.mark.parametrize(
    ("read", "word"),
    [("_ann_lee@school.example", "ann_lee@school.example"), ("Oak__", "Oak"), ("___", "___"), ("a_b", "a_b")],
)
def test_remains_of_the_line_written_on_are_no_part_of_a_word(read: str, word: str) -> None:
    assert without_line(read) == word


def test_a_tilde_between_letters_is_a_hyphen() -> None:
    assert [with_hyphens(word) for word in ("Ashdown~Lee", "~ 5", "a~", "18-01~2012")] == [
        "Ashdown-Lee",
        "~ 5",
        "a~",
        "18-01-2012",
    ]


def test_letters_lower_than_any_type_are_remains_of_a_line() -> None:
    assert is_noise(seen("7 ey", 437, 439))
    assert not is_noise(seen("on", 425, 439))


def test_of_two_words_the_lower_one_tells_how_high_their_line_is() -> None:
    assert (
        levelled([seen("Waterlooville", 100, 121), seen("ann.gray@school.example", 100, 133)])[0].bottom
        == 121
    )


def test_words_of_a_line_whose_boxes_touch_stand_as_far_apart_as_words_do() -> None:
    are, you = SeenWord("are", 519, 10, 563, 26, 0.9, 3), SeenWord("you", 562, 10, 621, 39, 0.5, 3)
    first, second = apart([are, you])
    assert (first.left, second.right) == (519, 621)
    assert second.left - first.right > 4


def test_words_that_lie_upon_each_other_or_stand_on_two_lines_stay_where_they_are() -> None:
    are = SeenWord("are", 519, 10, 563, 26, 0.9, 3)
    upon, below = SeenWord("you", 540, 10, 621, 39, 0.5, 3), SeenWord("you", 562, 40, 621, 66, 0.5, 4)
    assert apart([are, upon]) == [are, upon]
    assert apart([are, below]) == [are, below]

"""A punched margin has no boxes to tick."""

from __future__ import annotations

from parsers.ocr.holes import without_holes
from parsers.ocr.mark import Mark
from parsers.ocr.tesseract import SeenWord

HOLE = Mark(60, 500, 108, 548, ticked=True)
WORDS = [
    SeenWord("word", 120 + 60 * (at % 8), 100 + 40 * at, 170 + 60 * (at % 8), 120 + 40 * at, 0.95)
    for at in range(40)
]


def test_a_hole_left_of_all_print_is_no_box() -> None:
    assert without_holes([HOLE, Mark(300, 500, 330, 530)], WORDS) == [Mark(300, 500, 330, 530)]


def test_boxes_at_the_left_edge_stay_where_titles_begin_there_too() -> None:
    titles = [SeenWord("Title", 60, 40 * at, 200, 40 * at + 20, 0.95) for at in range(3)]
    assert without_holes([HOLE], [*titles, *WORDS]) == [HOLE]


def test_a_page_of_few_words_does_not_tell_where_print_begins() -> None:
    assert without_holes([HOLE], WORDS[:5]) == [HOLE]

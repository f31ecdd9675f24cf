"""A pen's rings and strikes are taken off the page: what is ringed is chosen, what is struck out is gone."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.ocr.grey import Grey
from parsers.ocr.looking import Sight
from parsers.ocr.mark import Mark
from parsers.ocr.pen import take_rings, take_strikes, without_struck
from parsers.ocr.placing import placed
from parsers.ocr.tesseract import SeenWord
from tests.unit.parsers.ocr.drawn_page import drawn, grey

_FONT = ImageFont.load_default(size=28)


def _options(*, ringed: str = "", struck: str = "") -> tuple[Grey, dict[str, tuple[int, int, int, int]]]:
    page = Image.new("L", (900, 300), 255)
    pen = ImageDraw.Draw(page)
    places: dict[str, tuple[int, int, int, int]] = {}
    left = 100
    for word in ("Yes", "No", "Unknown"):
        x0, y0, x1, y1 = (round(edge) for edge in pen.textbbox((left, 100), word, font=_FONT))
        places[word] = (x0, y0, x1, y1)
        pen.text((left, 100), word, font=_FONT, fill=0)
        if word == ringed:
            pen.ellipse((x0 - 26, y0 - 18, x1 + 26, y1 + 18), outline=0, width=3)
        if word == struck:
            pen.line((x0 - 6, (y0 + y1) // 2 + 1, x1 + 6, (y0 + y1) // 2 - 1), fill=0, width=3)
        left = x1 + 80
    return grey(page), places


def _words(places: dict[str, tuple[int, int, int, int]]) -> list[SeenWord]:
    return [SeenWord(text, *place, 0.95, line=1) for text, place in places.items()]


@pytest.mark.parametrize("word", ["Yes", "No", "Unknown"])
def test_a_ring_round_a_word_is_found_and_only_the_word_is_left(word: str) -> None:
    page, places = _options(ringed=word)
    without, _ = _options()
    (ring,), clean = take_rings(page, page)
    x0, _, x1, _ = places[word]
    assert ring.left < x0 < x1 < ring.right
    assert (clean < 128).sum() == pytest.approx((without < 128).sum(), rel=0.03)


def test_a_ring_drawn_over_other_words_leaves_them() -> None:
    page, places = _options(ringed="No")
    x0, y0, x1, _ = places["No"]
    over = Image.fromarray(page)
    ImageDraw.Draw(over).text((x0 - 60, y0 - 42), "been asked?", font=_FONT, fill=0)
    (ring,), clean = take_rings(grey(over), grey(over))
    assert x0 - 40 < ring.left < x0 < x1 < ring.right < x1 + 40
    assert (clean[: y0 - 22, : x0 - 30] < 128).any()
    assert (clean[y0 - 34 : y0 - 24, x1 + 20 : x1 + 80] < 128).any()


def test_what_a_ring_only_touches_stays_whole() -> None:
    page, places = _options(ringed="No")
    x0, y0, x1, _ = places["No"]
    over = Image.fromarray(page)
    pen = ImageDraw.Draw(over)
    stems = [(x, y0 - 44, x + 2, y0 - 19) for x in range(x0, x1, 10)]  # the feet of letters in the line above
    for stem in stems:
        pen.rectangle(stem, fill=0)
    pen.line((x0, y0 - 32, x1, y0 - 32), fill=0, width=2)
    _, clean = take_rings(grey(over), grey(over))
    assert all((clean[top : bottom - 1, left + 1] < 128).all() for left, top, _, bottom in stems)


def test_a_ring_that_crosses_a_rule_is_closed_by_it() -> None:
    drawing, places = _options(ringed="Yes")
    page, ruled = drawing.copy(), drawing.copy()
    left = places["Yes"][0] - 12
    ruled[:, left - 2 : left + 2] = 0
    page[:, left - 4 : left + 4] = 255
    assert len(take_rings(page, ruled)[0]) == 1


def test_a_tick_that_runs_out_of_its_box_is_no_ring() -> None:
    page = Image.new("L", (400, 200), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((100, 80, 132, 112), outline=0, width=3)
    pen.line([(108, 94), (116, 106), (146, 70)], fill=0, width=5)
    pen.text((140, 78), "No", font=_FONT, fill=0)
    assert not take_rings(grey(page), grey(page))[0]


def test_boxes_letters_and_rules_are_no_rings() -> None:
    page = grey(drawn())
    rings, clean = take_rings(page, page)
    assert not rings
    assert clean is page


@pytest.mark.parametrize("word", ["Yes", "No", "Unknown"])
def test_a_line_through_a_word_is_found(word: str) -> None:
    page, places = _options(struck=word)
    (line,), _ = take_strikes(page)
    x0, _, x1, _ = places[word]
    assert line.left < x0 < x1 < line.right


@pytest.mark.parametrize("rise", [-9, 9])
def test_a_line_that_leans_through_a_word_is_found(rise: int) -> None:
    page, places = _options()
    x0, y0, x1, y1 = places["Unknown"]
    picture, middle = Image.fromarray(page), (y0 + y1) // 2
    ImageDraw.Draw(picture).line((x0 - 6, middle + rise, x1 + 6, middle - rise), fill=0, width=4)
    (line,), _ = take_strikes(grey(picture))
    assert line.left < x0 < x1 < line.right


def test_words_and_rules_alone_are_not_struck_out() -> None:
    page = grey(drawn())
    assert not take_strikes(page)[0]


def test_a_struck_answer_is_gone_even_where_its_letters_were_misread() -> None:
    _, places = _options()
    x0, y0, x1, y1 = places["Yes"]
    strike = Mark(x0 - 5, (y0 + y1) // 2 - 2, x1 + 5, (y0 + y1) // 2 + 2)
    words = [SeenWord("¥es", *places["Yes"], 0.4), SeenWord("/", x1 + 20, y0, x1 + 30, y1, 0.9)]
    words += [SeenWord("No", *places["No"], 0.9)]
    assert [word.text for word in without_struck(words, [strike])] == ["No"]


def test_what_a_struck_answer_and_the_stroke_behind_it_were_taken_for_is_gone() -> None:
    _, places = _options()
    x0, y0, x1, y1 = places["Yes"]
    strike = Mark(x0 - 5, (y0 + y1) // 2 - 2, x1 + 2, (y0 + y1) // 2 + 2)
    words = [SeenWord("csi", x0, y0, x1 + 20, y1, 0.4), SeenWord("No", x1 + 36, y0, x1 + 76, y1, 0.9)]
    assert [word.text for word in without_struck(words, [strike])] == ["No"]


@pytest.mark.parametrize(("struck", "left"), [((694, 764), "No"), ((780, 834), "Yes")])
def test_of_two_answers_in_one_word_the_one_that_is_not_struck_is_left(
    struck: tuple[int, int], left: str
) -> None:
    words = [SeenWord("Yes/No", 705, 724, 828, 749, 0.65)]
    assert [word.text for word in without_struck(words, [Mark(struck[0], 732, struck[1], 742)])] == [left]


def test_two_answers_in_one_word_stay_in_doubt_where_a_line_ends_within_one() -> None:
    words = [SeenWord("Yes/No", 705, 724, 828, 749, 0.9), SeenWord("Unknown", 860, 724, 960, 749, 0.9)]
    kept = list(without_struck(words, [Mark(700, 732, 800, 742)]))
    assert [word.text for word in kept] == ["Yes/No", "Unknown"]
    assert kept[0].confidence < 0.5


def test_strokes_between_several_answers_that_are_left_stay() -> None:
    _, places = _options()
    x0, y0, x1, y1 = places["No"]
    strike = Mark(x0 - 5, (y0 + y1) // 2 - 2, x1 + 5, (y0 + y1) // 2 + 2)
    stroke = SeenWord("/", x1 + 20, y0, x1 + 30, y1, 0.9)
    left = [word.text for word in without_struck([*_words(places), stroke], [strike])]
    assert left == ["Yes", "Unknown", "/"]


def test_a_struck_word_that_is_no_printed_answer_is_kept_and_doubted() -> None:
    word = SeenWord("Underhill", 100, 100, 240, 130, 0.95)
    (kept,) = without_struck([word], [Mark(94, 113, 246, 117)])
    assert kept.text == "Underhill"
    assert kept.confidence < 0.5


def test_figures_through_part_of_which_a_line_seems_to_go_are_doubted() -> None:
    figures = SeenWord("700606", 100, 100, 184, 120, 0.95)
    (kept,) = without_struck([figures], [Mark(101, 105, 141, 112)])
    assert kept.confidence < 0.5


def test_the_bars_of_capitals_beside_a_figure_are_no_line_through_it() -> None:
    half = SeenWord("1AA", 100, 100, 161, 124, 0.95)
    assert list(without_struck([half], [Mark(117, 117, 161, 118)])) == [half]


def test_a_streak_that_runs_on_beyond_the_words_strikes_nothing() -> None:
    word = SeenWord("No", 100, 100, 140, 130, 0.95)
    assert list(without_struck([word], [Mark(0, 114, 800, 117)])) == [word]


def test_an_underline_strikes_nothing() -> None:
    word = SeenWord("No", 100, 100, 140, 130, 0.95)
    assert list(without_struck([word], [Mark(96, 128, 144, 131)])) == [word]


def test_the_ringed_answer_is_ticked_and_the_others_are_not() -> None:
    page, places = _options(ringed="No")
    rings, clean = take_rings(page, page)
    words = tuple(_words(places))
    seen = placed(Sight(page, clean, words, (), (), (False,) * 3, rings=tuple(rings)), 1)
    shown = " ".join(word.text for word in sorted(seen.words, key=lambda word: word.x0))
    assert shown == "☐ Yes ☒ No ☐ Unknown"

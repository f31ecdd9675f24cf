"""Rules and boxes are found and taken off a page; letters stay."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from parsers.ocr.bars import take_bars
from parsers.ocr.boxes import take_boxes
from parsers.ocr.marks import take_rules
from tests.unit.parsers.ocr.drawn_page import drawn, grey


@pytest.mark.parametrize("dotted", [False, True])
def test_the_rules_of_a_table_are_found_whole_or_dotted(dotted: bool) -> None:
    rules, _ = take_rules(grey(drawn(dotted=dotted)))
    across = sorted(rule.top for rule in rules if rule.right - rule.left > 300)
    down = sorted({round(rule.left, -1) for rule in rules if rule.bottom - rule.top > 60})
    assert all(any(abs(top - y) < 8 for top in across) for y in (400, 490, 580, 670))
    assert all(any(abs(left - x) < 12 for left in down) for x in (150, 600, 1500))


def test_no_letter_is_taken_for_a_rule() -> None:
    page = grey(drawn())
    _, clean = take_rules(page)
    words = (slice(1000, 1050), slice(140, 1400))
    assert np.array_equal(clean[words], page[words])


def test_a_ticked_box_is_told_from_an_empty_one() -> None:
    _, clean = take_rules(grey(drawn()))
    boxes, without = take_boxes(clean)
    assert [(round(box.left, -1), box.ticked) for box in sorted(boxes, key=lambda box: box.left)] == [
        (150, True),
        (400, False),
    ]
    assert without[795:840, 140:190].min() > 200


def test_light_words_on_a_dark_bar_are_set_dark_on_light_and_the_bar_keeps_its_edges() -> None:
    picture = drawn()
    pen = ImageDraw.Draw(picture)
    pen.rectangle((150, 344, 1500, 400), fill=20)
    pen.text((170, 352), "ABOUT THE CHILD", font=ImageFont.load_default(size=34), fill=255)
    edges, lit = take_bars(grey(picture))
    assert min(edge.left for edge in edges) == pytest.approx(150, abs=3)
    assert min(edge.top for edge in edges) == pytest.approx(344, abs=3)
    assert np.median(lit[350:394, 160:1490]) > 240
    assert (lit[350:394, 170:460] < 100).any()
    rules, _ = take_rules(lit, edges)
    assert any(abs(rule.top - 344) < 4 and rule.right - rule.left > 1300 for rule in rules)
    sides = [rule for rule in rules if rule.bottom - rule.top > 200]
    assert all(any(abs(rule.left - x) < 12 for rule in sides) for x in (150, 600, 1500))


def test_the_side_of_a_cell_beside_boxes_is_found_between_its_own_rules() -> None:
    picture = drawn()
    pen = ImageDraw.Draw(picture)
    for left, right in ((150, 900), (900, 1500)):
        pen.rectangle((left, 1200, right, 1255), outline=0, width=3)
        pen.rectangle((left, 1255, right, 1310), outline=0, width=3)
    rules, _ = take_rules(grey(picture))
    assert any(abs(rule.left - 900) < 6 and rule.bottom - rule.top > 90 for rule in rules)


def test_the_sides_of_two_tables_are_not_one_though_the_gap_is_small() -> None:
    picture = drawn()
    pen = ImageDraw.Draw(picture)
    for top in (1200, 1284):
        pen.rectangle((150, top, 900, top + 60), outline=0, width=3)
        pen.rectangle((900, top, 1500, top + 60), outline=0, width=3)
    rules, _ = take_rules(grey(picture))
    uprights = [rule for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    assert not any(rule.top < 1265 and rule.bottom > 1280 for rule in uprights if rule.top > 1100)


def test_dark_cells_beside_light_ones_have_their_words_turned_and_their_rules_kept() -> None:
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    for top in range(400, 760, 60):
        for left, right, fill in ((150, 500, 110), (500, 1500, 255)):
            pen.rectangle((left, top, right, top + 60), fill=fill, outline=0, width=3)
        pen.text((170, top + 12), "Telephone", font=ImageFont.load_default(size=34), fill=255)
        pen.text((520, top + 12), "023 9200 0001", font=ImageFont.load_default(size=34), fill=0)
    edges, lit = take_bars(grey(picture))
    rules, clean = take_rules(lit, edges)
    assert np.median(clean[410:450, 165:490]) > 240
    assert (clean[410:450, 165:490] < 100).mean() > 0.05
    across = [rule for rule in rules if rule.right - rule.left > 1300]
    assert all(any(abs(rule.top - y) < 6 for rule in across) for y in range(460, 760, 60))
    assert any(abs(rule.left - 500) < 8 and rule.bottom - rule.top > 330 for rule in rules)


def test_the_side_of_a_cell_is_found_beside_bold_words_whose_letters_touch() -> None:
    picture = drawn()
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=34)
    for top in range(1200, 1440, 60):
        pen.rectangle((150, top, 900, top + 60), outline=0, width=3)
        pen.rectangle((900, top, 1500, top + 60), outline=0, width=3)
        for shift in (0, 2, 4):
            pen.text((910 + shift, top + 12), "illimitable", font=font, fill=0)
    rules, _ = take_rules(grey(picture))
    assert any(abs(rule.left - 900) < 6 and rule.bottom - rule.top > 200 for rule in rules)


def test_round_boxes_are_seen_and_letters_are_none() -> None:
    picture = Image.new("L", (900, 600), 255)
    pen = ImageDraw.Draw(picture)
    for left in (100, 300):
        pen.ellipse((left, 100, left + 30, 130), outline=0, width=2)
    pen.ellipse((109, 109, 121, 121), fill=0)
    pen.text((100, 300), "Safeguarding", font=ImageFont.load_default(size=26), fill=0)
    boxes, clean = take_boxes(grey(picture))
    assert sorted((box.left, box.ticked) for box in boxes) == [(100, True), (300, False)]
    assert clean[90:140].min() > 200
    assert (clean[300:340] < 100).any()


def test_a_speck_in_a_box_is_neither_a_tick_nor_none() -> None:
    picture = Image.new("L", (400, 400), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 139, 139), outline=0, width=3)
    pen.rectangle((115, 115, 120, 120), fill=0)
    ((box,), _) = take_boxes(grey(picture))
    assert box.doubtful
    assert not box.ticked


def test_the_rules_and_words_on_a_tint_are_found_and_the_tint_is_taken_off() -> None:
    picture = Image.new("L", (1654, 2339), 250)
    pen = ImageDraw.Draw(picture)
    for top in range(400, 640, 60):
        for left, right in ((150, 500), (500, 1500)):
            pen.rectangle((left, top, right, top + 60), fill=187, outline=120, width=2)
        pen.text((170, top + 12), "Telephone", font=ImageFont.load_default(size=34), fill=20)
    edges, lit = take_bars(grey(picture))
    rules, clean = take_rules(lit, edges)
    assert np.median(clean[410:450, 165:490]) > 235
    assert (clean[410:450, 165:490] < 100).mean() > 0.05
    assert any(abs(rule.left - 500) < 8 and rule.bottom - rule.top > 200 for rule in rules)


def test_a_hairline_that_is_light_grey_is_a_rule() -> None:
    picture = Image.new("L", (1654, 2339), 250)
    pen = ImageDraw.Draw(picture)
    for top in (400, 460, 520):
        pen.line((150, top, 1500, top), fill=212, width=2)
    for left in (150, 700, 1500):
        pen.line((left, 400, left, 520), fill=212, width=2)
    rules, _ = take_rules(grey(picture))
    assert {round(rule.top, -1) for rule in rules if rule.right - rule.left > 1300} == {400, 460, 520}
    assert any(abs(rule.left - 700) < 6 and rule.bottom - rule.top > 100 for rule in rules)


def test_between_a_table_and_the_one_below_it_stand_no_sides() -> None:
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    for top in (400, 494):
        pen.rectangle((150, top, 1500, top + 60), outline=0, width=4)
    # Where a rule is broken, the bridge from one to the other is narrow.
    for left in range(160, 1480, 60):
        pen.rectangle((left, 459, left + 40, 462), fill=255)
    rules, _ = take_rules(grey(picture))
    assert not any(rule.top < 475 < rule.bottom for rule in rules if rule.right - rule.left < 20)


@pytest.mark.parametrize("mark", [":", ",", "'"])
def test_a_mark_between_two_rules_is_no_side_of_a_cell(mark: str) -> None:
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    for top in (400, 444, 488):
        pen.line((150, top, 1500, top), fill=0, width=3)
        pen.text((600, top + 4), f"Name{mark} Ida", font=ImageFont.load_default(size=30), fill=0)
    rules, _ = take_rules(grey(picture))
    assert not any(rule.bottom - rule.top > rule.right - rule.left for rule in rules)


def test_the_bowl_of_a_bold_letter_is_no_box() -> None:
    picture = Image.new("L", (900, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.text((60, 80), "Child Safeguarding", font=ImageFont.load_default(size=60), fill=0, stroke_width=2)
    boxes, _ = take_boxes(grey(picture))
    assert boxes == []


def test_a_small_square_with_a_letter_close_to_it_is_the_last_letter_of_a_word() -> None:
    picture = Image.new("L", (300, 200), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 116, 116), outline=0, width=3)
    pen.line((96, 96, 96, 116), fill=0, width=3)
    assert take_boxes(grey(picture))[0] == []


def test_a_tick_that_lengthens_the_upper_side_of_its_box_leaves_it_a_box() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 130, 130), outline=0, width=2)
    pen.line((105, 116, 112, 126), fill=0, width=4)
    pen.line((112, 126, 131, 101, 138, 100, 146, 88), fill=0, width=4)
    pen.text((150, 98), "Yes", font=ImageFont.load_default(size=28), fill=0)
    ((box,), _) = take_boxes(grey(picture))
    assert box.ticked
    assert (box.left, box.right) == pytest.approx((100, 131), abs=3)


def test_a_tick_that_runs_out_of_the_corner_of_its_box_is_a_tick() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 125, 125), outline=0, width=2)
    pen.line((104, 112, 110, 122), fill=0, width=3)
    pen.line((110, 122, 130, 96), fill=0, width=3)
    ((box,), _) = take_boxes(grey(picture))
    assert box.ticked


def test_the_sides_of_a_row_alone_close_below_a_table_are_found() -> None:
    picture = drawn()
    pen = ImageDraw.Draw(picture)
    pen.rectangle((150, 1100, 1500, 1200), outline=0, width=3)
    for left, right in ((150, 700), (700, 1500)):
        pen.rectangle((left, 1226, right, 1283), outline=0, width=3)
    rules, _ = take_rules(grey(picture))
    assert any(abs(rule.left - 700) < 6 and 50 < rule.bottom - rule.top < 90 for rule in rules)


def test_a_cross_whose_strokes_end_beyond_two_corners_ticks_its_box() -> None:
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((600, 800, 628, 828), outline=0, width=2)
    pen.line((600, 796, 636, 832), fill=0, width=5)
    pen.line((600, 832, 636, 796), fill=0, width=5)
    (box,), clean = take_boxes(grey(picture))
    assert box.ticked
    assert abs(box.right - 629) < 4
    assert clean.min() > 200


def test_a_box_whose_side_faint_toner_broke_beside_its_tick_is_a_box() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 126, 126), outline=0, width=2)
    pen.line((98, 114, 110, 128), fill=0, width=3)
    pen.line((110, 128, 134, 92), fill=0, width=3)
    pen.rectangle((109, 100, 110, 101), fill=255)
    ((box,), _) = take_boxes(grey(picture))
    assert box.ticked
    assert (box.left, box.right) == pytest.approx((100, 126), abs=4)


def test_a_box_whose_sides_lean_is_a_box_though_its_tick_runs_out_of_it() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.line((100, 100, 134, 100, 135, 134, 101, 134, 100, 100), fill=0, width=2)
    pen.line((110, 122, 117, 136), fill=0, width=4)
    pen.line((117, 136, 137, 92), fill=0, width=4)
    ((box,), _) = take_boxes(grey(picture))
    assert box.ticked


def test_the_grey_edge_of_a_tick_goes_with_it() -> None:
    sharp = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(sharp)
    pen.rectangle((100, 100, 134, 134), outline=0, width=3)
    pen.line((108, 116, 116, 128), fill=0, width=5)
    pen.line((116, 128, 150, 88), fill=0, width=5)
    (_, clean) = take_boxes(grey(sharp.filter(ImageFilter.GaussianBlur(0.8))))
    assert clean.min() > 225


def test_a_letter_that_a_tick_touches_stays_on_the_page() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 134, 134), outline=0, width=2)
    pen.line((108, 120, 116, 130), fill=0, width=4)
    pen.line((116, 130, 150, 96), fill=0, width=4)
    pen.line((146, 100, 152, 116, 160, 100), fill=0, width=3)  # the arms of a Y
    pen.line((152, 116, 152, 131), fill=0, width=3)
    ((box,), clean) = take_boxes(grey(picture))
    assert box.ticked
    assert clean[128, 152] < 50


def test_a_tick_is_taken_off_the_page_up_to_the_stem_of_the_letter_that_it_touches() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 126, 126), outline=0, width=2)
    pen.line((104, 114, 110, 122), fill=0, width=4)
    pen.line((110, 122, 136, 98), fill=0, width=4)
    pen.rectangle((136, 98, 139, 126), fill=0)  # the stem of an E, and its arms
    for arm in (98, 111, 124):
        pen.rectangle((136, arm, 152, arm + 2), fill=0)
    ((box,), clean) = take_boxes(grey(picture))
    assert box.ticked
    assert clean[90:130, 90:134].min() > 200
    assert (clean[98:127, 137] < 50).all()


def test_a_tick_of_which_little_lies_in_its_box_is_one_where_it_runs_out_of_it() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    for left in (100, 200):
        pen.rectangle((left, 100, left + 26, 126), outline=0, width=2)
        pen.line((left + 18, 116, left + 22, 108), fill=0, width=2)
    pen.line((122, 108, 134, 90), fill=0, width=2)
    boxes, _ = take_boxes(grey(picture))
    (run_out,) = (box for box in boxes if box.left < 150)
    (dust,) = (box for box in boxes if box.left > 150)
    assert (run_out.ticked, run_out.doubtful) == (True, False)
    assert (dust.ticked, dust.doubtful) == (False, True)


def test_a_tick_that_runs_on_to_the_serif_of_its_answer_leaves_its_box_a_box() -> None:
    picture = Image.new("L", (400, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 126, 126), outline=0, width=2)
    pen.line((98, 114, 112, 132), fill=0, width=4)
    pen.line((112, 132, 133, 92), fill=0, width=4)
    pen.line((131, 100, 143, 100), fill=0, width=2)  # the serif of an N, level with the box
    pen.line((137, 100, 137, 124), fill=0, width=3)
    ((box,), _) = take_boxes(grey(picture))
    assert box.ticked
    assert (box.left, box.right) == pytest.approx((100, 127), abs=2)


def test_two_boxes_side_by_side_are_not_one_though_the_gap_is_small() -> None:
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    for left, right in ((160, 810), (843, 1495)):
        pen.rectangle((left, 372, right, 433), outline=0, width=3)
    rules, _ = take_rules(grey(picture))
    assert not any(rule.left < 815 and rule.right > 840 for rule in rules)
    assert sum(rule.right - rule.left > 600 for rule in rules) == 4


def _leaning(rows: int) -> Image.Image:
    """A heading underlined right above a table, on a page that leans by two dots in its width."""
    picture = Image.new("L", (1654, 1000), 255)
    pen = ImageDraw.Draw(picture)
    for left in range(120, 1540, 20):
        lower = (left - 120) // 355
        right = left + 20
        pen.rectangle((left, 200 + lower, right, 203 + lower), fill=30)
        for top in range(208, 209 + 52 * rows, 52):
            pen.rectangle((left, top + lower, right, top + 1 + lower), fill=60)
    for x in (120, 700, 1538):
        pen.rectangle((x, 208 + (x - 120) // 355, x + 2, 208 + 52 * rows + (x - 120) // 355), fill=60)
    return picture


def test_a_line_close_above_a_table_takes_neither_its_top_nor_its_sides_away() -> None:
    rules, _ = take_rules(grey(_leaning(2)))
    across = [rule for rule in rules if rule.right - rule.left > 1300]
    assert {201 <= rule.top <= 212 for rule in across} == {True, False}
    down = {round(rule.left, -1) for rule in rules if 90 < rule.bottom - rule.top < 130}
    assert {120, 700, 1540} <= down


def test_the_side_of_a_cell_is_told_from_the_letters_between_its_table_and_the_next() -> None:
    picture = Image.new("L", (1654, 1000), 255)
    pen = ImageDraw.Draw(picture)
    for top in (300, 352, 404, 470, 522, 574):
        pen.rectangle((120, top, 1540, top + 2), fill=30)
    for first, last, x in ((300, 404, 400), (470, 574, 408)):
        for side in (120, x, 1538):
            pen.rectangle((side, first, side + 2, last), fill=40)
    pen.rectangle((403, 414, 404, 430), fill=20)  # strokes of letters in between
    pen.rectangle((404, 444, 405, 456), fill=20)
    pen.rectangle((385, 410, 397, 466), fill=20)
    pen.rectangle((411, 410, 424, 466), fill=20)
    rules, _ = take_rules(grey(picture))
    for first, last, x in ((300, 404, 400), (470, 574, 408)):
        assert any(
            abs(rule.left - x) < 8 and abs(rule.top - first) < 6 and abs(rule.bottom - last) < 8
            for rule in rules
        )

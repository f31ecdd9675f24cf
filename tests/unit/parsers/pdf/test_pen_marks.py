"""Choices made with a pen's stroke that is drawn and no letter: in a box, beside a word, around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.blocks import TICKED, UNTICKED, Table
from parsers.pdf import read_pdf
from tests.unit.parsers.pdf.pdf_pages import HEIGHT, Page, lines, pdf

Mark = Callable[[Page, float, float], Page]
YES, NO = 200, 260  # where the answers begin


def tick(page: Page, x: float, y: float) -> Page:
    return page.raw(f"1 w {x + 1} {HEIGHT - y - 5} m {x + 4} {HEIGHT - y - 8} l {x + 9} {HEIGHT - y} l S")


def cross(page: Page, x: float, y: float) -> Page:
    return page.line(x + 1, y, x + 8, y + 8).line(x + 1, y + 8, x + 8, y)


def oval(page: Page, x0: float, top: float, x1: float, bottom: float, paint: str = "S") -> Page:
    """An oval of four curves, as drawing programs make it."""
    x, y, a, b = (x0 + x1) / 2, HEIGHT - (top + bottom) / 2, (x1 - x0) / 2, (bottom - top) / 2
    k = 0.5523
    return page.raw(
        f"1 w {x - a} {y} m {x - a} {y + k * b} {x - k * a} {y + b} {x} {y + b} c "
        f"{x + k * a} {y + b} {x + a} {y + k * b} {x + a} {y} c "
        f"{x + a} {y - k * b} {x + k * a} {y - b} {x} {y - b} c "
        f"{x - k * a} {y - b} {x - a} {y - k * b} {x - a} {y} c {paint}"
    )


def question() -> Page:
    page = Page().text(50, 100, "Are the parents aware?").text(YES, 100, "Yes").text(NO, 100, "No")
    return page.text(50, 200, "Name of the child").text(YES, 200, "Ada Vale")


def answers(page: Page) -> list[str]:
    return lines(read_pdf(pdf([page])))[0][1:]


@pytest.mark.parametrize("draw", [tick, cross])
def test_a_mark_drawn_beside_a_word_chooses_it(draw: Mark) -> None:
    assert answers(draw(question(), NO - 12, 92)) == [f"{UNTICKED} Yes {TICKED} No"]


@pytest.mark.parametrize("draw", [tick, cross])
def test_a_mark_drawn_across_a_word_chooses_it(draw: Mark) -> None:
    assert answers(draw(question(), NO + 2, 92)) == [f"{UNTICKED} Yes {TICKED} No"]


def test_a_mark_halfway_between_two_words_chooses_neither() -> None:
    page = Page().text(50, 100, "Aware?").text(200, 100, "Yes").text(236, 100, "No")
    assert TICKED not in str(answers(tick(page, 222, 92)))


def test_a_word_with_an_oval_around_it_is_chosen() -> None:
    assert answers(oval(question(), NO - 6, 88, NO + 20, 105)) == [f"{UNTICKED} Yes {TICKED} No"]


def test_every_answer_in_an_oval_is_a_frame_and_no_choice() -> None:
    page = oval(oval(question(), NO - 6, 88, NO + 20, 105), YES - 6, 88, YES + 22, 105)
    assert answers(page).count(f"{TICKED} Yes {TICKED} No") == 0


def test_an_oval_around_a_number_is_the_questions_own() -> None:
    page = oval(Page().text(60, 100, "1").text(90, 100, "Yes").text(150, 100, "No"), 54, 88, 70, 105)
    assert TICKED not in str(lines(read_pdf(pdf([page]))))


def test_a_round_button_drawn_as_curves_is_a_check_box() -> None:
    page = Page().text(50, 100, "Aware?").text(215, 100, "Yes").text(275, 100, "No")
    oval(oval(page, 200, 91, 210, 101), 260, 91, 270, 101)
    assert answers(oval(page, 262.5, 93.5, 267.5, 98.5, "f")) == [f"{UNTICKED} Yes {TICKED} No"]


def test_a_dark_box_with_a_white_tick_in_it_is_ticked_and_one_with_a_white_middle_is_not() -> None:
    page = Page().text(50, 100, "Aware?").text(215, 100, "Yes").text(275, 100, "No")
    for x in (200, 260):
        page.raw(f"0 g {x} {HEIGHT - 101} 10 10 re f")
    page.raw(f"1 g 201 {HEIGHT - 100} 8 8 re f")
    page = Page(operations=[page.operations[at] for at in (0, 1, 2, 3, 5, 4)])
    page.raw(f"1 G 1 w 262 {HEIGHT - 96} m 264 {HEIGHT - 99} l 268 {HEIGHT - 93} l S")
    assert answers(page) == [f"{UNTICKED} Yes {TICKED} No"]


def test_the_slanting_lines_in_a_box_s_corner_are_no_tick() -> None:
    page = question().line(266, 96, 272, 90).line(268, 98, 274, 92)
    assert TICKED not in str(answers(page))


def test_a_card_with_round_corners_is_a_cell_of_its_own() -> None:
    page = Page()
    for x0 in (50, 250):
        x1, low, high, r = x0 + 180, HEIGHT - 120, HEIGHT - 88, 6
        page.raw(
            f"0.9 g {x0 + r} {low} m {x1 - r} {low} l {x1} {low} {x1} {low} {x1} {low + r} c "
            f"{x1} {high - r} l {x1} {high} {x1} {high} {x1 - r} {high} c "
            f"{x0 + r} {high} l {x0} {high} {x0} {high} {x0} {high - r} c "
            f"{x0} {low + r} l {x0} {low} {x0} {low} {x0 + r} {low} c f 0 g"
        )
    page.text(60, 100, "Surname", size=8).text(60, 114, "Vale").text(260, 100, "Forename", size=8)
    page.text(260, 114, "Ada")
    tables = read_pdf(pdf([page])).blocks
    assert [
        [text.text for text in table.rows[0][0].texts] for table in tables if isinstance(table, Table)
    ] == [
        ["Surname", "Vale"],
        ["Forename", "Ada"],
    ]


def test_a_dot_in_a_round_box_chooses_it() -> None:
    page = question()
    oval(page, YES - 14, 91, YES - 4, 101)
    oval(page, NO - 14, 91, NO - 4, 101)
    oval(page, NO - 11.2, 93.8, NO - 6.8, 98.2, "f")
    assert answers(page) == [f"{UNTICKED} Yes {TICKED} No"]


def test_the_box_for_a_ringed_word_stands_on_its_side_of_the_border_before_it() -> None:
    page = Page().grid((50, 198, 400), (85, 110, 135))
    page.text(55, 100, "Are the parents aware?").text(YES, 100, "Yes").text(NO, 100, "No")
    page.text(55, 125, "Name of the child").text(YES, 125, "Ada Vale")
    oval(page, YES - 6, 89, YES + 22, 105)
    (table,) = [block for block in read_pdf(pdf([page])).blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[0]] == ["Are the parents aware?", f"{TICKED} Yes {UNTICKED} No"]


def test_a_short_word_that_is_ringed_as_small_as_a_box_is_chosen() -> None:
    page = question()
    oval(page, NO - 3, 90, NO + 16, 105)
    assert answers(page) == [f"{UNTICKED} Yes {TICKED} No"]


def test_the_words_of_a_question_with_a_stroke_in_it_are_no_options() -> None:
    page = Page().text(50, 100, "Do the parents / carers agree?").text(YES, 100, "Yes").text(NO, 100, "No")
    page.text(50, 200, "Name of the child").text(YES, 200, "Ada Vale")
    oval(page, NO - 6, 89, NO + 20, 105)
    assert lines(read_pdf(pdf([page])))[0] == [
        "Do the parents / carers agree?",
        f"{UNTICKED} Yes {TICKED} No",
    ]


def highlighter(page: Page, x0: float, top: float, x1: float, bottom: float, colour: str = "1 1 0") -> Page:
    """Paint under what is written already."""
    page.operations.insert(0, f"q {colour} rg {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f Q")
    return page


def test_a_highlighted_answer_is_chosen() -> None:
    assert answers(highlighter(question(), YES - 1, 91, YES + 18, 103)) == [f"{TICKED} Yes {UNTICKED} No"]


def test_an_answer_that_a_readers_highlighter_went_over_is_chosen() -> None:
    points = f"{NO} {HEIGHT - 91} {NO + 13} {HEIGHT - 91} {NO} {HEIGHT - 103} {NO + 13} {HEIGHT - 103}"
    page = question().annotation("Highlight", [NO, 91, NO + 13, 103], f"/QuadPoints [{points}]")
    assert answers(page) == [f"{UNTICKED} Yes {TICKED} No"]


def test_one_of_several_kinds_is_chosen_by_highlighting_it() -> None:
    page = Page().text(50, 100, "Category:").text(200, 100, "Neglect").text(260, 100, "Physical")
    highlighter(page.text(320, 100, "Sexual"), 259, 91, 300, 103)
    assert answers(page) == [f"{UNTICKED} Neglect {TICKED} Physical {UNTICKED} Sexual"]


def test_a_label_on_a_coloured_ground_chooses_nothing() -> None:
    page = highlighter(Page(), 49, 91, 96, 103).text(50, 100, "Category").text(200, 100, "Neglect")
    assert TICKED not in str(read_pdf(pdf([page])).blocks)


def test_a_word_highlighted_in_a_sentence_chooses_nothing() -> None:
    page = highlighter(Page(), 111, 91, 124, 103).text(
        50, 100, "He said that no one came for him, and cried."
    )
    assert TICKED not in str(read_pdf(pdf([page])).blocks)


def test_an_answer_on_a_grey_ground_chooses_nothing() -> None:
    assert TICKED not in str(answers(highlighter(question(), YES - 1, 91, YES + 18, 103, "0.9 0.9 0.9")))


def test_a_dark_square_with_an_edge_of_its_own_ticks_the_box_around_it() -> None:
    page = question().box(YES - 14, 91, YES - 4, 101).box(NO - 14, 91, NO - 4, 101)
    page.raw(f"0.2 g 0.7 w {NO - 12} {HEIGHT - 99} 6 6 re B")
    assert answers(page) == [f"{UNTICKED} Yes {TICKED} No"]


def test_a_box_tinted_as_fields_are_stays_a_box_to_tick() -> None:
    page = question().box(YES - 14, 91, YES - 4, 101)
    page.raw(f"0.85 0.88 1 rg 0.7 w {YES - 14} {HEIGHT - 101} 10 10 re B {NO - 14} {HEIGHT - 101} 10 10 re B")
    assert answers(page) == [f"{UNTICKED} Yes {UNTICKED} No"]


def test_an_answer_highlighted_close_behind_its_question_is_chosen_where_a_border_parts_them() -> None:
    page = Page().text(50, 100, "Do the parents know of").text(YES - 24, 100, "this").text(YES, 100, "Yes")
    page.text(YES + 24, 100, "/ No").grid([48, YES - 4, 400], [85, 110])
    highlighter(page, YES - 1, 91, YES + 18, 103)
    (table,) = [block for block in read_pdf(pdf([page])).blocks if isinstance(block, Table)]
    assert table.rows[0][1].text == f"{TICKED} Yes / {UNTICKED} No"

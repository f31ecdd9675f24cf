"""Which marks mean chosen, which not chosen, and which are no boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import TICKED, UNTICKED
from parsers.boxes import is_symbol_font, marked_by_gaps, normalise_boxes, symbol


@pytest.mark.parametrize(
    "mark", ["☑", "☒", "✓", "✔", "[X]", "[x]", "[ x ]", "(x)", "[✓]", "\uf0fe", "\uf0fd", "✅"]
)
def test_a_mark_that_says_chosen_is_ticked(mark: str) -> None:
    assert normalise_boxes(f"{mark} Neglect") == f"{TICKED} Neglect"


@pytest.mark.parametrize("mark", ["☐", "□", "▢", "[ ]", "[]", "[_]", "( )", "\uf0a8", "\uf06f", "⬜"])
def test_a_mark_that_says_not_chosen_is_unticked(mark: str) -> None:
    assert normalise_boxes(f"{mark} Neglect") == f"{UNTICKED} Neglect"


def test_a_black_square_is_a_bullet_unless_a_white_one_stands_by() -> None:
    assert normalise_boxes("■ Neglect") == "■ Neglect"
    assert normalise_boxes("■ Yes □ No") == f"{TICKED} Yes {UNTICKED} No"


def test_round_shapes_are_radio_buttons_only_together() -> None:
    assert normalise_boxes("● Yes ○ No") == f"{TICKED} Yes {UNTICKED} No"
    assert normalise_boxes("● She was seen") == "● She was seen"
    assert normalise_boxes("○ A point") == "○ A point"


def test_a_white_disc_alone_or_before_answers_is_a_button_that_is_not_chosen() -> None:
    assert normalise_boxes("○") == UNTICKED
    assert normalise_boxes("○ Yes ○ No") == f"{UNTICKED} Yes {UNTICKED} No"
    assert normalise_boxes("○ He hit her") == "○ He hit her"


def test_a_cross_means_chosen_beside_empty_boxes_and_not_chosen_beside_ticks() -> None:
    assert normalise_boxes("✗ Yes ☐ No") == f"{TICKED} Yes {UNTICKED} No"
    assert normalise_boxes("✓ Yes ✗ No") == f"{TICKED} Yes {UNTICKED} No"
    assert normalise_boxes("✗") == "✗"


@pytest.mark.parametrize(
    "text", ["f(x) is", "Forename(s)", "school (primary)", "Children [names]", "()", "10 x 5"]
)
def test_brackets_in_words_are_no_boxes(text: str) -> None:
    assert normalise_boxes(text) == text


def test_symbol_fonts_are_known_by_name() -> None:
    assert is_symbol_font(" Wingdings 2 ")
    assert not is_symbol_font("Arial")
    assert symbol("Arial", 0x41) is None
    assert symbol("wingdings", 0xF0A8) == symbol("Wingdings", 0xA8) == UNTICKED


@given(st.text(st.sampled_from("☐☑✓✗■□●○[]()xX_ ab")))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise_boxes(text)
    assert normalise_boxes(once) == once


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Yes ✓      No", "☒ Yes   ☐ No"),
        ("Yes      ✓ No      Not known", "☐ Yes   ☒ No   ☐ Not known"),
        ("Yes ✓ No", "Yes ✓ No"),
        ("☐ Yes      ☒ No", "☐ Yes      ☒ No"),
        ("Discussed ✓", "Discussed ✓"),
    ],
)
def test_a_tick_without_boxes_is_its_neighbours_where_the_options_stand_far_apart(
    typed: str, read: str
) -> None:
    assert marked_by_gaps(typed) == read

"""Options of which one is set off by its look."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.chosen_look import with_one_chosen
from parsers.pieces import Piece, cell_texts


def shown(*pieces: Piece) -> str:
    return "".join(piece.text for piece in with_one_chosen(pieces) if not piece.gone)


def test_the_highlighted_option_is_what_is_said() -> None:
    assert shown(Piece("Yes   "), Piece("No", marked=True), Piece("   N/A")) == "No"


def test_the_one_option_in_bold_is_what_is_said() -> None:
    assert shown(Piece("Yes", bold=True), Piece(" / No")) == "Yes"


def test_highlighting_goes_before_bold_type() -> None:
    assert shown(Piece("Male", bold=True), Piece(" / "), Piece("Female", bold=True, marked=True)) == "Female"


def test_options_that_all_look_alike_choose_nothing() -> None:
    assert shown(Piece("Yes", bold=True), Piece(" / "), Piece("No", bold=True)) == "Yes / No"


def test_a_label_before_the_options_stays() -> None:
    label = Piece("Parents informed?", bold=True)
    assert shown(label, Piece(" Yes / "), Piece("No", marked=True)) == "Parents informed?No"


def test_a_label_in_bold_is_no_chosen_option() -> None:
    assert shown(Piece("Parents informed?", bold=True), Piece(" Yes / No")) == "Parents informed? Yes / No"


@pytest.mark.parametrize("words", ["Yes, she was told", "No contact with Dad", "Male carer"])
def test_words_that_are_no_options_keep_their_emphasis(words: str) -> None:
    first, _, rest = words.partition(" ")
    assert shown(Piece(first, bold=True), Piece(f" {rest}")) == words


def test_an_option_that_was_struck_out_is_not_offered() -> None:
    assert shown(Piece("Yes", gone=True), Piece(" / "), Piece("No")) == " / No"


def test_a_cell_says_the_chosen_option_in_plain_type() -> None:
    (text,) = cell_texts([Piece("Yes "), Piece("No", marked=True, bold=True)])
    assert (text.text, text.bold) == ("No", False)


def test_of_options_in_a_forms_own_words_the_one_set_off_in_a_cell_is_what_is_said() -> None:
    options = [Piece("Level 2 / "), Piece("Level 3", marked=True), Piece(" / Level 4")]
    assert [text.text for text in cell_texts(options)] == ["Level 3"]
    assert shown(*options) == "Level 2 / Level 3 / Level 4"


def test_a_label_glued_to_its_options_is_not_lost_with_them() -> None:
    options = [Piece("Interpreter needed   Yes / "), Piece("No", bold=True)]
    assert "Interpreter needed" in "".join(text.text for text in cell_texts(options))


@pytest.mark.parametrize("look", [{"marked": True}, {"bold": True}])
def test_of_levels_between_gaps_the_one_that_is_set_off_is_said(look: dict[str, Any]) -> None:
    label, chosen = Piece("Level of need:   Universal   Universal Plus   "), Piece("Partnership Plus", **look)
    assert shown(label, chosen, Piece("   Statutory")) == "Level of need:Partnership Plus"


def test_a_name_in_bold_between_labels_is_no_chosen_level() -> None:
    words = "Surname:   Vale   First name: Ida"
    assert shown(Piece("Surname:   "), Piece("Vale", bold=True), Piece("   First name: Ida")) == words

"""Pieces of text into cells and lines: folded, joined, and what was struck out left away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import TICKED
from parsers.pieces import Piece, asked_and_answered, cell_texts, line_texts, tidy, whole_text


def test_spaces_fold_and_breaks_stay() -> None:
    assert tidy("  a \u00a0 b \n\n c\u00ad\u200bd ") == "a b\n\ncd"


def test_pieces_of_one_field_are_one_text() -> None:
    pieces = [Piece("Name "), Piece("Ada ", field=1, hint="name"), Piece("Lane", field=1, hint="name")]
    assert [(text.text, text.filled, text.hint) for text in line_texts(pieces)] == [
        ("Name", False, None),
        ("Ada Lane", True, "name"),
    ]


def test_punctuation_between_fields_says_nothing() -> None:
    pieces = [Piece("1", field=1), Piece(" / "), Piece("2", field=2), Piece(" years")]
    assert [text.text for text in cell_texts(pieces)] == ["1", "2", "years"]


def test_what_is_gone_is_in_the_whole_text_only() -> None:
    pieces = [Piece("Yes", gone=True), Piece(" No")]
    assert [text.text for text in line_texts(pieces)] == ["No"]
    assert whole_text(pieces) == "Yes No"


def test_a_box_alone_carries_what_its_control_is_called() -> None:
    (text,) = cell_texts([Piece("☑", hint="Neglect")])
    assert (text.text, text.filled, text.hint) == (TICKED, True, "Neglect")


def test_a_short_bold_lead_is_a_label_in_a_line_but_not_in_a_cell() -> None:
    pieces = [Piece("Name", bold=True), Piece(" Ada")]
    assert [text.text for text in line_texts(pieces)] == ["Name", "Ada"]
    assert [text.text for text in cell_texts(pieces)] == ["Name Ada"]


def test_wide_gaps_part_a_line_but_not_a_cell() -> None:
    pieces = [Piece("Name:      Ada")]
    assert [text.text for text in line_texts(pieces)] == ["Name:", "Ada"]
    assert [text.text for text in cell_texts(pieces)] == ["Name: Ada"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Informed? ☐ Yes ☒ No", ("Informed?", "☐ Yes ☒ No")),
        ("Informed? / No (delete as appropriate)", ("Informed?", "/ No (delete as appropriate)")),
        ("Informed: Yes", ("Informed:", "Yes")),
        ("Informed? No, she was away", None),
        ("☐ Other: please say", None),
        ("Name: Ada", None),
        ("How can we reach you? (telephone)", None),
    ],
)
def test_options_after_a_question_are_its_answer(text: str, parts: tuple[str, str] | None) -> None:
    assert asked_and_answered(text) == parts


PIECES = st.lists(
    st.builds(
        Piece,
        text=st.text(st.sampled_from("ab: ?\t\n1"), max_size=8),
        bold=st.booleans(),
        field=st.integers(0, 2),
    ),
    max_size=12,
)


@given(PIECES, st.booleans())
def test_no_letter_is_lost_or_moved(pieces: list[Piece], in_cell: bool) -> None:
    texts = cell_texts(pieces) if in_cell else line_texts(pieces)
    said = "".join(text.text for text in texts)
    meant = "".join(piece.text for piece in pieces)
    assert [char for char in said if char.isalnum()] == [char for char in meant if char.isalnum()]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Parents know of this contact Yes ☒ No ☐", ("Parents know of this contact", "Yes ☒ No ☐")),
        ("Parents know of this contact ☒ Yes ☐ No", ("Parents know of this contact", "☒ Yes ☐ No")),
        ("He answered yes ☐", None),
        ("Parents know of this contact", None),
    ],
)
def test_a_question_without_its_mark_is_parted_from_its_boxes(
    text: str, parts: tuple[str, str] | None
) -> None:
    assert asked_and_answered(text) == parts


def test_help_in_italics_between_a_bold_label_and_its_answer_stands_apart_from_both() -> None:
    pieces = [
        Piece("Your concern?", bold=True),
        Piece(" Give a full account.", quiet=True),
        Piece(" She fell."),
    ]
    assert [text.text for text in cell_texts(pieces)] == [
        "Your concern?",
        "Give a full account.",
        "She fell.",
    ]


@pytest.mark.parametrize(
    ("label", "answer"),
    [("First name", "Zak"), ("Date of birth", "03/04/2015"), ("Email", "a.b@c.example"), ("Informed?", "No")],
)
def test_a_bold_answer_behind_a_plain_label_without_a_space_is_an_answer(label: str, answer: str) -> None:
    assert [text.text for text in line_texts([Piece(label), Piece(answer, bold=True)])] == [label, answer]


def test_part_of_a_word_in_bold_is_no_answer() -> None:
    assert [text.text for text in line_texts([Piece("Tom"), Piece("asz", bold=True)])] == ["Tomasz"]

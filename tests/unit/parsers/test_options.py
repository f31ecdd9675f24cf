"""Boxes and their labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.options import chosen, options
from parsers.values import read_tri

LABELS = st.lists(st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,8})?", fullmatch=True), min_size=1, max_size=6)


@given(LABELS, st.data(), st.sampled_from(["☐☒", "□☑", "☐✓", "❑✔"]))
def test_boxes_before_their_labels_are_read_back(labels: list[str], data: st.DataObject, glyphs: str) -> None:
    on = data.draw(st.lists(st.booleans(), min_size=len(labels), max_size=len(labels)))
    text = "  ".join(f"{glyphs[tick]} {label}" for label, tick in zip(labels, on, strict=True))
    assert options(text) == list(zip(labels, on, strict=True))


@given(LABELS, st.data())
def test_boxes_after_their_labels_are_read_back(labels: list[str], data: st.DataObject) -> None:
    on = data.draw(st.lists(st.booleans(), min_size=len(labels), max_size=len(labels)))
    text = "  ".join(f"{label} {'☐☒'[tick]}" for label, tick in zip(labels, on, strict=True))
    assert options(text) == list(zip(labels, on, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[X] Neglect [ ] Other", [("Neglect", True), ("Other", False)]),
        ("(x) Yes ( ) No", [("Yes", True), ("No", False)]),
        ("Level: ☐ 2 ☒ 3", [("2", False), ("3", True)]),
        ("✓ Yes ✗ No", [("Yes", True), ("No", False)]),
        ("no boxes here", []),
        ("", []),
    ],
)
def test_marks_typed_and_drawn_count_alike(text: str, expected: list[tuple[str, bool]]) -> None:
    assert options(text) == expected


def test_an_empty_box_chooses_nothing() -> None:
    assert chosen("☐ Yes ☐ No") == []


def test_a_colon_before_each_box_leads_to_it() -> None:
    assert options("☒ CSE: ☐ Both: ☐") == [("", True), ("CSE", False), ("Both", False)]
    assert chosen("☒ CSE: ☐ Both: ☐") == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/ Neglect / / Exploitation", ["Neglect", "Exploitation"]),
        ("Yes /", ["Yes"]),
        ("Yes / No", []),
        ("/ / 2019", []),
        ("Seen at home / at school.", []),
    ],
)
def test_what_is_left_of_a_row_of_options_is_chosen(text: str, left: list[str]) -> None:
    assert chosen(text) == left


@pytest.mark.parametrize(
    "text", ["Yes ☒ No ☐ Date: 21/04/2026", "Parents aware of referral: Yes ☒ No ☐ Date: 21/04/2026"]
)
def test_words_behind_the_last_box_do_not_turn_the_answer_round(text: str) -> None:
    assert [on for label, on in options(text) if label == "No"] == [False]
    assert read_tri(text.removeprefix("Parents aware of referral:")).value == "yes"


def test_a_mark_between_answers_chooses_none_however_many_they_are() -> None:
    assert chosen("Yes No ☒ Unknown") == []


def test_a_sign_without_a_letter_beside_ticked_boxes_is_an_empty_one() -> None:
    offered = options("\u2612 Physical abuse \ufffd Emotional abuse \u2612 Parental illness\n\ufffd Neglect")
    assert [label for label, on in offered if on] == ["Physical abuse", "Parental illness"]
    assert options("\ufffd Yes \ufffd No") == []

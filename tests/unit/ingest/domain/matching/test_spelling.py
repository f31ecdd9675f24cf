"""Names as typed and as said."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.domain.matching.spelling import fold, is_near, is_slip, sound, sounds_alike


def test_folding_drops_accents_capitals_and_punctuation() -> None:
    assert fold("  Zoë  O'Brien-ŁUKASZ ") == "zoe obrien lukasz"


@pytest.mark.parametrize("apostrophe", ["'", "’", "´", "`", "ʼ", "＇"])
def test_whatever_is_typed_for_an_apostrophe_parts_no_name(apostrophe: str) -> None:
    assert fold(f"O{apostrophe}Brien") == "obrien"


def test_folding_keeps_other_alphabets() -> None:
    assert fold("Олена") == "олена"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("zieolnka", "zielonka"), ("wethrall", "wetherall"), ("smiith", "smith"), ("rahamni", "rahmani")],
)
def test_a_hurried_typist_makes_slips(typed: str, meant: str) -> None:
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("one", "other"), [("jayden", "hayden"), ("mia", "mya"), ("alfie", "archie"), ("ella", "emma")]
)
def test_two_names_are_not_a_slip_of_each_other(one: str, other: str) -> None:
    assert not is_slip(one, other)


def test_a_wrong_first_letter_is_near_and_no_slip() -> None:
    assert is_near("jayden", "hayden")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("catherine", "kathryn"),
        ("schmidt", "smidt"),
        ("kowalczuk", "kovalchuk"),
        ("phillips", "filips"),
        ("rahman", "rehman"),
        ("hussain", "husseyn"),
        ("mcdonald", "macdonald"),
        ("thompson", "tompson"),
        ("stephenson", "stevenson"),
    ],
)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_short_sounds_prove_nothing() -> None:
    assert not sounds_alike("mia", "maya")


@given(st.text(max_size=30))
@example("𝑨")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_is_a_slip_of_itself_only_if_long_enough_to_tell(word: str) -> None:
    assert is_slip(word, word) is (len(word) >= 4)

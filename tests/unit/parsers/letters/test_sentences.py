"""What single sentences of a letter say of the child and of the parents' knowledge."""

from __future__ import annotations

import pytest

from parsers.letters.sentences import consented, parents_told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("We have told her parents about this referral.", "yes"),
        ("Mother is aware of this referral.", "yes"),
        ("The parents have not been informed of this report.", "no"),
        ("We have not been able to inform the parents of this referral.", "no"),
        ("Her stepmother does not know that I am writing to you.", "no"),
        ("Her mother does not know.", None),
        ("We have told mother about this report but not father.", None),
        ("We will inform the parents of this referral.", None),
        ("Father told the school about the referral.", None),
        ("She told us that her mother hits her.", None),
    ],
)
def test_only_a_plain_sentence_says_whether_parents_know(sentence: str, told: str | None) -> None:
    assert parents_told(sentence) == told


def test_whoever_knows_that_a_referral_is_being_made_was_told() -> None:
    assert parents_told("We have spoken to her mother, who knows that we are writing to you.") == "yes"


def test_a_parent_called_by_name_is_the_family() -> None:
    assert parents_told("Bryn is aware of this referral.", frozenset(["Bryn"])) == "yes"
    assert parents_told("Bryn is aware of this referral.") is None


@pytest.mark.parametrize(
    ("sentence", "agreed"),
    [
        ("Bryn is aware of this referral and agrees to it.", "yes"),
        ("Mother has given consent for this referral.", "yes"),
        ("The parents do not consent to this referral.", "no"),
        ("Father refused to give consent to the report.", "no"),
        ("Mother may agree to this referral.", None),
        ("Mother agrees that he is tired.", None),
        ("The school agrees to this referral.", None),
    ],
)
def test_only_a_plain_sentence_says_whether_the_family_agree(sentence: str, agreed: str | None) -> None:
    assert consented(sentence, frozenset(["Bryn"])) == agreed


def test_who_was_told_and_does_not_agree_was_told_all_the_same() -> None:
    sentence = "Their mother has been told of this referral and does not agree with it."
    assert parents_told(sentence) == "yes"
    assert consented(sentence) == "no"

"""Relatives whom the sentences of a letter name."""

from __future__ import annotations

import pytest

from parsers.letters.people import Relative, called_parents, relatives

_CHILDREN = ["Arthur Fenwick"]


def _told(sentence: str) -> list[tuple[str, str | None, str | None]]:
    return [(each.name, each.relationship, each.dob) for each in relatives([sentence], _CHILDREN)]


@pytest.mark.parametrize(
    ("sentence", "name", "relationship"),
    [
        ("I saw Arthur with his mother, Jodie Fenwick, on Monday.", "Jodie Fenwick", "Mother"),
        ("Arthur's step-father Liam Croft collected him.", "Liam Croft", "Step-father"),
        ("Mother (Ms Jodie Fenwick) did not answer.", "Ms Jodie Fenwick", "Mother"),
        ("Jodie Fenwick (mother) was seen at the clinic.", "Jodie Fenwick", "Mother"),
        ("Pat Lees, his maternal grandmother, has him at weekends.", "Pat Lees", "Maternal grandmother"),
        ("Mum's partner, Liam Croft, mixes the feeds.", "Liam Croft", "Mum's partner"),
        ("The child's aunt, Ria Holt, rang us.", "Ria Holt", "Aunt"),
    ],
)
def test_a_relative_named_in_a_sentence_is_one_of_the_family(
    sentence: str, name: str, relationship: str
) -> None:
    assert _told(sentence) == [(name, relationship, None)]


def test_a_birthday_beside_the_name_is_that_relatives() -> None:
    assert _told("His mother, Jodie Fenwick (DOB 04/05/1992), was tired.") == [
        ("Jodie Fenwick", "Mother", "04/05/1992")
    ]


def test_both_parents_named_together_are_two_without_a_relationship() -> None:
    assert _told("His parents, Lucy Lees and Brett Moxon, know of it.") == [
        ("Lucy Lees", None, None),
        ("Brett Moxon", None, None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Jodie lives with her mother, Pat Lees.",
        "Jodie's mother, Pat Lees, was there.",
        "I spoke to my mother, Pat Lees.",
        "His teacher, Ann Vale, saw it.",
        "His mother, Bryn, was seen.",
        "His sister, Arthur Fenwick, is four.",
        "The mother told School Nurse Ann Vale.",
        "A grandmother, Pat Lees, rang about him.",
    ],
)
def test_nobody_is_taken_for_a_relative_whose_kin_is_not_told(sentence: str) -> None:
    assert relatives([sentence], _CHILDREN) == []


def test_a_relative_named_twice_is_one() -> None:
    sentences = ["His mother, Jodie Fenwick, came.", "Mother, Jodie Fenwick, agreed."]

    assert relatives(sentences, _CHILDREN) == [Relative("Jodie Fenwick", "Mother", None, sentences[0])]


def test_parents_are_known_by_the_names_that_sentences_give_them() -> None:
    assert called_parents(
        ["His mother, Bryn, told me.", "Arthur saw Dad (Liam Croft) there."], _CHILDREN
    ) == {
        "Bryn",
        "Liam",
        "Croft",
    }


def test_the_childs_own_parent_is_known_by_name_and_not_another_persons() -> None:
    assert called_parents(["Arthur's mother, Carly Rusk, was there."], _CHILDREN) == {"Carly", "Rusk"}
    assert called_parents(["Jodie's mother, Pat Lees, was there."], _CHILDREN) == frozenset()

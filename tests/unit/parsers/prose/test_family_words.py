from __future__ import annotations

import pytest

from parsers.prose.family_words import speaks_of_a_family


@pytest.mark.parametrize(
    "sentence",
    [
        "The children are sworn at from dawn.",
        "My tenant has gone and left the kids.",
        "Couple turned up with a pram.",
        "There is a mattress, a cot and a potty in the dry store.",
        "Family of five living on the boat with no power.",
        "Booked at 31/40, previous two removed.",
        "They won't let us see our Millie.",
    ],
)
def test_a_persons_own_words_about_children_are_of_a_family(sentence: str) -> None:
    assert speaks_of_a_family(sentence, [sentence])


@pytest.mark.parametrize(
    "sentence",
    [
        "The next meeting will look at how children are heard.",
        "Our service has helped 400 children.",
        "Could you order more leaflets for children?",
        "Children, Families and Education",
        "Contacts about babies were up by 4 %.",
        "The lift is out of order.",
        "See the piece in today's Guardian on rates.",
        "My son's parents' evening is at six, so I'll be in late.",
        "We'd like to offer you a place for your daughter.",
    ],
)
def test_words_about_the_work_and_its_departments_are_not(sentence: str) -> None:
    assert not speaks_of_a_family(sentence, [sentence])


def test_a_circular_speaks_of_nobody_in_particular() -> None:
    circular = "Newsletter. Jake and his sister needed a home. Unsubscribe."
    assert not speaks_of_a_family(circular, ["Jake and his sister needed a home."])

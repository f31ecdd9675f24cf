"""Forenames, surnames and adults' names as two people write them."""

from __future__ import annotations

import pytest

from ingest.domain.matching.names import (
    NameTable,
    adult_level,
    adult_words,
    child_words,
    forename_level,
    forename_words,
    says_baby,
    says_unborn,
    surname_level,
    surname_words,
)
from tests.matching_world.measure import shipped_model

NAMES = shipped_model().names


def forenames(one: str, other: str) -> str:
    return forename_level(NAMES, forename_words(one), forename_words(other))


def surnames(one: str, other: str) -> str:
    return surname_level(surname_words(one), surname_words(other))


def adults(one: str, other: str) -> str:
    return adult_level(NAMES, adult_words(one), adult_words(other))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Aisha", "AISHA", "exact"),
        ("Ellie-Mae", "Ellie Mae", "exact"),
        ("William James", "William", "exact"),
        ("William", "Billy", "nickname"),
        ("Margaret", "Peggy", "nickname"),
        ("Alexander", "Sasha", "nickname"),
        ("Mohammed", "Muhammad", "nickname"),
        ("Katarzyna", "Kasia", "nickname"),
        ("Yusuf", "Joseph", "nickname"),
        ("Fatima", "Fatimah", "nickname"),
        ("Connor", "Conor", "nickname"),
        ("Yousef", "Yusuf", "nickname"),
        ("Lacey", "Lacie", "nickname"),
        ("Caasha", "Aasha", "nickname"),
        ("Cristian", "Cristi", "nickname"),
        ("Muhammad", "Mohamed", "nickname"),
        ("Amy", "Mel", "short"),
        ("Oscar", "Oscra", "slip"),
        ("Ellie-Mae", "Ellie-Rose", "part"),
        ("Mohammed Ayaan", "Ayaan", "exact"),
        ("Mohammed Ayaan", "Muhammad Zain", "differs"),
        ("J", "Jasmine", "initial"),
        ("J", "Amina", "differs"),
        ("Jayden", "Hayden", "near"),
        ("Kayden", "Caden", "sound"),
        ("Jorja", "Georgia", "sound"),
        ("Amelie", "Emily", "differs"),
        ("Riley", "Sofia", "differs"),
        ("", "Sofia", "missing"),
        ("Unborn", "Sofia", "missing"),
        ("Baby", "Sofia", "missing"),
    ],
)
def test_forenames_compare(one: str, other: str, level: str) -> None:
    assert forenames(one, other) == level
    assert forenames(other, one) == level


def test_a_nickname_of_two_names_does_not_make_them_one() -> None:
    assert forenames("Alexander", "Alex") == forenames("Alexandra", "Alex") == "nickname"
    assert forenames("Henry", "Harold") == "differs"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Zielonka", "zielonka", "exact"),
        ("O'Brien", "OBrien", "exact"),
        ("Zielonka", "Zieolnka", "slip"),
        ("Stephenson", "Stevenson", "slip"),
        ("Smith-Jones", "Jones", "part"),
        ("de Souza", "de Silva", "differs"),
        ("Barker", "Parker", "near"),
        ("Khan", "Smith", "differs"),
        ("", "Smith", "missing"),
    ],
)
def test_surnames_compare(one: str, other: str, level: str) -> None:
    assert surnames(one, other) == level
    assert surnames(other, one) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Dr Priya Lanyon", "Priya Lanyon", "exact"),
        ("PC 2377 Neil Kestrel", "Neil Kestrel", "exact"),
        ("LANYON, Priya", "Priya Lanyon", "exact"),
        ("Priya Lanyon", "Lanyon", "surname"),
        ("Priya Lanyon", "P. Lanyon", "surname"),
        ("Priya Lanyon", "Priya", "forename"),
        ("Priya Lanyon", "Priya Lanyno", "slip"),
        ("Priya Lanyon", "Priya Denholm", "married"),
        ("Priya Lanyon", "Briya Lanyon", "slip"),
        ("Ella Stevens", "Ell Stevens", "slip"),
        ("Xinyi Wong", "Xinyi Vong", "slip"),
        ("Priya Lanyon (DSL)", "Priya Lanyon", "exact"),
        ("Priya Lanyon", "PL", "initials"),
        ("Priya Lanyon", "P L", "initials"),
        ("Priya Lanyon", "RL", "differs"),
        ("P Lanyon", "Priya", "missing"),
        ("P Lanyon", "Robert", "differs"),
        ("Priya Lanyon", "Robert Lanyon", "differs"),
        ("Priya Lanyon", "Robert Denholm", "differs"),
        ("Priya Lanyon", "", "missing"),
    ],
)
def test_adults_names_compare(one: str, other: str, level: str) -> None:
    assert adults(one, other) == level
    assert adults(other, one) == level


@pytest.mark.parametrize("text", ["Unborn", "unborn baby", "UB", "Not yet born"])
def test_unborn_is_no_name(text: str) -> None:
    assert says_unborn(text)


@pytest.mark.parametrize(
    ("forename", "surname", "words"),
    [
        ("John", "Smith", (("john",), ("smith",))),
        ("SMITH, John", None, (("john",), ("smith",))),
        (None, "Smith, John", (("john",), ("smith",))),
        ("Baby of Kelly Smith", None, ((), ("smith",))),
        ("Baby of Kelly", "Smith", ((), ("smith",))),
        (None, "UB Smith", ((), ("smith",))),
        ("Unborn", "Smith", ((), ("smith",))),
    ],
)
def test_a_childs_name_is_found_in_whichever_box_it_stands(
    forename: str | None, surname: str | None, words: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert child_words(forename, surname) == words


@pytest.mark.parametrize("text", ["Baby", "baby boy", "Baby of Kelly", "newborn"])
def test_a_baby_may_have_no_name_yet(text: str) -> None:
    assert says_baby(text)


@pytest.mark.parametrize("text", [None, "", "Zoe", "unknown", "child"])
def test_a_name_or_none_is_not_a_baby(text: str | None) -> None:
    assert not says_baby(text)


def test_a_common_name_is_more_common_than_a_rare_one() -> None:
    assert NAMES.surname_share(("smith",)) > 100 * NAMES.surname_share(("wolstenholme",))
    assert NAMES.forename_share(("olivia",)) > NAMES.forename_share(("peregrine",))


def test_a_double_barrelled_name_is_as_rare_as_its_rarest_part() -> None:
    assert NAMES.surname_share(("smith", "quarterman")) == NAMES.surname_share(("quarterman",))


def test_names_can_be_compared_without_tables() -> None:
    bare = NameTable.from_toml("", "")
    assert forename_level(bare, ("william",), ("billy",)) == "differs"
    assert 0 < bare.surname_share(("smith",)) < 0.001

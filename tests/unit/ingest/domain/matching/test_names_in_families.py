"""Names that several children of one family or of one house bear, and what a link then needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ingest.domain.model import ContactChild, MatchStatus
from tests.unit.ingest.domain.matching.story import CHILD, NOTED, call, form, linked, proposals


@pytest.mark.parametrize(
    ("written", "noted"),
    [
        ("Mohammed Yusuf", "Mohammed"),
        ("Mohammed", "Md Bilal"),
        ("Mohammed Hassan", "Muhammad Hussain"),
        ("Syed Ali", "Syed"),
        ("Mohammed Abdul Rahman", "Mohammed"),
        ("Mohamed Abdi", "Abdi Mohamed"),
    ],
)
def test_a_name_that_all_brothers_bear_does_not_tell_which_of_them(written: str, noted: str) -> None:
    for one, other in ((written, noted), (noted, written)):
        for born in (NOTED.dob, None):
            found = proposals(
                form(replace(CHILD, forename=one)), call(replace(NOTED, forename=other, dob=born))
            )
            assert not linked(found)


def test_a_child_is_known_by_the_name_behind_the_one_that_all_brothers_bear() -> None:
    for one, other in (
        ("Mohammed Yusuf", "Yusuf"),
        ("Md. Yusuf", "Mohammed Yusuf"),
        ("Mohammed", "Muhammad"),
    ):
        assert linked(
            proposals(form(replace(CHILD, forename=one)), call(replace(NOTED, forename=other)))
        ) == {1}


def test_each_of_two_brothers_of_one_first_name_goes_to_his_own_call() -> None:
    yusuf = call(replace(NOTED, forename="Mohammed Yusuf"))
    zain = call(replace(NOTED, forename="Mohammed Zain", dob=date(2013, 1, 8)), number=2)
    written = form(replace(CHILD, forename="Muhammad Zain", dob="2013-01-08"))
    assert linked(proposals(written, yusuf, zain)) == {2}


def test_a_forename_and_a_home_that_many_share_never_link() -> None:
    """A worker of a refuge rang about "Maya", and wrote of another Maya who lives there."""
    maya = replace(CHILD, forename="Maya", surname="Sparshott", address="4 Alma Terrace", postcode="PO5 2ST")
    for postcode in ("PO5 2ST", None):
        bare = ContactChild("Maya", None, None, "4 Alma Terrace", postcode)
        (found,) = proposals(form(maya), call(bare))
        assert found.status is MatchStatus.SUGGESTED
        born = replace(bare, dob=date(2011, 9, 30))
        assert linked(proposals(form(maya), call(born))) == {1}


def test_a_double_name_is_no_short_form_of_a_sisters() -> None:
    """Lily is short for Elizabeth; Lily-Rose is her sister."""
    noted = replace(NOTED, forename="Elizabeth", dob=None)
    assert not linked(proposals(form(replace(CHILD, forename="Lily-Rose")), call(noted)))
    assert linked(proposals(form(replace(CHILD, forename="Lily")), call(noted))) == {1}


@pytest.mark.parametrize(
    ("written", "noted"),
    [
        (("Grabowska", "Aleksandra"), ("Aleksander", "Grabowski")),
        (("Wetherall", "Husayn"), ("Hasan", "Wetherall")),
        (("Hasan", "Wetherall"), ("Wetherall", "Husayn")),
        (("Mohammed Bilal", "Wetherall"), ("Wetherall", "Mohammed")),
    ],
)
def test_names_that_are_only_near_in_changed_places_may_be_a_brothers(
    written: tuple[str, str], noted: tuple[str, str]
) -> None:
    child = replace(CHILD, forename=written[0], surname=written[1])
    for born in (NOTED.dob, None):
        rung = call(replace(NOTED, forename=noted[0], surname=noted[1], dob=born))
        (found,) = proposals(form(child), rung)
        assert found.status is MatchStatus.SUGGESTED


def test_what_stands_in_the_forename_box_of_both_may_be_a_surname_that_twins_bear() -> None:
    written = form(replace(CHILD, forename="Zając", surname="Paweł"))
    assert not linked(proposals(written, call(replace(NOTED, forename="Zając", surname="Wojciech"))))
    assert linked(proposals(written, call(replace(NOTED, forename="Wetherall", surname="Zając")))) == set()
    written = form(replace(CHILD, forename="Chowdhury", surname="Mohammed Imran"))
    assert not linked(
        proposals(written, call(replace(NOTED, forename="Chowdhury", surname="Mohammed Hassan")))
    )
    known = form(replace(CHILD, surname="Tregear"))
    assert linked(proposals(known, call())) == {1}

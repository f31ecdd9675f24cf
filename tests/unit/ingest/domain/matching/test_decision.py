"""Which calls a form follows: every trap that the domain sets, and what is always so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from math import log2
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.domain.matching import Candidate, propose
from ingest.domain.model import Caller, Contact, ContactChild, MatchStatus, Verdict
from parsers.form import Child, ContactForm, Person
from tests.matching_world.stories import World
from tests.unit.ingest.domain.matching.story import (
    CALLED,
    CALLER,
    CHILD,
    MODEL,
    NOTED,
    OTHER_CALLER,
    RECEIVED,
    call,
    evidence,
    form,
    linked,
    offered,
    proposals,
)

TWIN = replace(NOTED, forename="Sofia")
DAY = timedelta(days=1)


def test_a_form_is_linked_to_the_call_that_it_follows() -> None:
    (found,) = proposals(form(), call())
    assert found.status is MatchStatus.AUTO
    assert found.children == ((0, 0),)
    assert found.probability > 0.999


@pytest.mark.parametrize(
    "noted",
    [
        replace(NOTED, dob=None, postcode=None),
        replace(NOTED, dob=date(2011, 9, 13)),
        replace(NOTED, forename="Alfred"),
        replace(NOTED, surname="Wetehrall"),
        replace(NOTED, forename="Wetherall", surname="Alfie"),
        replace(NOTED, address=None, school=None),
        replace(NOTED, postcode="PO6 1NV", school="Ferry Ln Acad"),
    ],
)
def test_a_hurried_note_is_still_the_same_child(noted: ContactChild) -> None:
    assert linked(proposals(form(), call(noted))) == {1}


@pytest.mark.parametrize("born", [date(2011, 9, 30), date(2011, 9, 13), date(2011, 8, 30)])
def test_a_name_that_is_only_near_may_be_a_brothers_or_a_twins(born: date) -> None:
    (found,) = proposals(form(), call(replace(NOTED, forename="Alfre", dob=born)))
    assert found.status is MatchStatus.SUGGESTED


@pytest.mark.parametrize(
    "twins",
    [
        ("Daniel", "Danielle"),
        ("Christian", "Christina"),
        ("Francis", "Frances"),
        ("George", "Georgia"),
        ("Hannah", "Anna"),
        ("Hassan", "Hussain"),
        ("Anna-Maria", "Anna-Louise"),
        ("Idris", "Idrissa"),
        ("Nguyen Van An", "Nguyen Van Anh"),
    ],
)
def test_a_form_about_a_twin_of_a_like_name_does_not_answer_the_call(twins: tuple[str, str]) -> None:
    """Birthday, surname, home, school and caller are the same for both."""
    for one, other in (twins, twins[::-1]):
        found = proposals(form(replace(CHILD, forename=one)), call(replace(NOTED, forename=other)))
        assert not linked(found)


@pytest.mark.parametrize(
    ("noted", "written"), [(None, "2011-09-30"), (date(2011, 9, 30), None), (None, None)]
)
def test_a_name_that_is_only_near_may_be_a_brothers_where_a_birth_is_missing(
    noted: date | None, written: str | None
) -> None:
    """The home, the surname, the school and the caller are a brother's too."""
    told = form(replace(CHILD, dob=written, nhs_number="9990000018"))
    near = replace(NOTED, forename="Alfre", dob=noted)
    (found,) = proposals(told, call(near))
    assert found.status is MatchStatus.SUGGESTED
    numbered = replace(near, nhs_number="9990000018")
    known = (replace(near, forename=forename) for forename in ("Alfie", "Alfred"))
    for sure in (numbered, *known):
        assert linked(proposals(told, call(sure))) == {1}


def test_two_short_forms_of_one_name_may_be_two_twins() -> None:
    assert [found.status for found in proposals(form(), call(replace(NOTED, forename="Fred")))] == [
        "suggested"
    ]


def test_an_initial_may_be_a_twins() -> None:
    assert [found.status for found in proposals(form(), call(replace(NOTED, forename="A")))] == ["suggested"]


def test_names_alone_link_only_where_the_form_gives_the_hour_of_the_call() -> None:
    bare = call(replace(NOTED, dob=None, address=None, postcode=None))
    stated = form(telephone_contact_at=(CALLED + timedelta(minutes=20)).isoformat())
    assert linked(proposals(stated, bare)) == {1}
    assert not linked(proposals(form(), bare))
    elsewhere = call(replace(NOTED, dob=None, address="7 Oyster Street", postcode=None))
    assert not linked(proposals(stated, elsewhere))


def test_a_sibling_bears_out_a_child_of_whom_the_name_alone_was_noted() -> None:
    brother = replace(CHILD, forename="Rupert", dob="2014-02-11")
    noted = ContactChild("Rupert", "Wetherall", date(2014, 2, 11), "146 Alder Road", "PO6 1NU", None)
    bare = replace(NOTED, dob=None, address=None, postcode=None, school=None)
    assert linked(proposals(form(CHILD, brother), call(bare, noted))) == {1}


def test_a_date_of_birth_with_day_and_month_swapped_is_close() -> None:
    written = form(replace(CHILD, dob="2015-04-03"))
    (found,) = proposals(written, call(replace(NOTED, dob=date(2015, 3, 4))))
    assert found.status is MatchStatus.AUTO
    assert evidence(found, "child.dob").verdict is Verdict.CLOSE
    assert evidence(found, "child.dob").detail == "day and month swapped"


@pytest.mark.parametrize(
    "caller",
    [
        Caller("Pengelly", "Ferry Lane"),
        Caller("G. Pengelly", None, None, "02392000500"),
        Caller(None, "Ferry Lane Acad.", None, "000522"),
        Caller("Gareth Pengeley", "Ferry Lane Academy"),
    ],
)
def test_a_caller_noted_in_part_is_still_the_same_caller(caller: Caller) -> None:
    assert linked(proposals(form(), call(caller=caller))) == {1}


def test_each_twin_goes_to_its_own_call() -> None:
    calls = (call(), call(TWIN, number=2, at=CALLED + timedelta(minutes=20)))
    assert linked(proposals(form(), *calls)) == {1}
    assert linked(proposals(form(replace(CHILD, forename="Sofia")), *calls)) == {2}


@pytest.mark.parametrize("caller", [CALLER, OTHER_CALLER])
def test_the_other_twin_is_never_linked(caller: Caller) -> None:
    found = proposals(form(), call(TWIN, caller=caller))
    assert not linked(found)


def test_two_calls_about_twins_whose_names_nobody_noted_are_left_to_a_person() -> None:
    nameless = replace(NOTED, forename=None)
    found = proposals(form(), call(nameless), call(nameless, number=2, at=CALLED + timedelta(hours=1)))
    assert not linked(found)
    assert offered(found) == {1, 2}


def test_surname_and_address_alone_never_link() -> None:
    noted = ContactChild(surname="Wetherall", address="146 Alder Road", postcode="PO6 1NU")
    assert not linked(proposals(form(), call(noted)))


def test_a_name_and_a_caller_alone_never_link() -> None:
    assert not linked(proposals(form(), call(ContactChild("Alfie", "Wetherall"))))


def test_a_name_and_the_very_minute_of_the_call_link() -> None:
    written = form(telephone_contact_at="2025-10-02T12:12:00+01:00", contact_taken_by="Sam Prior")
    assert linked(proposals(written, call(ContactChild("Alfie", "Wetherall")))) == {1}


def test_a_sibling_whom_another_caller_rang_about_is_not_linked() -> None:
    sibling = replace(NOTED, forename="Mia", dob=date(2015, 2, 14))
    assert not linked(proposals(form(), call(sibling, caller=OTHER_CALLER)))


def test_both_forms_answer_one_call_about_two_children() -> None:
    sister = replace(CHILD, forename="Mia", dob="2015-02-14")
    about_both = call(NOTED, replace(NOTED, forename="Mia", dob=date(2015, 2, 14)))
    assert linked(proposals(form(), about_both)) == {1}
    answered = propose(form(sister), RECEIVED, [Candidate(about_both, ("first",))], MODEL)
    assert linked(answered) == {1}
    assert answered[0].children == ((0, 1),)


def test_one_form_answers_both_calls_of_a_caller_who_rang_twice() -> None:
    calls = (call(), call(replace(NOTED, dob=None), number=2, at=CALLED + timedelta(hours=5)))
    assert linked(proposals(form(), *calls, received_at=CALLED + DAY)) == {1, 2}


@pytest.mark.parametrize("name", ["Gareth", "G Pengelly", "Gareth Pengelly"])
def test_who_rang_twice_is_known_by_the_forename_and_the_agency(name: str) -> None:
    again = call(number=2, at=CALLED + timedelta(hours=3), caller=Caller(name, CALLER.agency))
    assert linked(proposals(form(), call(), again)) == {1, 2}


def test_the_agency_that_did_not_write_still_owes_its_form() -> None:
    calls = (call(), call(number=2, at=CALLED + timedelta(hours=2), caller=OTHER_CALLER))
    assert linked(proposals(form(), *calls)) == {1}


def test_a_child_of_the_same_name_is_another_child() -> None:
    namesake = ContactChild("Alfie", "Wetherall", date(2016, 5, 4), "3 Tern Gardens", "PO3 2RG")
    assert not offered(proposals(form(), call(namesake, caller=OTHER_CALLER)))
    assert not linked(proposals(form(), call(namesake)))


def test_father_and_son_of_one_name_at_one_address_are_two_people() -> None:
    father = replace(NOTED, dob=date(1985, 2, 14))
    assert not linked(proposals(form(), call(father)))


def test_a_call_that_named_one_of_three_children_is_found() -> None:
    others = [
        replace(CHILD, forename="Mia", dob="2015-02-14"),
        replace(CHILD, forename="Noah", dob="2019-12-01"),
    ]
    (found,) = proposals(form(*others, CHILD), call())
    assert found.status is MatchStatus.AUTO
    assert found.children == ((2, 0),)


def test_an_old_call_about_the_same_child_waits_for_a_person() -> None:
    calls = (call(), call(number=2, at=CALLED - 35 * DAY))
    assert linked(proposals(form(), *calls)) == {1}
    assert not linked(proposals(form(), calls[1]))


def test_one_caller_about_three_families_is_told_apart() -> None:
    others = (
        ContactChild("Megan", "Underhay", date(2009, 5, 9), "43 Alder Road", "PO1 5ER"),
        ContactChild("Ezra", "Ellingham", None, "129 Somers Lane", "PO1 3RR"),
    )
    calls = [call(child, number=n, at=CALLED + n * timedelta(minutes=9)) for n, child in enumerate(others, 2)]
    assert linked(proposals(form(), call(), *calls)) == {1}


def test_an_unborn_child_is_known_by_family_home_and_caller() -> None:
    unborn = Child(
        forename="Unborn", surname="Hallett", edd="2026-04-02", unborn="yes", address="124 Mill Lane"
    )
    noted = ContactChild("Unborn", "Hallett", None, "124 Mill Lane", "PO3 3AX")
    assert linked(proposals(form(unborn), call(noted))) == {1}
    elsewhere = replace(noted, address="9 Tern Way", postcode="PO1 1AA")
    assert not linked(proposals(form(unborn), call(elsewhere)))


def test_a_child_known_by_another_name_is_found_by_the_alias_on_the_form() -> None:
    assert linked(proposals(form(replace(CHILD, aliases=["Zed"])), call(replace(NOTED, forename="Zed")))) == {
        1
    }
    assert not linked(proposals(form(), call(replace(NOTED, forename="Zed"))))


def test_a_call_noted_under_the_mothers_surname_is_found() -> None:
    written = form(people=[Person(name="Becky Tregear", relationship="Mother")])
    (found,) = proposals(written, call(replace(NOTED, surname="Tregear")))
    assert evidence(found, "child.surname").verdict is Verdict.CLOSE
    assert found.status is MatchStatus.AUTO


def test_a_form_that_came_before_its_call_was_logged_is_linked() -> None:
    assert linked(proposals(form(), call(), received_at=CALLED - timedelta(hours=2))) == {1}


def test_a_family_in_a_hostel_is_not_taken_for_its_neighbours() -> None:
    neighbour = ContactChild("Alfie", "Osgathorp", None, "146 Alder Road", "PO6 1NU")
    assert not linked(proposals(form(), call(neighbour)))


def test_a_rarer_name_proves_more() -> None:
    def bits(surname: str) -> float:
        (found,) = proposals(form(replace(CHILD, surname=surname)), call(replace(NOTED, surname=surname)))
        return evidence(found, "child.surname").weight

    assert bits("Wolstenholme") > bits("Khan") > bits("Smith") > 0


def test_a_form_without_children_links_to_nothing() -> None:
    assert not linked(proposals(replace(form(), children=[]), call()))


def test_a_call_without_children_is_offered_and_not_linked() -> None:
    stated = form(telephone_contact_at="2025-10-02T12:12:00+01:00", contact_taken_by="Sam Prior")
    found = proposals(stated, replace(call(), children=()))
    assert not linked(found)


def test_an_empty_form_matches_nothing() -> None:
    assert not linked(proposals(ContactForm(), call()))


def test_no_more_suggestions_are_made_than_are_worth_a_look() -> None:
    nameless = replace(NOTED, forename=None, dob=None)
    calls = [call(nameless, number=n, at=CALLED + n * timedelta(minutes=5)) for n in range(1, 12)]
    assert len(proposals(form(), *calls)) <= MODEL.decision.most_suggestions


def test_the_evidence_holds_no_personal_data() -> None:
    (found,) = proposals(form(), call())
    words = " ".join(item.detail for item in found.evidence).lower()
    assert not any(name in words for name in ("alfie", "wetherall", "pengelly", "alder", "2011", "0522"))


def _candidates(seed: int) -> tuple[ContactForm, list[Candidate], World]:
    world = World(seed).live(12)
    sent = world.sent[seed % len(world.sent)]
    return sent.form, [Candidate(contact) for contact in world.contacts], world


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_is_of_no_consequence(seed: int, random: Random) -> None:
    written, candidates, world = _candidates(seed)
    received_at = world.sent[seed % len(world.sent)].received_at
    before = propose(written, received_at, candidates, MODEL)
    random.shuffle(candidates)
    assert propose(written, received_at, candidates, MODEL) == before


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_prior_and_evidence_sum_to_the_odds(seed: int) -> None:
    written, candidates, world = _candidates(seed)
    for found in propose(written, world.sent[seed % len(world.sent)].received_at, candidates, MODEL):
        bits = found.prior + sum(item.weight for item in found.evidence)
        if found.probability < 1 - 1e-9:
            assert bits == pytest.approx(log2(found.probability / (1 - found.probability)), abs=1e-3)


CHILD_PARTS = ("forename", "surname", "dob", "address", "postcode", "school")
CALLER_PARTS = ("name", "agency", "phone", "email")


def _call_with(known: frozenset[str]) -> Contact:
    child = {part: getattr(NOTED, part) for part in CHILD_PARTS if part in known}
    caller = {part: getattr(CALLER, part) for part in CALLER_PARTS if part in known}
    return call(ContactChild(**child), caller=Caller(**caller))


@settings(max_examples=150, deadline=None)
@given(
    st.frozensets(st.sampled_from(CHILD_PARTS + CALLER_PARTS)),
    st.sampled_from(CHILD_PARTS + CALLER_PARTS),
    st.sampled_from([None, call(TWIN, number=2), call(number=2, caller=OTHER_CALLER)]),
    st.sampled_from([None, "2025-10-02T12:12:00+01:00"]),
)
def test_more_that_agrees_never_makes_a_match_less_likely(
    known: frozenset[str], more: str, rival: Contact | None, stated: str | None
) -> None:
    written = form(telephone_contact_at=stated)

    def probability(parts: frozenset[str]) -> float:
        calls = [_call_with(parts), *([rival] if rival else [])]
        return {one.contact_id: one.probability for one in proposals(written, *calls)}.get(1, 0.0)

    assert probability(known | {more}) >= probability(known) - 1e-9


CONFLICTS = [
    replace(NOTED, dob=date(2014, 2, 17)),
    replace(NOTED, forename="Sofia"),
    replace(NOTED, forename="Sofia", dob=date(2014, 2, 17)),
    replace(NOTED, nhs_number="9990000001"),
]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(CONFLICTS),
    st.sampled_from([None, "2025-10-02T12:12:00+01:00"]),
    st.sampled_from([CALLER, OTHER_CALLER, Caller()]),
    st.integers(-10, 90),
)
def test_a_conflict_about_the_child_is_never_linked(
    noted: ContactChild, stated: str | None, caller: Caller, hours: int
) -> None:
    written = form(
        replace(CHILD, nhs_number="9990000018"), telephone_contact_at=stated, contact_taken_by="Sam Prior"
    )
    found = proposals(written, call(noted, caller=caller), received_at=CALLED + timedelta(hours=hours))
    assert not linked(found)


def test_times_in_any_zone_are_the_same_time() -> None:
    elsewhere = RECEIVED.astimezone(tz=UTC) + timedelta(0)
    assert proposals(form(), call(), received_at=elsewhere) == proposals(form(), call())

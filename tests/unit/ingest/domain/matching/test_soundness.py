"""What holds of matching whatever was noted: order, agreement and conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ingest.domain.model import Caller, Contact, ContactChild, MatchStatus
from tests.unit.ingest.domain.matching.story import (
    CALLED,
    CALLER,
    CHILD,
    NOTED,
    OTHER_CALLER,
    call,
    form,
    proposals,
)

_CHILD_FIELDS = ("forename", "surname", "dob", "address", "postcode", "school")
_CALLER_FIELDS = ("name", "agency", "phone", "email")
_SOME = st.frozensets(st.sampled_from(_CHILD_FIELDS))
_SOME_OF_CALLER = st.frozensets(st.sampled_from(_CALLER_FIELDS))
_OTHERS = {"forename": "Rupert", "surname": "Quarterman", "dob": date(2007, 1, 28), "address": "9 Quay Close"}
_OTHERS |= {"postcode": "SO14 7DU", "school": "Milldown Nursery"}


def noted(known: Sequence[str] | frozenset[str], unlike: frozenset[str] = frozenset()) -> ContactChild:
    """The usual child as noted: what was not asked left out, and some of it another child's."""
    said: dict[str, Any] = {name: _OTHERS[name] if name in unlike else getattr(NOTED, name) for name in known}
    return ContactChild(**said)


def by(known: frozenset[str]) -> Caller:
    """The usual caller, of whom some things were not noted."""
    return Caller(
        **{"name": None, "agency": None, "role": None} | {name: getattr(CALLER, name) for name in known}
    )


CALLS = st.builds(
    lambda known, unlike, caller, hours, stranger: call(
        noted(known, unlike), at=CALLED - timedelta(hours=hours), caller=OTHER_CALLER if stranger else by(caller)
    ),
    _SOME, _SOME, _SOME_OF_CALLER, st.integers(-4, 900), st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(CALLS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_calls_is_of_no_consequence(calls: list[Contact], random: Random) -> None:
    numbered = [replace(one, id=number, reference=f"C-{number}") for number, one in enumerate(calls, 1)]
    shuffled = list(numbered)
    random.shuffle(shuffled)
    assert proposals(form(), *shuffled) == proposals(form(), *numbered)


@settings(max_examples=150, deadline=None)
@given(_SOME, _SOME, _SOME_OF_CALLER, st.sampled_from((*_CHILD_FIELDS, *_CALLER_FIELDS)), st.integers(0, 200))
@example(frozenset({"forename", "surname", "address"}), frozenset(), frozenset(), "postcode", 4)
@example(frozenset({"surname"}), frozenset({"surname"}), frozenset(_CALLER_FIELDS), "forename", 4)
def test_more_that_agrees_never_makes_a_match_less_likely(
    known: frozenset[str], unlike: frozenset[str], caller: frozenset[str], more: str, hours: int
) -> None:
    assume(more not in known and more not in caller)
    at = CALLED - timedelta(hours=hours)
    before = call(noted(known, unlike - {more}), at=at, caller=by(caller))
    child, who = (known | {more}, caller) if more in _CHILD_FIELDS else (known, caller | {more})
    after = call(noted(child, unlike - {more}), at=at, caller=by(who))
    assert _chance(after) >= _chance(before) - 1e-9


def _chance(contact: Contact) -> float:
    return max((found.probability for found in proposals(form(), contact)), default=0.0)


@settings(max_examples=150, deadline=None)
@given(_SOME, st.sampled_from(("forename", "dob", "nhs_number")), _SOME_OF_CALLER, st.booleans())
@example(frozenset(_CHILD_FIELDS), "forename", frozenset(_CALLER_FIELDS), True)
@example(frozenset(_CHILD_FIELDS), "dob", frozenset(_CALLER_FIELDS), True)
@example(frozenset(_CHILD_FIELDS), "nhs_number", frozenset(_CALLER_FIELDS), True)
def test_two_children_are_never_linked_without_a_person(
    known: frozenset[str], conflict: str, caller: frozenset[str], states_the_call: bool
) -> None:
    stated = CALLED.isoformat() if states_the_call else None
    written = form(replace(CHILD, nhs_number="9990000018"), telephone_contact_at=stated)
    other: dict[str, Any] = {"forename": "Rupert", "dob": date(2007, 1, 28), "nhs_number": "9990000026"}
    contact = call(replace(noted(known), **{conflict: other[conflict]}), caller=by(caller))
    assert all(found.status is MatchStatus.SUGGESTED for found in proposals(written, contact))

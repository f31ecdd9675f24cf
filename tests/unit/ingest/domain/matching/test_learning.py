"""Learning weights from what officers settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ingest.domain.matching import Candidate, MatchingModel
from ingest.domain.matching.learning import Observed, compare, learn, observe, probability
from ingest.domain.model import ContactChild
from tests.matching_world.measure import Log
from tests.matching_world.stories import World
from tests.unit.ingest.domain.matching.story import MODEL, RECEIVED, call, form


@pytest.fixture(scope="module")
def pairs() -> list[Observed]:
    """Pairs of an invented city whose officers settled every one."""
    world = World(31).live(250)
    log = Log(world)
    return [
        observe(sent.form, sent.received_at, Candidate(contact), MODEL, contact.id in sent.follows)
        for sent in world.sent
        for contact in log.near(sent)
    ]


def test_what_is_observed_holds_levels_and_no_names() -> None:
    seen = observe(form(), RECEIVED, Candidate(call()), MODEL)
    assert seen.levels["child.forename"] == "exact"
    assert "alfie" not in str(seen).lower()


def test_strangers_are_observed_too() -> None:
    seen = observe(
        form(), RECEIVED, Candidate(call(ContactChild("Sofia", "Okonjo", date(2019, 2, 3)))), MODEL
    )
    assert seen.levels["child.forename"] == "differs"
    assert seen.levels["child.dob"] == "conflicts"


def _knowing_nothing_of(model: MatchingModel, *fields: str) -> MatchingModel:
    """A model to which some fields prove nothing."""
    dull = {
        field: {level: replace(weight, bits=(0.0,) * len(weight.bits)) for level, weight in levels.items()}
        if field in fields
        else levels
        for field, levels in model.fields.items()
    }
    return replace(model, fields=dull)


def test_learnt_weights_foretell_held_out_pairs_better_than_ill_fitting_ones(pairs: list[Observed]) -> None:
    ill_fitting = _knowing_nothing_of(MODEL, "child.forename", "child.dob", "referrer.name")
    learnt = learn(pairs[::2], ill_fitting, rounds=3, caution=50)
    verdict = compare(pairs[1::2], ill_fitting, learnt)
    assert verdict.is_better
    assert verdict.pairs == len(pairs[1::2])
    assert learnt.fields["child.dob"]["exact"].bits[0] > 3
    assert learnt.fields["child.dob"]["conflicts"].bits[0] < -2


def test_unsettled_pairs_are_learnt_from_too(pairs: list[Observed]) -> None:
    ill_fitting = _knowing_nothing_of(MODEL, "child.dob")
    unsettled = [replace(pair, is_match=None) for pair in pairs[::2]]
    learnt = learn(unsettled, ill_fitting, rounds=5, caution=50)
    assert compare(pairs[1::2], ill_fitting, learnt).is_better


def test_nothing_seen_changes_nothing() -> None:
    learnt = learn([], MODEL)
    for field, levels in MODEL.fields.items():
        for level, weight in levels.items():
            assert learnt.fields[field][level].bits == pytest.approx(weight.bits)


def test_a_few_confirmations_move_the_weights_only_a_little() -> None:
    odd = Observed({"child.dob": "conflicts", "child.forename": "exact"}, is_match=True)
    learnt = learn([odd] * 2, MODEL)
    before, after = (model.fields["child.dob"]["conflicts"].bits[0] for model in (MODEL, learnt))
    assert before < after < before + 2


def test_what_was_settled_is_not_guessed_again() -> None:
    levels = {"child.forename": "exact", "child.dob": "exact"}
    assert probability(Observed(levels, is_match=True), MODEL) == 1
    assert probability(Observed(levels, is_match=False), MODEL) == 0
    assert 0 < probability(Observed(levels), MODEL) < 1


def test_a_worse_model_is_not_called_better(pairs: list[Observed]) -> None:
    upside_down = [replace(pair, is_match=not pair.is_match) for pair in pairs[:400]]
    assert not compare(pairs[400:], MODEL, learn(upside_down, MODEL, rounds=2, caution=1)).is_better

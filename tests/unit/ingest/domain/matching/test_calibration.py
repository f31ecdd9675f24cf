"""The calibration: odds that say what comes true, and never turn likelier into less likely."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.domain.matching import BadWeights, Candidate, MatchingModel, propose
from ingest.domain.matching.calibration import Calibration, fit
from tests.matching_world.measure import table_text
from tests.unit.ingest.domain.matching.story import MODEL, RECEIVED, call, form

SHIPPED = MODEL.calibration


@given(st.floats(-80, 80), st.floats(-80, 80))
def test_likelier_odds_stay_likelier(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert SHIPPED.mended(low) <= SHIPPED.mended(high)


def test_nothing_becomes_sure_enough_to_link_that_was_not_and_the_surest_stays_so() -> None:
    threshold = log2(0.99 / 0.01)
    assert SHIPPED.mended(threshold) < threshold
    assert SHIPPED.mended(threshold + 2) >= threshold


def test_no_points_change_nothing() -> None:
    assert Calibration().mended(3.5) == 3.5


def test_the_evidence_still_sums_to_the_odds() -> None:
    [proposal] = propose(form(), RECEIVED, [Candidate(call())], replace(MODEL, calibration=SHIPPED))
    odds = proposal.prior + sum(item.weight for item in proposal.evidence)
    assert proposal.probability == pytest.approx(1 / (1 + 2**-odds))
    assert proposal.evidence[-1].field == "calibration"


def test_odds_that_said_too_much_are_learnt_to_say_less() -> None:
    random = Random(3)
    known = [
        (odds, random.random() < 1 / (1 + 2 ** (-odds / 2)))
        for odds in (random.uniform(-6, 6) for _ in range(4000))
    ]
    learnt = fit(known, least=200)
    assert learnt.rises
    assert learnt.mended(4.0) == pytest.approx(2.0, abs=0.6)
    assert learnt.mended(-4.0) == pytest.approx(-2.0, abs=0.6)


def test_what_is_learnt_rises_even_where_the_pairs_do_not() -> None:
    known = [(1.0 + at / 1000, at % 2 == 0) for at in range(100)] + [
        (3.0 + at / 1000, at % 4 == 0) for at in range(100)
    ]
    learnt = fit(known, least=50)
    assert all(a[1] <= b[1] for a, b in pairwise(learnt.points))


@pytest.mark.parametrize("points", ["[[1, 2], [0, 3]]", "[[0, 3], [1, 2]]", '[["a", 2]]', "[[1, 2, 3]]"])
def test_a_calibration_that_makes_no_sense_is_refused(points: str) -> None:
    weights = table_text("matching")
    start = weights.index("points = [")
    text = weights[:start] + f"points = {points}\n" + weights[weights.index("\n]\n", start) + 3 :]
    with pytest.raises(BadWeights):
        MatchingModel.from_toml(text)

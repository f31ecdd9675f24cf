"""The weights as data: what is refused, and what those that are shipped keep to."""

from __future__ import annotations

import pytest

from ingest.domain.matching import BadWeights, MatchingModel
from ingest.domain.model import Verdict
from tests.matching_world.measure import shipped_model, table_text


def test_no_agreement_speaks_against_a_match() -> None:
    for levels in shipped_model().fields.values():
        for weight in levels.values():
            if weight.level.verdict is Verdict.AGREES:
                assert min(weight.bits) >= 0


def test_what_agrees_never_proves_less_than_what_conflicts() -> None:
    for levels in shipped_model().fields.values():
        weights = levels.values()
        agreeing = [weight.bits for weight in weights if weight.level.verdict is Verdict.AGREES]
        conflicting = [weight.bits for weight in weights if weight.level.verdict is Verdict.CONFLICTS]
        assert all(a >= b for one in agreeing for other in conflicting for a, b in zip(one, other))


def test_a_match_is_unlikely_before_anything_is_compared() -> None:
    assert -14 < shipped_model().prior < -6


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("exact = [0.87, 0.0002, 0.0008, 0.87, 0.0002]", ""),
        ("exact = [0.87, 0.0002, 0.0008, 0.87, 0.0002]", "exact = [0.87, 0.0002]"),
        ("exact = [0.87, 0.0002, 0.0008, 0.87, 0.0002]", "exact = [0.87, 0, 0.0008, 0.87, 0.0002]"),
        ("[others.sibling]", "[others.cousin]"),
        ("caller = 3.0", "caller = -1.0"),
    ],
)
def test_weights_that_make_no_sense_are_refused(found: str, put: str) -> None:
    text = table_text("matching")
    assert found in text
    with pytest.raises(BadWeights):
        MatchingModel.from_toml(text.replace(found, put))


def test_a_threshold_that_is_not_known_is_refused() -> None:
    with pytest.raises(BadWeights):
        MatchingModel.from_toml(table_text("matching").replace("automatic = ", "automatisch = "))


@pytest.mark.parametrize("threshold", ["0.4", "1.5", "true"])
def test_a_threshold_that_would_link_the_unlikely_is_refused(threshold: str) -> None:
    with pytest.raises(BadWeights):
        MatchingModel.from_toml(
            table_text("matching").replace("automatic = 0.99", f"automatic = {threshold}")
        )


def test_weights_alone_make_a_model() -> None:
    assert MatchingModel.from_toml(table_text("matching")).decision.automatic > 0.9

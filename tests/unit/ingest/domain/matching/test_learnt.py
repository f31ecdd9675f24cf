"""Learnt weights as a file: what was read from it is what was learnt."""

from __future__ import annotations

import tomllib

import pytest

from ingest.domain.matching import MatchingModel
from ingest.domain.matching.learning import Observed, learn
from ingest.domain.matching.learnt import weights_text
from tests.matching_world.measure import table_text
from tests.unit.ingest.domain.matching.story import MODEL

LEARNT = learn([Observed({"child.dob": "swapped", "child.forename": "exact"}, is_match=True)] * 400, MODEL)


def test_what_was_learnt_is_read_back() -> None:
    read = MatchingModel.from_toml(weights_text(table_text("matching"), LEARNT))
    assert read.fields["child.dob"]["swapped"].bits[0] > MODEL.fields["child.dob"]["swapped"].bits[0]
    for field, levels in LEARNT.fields.items():
        for level, weight in levels.items():
            assert read.fields[field][level].bits == pytest.approx(weight.bits, abs=0.2), (field, level)


def test_thresholds_odds_and_calibration_stay_as_they_were() -> None:
    before, after = (
        tomllib.loads(text) for text in (table_text("matching"), weights_text(table_text("matching"), LEARNT))
    )
    for name in ("decision", "calibration", "others"):
        assert after[name] == before[name]

"""The weights of matching: data, read from TOML, as bits for every level of every field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import log2
from typing import Any

from ingest.domain.matching.agencies import AgencyTable
from ingest.domain.matching.calibration import AS_WEIGHED, Calibration
from ingest.domain.matching.levels import CHILD_LEVELS, EVENT_LEVELS, Level
from ingest.domain.matching.names import NameTable

CHILD_RELATIONS = ("stranger", "sibling", "twin", "namesake")
EVENT_RELATIONS = ("caller", "colleague", "other")

_LEAST_SURE = 0.9

Bits = tuple[float, ...]
"""log2 of how much more often a level comes up in a match than under each other explanation."""


class BadWeights(ValueError):
    """The matching weights are not usable: compare them with the file that came with the program."""


@dataclass(frozen=True, slots=True)
class Decision:
    """When a proposal may link by itself, and when it is worth showing."""

    automatic: float = 0.99
    margin: float = 5.0
    suggested: float = 0.02
    most_suggestions: int = 5

    @property
    def least(self) -> float:
        """The odds (log2) below which a candidate has no say, not even as a rival."""
        return log2(self.suggested) - self.margin


@dataclass(frozen=True, slots=True)
class LevelWeight:
    """One level of one field: what it means and what it proves.

    `same` is how often it comes up in a match; `bits` follow the order of the relations.
    """

    level: Level
    same: float
    bits: Bits


@dataclass(frozen=True, slots=True)
class Rival:
    """One thing that a pair may be instead of a match: places among the relations (the last is
    "same"), and how many such pairs stand beside each match."""

    child: int
    event: int
    odds: float
    name: str


@dataclass(frozen=True, eq=False)
class MatchingModel:
    """Everything that matching is told: weights, names, agencies, thresholds.

    `of_this_event` are the rivals that even the very ringing-up leaves: child's place and odds.
    """

    decision: Decision
    fields: Mapping[str, Mapping[str, LevelWeight]]
    rivals: tuple[Rival, ...]
    of_this_event: tuple[tuple[int, float], ...]
    prior: float
    names: NameTable
    agencies: AgencyTable
    calibration: Calibration = AS_WEIGHED

    @classmethod
    def from_toml(
        cls, weights: str, *, nicknames: str = "", agencies: str = "", frequencies: str = ""
    ) -> MatchingModel:
        """Read the model from the texts of config's matching, nicknames, agencies and
        name_frequencies files. Raises `BadWeights`."""
        table = tomllib.loads(weights)
        rivals = tuple(_rivals(table.get("others", {})))
        if not rivals:
            raise BadWeights("the matching weights name nothing that a match could be mistaken for")
        return cls(
            decision=_decision(table.get("decision", {})),
            fields=_fields(table),
            rivals=rivals,
            of_this_event=tuple((one.child, one.odds) for one in rivals if one.event == len(EVENT_RELATIONS)),
            prior=-log2(sum(rival.odds for rival in rivals)),
            names=NameTable.from_toml(nicknames, frequencies),
            agencies=AgencyTable.from_toml(agencies),
            calibration=_calibration(table.get("calibration", {})),
        )


def _decision(table: Mapping[str, Any]) -> Decision:
    if unknown := table.keys() - {item.name for item in fields(Decision)}:
        raise BadWeights(f"the matching weights know no threshold called {min(unknown)}")
    decision = Decision(**table)
    if any(isinstance(value, bool) or not isinstance(value, (int, float)) for value in table.values()):
        raise BadWeights("a threshold of the matching weights is no number")
    if not 0 < decision.suggested <= 0.5 < _LEAST_SURE <= decision.automatic < 1 or decision.margin < 0:
        raise BadWeights(
            "matching links at a probability from 0.9 to below 1, and suggests from above 0 to 0.5"
        )
    return decision


def _calibration(table: Mapping[str, Any]) -> Calibration:
    try:
        points = tuple((float(weighed), float(came)) for weighed, came in table.get("points", []))
    except (TypeError, ValueError):
        raise BadWeights("the calibration of the matching weights wants pairs of numbers") from None
    calibration = Calibration(points)
    if not calibration.rises:
        raise BadWeights("the calibration of the matching weights has to rise throughout")
    return calibration


def _fields(table: Mapping[str, Any]) -> dict[str, dict[str, LevelWeight]]:
    every = [(CHILD_LEVELS, len(CHILD_RELATIONS)), (EVENT_LEVELS, len(EVENT_RELATIONS))]
    return {
        name: {level: _weight(table, name, level, meaning, columns) for level, meaning in levels.items()}
        for fields, columns in every
        for name, levels in fields.items()
    }


def _weight(table: Mapping[str, Any], name: str, level: str, meaning: Level, columns: int) -> LevelWeight:
    group, _, field = name.partition(".")
    row = table.get(group, {}).get(field, {}).get(level)
    if not isinstance(row, list) or len(row) != columns + 1 or not all(0 < part <= 1 for part in row):
        raise BadWeights(f"the matching weights need {columns + 1} parts of one for {level} under {name}")
    same, *others = row
    return LevelWeight(meaning, same, tuple(log2(same / other) for other in others))


def _rivals(others: Mapping[str, Mapping[str, float]]) -> list[Rival]:
    found = []
    for child, events in others.items():
        for event, odds in events.items():
            if odds <= 0 or (child, event) == ("same", "same"):
                raise BadWeights("the odds of every other explanation have to be above nought")
            found.append(Rival(_index(CHILD_RELATIONS, child), _index(EVENT_RELATIONS, event), odds, child))
    return found


def _index(relations: tuple[str, ...], name: str) -> int:
    if name == "same":
        return len(relations)
    if name not in relations:
        raise BadWeights(f"the matching weights know no relation called {name}")
    return relations.index(name)

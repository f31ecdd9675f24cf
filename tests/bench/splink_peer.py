"""Splink 5 on DuckDB, set up and trained as its own example on FEBRL4 is (docs/demos/examples/duckdb),
less the identifying number: a peer to measure beside, no dependency of the program."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

Pair = tuple[str, str]
Scored = list[tuple[float, Pair]]

DOCUMENTED = ("given_name", "surname", "date_of_birth", "street_number", "postcode")
"""What its example compares: other fields of an address hang together with the postcode."""


class SplinkLinker:
    """One model: `fields` are compared; `full_name` takes the example's refinement, which compares
    forename and surname as one."""

    def __init__(self, frames: Sequence[Any], fields: Sequence[str], *, full_name: bool = False) -> None:
        self.splink, self.cl = import_module("splink"), import_module("splink.comparison_library")
        self.cll = import_module("splink.comparison_level_library")
        self.api = import_module("splink.internals.duckdb.database_api").DuckDBAPI()
        self.fields, self.full_name = fields, full_name
        self.frames = [
            frame.assign(full_name=frame["given_name"] + "_" + frame["surname"]) for frame in frames
        ]

    def link(self) -> tuple[Scored, float]:
        """Every pair with its weight (log2 odds), and the seconds that training and linking took."""
        start = time.perf_counter()
        named = zip(self.frames, "ab", strict=True)
        tables = [self.api.register(frame, dataset_display_name=name) for frame, name in named]
        self.linker = self.splink.Linker(tables, self._settings(), log_level=40)
        self._train()
        found = self.linker.inference.predict(threshold_match_weight=-10).as_pandas_dataframe()
        columns = zip(found["match_weight"], found["rec_id_l"], found["rec_id_r"], strict=True)
        scored = [(float(weight), (a, b) if a.endswith("org") else (b, a)) for weight, a, b in columns]
        return scored, time.perf_counter() - start

    def one_against(self, known: Any, new: Any) -> Callable[[], object]:
        """What asks about one new record beside those known: find_matches_to_new_records of old."""
        left = self.api.register(known, dataset_display_name="known")
        right = self.api.register(new, dataset_display_name="new")
        for field in ("given_name", "surname", "street_number", "suburb", "postcode"):
            if field in self.fields:
                self.linker.table_management.compute_tf_table(field)
        return lambda: self.linker.inference.predict_between(left, right).as_pandas_dataframe()

    def _settings(self) -> Any:
        names = [self._full_name()] if self.full_name else self._names()
        return self.splink.SettingsCreator(
            link_type="link_only",
            unique_id_column_name="rec_id",
            probability_two_random_records_match=1 / 5000,  # as the example says: each has one match
            comparisons=[*names, *(make() for field, make in self._others().items() if field in self.fields)],
            blocking_rules_to_generate_predictions=self._blocks(),
        )

    def _names(self) -> list[Any]:
        return [
            self.cl.NameComparison(name).configure(term_frequency_adjustments=True)
            for name in ("given_name", "surname")
        ]

    def _others(self) -> dict[str, Callable[[], Any]]:
        cl, common = self.cl, {"term_frequency_adjustments": True}
        return {
            "date_of_birth": lambda: cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
            ),
            "street_number": lambda: cl.ExactMatch("street_number").configure(**common),
            "postcode": lambda: cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(**common),
            "address_1": lambda: cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            "suburb": lambda: cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]).configure(**common),
            "state": lambda: cl.ExactMatch("state"),
        }

    def _blocks(self) -> list[Any]:
        block_on = self.splink.block_on
        rules = [block_on("given_name", "surname"), block_on("date_of_birth"), block_on("postcode")]
        rules.append("l.given_name = r.surname and l.surname = r.given_name")
        if "street_number" in self.fields:
            rules += [block_on("state", "address_1"), block_on("street_number", "address_1")]
        return rules

    def _train(self) -> None:
        training = self.linker.training
        training.estimate_u_using_random_sampling(max_pairs=1e7)
        for field in ("date_of_birth", "postcode"):
            training.estimate_parameters_using_expectation_maximisation(
                self.splink.block_on(field), estimate_without_term_frequencies=True
            )

    def _full_name(self) -> dict[str, Any]:
        cll = self.cll
        crossed = "jaro_winkler_similarity(given_name_l, surname_r) + jaro_winkler_similarity(surname_l, given_name_r)"
        missing = "({0}_l IS NULL OR {0}_r IS NULL)"
        nothing = f"{missing.format('given_name')} and {missing.format('surname')}"
        levels = [
            {"sql_condition": nothing, "label_for_charts": "Null", "is_null_level": True},
            cll.ExactMatchLevel("full_name", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("full_name", 0.9),
            cll.JaroWinklerLevel("full_name", 0.7),
            cll.ColumnsReversedLevel("given_name", "surname"),
            {"sql_condition": f"{crossed} >= 1.8", "label_for_charts": "reversed, alike"},
            {"sql_condition": f"{crossed} >= 1.4", "label_for_charts": "reversed, less alike"},
            cll.ExactMatchLevel("given_name", term_frequency_adjustments=True),
            cll.ExactMatchLevel("surname", term_frequency_adjustments=True),
            {
                "sql_condition": "given_name_l = surname_r OR surname_l = given_name_r",
                "label_for_charts": "one crossed",
            },
            cll.JaroWinklerLevel("given_name", 0.9),
            cll.JaroWinklerLevel("surname", 0.9),
            cll.ElseLevel(),
        ]
        return {"output_column_name": "full_name", "comparison_levels": levels}

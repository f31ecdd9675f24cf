"""Learnt weights as the text of a weights file: thresholds, odds and calibration as they were."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.domain.matching.weights import LevelWeight, MatchingModel

_LEAST = 1e-7
_KEPT = ("decision", "calibration", "others")


def weights_text(in_force: str, learnt: MatchingModel) -> str:
    """TOML of `learnt`'s weights, with everything else of `in_force`, the weights it was learnt from."""
    table = tomllib.loads(in_force)
    lines = [
        "# Learnt by `mash matching learn`. Each level: how often it comes up where form and call belong"
    ]
    lines += ["# together, then under each other explanation; see docs/matching.md.", ""]
    for name in _KEPT:
        lines += _table(name, table[name]) if name in table else ()
    for field, levels in learnt.fields.items():
        lines += [f"[{field}]", *(f"{level} = {_parts(weight)}" for level, weight in levels.items()), ""]
    return "\n".join(lines)


def _table(name: str, rows: Mapping[str, Any]) -> Iterator[str]:
    groups: dict[str, dict[str, Any]] = defaultdict(dict)
    for key, value in rows.items():
        if isinstance(value, dict):
            groups[f"{name}.{key}"] = value
        else:
            groups[name][key] = value
    for group, values in groups.items():
        yield f"[{group}]"
        yield from (f"{key} = {value}" for key, value in values.items())
        yield ""


def _parts(weight: LevelWeight) -> str:
    parts = [weight.same, *(weight.same / 2.0**bits for bits in weight.bits)]
    most = max(1.0, *parts)  # a part of one is at most one; what it proves is in the ratios
    return f"[{', '.join(f'{max(_LEAST, part / most):.7f}' for part in parts)}]"

"""Learn the calibration of matching on invented forms: `python -m tests.bench.matching_calibration`.

Prints the points for `[calibration]` in config/matching.toml, learnt on some seeds, and how far
they and the ones in force are from the truth on seeds held out (mean surprise in bits a proposal).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from math import log2

from ingest.domain.matching.calibration import Calibration, fit
from tests.matching_world.measure import measure, shipped_model
from tests.matching_world.stories import World

_LEARN, _HELD_OUT = (7, 11, 13), (17, 19)

Odds = list[tuple[float, bool]]


def main(forms: int = 5_000) -> None:
    """Learn, try on what was held out, and print both."""
    learnt = fit(_odds(_LEARN, forms))
    held_out = _odds(_HELD_OUT, forms)
    print("points = [", ", ".join(f"[{weighed:.2f}, {came:.2f}]" for weighed, came in learnt.points), "]")
    for name, one in (("none", Calibration()), ("in force", shipped_model().calibration), ("learnt", learnt)):
        print(f"{name:9} {_surprise(held_out, one):.4f} bits")


def _odds(seeds: Iterable[int], forms: int) -> Odds:
    model = shipped_model()
    return [pair for seed in seeds for pair in measure(World(seed).live(forms), model).odds]


def _surprise(known: Odds, calibration: Calibration) -> float:
    bits = (log2(1 + 2.0 ** (-odds if right else odds)) for odds, right in _mended(known, calibration))
    return sum(bits) / len(known)


def _mended(known: Odds, calibration: Calibration) -> Odds:
    return [(calibration.mended(odds), right) for odds, right in known]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

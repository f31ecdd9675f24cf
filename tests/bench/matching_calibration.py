"""Learn the calibration of matching on invented forms: `python -m tests.bench.matching_calibration`.

Prints the points for `[calibration]` in config/matching.toml, learnt on some seeds of both invented
worlds, and on seeds held out how far they and the ones in force are from the truth (mean surprise
in bits a proposal), and how often each probability came true, as the table in docs/matching.md.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from math import log2

from ingest.domain.matching.calibration import Calibration, fit
from tests.matching_world.elsewhere.stories import Elsewhere
from tests.matching_world.measure import measure, shipped_model
from tests.matching_world.stories import World

_LEARN, _HELD_OUT = (7, 11, 13), (17, 19)
_GROUP = 500  # pairs that a point is learnt from, at least
_BINS = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99, 0.999, 1.0)

Odds = list[tuple[float, bool]]


def main(forms: int = 10_000) -> None:
    """Learn, try on what was held out, and print both."""
    learnt = fit(_odds(_LEARN, forms), _GROUP)
    held_out = _odds(_HELD_OUT, forms)
    print("points = [")
    for weighed, came in learnt.points:
        print(f"    [{weighed:.2f}, {came:.2f}],")
    print("]")
    for name, one in (("none", Calibration()), ("in force", shipped_model().calibration), ("learnt", learnt)):
        print(f"{name:9} {_surprise(held_out, one):.4f} bits")
    print("\n".join(_reliability(held_out, shipped_model().calibration)))


def _odds(seeds: Iterable[int], forms: int) -> Odds:
    model = shipped_model()
    worlds = (kind(seed).live(forms) for seed in seeds for kind in (World, Elsewhere))
    return [pair for world in worlds for pair in measure(world, model).odds]


def _surprise(known: Odds, calibration: Calibration) -> float:
    bits = (log2(1 + 2.0 ** (-odds if right else odds)) for odds, right in _mended(known, calibration))
    return sum(bits) / len(known)


def _mended(known: Odds, calibration: Calibration) -> Odds:
    return [(calibration.mended(odds), right) for odds, right in known]


def _reliability(known: Odds, calibration: Calibration) -> Iterator[str]:
    """A row for each span of probabilities: how many were said so, the mean said, and how many came true."""
    said = [(1 / (1 + 2.0**-odds), right) for odds, right in _mended(known, calibration)]
    yield "| probability | pairs | said | came true |"
    yield "|---|---|---|---|"
    for at in range(1, len(_BINS)):
        within = [
            (chance, right) for chance, right in said if bisect_right(_BINS, chance, hi=len(_BINS) - 1) == at
        ]
        if within:
            mean = sum(chance for chance, _ in within) / len(within)
            came = sum(right for _, right in within) / len(within)
            yield f"| {_BINS[at - 1]} to {_BINS[at]} | {len(within)} | {mean:.4f} | {came:.4f} |"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

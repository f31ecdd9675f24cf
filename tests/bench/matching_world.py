"""Measure matching on an invented world: `python -m tests.bench.matching_world [forms] [seed] [which]`.

`which` is "city", the first world, or "elsewhere", the second. Prints links by trap, wrong links,
and how often each probability came true.
"""

from __future__ import annotations

import sys
import time

from tests.matching_world.elsewhere.stories import Elsewhere
from tests.matching_world.measure import Figures, in_words, measure, shipped_model
from tests.matching_world.stories import World

_WORLDS: dict[str, type[World | Elsewhere]] = {"city": World, "elsewhere": Elsewhere}


def main(forms: str = "10000", seed: str = "7", which: str = "city", show: str = "0") -> None:
    """Build the world, match it, print the figures and, on request, some of what went amiss."""
    if which not in _WORLDS:
        sys.exit(f"there is no world {which!r}: say one of {', '.join(_WORLDS)}")
    world = _WORLDS[which](int(seed)).live(int(forms))
    model = shipped_model()
    start = time.perf_counter()
    figures = measure(world, model)
    took = time.perf_counter() - start
    print(in_words(figures))
    print(f"\n{1000 * took / len(world.sent):.2f} ms a form, with keys and counting")
    _show(figures, int(show))


def _show(figures: Figures, most: int) -> None:
    for title, cases in (("WRONG", figures.wrong), ("MISSED", figures.missed)):
        for sent, contact, proposal in cases[:most]:
            print(
                f"\n{title}: {sent.trap}\n  {sent.form.children}\n  {sent.form.referrer} {sent.received_at}"
            )
            print(f"  {contact}")
            for evidence in proposal.evidence if proposal else ():
                print(
                    f"    {evidence.field:20} {evidence.verdict:10} {evidence.weight:+6.1f} {evidence.detail}"
                )
            print(f"    probability {proposal.probability:.4f}" if proposal else "    not proposed")


if __name__ == "__main__":
    main(*sys.argv[1:5])

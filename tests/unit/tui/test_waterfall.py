"""The evidence of a match as a waterfall."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.waterfall import Step, drawn, steps

WEIGHTS = st.lists(st.floats(-30, 30), max_size=12)


@given(st.floats(-20, 0), WEIGHTS)
def test_each_bar_starts_where_the_last_ended_and_the_last_ends_at_the_sum(
    prior: float, weights: list[float]
) -> None:
    bars = steps(prior, weights)
    assert all(before.end == after.start for before, after in itertools.pairwise(bars))
    assert abs(bars[-1].end - (prior + sum(weights))) < 1e-6


@given(st.floats(-20, 0), WEIGHTS, st.integers(8, 30))
def test_every_bar_is_drawn_within_its_room_and_to_its_side(
    prior: float, weights: list[float], cells: int
) -> None:
    bars = steps(prior, weights)
    edges = [edge for bar in bars for edge in (bar.start, bar.end)]
    for bar in bars:
        text = drawn(bar, min(edges), max(edges), cells)
        assert cell_len(text) == cells
        if bar.end > bar.start:
            assert "█" in text
            assert "▒" not in text
        elif bar.end < bar.start:
            assert "▒" in text


def test_a_weight_of_nothing_is_a_thin_line() -> None:
    assert drawn(Step(2, 2), 0, 4, 8) == "    │   "

"""The evidence of a match as a waterfall."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ingest.domain.model import Evidence, Match, MatchStatus, Verdict
from tui.aloud import AloudPage
from tui.widgets.record_lines import Page
from tui.widgets.waterfall import Step, drawn, steps, write_match

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


def test_what_was_found_is_told_whole_below_where_it_does_not_fit() -> None:
    long = "the form says 3 May 2016, the call 5 March 2016, and nobody knows which of the two it is"
    found = (
        Evidence("child.dob", Verdict.CONFLICTS, -4.0, long),
        Evidence("child.school", Verdict.MISSING, 0.0, long),
        Evidence("child.surname", Verdict.AGREES, 4.0, "the same"),
    )
    match = Match(1, "ab12", 1, "C-1", MatchStatus.SUGGESTED, 0.5, -10.0, ((0, 0),), found)
    for width in (60, 78):
        page = Page(width, datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
        write_match(page, match, other="C-1")
        lines = [line.text for line in page.lines]
        assert all(cell_len(line) <= width for line in lines)
        told = " ".join(" ".join(line.split()) for line in lines)
        assert told.count(long) == 1
        assert next(line for line in lines if "surname" in line).rstrip().endswith("the same")


def test_what_is_weighed_of_the_whole_match_is_not_called_close() -> None:
    found = (
        Evidence("child.surname", Verdict.CLOSE, 4.0, "one letter differs"),
        Evidence("alternatives", Verdict.CLOSE, -55.1, "weighed against a brother or sister"),
        Evidence("calibration", Verdict.CLOSE, 0.2, "how often such odds came true"),
    )
    match = Match(1, "ab12", 1, "C-1", MatchStatus.SUGGESTED, 0.5, -10.0, ((0, 0),), found)
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    for page in (Page(100, now), AloudPage(now)):
        write_match(page, match, other="C-1")
        assert [line.text.split()[0] for line in page.lines if "close" in line.text] == ["child's"]


def test_what_conflicts_is_named_right_below_how_sure_a_match_is_and_nothing_else_is() -> None:
    found = (
        Evidence("child.surname", Verdict.AGREES, 14.0, "the same surname"),
        Evidence("child.dob", Verdict.CONFLICTS, -4.0, "three years apart"),
        Evidence("child.postcode", Verdict.CONFLICTS, -2.0, "another sector"),
        Evidence("alternatives", Verdict.CONFLICTS, -55.1, "weighed against a brother or sister"),
    )
    match = Match(1, "ab12", 1, "C-1", MatchStatus.SUGGESTED, 0.5, -10.0, ((0, 0),), found)
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    for page in (Page(78, now), AloudPage(now)):
        write_match(page, match, other="C-1")
        assert page.lines[1].text.strip() == "✗ speaks against it: date of birth, child postcode"
    page = Page(78, now)
    write_match(page, replace(match, evidence=found[:1]), other="C-1")
    assert not any("against" in line.text for line in page.lines)

"""A record in one line: in columns on a screen, whole where it is read out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from ingest.views import ChildHistory, Detail, Happening, Row, TimelineEntry
from tui.aloud import audit_aloud, child_aloud, record_aloud
from tui.widgets.around_lines import row_words

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LABEL = "Maximilian-Christopher Alexander F. +2"
STATUS = "like surname, same birthday; a statutory clock runs"
ROW = Row("contact:7", LABEL, "Jo Bright, Ferry Lane Nursery", NOW, None, STATUS, reference="C-000007")


def test_what_is_read_out_of_others_that_may_be_the_same_child_is_whole() -> None:
    [_, line, *_] = child_aloud(ChildHistory((ROW,), ()), NOW)
    assert LABEL in line
    assert STATUS in line
    told = "\n".join(record_aloud(Detail("contact:1", alike=(ROW,)), NOW))
    assert LABEL in told
    assert STATUS in told


def test_of_many_calls_whose_form_an_email_may_bring_the_oldest_are_told_and_that_there_are_more() -> None:
    calls = tuple(replace(ROW, reference=f"C-{number}", due_at=NOW) for number in range(6))
    told = list(record_aloud(Detail("message:1", message_awaited_by=calls), NOW))
    assert [line[:3] for line in told if line.startswith("C-")] == [f"C-{number}" for number in range(5)]
    assert "and others that are due later" in told
    told = list(record_aloud(Detail("message:1", message_awaited_by=calls[:5]), NOW))
    assert "and others that are due later" not in told


def test_a_day_of_one_figure_leaves_no_gap_in_what_is_read_out() -> None:
    first = datetime(2026, 12, 1, 10, 15, tzinfo=UTC)
    row = replace(ROW, at=first)
    happened = Happening(first, "contact:7", "C-000007", "logged by t.officer")
    detail = Detail(
        "contact:1", timeline=(TimelineEntry(first, "t.officer", "logged", "", "logged"),), alike=(row,)
    )
    told = "\n".join(
        [
            *child_aloud(ChildHistory((row,), (happened,)), NOW),
            *record_aloud(detail, NOW),
            *audit_aloud(detail.timeline, NOW),
        ]
    )
    assert told.count("Tue 1 Dec 10:15") == 5
    assert "  " not in told


@pytest.mark.parametrize(("width", "label"), [(74, "Maximilian… +2"), (194, "Maximilian-Christopher A… +2")])
def test_names_have_more_room_where_there_is_more(width: int, label: str) -> None:
    line = row_words(ROW, NOW, private=False, width=width)
    assert f"  {label}  " in line
    assert cell_len(line) <= max(width, 110)

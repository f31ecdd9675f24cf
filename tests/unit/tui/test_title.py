"""What the terminal's title tells: how many, and never of whom; and never that all is well where nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.views import Counts
from tui.title import title

QUIET = Counts(0, 3, 9, 1, 2, 0, 4, 5, clocks=2)


@pytest.mark.parametrize(
    ("counts", "is_well", "told"),
    [
        (None, True, "MASH duty desk"),
        (QUIET, True, "MASH duty desk"),
        (replace(QUIET, overdue=1_204), True, "1,204 OVERDUE, MASH duty desk"),
        (replace(QUIET, overdue=2, clocks_overdue=1), True, "2 OVERDUE, 1 RUN OUT, MASH duty desk"),
        (QUIET, False, "LOOK AT THE BOARD, MASH duty desk"),
        (replace(QUIET, overdue=2), False, "LOOK AT THE BOARD, 2 OVERDUE, MASH duty desk"),
    ],
)
def test_it_tells_how_many_are_overdue_and_where_the_board_cannot_be_relied_on(
    counts: Counts | None, is_well: bool, told: str
) -> None:
    assert title(counts, is_well) == told

"""The first rows of the board, before there is a desk: see `ingest.store.glance`."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from ingest.desk.call_lines import call_lines
from ingest.domain.clocks import Calendar, FollowUpRule, follow_up_due
from ingest.store.glance import first_calls
from ingest.views import View, Window


def first_rows(
    file: Path, now: datetime, *, follow_up_hours: float, due_soon: timedelta, limit: int = 200
) -> Window | None:
    """The calls that have awaited a form for longest, as the desk will list them; `None` where only
    the desk can tell. `follow_up_hours` are elapsed ones."""
    found = first_calls(file, limit)
    if found is None:
        return None
    rule, calendar = FollowUpRule(follow_up_hours), Calendar()
    rows = call_lines(
        found.calls,
        now,
        follow_up_due=lambda received_at: follow_up_due(received_at, rule, calendar),
        due_soon=due_soon,
        unopened=found.unopened,
        suggested=found.suggested,
        clocks=found.clocks,
    )
    return Window(View.AWAITING, 0, rows, found.total, found.total)

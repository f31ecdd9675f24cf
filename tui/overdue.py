"""What is overdue, told once: when it has become so, and never at the start, where the counts tell it."""

from __future__ import annotations

from datetime import datetime

from ingest.domain.statutory import RunningClock
from ingest.views import Row
from tui.desk_line import Overdue
from tui.widgets.record_lines import key_words

# What is late: a call's form by the call's key, or a clock that runs on one.
_Late = str | tuple[str, RunningClock]


class OverdueSoFar:
    """Remembers what has been told."""

    def __init__(self) -> None:
        self._seen: set[_Late] | None = None

    def new(self, overdue: Overdue, now: datetime) -> str:
        """What is overdue at `now` and was not before, in words; none at first."""
        ran_out = {(row.key, one): row for row in overdue.clocks for one in row.clocks if one.due_at <= now}
        found: set[_Late] = {*(row.key for row in overdue.forms), *ran_out}
        before = found if self._seen is None else self._seen
        self._seen = before | found
        late = [row for row in overdue.forms if row.key not in before]
        over = [(one, row) for (key, one), row in ran_out.items() if (key, one) not in before]
        told = []
        if over:
            clock, row = over[0]
            told.append(f"RUN OUT: {clock.clock.words} of {_named(row, len(over))}.  0 shows them")
        if late:
            told.append(f"OVERDUE: no form for {_named(late[0], len(late))}.  1 shows them")
        return ";  ".join(told)


def _named(first: Row, count: int) -> str:
    """Such as "C-000012 and 2 more"."""
    more = f" and {count - 1} more" if count > 1 else ""
    return f"{first.reference or key_words(first.key)}{more}"

"""A call as one line of the board: because it awaits a form, or because a statutory clock runs on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from ingest.domain.callers import whoever
from ingest.domain.statutory import RunningClock
from ingest.views import EMAIL_TO_OPEN, Row


class Call(Protocol):
    """What a line tells of a call."""

    @property
    def id(self) -> int: ...
    @property
    def reference(self) -> str: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def caller_name(self) -> str | None: ...
    @property
    def caller_agency(self) -> str | None: ...
    @property
    def label(self) -> str: ...
    @property
    def claimed_by(self) -> str | None: ...
    @property
    def revision(self) -> int: ...
    @property
    def rag(self) -> str | None: ...


class SettledCall(Call, Protocol):
    """A call of which it is told too whether its form came, or it was closed without."""

    @property
    def awaiting(self) -> bool: ...
    @property
    def closed_at(self) -> datetime | None: ...


def call_lines(
    calls: Iterable[Call],
    now: datetime,
    *,
    follow_up_due: Callable[[datetime], datetime],
    due_soon: timedelta,
    unopened: Collection[int],
    suggested: Collection[int],
    clocks: Mapping[int, tuple[RunningClock, ...]],
) -> tuple[Row, ...]:
    """The lines of some calls. `unopened` are those of whose callers an email waits to be opened,
    `suggested` those for which a form is suggested, `clocks` the statutory ones that run."""
    lines = []
    for call in calls:
        due = follow_up_due(call.received_at)
        status = "overdue" if due <= now else "due soon" if due <= now + due_soon else "awaiting"
        if call.id in unopened:
            status = EMAIL_TO_OPEN
        elif call.id in suggested:
            status += ", form suggested"
        lines.append(_line(call, due, _rated(call, status), clocks.get(call.id, ())))
    return tuple(lines)


def clock_line(call: SettledCall, clocks: tuple[RunningClock, ...]) -> Row:
    """The line of a call under statutory clocks that run: the soonest is its own."""
    form = "awaiting form" if call.awaiting else "closed" if call.closed_at else "form received"
    return _line(call, clocks[0].due_at, _rated(call, form), clocks)


def _rated(call: Call, status: str) -> str:
    return f"{call.rag.upper()}, {status}" if call.rag else status


def _line(call: Call, due_at: datetime, status: str, clocks: tuple[RunningClock, ...]) -> Row:
    return Row(
        key=f"contact:{call.id}",
        label=call.label,
        from_words=whoever(call.caller_name, call.caller_agency),
        at=call.received_at,
        due_at=due_at,
        status=status,
        claimed_by=call.claimed_by,
        revision=call.revision,
        reference=call.reference,
        rag=call.rag,
        agency=call.caller_agency or "",
        clocks=clocks,
    )

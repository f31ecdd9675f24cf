"""The worker's health in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.views import WorkerHealth, WorkerState

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "looked", "error", "said"),
    [
        (WorkerState.NEVER, None, None, "the worker has never looked at the mailbox: start `mash worker`"),
        (WorkerState.WORKING, None, None, "looking at the mailbox for the first time"),
        (WorkerState.WORKING, 12, None, "last looked at the mailbox 12 s ago"),
        (WorkerState.FAILING, 300, "no.", "THE WORKER IS FAILING: last looked 5 min ago: no."),
        (WorkerState.FAILING, None, "no.", "THE WORKER IS FAILING: no look went well yet: no."),
    ],
)
def test_when_the_mailbox_was_looked_at_is_told_and_whether_it_ever_was(
    state: WorkerState, looked: int | None, error: str | None, said: str
) -> None:
    at = None if looked is None else NOW - timedelta(seconds=looked)
    assert WorkerHealth(state, NOW, at, error, backlog=0).in_words(NOW) == said

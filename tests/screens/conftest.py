"""Screens are tested by what comes to be on them, never by how long this machine takes for it."""

from __future__ import annotations

import asyncio

import pytest

TURNS = 10
SOON_SECONDS = 0.05
TICK_SECONDS = 0.3  # each tick writes the whole record anew
RESTS = (
    "tui.desk_line.POLL_SECONDS",
    "tui.screens.board.REST_SECONDS",
    "tui.screens.arrange_keys.FILTER_SECONDS",
    "tui.screens.finding.REST_SECONDS",
    "tui.screens.being_typed.DRAFT_SECONDS",
)


@pytest.fixture(autouse=True)
def no_needless_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the dashboard rest a moment only, and Textual's pilot not until the machine is idle."""
    for rest in RESTS:
        monkeypatch.setattr(rest, SOON_SECONDS)
    monkeypatch.setattr("tui.app.TICK_SECONDS", TICK_SECONDS)
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", _turn)


async def _turn(min_sleep: float = 0, max_sleep: float = 0) -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)

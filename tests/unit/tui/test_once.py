"""What is to be done once is done, however late."""

from __future__ import annotations

import asyncio
from itertools import chain, repeat

import pytest
from textual.app import App

from tui.once import once


async def test_what_was_due_before_its_timer_came_to_it_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, done = App[None](), asyncio.Event()
    async with app.run_test():
        # Put aside for an hour between two looks at the clock.
        monkeypatch.setattr("textual.timer._time.get_time", chain([0.0], repeat(3600.0)).__next__)
        once(app, 0.4, done.set)
        async with asyncio.timeout(20):
            await done.wait()


async def test_what_was_stopped_is_not_done() -> None:
    app, done = App[None](), list[str]()
    async with app.run_test() as pilot:
        once(app, 0.01, lambda: done.append("first")).stop()
        once(app, 0.01, lambda: done.append("second"))
        while "second" not in done:
            await pilot.pause()
    assert done == ["second"]

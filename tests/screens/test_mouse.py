"""What the mouse does on the board and in questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from ingest.views import View
from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk


async def test_the_mouse_turns_views_and_chooses_rows() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.pilot.click("RecordList", offset=(10, 2))
        await run.chosen("contact:3")
        await run.pilot.click("ViewTabs", offset=(26, 0))
        await run.until(lambda: run.app.board.view is View.ATTENTION)


@pytest.mark.parametrize(
    ("words", "view"),
    [("unmatched", View.UNMATCHED), ("unread", View.ATTENTION), ("no form", View.NO_FORM),
     ("decisions", View.DECISIONS), ("OVERDUE", View.AWAITING)],
)  # fmt: skip
async def test_a_click_on_a_count_shows_what_was_counted(words: str, view: View) -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        if view is View.AWAITING:
            await run.press("5")
        row, line = next((row, line) for row, line in enumerate(run.text.splitlines()) if words in line)
        await run.pilot.click(offset=(line.index(words), row))
        await run.until(lambda: run.app.board.view is view)


async def test_the_mouse_answers_a_question_and_goes_back_from_one() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("i")
        await run.sees("Esc goes back")
        await run.pilot.click("KeyLine", offset=("Enter does it   Esc".index("Esc"), 0))
        await run.until(lambda: len(run.app.screen_stack) == 1)
        await run.press("i", *"rang")
        await run.pilot.click("KeyLine", offset=(0, 0))
        await run.until(lambda: [(key, note.text) for key, note in desk.notes] == [("contact:1", "rang")])


async def test_turning_the_wheel_either_way_keeps_the_cover_off() -> None:
    async with running(busy_desk(), lock_minutes=10) as run:
        await run.sees("Robin E.")
        for turned in (MouseScrollUp, MouseScrollDown):
            run.clock.move(timedelta(minutes=9))
            before = run.app._touched_at
            await run.app.on_event(turned(None, 5, 9, 0, 0, 0, False, False, False))
            assert run.app._touched_at > before
        assert "covered" not in run.text

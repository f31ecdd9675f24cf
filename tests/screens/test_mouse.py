"""What the mouse does on the board and in questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from ingest.views import View
from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tui.widgets.entry import PlainInput


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


async def test_a_click_in_the_help_does_what_the_key_does_where_help_was_asked_for() -> None:
    async with running(busy_desk(), (120, 60)) as run:
        await run.chosen("contact:1")
        await run.press("question_mark")
        await run.sees("Hide or show names")
        row, line = next((y, line) for y, line in enumerate(run.text.splitlines()) if "show names" in line)
        await run.pilot.click(offset=(line.index("Hide"), row))
        await run.until(lambda: run.app.private and run.app.screen is run.app.board)


async def test_a_click_puts_the_banner_away_and_fills_in_an_offered_reason() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        run.app.board.announce("‼ look")
        await run.sees("‼ look")
        await run.pilot.click("Banner")
        await run.until(lambda: "‼ look" not in run.text)
        await run.press("c")
        await run.sees(" ↓ ")
        row, line = next((y, line) for y, line in enumerate(run.text.splitlines()) if " ↓ " in line)
        await run.pilot.click(offset=(line.index("↓"), row))
        offered = line[line.index("↓") + 1 :].strip(" │")
        await run.until(lambda: run.app.screen.query_one(PlainInput).value == offered)
        await run.pilot.click("KeyLine", offset=("↑↓ fill one in   Enter".index("Enter"), 0))
        await run.did("close", "contact:1", offered)


@pytest.mark.parametrize("keys", [("c",), ("A",), ("K",), ("enter", "T"), ("R",), ("question_mark",), ("8",)])
async def test_a_digit_in_a_question_or_a_menu_turns_no_list_behind_it(keys: tuple[str, ...]) -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.press(*keys)
        await run.until(lambda: run.app.screen is not run.app.board)
        opened = run.app.screen
        await run.press("3", "5")
        assert run.app.screen is opened
        assert run.app.board.view is View.AWAITING


async def test_a_window_made_larger_and_smaller_leaves_what_is_being_typed() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        for keys, typed in ((("c",), "rang back"), (("L",), "Sam Tester")):
            await run.press(*keys, *typed)
            for size in ((200, 60), (80, 24), (79, 24), (80, 24)):
                await run.pilot.resize_terminal(*size)
            await run.sees(typed)
            focused = run.app.focused
            assert isinstance(focused, PlainInput)
            assert focused.value == typed
            await run.press("escape")
            await run.until(lambda: len(run.app.screen_stack) == 1)


async def test_turning_the_wheel_either_way_keeps_the_cover_off() -> None:
    async with running(busy_desk(), lock_minutes=10) as run:
        await run.sees("Robin E.")
        for turned in (MouseScrollUp, MouseScrollDown):
            run.clock.move(timedelta(minutes=9))
            before = run.app._touched_at
            await run.app.on_event(turned(None, 5, 9, 0, 0, 0, False, False, False))
            assert run.app._touched_at > before
        assert "covered" not in run.text

"""What is in sight: one of list and record alone, the list before, what was said, and values to copy."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from ingest.views import Sort, View
from tests.screens.desk_app import WIDE, Running, running
from tests.screens.desk_records import busy_desk
from tui.screens.said import Said


@pytest.mark.parametrize("size", [(120, 40), WIDE])
async def test_the_record_alone_or_the_list_alone_has_all_the_room_until_the_key_is_pressed_again(
    size: tuple[int, int],
) -> None:
    async with running(busy_desk(), size) as run:
        board = run.app.board
        await run.read("contact:1")
        both = board.records.size, board.pane.size
        await run.press("z")
        await run.until(lambda: board.records.size.width == size[0] and not board.pane.size)
        await run.press("z")
        await run.until(lambda: (board.records.size, board.pane.size) == both)
        await run.press("tab", "z")
        await run.until(lambda: board.pane.size.width == size[0] and not board.records.size)
        assert board.shown is not None
        await run.press("escape")
        await run.until(lambda: board.records.size.width == size[0])
        assert run.app.focused is board.records


async def test_nothing_is_done_to_a_record_that_was_not_in_sight_when_the_key_was_pressed() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("z")
        await run.until(lambda: run.app.board.shown is None)
        await run.press("y")
        await run.until(lambda: run.app.board.shown is not None)
        await run.settled()
        assert desk.deeds == []
        assert run.said == ["Opened: look at it, then press the key again."]


async def test_the_list_before_is_shown_as_it_was_left_and_left_again() -> None:
    async with running(busy_desk(), WIDE) as run:
        board = run.app.board
        await run.read("contact:1")
        assert not board.may("last_list")
        await run.press("S", "S", "slash", *"test", "enter")
        await run.until(lambda: board.filter_text == "test" and board.records.cursor_key is not None)
        await run.press("j")
        await run.at_rest()
        chosen = board.records.cursor_key
        await run.press("3")
        await run.read("message:4")
        await run.press("minus")
        await run.until(lambda: board.records.cursor_key == chosen and board.row is not None)
        assert (board.view, board.filter_text, board.arranged.sort) == (View.AWAITING, "test", Sort.CHILD)
        await run.press("minus")
        await run.read("message:4")
        assert (board.view, board.filter_text) == (View.ATTENTION, "")


async def test_a_record_that_left_the_list_before_is_not_replaced_by_another() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        board = run.app.board
        await run.press("j")
        await run.at_rest()
        key = board.records.cursor_key
        assert key is not None
        await run.press("3")
        await run.read("message:4")
        desk.close_contact(int(key.partition(":")[2]), "rang", 1)
        await run.press("minus")
        await run.until(lambda: board.view is View.AWAITING and board.records.loaded)
        await run.settled()
        assert board.records.cursor_key is None


async def test_what_was_said_is_read_again_the_latest_first() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.read("contact:1")
        await run.press("b")
        await run.until(lambda: bool(run.said))
        await run.press("n")
        await run.until(lambda: len(run.said) > 1)
        await run.press("W")
        await run.until(lambda: isinstance(run.app.screen, Said) and run.said[0] in run.text)
        lines = [line for line in run.text.splitlines() if "12:00" in line]
        assert "Nothing is looked for" in lines[0]
        assert "MASH-26-1001" in lines[1]
        await run.press("W")
        await run.until(lambda: run.app.screen is run.app.board)


async def test_the_boards_help_tells_what_the_marks_mean() -> None:
    async with running(busy_desk(), (200, 120)) as run:
        await run.chosen("contact:1")
        await run.press("question_mark")
        await run.sees("What the marks mean")
        await run.sees("a form is suggested; that stops no clock")


async def choices_to_copy(run: Running) -> list[str]:
    await run.press("V")
    await run.until(lambda: bool(run.app.screen.query(OptionList)))
    offered = run.app.screen.query_one(OptionList)
    return [str(option.prompt) for option in offered.options]


async def test_a_value_is_copied_clean_and_no_notice_holds_it() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        offered = await choices_to_copy(run)
        place = offered.index("Caller: Name: Sam Tester")
        await run.press(*["j"] * place, "enter")
        await run.until(lambda: run.said == ["MASH-26-1001: copied. Caller: Name."])
        assert run.app.clipboard == "Sam Tester"
        assert any(choice.startswith("Concern: Bruising seen") for choice in offered)


async def test_the_field_under_the_cursor_is_the_one_that_is_offered_to_copy() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        pane = run.app.board.pane
        pane.focus()
        while getattr(pane.item, "label", "") != "Surname":
            await run.press("down")
        await choices_to_copy(run)
        await run.press("enter")
        await run.until(lambda: run.app.clipboard == "Exampleton")


async def test_nothing_is_offered_to_copy_while_names_are_hidden() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.read("contact:1")
        await run.press("p", "V")
        await run.until(lambda: any("Names are hidden" in words for words in run.said))
        assert run.app.screen is run.app.board

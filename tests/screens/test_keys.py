"""Keys that move about and turn things over: each does what the help says of it, on every screen."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import FakeDesk
from tui.screens.boxes import Box
from tui.screens.find_record import FindRecord
from tui.screens.handover import HandoverScreen
from tui.screens.insights import InsightsScreen
from tui.screens.key_form import KeyForm, PartBoxes
from tui.screens.log_call import LogCall
from tui.screens.over import Help
from tui.screens.raw_message import SourceLines

MANY = 90


def crowded_desk() -> FakeDesk:
    desk = FakeDesk()
    for _ in range(MANY):
        desk.add_contact()
    return desk


async def at(run: Running, place: int) -> None:
    await run.until(lambda: run.app.board.records.row is not None and run.app.board.records.cursor == place)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_every_way_through_a_list_ends_where_it_says(size: tuple[int, int]) -> None:
    async with running(crowded_desk(), size) as run:
        await at(run, 0)
        for key, place in (("j", 1), ("down", 2), ("k", 1), ("up", 0), ("G", MANY - 1), ("home", 0)):
            await run.press(key)
            await at(run, place)
        await run.press("pagedown")
        page = max(1, run.app.board.records.size.height - 1)
        await at(run, page)
        await run.press("pagedown", "pageup")
        await at(run, page if 2 * page < MANY else MANY - 1 - page)
        await run.press("end")
        await at(run, MANY - 1)
        await run.press("g")
        await at(run, 0)


async def test_every_way_through_a_record_ends_where_it_says() -> None:
    async with running(busy_desk(), (80, 24)) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("enter")
        await run.read("referral:ref0001")
        pane = run.app.board.pane
        await run.press("G")
        await run.until(lambda: pane.scroll_offset.y == pane.max_scroll_y > 0)
        await run.press("home")
        await run.until(lambda: pane.scroll_offset.y == 0)
        await run.press("pagedown")
        await run.until(lambda: pane.scroll_offset.y == pane.size.height - 1)
        await run.press("pageup", "end", "g")
        await run.until(lambda: pane.scroll_offset.y == 0)
        first = pane.item
        await run.press("j")
        assert pane.item != first
        await run.press("k")
        assert pane.item == first
        await run.press("down", "up")
        assert pane.item == first


async def test_find_the_palette_blanks_and_the_way_back_to_the_list() -> None:
    async with running(busy_desk(), (200, 60)) as run:
        for key in ("8", "F"):
            await run.press(key)
            await run.until(lambda: isinstance(run.app.screen, FindRecord))
            await run.press("escape")
        await run.press("colon")
        await run.until(lambda: isinstance(run.app.screen, CommandPalette))
        await run.press("escape", "2")
        await run.read("referral:ref0001")
        assert "Ethnicity" not in run.text
        await run.press("v", "tab", "G")
        await run.sees("Signature")
        await run.press("shift+tab")
        assert run.app.board.records.has_focus


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("I",), "Type days"),
        (("H",), "Save it as a PDF"),
        (("9",), "Page down"),
        (("7",), "Records or what happened"),
    ],
)
async def test_the_keys_of_every_screen_are_told_where_it_stands(keys: tuple[str, ...], words: str) -> None:
    async with running(busy_desk(), (120, 40)) as run:
        await run.read("contact:1")
        await run.press(*keys)
        await run.until(lambda: run.app.screen is not run.app.board)
        for key in ("question_mark", "f1"):
            await run.press(key)
            await run.until(lambda: isinstance(run.app.screen, Help))
            await run.sees("Here")
            await run.sees(words)
            await run.press("escape")
        await run.press("q")
        await run.until(lambda: run.app.screen is run.app.board)


async def test_f1_tells_the_keys_where_letters_are_typed() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.press("L")
        await run.sees("Caller's name")
        await run.press("question_mark", "f1")
        await run.sees("Next part")
        await run.press("escape")
        await run.until(lambda: isinstance(run.app.screen, LogCall))
        assert run.app.screen.query(Box).first().words == "?"


async def test_the_palette_offers_what_can_be_done_before_ways_to_move_about() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.press("ctrl+p")
        await run.sees("Log call")
        assert "Next record" not in run.text


async def test_a_look_kept_under_a_name_of_markup_is_offered_as_it_is_written() -> None:
    desk = busy_desk()
    name = "[red]x[/b][@click=app.quit]q[/]"
    async with running(desk, (120, 40)) as run:
        await run.chosen("contact:1")
        await run.press("K", "enter", *name, "enter")
        await run.until(lambda: bool(run.app.kept_looks))
        await run.press("ctrl+p", *"Kept")
        await run.sees(f"Kept list: {name}")
        assert run.app.is_running


async def test_a_periods_keys_go_there_and_back() -> None:
    async with running(busy_desk(), (120, 40)) as run:
        await run.press("I")
        await run.sees("26 October 2026 to 22 November 2026")
        screen = run.app.screen
        assert isinstance(screen, InsightsScreen)
        for there, back in (
            ("comma", "full_stop"),
            ("left_square_bracket", "right_square_bracket"),
            ("plus", "minus"),
        ):
            before = screen.period
            await run.press(there)
            assert screen.period != before
            await run.press(back)
            assert screen.period == before
        await run.press("right", "left", "shift+tab")
        await run.sees("[6 unread]")


async def test_a_shift_begins_an_hour_earlier_and_later() -> None:
    async with running(busy_desk(), (120, 40)) as run:
        await run.press("H")
        await run.until(lambda: isinstance(run.app.screen, HandoverScreen))
        await run.sees("04:00 to")
        await run.press("comma")
        await run.sees("03:00 to")
        await run.press("full_stop", "full_stop")
        await run.sees("05:00 to")


async def test_boxes_are_gone_through_both_ways() -> None:
    async with running(busy_desk(), (120, 40)) as run:
        await run.chosen("contact:1")
        await run.press("L")
        await run.until(lambda: isinstance(run.app.screen, LogCall) and run.app.focused is not None)
        await run.press("down", "tab", "up", "shift+tab")
        assert isinstance(run.app.focused.parent if run.app.focused else None, Box)
        assert run.app.focused is run.app.screen.query(Box).first().query_one("PlainInput")


async def test_a_professional_is_added_to_a_form_that_is_keyed() -> None:
    async with running(busy_desk(), (120, 40)) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("f")
        await run.until(lambda: isinstance(run.app.screen, KeyForm))
        await run.press("f8", *"Nurse")
        added = [part for part in run.app.screen.query(PartBoxes) if part.part == "professionals"]
        assert next(box.words for box in added[0].query(Box)) == "Nurse"


async def test_a_long_text_is_read_by_lines_and_pages() -> None:
    desk = busy_desk()
    desk.raw[4] = "\n".join(f"line {number}" for number in range(200))
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("w")
        await run.sees("line 3")
        lines = run.app.screen.query_one(SourceLines)
        for keys, place in ((("j", "down", "k"), 1), (("up",), 0), (("pagedown",), lines.size.height)):
            await run.press(*keys)
            await run.until(lambda place=place: lines.scroll_offset.y == place)  # type: ignore[misc]
        await run.press("home")
        await run.until(lambda: lines.scroll_offset.y == 0)


async def test_a_choice_and_a_find_are_gone_through_both_ways() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.press("R")
        await run.until(lambda: bool(run.app.screen.query(OptionList)))
        offered = run.app.screen.query_one(OptionList)
        await run.press("j", "j", "k")
        assert offered.highlighted == 0  # none was chosen before
        await run.press("escape", "F", *"a")
        await run.sees(" found")
        await run.press("down", "down", "up")
        await run.until(lambda: run.app.screen.query_one(OptionList).highlighted == 1)

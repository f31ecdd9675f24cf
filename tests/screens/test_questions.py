"""Questions: however much they name and offer, all of it can be reached and their keys stay in sight at 80x24."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import OptionList

from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, FakeDesk
from tui.widgets.scrolled import Scrolled

LONG = "Forename" * 40


def crowded_desk() -> FakeDesk:
    """A desk with a dozen more calls, the first of them about twelve children."""
    desk = busy_desk()
    usual = desk.contacts[1]
    for number in range(12):
        child = replace(usual.children[0], forename=f"Child-{number}")
        desk.add_contact(received_at=usual.received_at, children=(child,), caller=usual.caller)
    many = tuple(replace(usual.children[0], forename=f"{number} Middle Forename") for number in range(12))
    desk.contacts[1] = replace(usual, children=many)
    return desk


async def test_every_marked_record_is_named_before_an_act_and_its_keys_are_in_sight() -> None:
    desk = crowded_desk()
    endless = replace(desk.contacts[2].children[0], forename=LONG)
    desk.contacts[2] = replace(desk.contacts[2], children=(endless,))
    async with running(desk) as run:
        await run.sees("1 of 16")
        await run.press("asterisk", "c")
        await run.sees("Enter does it to each   Esc goes back   PgDn more")
        seen, lines = set[str](), ""
        for _ in range(6):
            seen |= {word for word in run.text.split() if word.startswith("MASH-26-")}
            lines += run.text
            await run.press("pagedown")
        assert "MASH-26-1002    ForenameForename" in lines
        rows = run.app.board.records.marked.values()
        assert len(rows) > 10
        assert {row.reference for row in rows} <= seen


async def test_of_many_things_offered_the_last_is_a_key_away_and_the_keys_are_in_sight() -> None:
    async with running(crowded_desk()) as run:
        await run.chosen("contact:1")
        await run.press("enter")
        await run.read("contact:1")
        await run.press("V")
        await run.sees("Copy which value?")
        await run.sees("Esc goes back")
        await run.press("G")
        offered = run.app.screen.query_one(OptionList)
        assert offered.highlighted == offered.option_count - 1 > 20
        await run.press("g")
        assert offered.highlighted == 0


async def test_of_very_many_finds_the_keys_are_in_sight() -> None:
    async with running(crowded_desk()) as run:
        await run.sees("1 of 16")
        await run.press("F", *"child")
        await run.sees("12 found")
        await run.until(lambda: run.app.screen.query_one(OptionList).size.height == 10)
        await run.sees("Type to search   ↑↓ choose   Enter opens it   Esc goes back")


async def test_the_help_is_gone_through_by_the_boards_keys() -> None:
    async with running(busy_desk()) as run:
        await run.sees("1 of 4")
        await run.press("question_mark")
        page = run.app.screen.query_one(Scrolled)
        await run.until(lambda: page.max_scroll_y > 0)
        await run.press("G")
        await run.until(lambda: page.scroll_offset.y == page.max_scroll_y)
        await run.press("k")
        await run.until(lambda: page.scroll_offset.y == page.max_scroll_y - 1)
        await run.press("g")
        await run.until(lambda: page.scroll_offset.y == 0)


async def test_the_figures_are_gone_through_by_the_boards_keys() -> None:
    async with running(busy_desk()) as run:
        await run.sees("1 of 4")
        await run.press("I")
        await run.sees("Forms within 48 hours")
        page = run.app.screen.query_one(Scrolled)
        await run.until(lambda: page.max_scroll_y > 0)
        await run.press("G")
        await run.until(lambda: page.scroll_offset.y == page.max_scroll_y)


async def test_a_search_says_where_it_tells_of_the_newest_alone() -> None:
    desk = busy_desk()
    for _ in range(60):
        desk.add_contact(received_at=NOON, children=desk.contacts[1].children, caller=desk.contacts[1].caller)
    async with running(desk) as run:
        await run.sees("1 of 64")
        await run.press("F", *"sam")
        await run.sees("found, the newest 60 of a kind: more words leave fewer")
        await run.press(*"pler")
        await run.until(lambda: "found" not in run.text or "more words" not in run.text)

"""Both sides of a match beside each other, the reasons that are offered, and the call that is looked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Input

from ingest.domain.model import MatchStatus
from tests.screens.desk_app import WIDE, Running, running
from tests.screens.desk_records import busy_desk
from tui.screens.compare import Compare


async def comparing(run: Running) -> None:
    await run.press("2")
    await run.chosen("referral:ref0001")
    await run.press("enter")
    await run.read("referral:ref0001")
    await run.press("enter")
    await run.sees("Does form ref0001 answer MASH-26-1001?")
    await run.sees("The call: MASH-26-1001")


async def test_both_sides_of_a_match_are_shown_before_it_is_settled() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await comparing(run)
        await run.sees("Forename        Robin")
        assert desk.viewed[-1] == "contact:1"
        await run.press("escape")
        await run.sees("form ref0001")
        assert desk.deeds == []


@pytest.mark.parametrize(
    ("keys", "act", "words"),
    [(("a",), "confirm", ""), (("r", *"Another child", "enter"), "reject", "Another child")],
)
async def test_a_match_is_settled_where_both_its_sides_are_on_the_screen(
    keys: tuple[str, ...], act: str, words: str
) -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await comparing(run)
        await run.press(keys[0])
        await run.until(lambda: not isinstance(run.app.screen, Compare))
        if keys[1:]:
            await run.sees("Why does this form not answer")
        await run.press(*keys[1:])
        await run.did(act, "match:1", words)


async def test_a_match_that_a_colleague_settled_while_it_was_compared_is_looked_at_again() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await comparing(run)
        referral = desk.referrals["ref0001"]
        changed = replace(referral.matches[0], status=MatchStatus.REJECTED, revision=2)
        desk.referrals["ref0001"] = replace(referral, matches=(changed,), revision=2)
        desk.changed()
        await run.until(lambda: run.app.board.pane.match == changed)
        await run.press("a")
        await run.until(lambda: any("changed meanwhile" in notice for notice in run.notices))
        assert desk.deeds == []


async def test_nothing_is_offered_in_a_comparison_that_may_only_be_read() -> None:
    desk = busy_desk()
    async with running(desk, read_only=True) as run:
        await comparing(run)
        await run.press("a", "r")
        await run.sees("Does form ref0001 answer")
        assert "Accept" not in run.text
        assert desk.deeds == []


async def test_the_arrows_fill_in_an_offered_reason_and_give_back_what_was_typed() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await comparing(run)
        await run.press("r")
        await run.sees("Why does this form not answer")
        await run.press(*"No", "down", "down")
        box = run.app.screen.query_one(Input)
        assert box.value == "Another caller's form"
        await run.press("up", "up")
        assert box.value == "No"
        await run.press("down", "enter")
        await run.did("reject", "match:1", "Another child")


async def test_the_search_for_a_call_to_link_begins_with_the_childs_surname() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("enter")
        await run.read("referral:ref0001")
        await run.press("l")
        await run.sees("1 found")
        assert run.app.screen.query_one(Input).value == "Exampleton"
        await run.press(*"Mock")
        await run.until(lambda: run.app.screen.query_one(Input).value == "Mock")


async def test_no_surname_is_looked_for_where_names_are_hidden() -> None:
    async with running(busy_desk()) as run:
        await run.press("2", "p")
        await run.chosen("referral:ref0001")
        await run.press("enter")
        await run.read("referral:ref0001")
        await run.press("l")
        await run.sees("Link to which call?")
        assert run.app.screen.query_one(Input).value == ""

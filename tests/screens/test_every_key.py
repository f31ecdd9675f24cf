"""Every key of the board on every list, empty, of a few records and of many: what it may not do it says why not."""

from __future__ import annotations

from typing import cast

import pytest
from textual.binding import Binding

from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import FakeDesk
from tui.lists import VIEW_KEYS
from tui.screens.board_keys import KEYS
from tui.widgets.record_list import RecordList

SMALL, LARGE = (80, 24), (200, 60)


def many_desk() -> FakeDesk:
    desk = busy_desk()
    for _ in range(60):
        desk.add_contact()
    return desk


DESKS = {"none": FakeDesk, "few": busy_desk, "many": many_desk}


def bindings() -> list[Binding]:
    bound = cast("list[Binding]", [*KEYS, *RecordList.BINDINGS])
    return [one for one in bound if not one.action.startswith("app.")]


@pytest.mark.parametrize("view", VIEW_KEYS.values())
@pytest.mark.parametrize(
    ("desk", "size", "read_only", "marked"),
    [
        ("none", SMALL, False, False),
        ("none", LARGE, True, False),
        ("few", SMALL, False, False),
        ("few", LARGE, False, False),
        ("few", LARGE, True, True),
        ("many", LARGE, False, True),
    ],
)
async def test_whatever_is_refused_is_refused_in_a_sentence(
    desk: str, size: tuple[int, int], view: str, read_only: bool, marked: bool
) -> None:
    async with running(DESKS[desk](), size, read_only=read_only) as run:
        await run.press(view, *(["asterisk"] if marked else []))
        await run.at_rest()
        for binding in bindings():
            for part in (run.app.board, run.app.board.records):
                if part.check_action(binding.action, ()):
                    continue
                why = part.why_not(binding.action)
                assert why is not None, binding.key
                assert why.endswith("."), why


@pytest.mark.parametrize(("view", "desk"), [("1", "none"), ("2", "few"), ("3", "few")])
async def test_a_key_that_is_refused_says_why(view: str, desk: str) -> None:
    async with running(DESKS[desk](), SMALL) as run:
        await run.press(view)
        await run.at_rest()
        board = run.app.board
        for binding in bindings():
            nodes = (board, board.records)
            if any(binding in node.BINDINGS and not node.check_action(binding.action, ()) for node in nodes):
                told = len(run.said)
                await run.press(binding.key.partition(",")[0])
                assert len(run.said) == told + 1, binding.key
                assert run.app.screen is board
        assert not run.desk.deeds


async def test_what_can_be_done_but_changes_nothing_says_so() -> None:
    async with running(busy_desk(), SMALL) as run:
        await run.chosen("contact:1")
        for key, words in (("x", "No banner"), ("z", "room for one of them"), ("n", "Nothing is looked for")):
            await run.press(key)
            await run.until(lambda words=words: words in (run.said or [""])[-1])  # type: ignore[misc]


async def test_where_there_is_no_match_s_says_so_and_what_to_do() -> None:
    async with running(busy_desk(), LARGE) as run:
        await run.looks_at("1", "contact:1")
        await run.press("j", "j")
        await run.read("contact:3")
        await run.press("s")
        await run.until(lambda: any("No form is suggested for this call" in said for said in run.said))

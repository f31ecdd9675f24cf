"""The screens as text, compared with what they looked like when a person last looked.

`TESTS_REGENERATE=1 pytest tests/screens/test_golden.py` writes them anew: look at the difference.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ingest.domain.statutory import StatutoryClock
from ingest.views import WorkerHealth, WorkerState
from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON
from tests.screens.golden_screens import compare

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "160x45": (160, 45), "200x60": (200, 60)}
SCREENS: dict[str, tuple[str, ...]] = {
    "awaiting": (),
    "awaiting-record": ("enter",),
    "unmatched-record": ("2", "enter"),
    "compare": ("2", "enter", "enter"),
    "attention": ("3",),
    "attention-record": ("3", "enter"),
    "no-form": ("4",),
    "matched": ("5",),
    "decisions": ("6",),
    "log-call": ("L",),
    "key-form": ("3", "f"),
    "agencies": ("A",),
    "by-agency": ("S", "S", "S"),
    "marked": ("space", "space", "c"),
    "child-history": ("7",),
    "audit": ("9",),
    "close": ("c",),
    "find": ("F",),
    "clock": ("enter", "T"),
    "help": ("question_mark",),
    "filter": ("slash", "r", "o", "b"),
}


@pytest.mark.parametrize("size", SIZES)
async def test_the_screens_look_as_they_did(size: str) -> None:
    async with running(busy_desk(), SIZES[size]) as run:
        looks = {name: await look(run, keys) for name, keys in SCREENS.items()}
    for name, text in looks.items():
        compare(f"{name}-{size}", text)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_statutory_clocks_looks_as_it_did(size: str) -> None:
    desk = busy_desk()
    for number, hours in ((1, 75), (3, 60), (4, 1)):
        desk.set_clock(number, StatutoryClock.POLICE_PROTECTION, NOON - timedelta(hours=hours), 1)
    desk.set_clock(4, StatutoryClock.RETURN_INTERVIEW, NOON - timedelta(hours=2), 2)
    desk.close_contact(3, "advice", 2)
    async with running(desk, SIZES[size]) as run:
        awaiting = await look(run, ())
        clocks = await look(run, ("0",))
    compare(f"awaiting-clocked-{size}", awaiting)
    compare(f"clocks-{size}", clocks)


async def look(run: Running, keys: tuple[str, ...]) -> str:
    """What is on the screen after `keys`, pressed on the board as it is at the start."""
    await run.press("1")
    await run.chosen("contact:1")
    await run.at_rest()
    for key in keys:
        if run.app.screen is run.app.board:
            await run.at_rest()  # what an act's question says depends on whether the record was read
        await run.press(key)
        await run.until(lambda: run.app.board.records.loaded)
    await run.at_rest()
    text = run.text
    while len(run.app.screen_stack) > 1:
        await run.press("escape")
    await run.press("escape", "escape")
    return text


async def test_a_silent_worker_looks_as_it_did() -> None:
    desk = busy_desk()
    desk.worker = WorkerHealth(WorkerState.SILENT, NOON - timedelta(minutes=9), None, None, 0)
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.at_rest()
        compare("silent-80x24", run.text)


async def test_what_is_not_known_looks_as_it_did() -> None:
    desk = busy_desk()
    bare = replace(desk.contacts[1], children=(), concern=None, taken_by=None)
    desk.contacts[1] = replace(bare, caller=type(bare.caller)())
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("enter")
        await run.at_rest()
        compare("nothing-known-80x24", run.text)

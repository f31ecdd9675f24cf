"""The screens as text, compared with what they looked like when a person last looked.

`MASH_REGENERATE=1 pytest tests/screens/test_golden.py` writes them anew: look at the difference.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.views import WorkerHealth, WorkerState
from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON

GOLDEN = Path(__file__).parents[1] / "golden" / "screens"
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}
SCREENS: dict[str, tuple[str, ...]] = {
    "awaiting": (),
    "awaiting-record": ("enter",),
    "unmatched-record": ("2", "enter"),
    "attention": ("3",),
    "attention-record": ("3", "enter"),
    "no-form": ("4",),
    "matched": ("5",),
    "decisions": ("6",),
    "log-call": ("n",),
    "close": ("c",),
    "help": ("question_mark",),
    "filter": ("slash", "r", "o", "b"),
}


def compare(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("MASH_REGENERATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text + "\n"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_looks_as_it_did(screen: str, size: str) -> None:
    async with running(busy_desk(), SIZES[size]) as run:
        await run.chosen("contact:1")
        for key in SCREENS[screen]:
            await run.press(key)
            await run.until(lambda: run.app.board.records.loaded)
        await run.at_rest()
        compare(f"{screen}-{size}", run.text)


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

"""`mash list` tells of every record what the board tells of it, in the board's order."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from ingest.domain.statutory import StatutoryClock
from ingest.views import Row, View
from tests.screens.desk_app import WIDE, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, FakeDesk
from tui.cli.showing import in_one_line
from tui.lists import VIEW_KEYS

_WORDS = re.compile(r"[^\W_]+(?:[-.'][^\W_]+)*")
_FOR_THE_EYE = {"came"}  # what was received: `mash list` calls it so for every record


def full_desk() -> FakeDesk:
    desk = busy_desk()
    desk.ratings["contact:3"] = "red"
    desk.set_clock(1, StatutoryClock.POLICE_PROTECTION, NOON - timedelta(hours=60), 1)
    return desk


def words_of(line: str) -> set[str]:
    return set(_WORDS.findall(line))


@pytest.mark.parametrize("view", View)
async def test_a_plain_line_tells_what_the_boards_line_tells(view: View) -> None:
    desk = full_desk()
    async with running(desk, WIDE) as run:
        await run.press(VIEW_KEYS[view])
        await run.until(lambda: run.app.board.view is view and run.app.board.records.loaded)
        await run.settled()
        records = run.app.board.records
        board = [records.render_line(place).text for place in range(records.shown)]
        plain = [in_one_line(row, run.clock.now()) for row in desk.window(view, run.clock.now()).rows]
        assert board
        for told, shown in zip(plain, board, strict=True):
            whole = re.sub(r"\S*…", " ", shown).replace("PP", "police protection")
            assert words_of(whole) - _FOR_THE_EYE <= words_of(told)


def test_a_subject_as_long_as_a_book_keeps_nothing_else_out_of_sight() -> None:
    row = Row("message:7", "Form " * 9_000, "N" * 30_000, NOON, None, "needs attention")
    line = in_one_line(row, NOON)
    assert len(line) < 800
    assert "received" in line

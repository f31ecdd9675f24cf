"""Words of strangers are shown, never obeyed: no widget passes on what a terminal would act on."""

from __future__ import annotations

import unicodedata

import pytest
from textual import events

from ingest.errors import MashError
from tests.screens.desk_app import Running, running
from tests.screens.fake_desk import FakeDesk
from tests.screens.hostile_desk import HOSTILE, NAMES, hostile_desk
from tui.app import DutyApp
from tui.widgets.entry import CUT_OFF, LONGEST_LINE, PlainInput


def assert_clean(run: Running) -> None:
    for character in run.text.replace("\n", ""):
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}, hex(ord(character))
    assert "e" + "\u0301" * 5 not in run.text


@pytest.mark.parametrize("words", HOSTILE, ids=NAMES)
async def test_every_view_and_record_shows_hostile_words_as_marks(words: str) -> None:
    desk = hostile_desk(words)
    async with running(desk, (200, 60)) as run:
        for view in "1234560":
            await run.press(view)
            await run.until(lambda: run.app.board.records.loaded)
            if run.app.board.records.shown:
                await run.until(lambda: run.app.board.shown is not None)
            assert_clean(run)
        await run.press("question_mark")
        await run.sees("On the board")
        assert_clean(run)
        await run.press("pagedown")
        await run.sees("In the list")
        assert_clean(run)
        assert run.app.is_running


@pytest.mark.parametrize("words", HOSTILE, ids=NAMES)
async def test_every_question_shows_hostile_words_as_marks(words: str) -> None:
    desk = hostile_desk(words)
    async with running(desk, (120, 40)) as run:
        for view, record, keys, comes in (
            ("1", "contact:1", ("c",), ""),
            ("1", "contact:1", ("t",), "Subject: About contact:1"),
            ("1", "contact:1", ("i",), "Note on"),
            ("1", "contact:1", ("F", "M"), "found"),
            ("1", "contact:1", ("A",), "Which agency?"),
            ("1", "contact:1", ("K",), "Which of the lists"),
            ("1", "contact:1", ("space", "c"), "Close this record?"),
            ("1", "contact:1", ("7",), "oldest first"),
            ("1", "contact:1", ("9",), "Who did and saw what"),
            ("1", "contact:1", ("E",), "Put"),
            ("3", "message:2", ("f",), "by hand"),
            ("2", "referral:ref0001", ("r",), ""),
            ("2", "referral:ref0001", ("o",), "What was decided of"),
            ("2", "referral:ref0001", ("l", "M"), "1 found"),
            ("2", "referral:ref0001", ("tab", "down", "enter"), "Correct"),
            ("3", "message:2", ("w",), "Email 2"),
            ("3", "message:2", ("e",), "An email contact"),
        ):
            await run.press(view)
            await run.read(record)
            await run.press(*keys)
            await run.until(lambda: len(run.app.screen_stack) == 2)
            await run.sees(comes)
            await run.settled()
            assert_clean(run)
            await run.press("escape")
            await run.until(lambda: len(run.app.screen_stack) == 1)
        run.app.board.report(words)
        run.app.board.announce(words)
        run.app.board.show_trouble(MashError(words).sentence)
        await run.pilot.pause()
        assert_clean(run)
        assert run.app.is_running


async def test_pasted_words_are_cleaned_where_they_are_typed() -> None:
    async with running(FakeDesk()) as run:
        await run.press("L")
        await run.sees("Caller's name")
        box = run.app.screen.query(PlainInput).first()
        box.value = "\u202eSam\x1b[2J"
        await run.pilot.pause()
        assert box.value == "⟨U+202E⟩Sam␛[2J"
        assert_clean(run)
        run.app.post_message(events.Paste("worried [b]\x1b[2J\n" * 3_000))
        await run.until(lambda: len(box.value) == LONGEST_LINE)
        assert run.said == [CUT_OFF]
        assert box.value.startswith("⟨U+202E⟩Sam␛[2Jworried [b]␛[2J worried")


async def test_a_fault_in_the_dashboard_prints_one_sentence_and_no_record(
    caplog: pytest.LogCaptureFixture,
) -> None:
    apps: list[DutyApp] = []
    with pytest.raises(ZeroDivisionError):
        await _crash(apps)
    app = apps[0]
    assert app.return_code == 1
    printed = " ".join(str(item) for item in app._exit_renderables)
    assert "Exampleton" not in printed
    assert "Exampleton" not in caplog.text
    assert "ZeroDivisionError" in caplog.text


async def _crash(apps: list[DutyApp]) -> None:
    def fail() -> None:
        surname = "Exampleton"
        _ = 1 / (len(surname) - 10)

    async with running(hostile_desk("Exampleton")) as run:
        apps.append(run.app)
        run.app.call_later(fail)
        await run.until(lambda: not run.app.is_running)

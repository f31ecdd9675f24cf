"""What comes at a bad moment: answers to a screen that is going or gone, keys pressed twice, covers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import OptionList

from tests.pseudo_terminal import PATIENCE_SECONDS
from tests.screens.desk_app import WIDE, Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import Deed
from tui.commands import _runner
from tui.passphrase import hash_of
from tui.screens.acting import GONE_ON
from tui.screens.asking import AskChoice
from tui.screens.log_call import LogCall
from tui.screens.over import Locked, TooSmall
from tui.screens.raw_message import SourceLines
from tui.widgets.entry import PlainInput
from tui.widgets.key_line import KeyLine
from tui.widgets.strips import KeyBar

# Each screen that asks the desk: the key that opens it over the second list, and what is typed then.
ASKING = {
    "find": ("F", "Robin"),
    "its history": ("7", ""),
    "insights": ("I", ""),
    "handover": ("H", ""),
    "its email": ("w", ""),
    "the audit": ("9", ""),
    "both sides": ("s", ""),
    "a call": ("L", ""),
}


class HeldAnswers:
    """Stands where the line to the desk is: what is asked is answered when the test says so."""

    def __init__(self, run: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        self._run = run
        self._held: list[Callable[[], None]] = []
        monkeypatch.setattr(run.app.line, "ask", self._ask)

    def _ask(self, question: Callable[..., Any], answer: Callable[..., None], _: object) -> None:
        self._held.append(lambda: self._run.app._heard(answer, (question(self._run.desk),)))

    @property
    def any(self) -> bool:
        return bool(self._held)

    def give(self) -> None:
        for answer in self._held:
            answer()
        self._held.clear()


def click_on(part: Widget) -> events.Click:
    """A click in the corner of a part of the screen."""
    return events.Click(part, 0, 0, 0, 0, 1, shift=False, meta=False, ctrl=False)


async def opened(run: Running, name: str) -> None:
    """Open a screen, wait until it stands, and type into it what makes it ask."""
    key, typed = ASKING[name]
    await run.looks_at("2", "referral:ref0001")
    await run.press(key)
    screen = run.app.screen
    assert screen is not run.app.board
    await run.until(lambda: screen.is_mounted)
    await run.press(*typed)


async def opened_unanswered(run: Running, name: str, monkeypatch: pytest.MonkeyPatch) -> HeldAnswers:
    """Open a screen as `opened` does, and hold back what the desk answers it."""
    await run.looks_at("2", "referral:ref0001")
    answers = HeldAnswers(run, monkeypatch)
    await opened(run, name)
    return answers


@pytest.mark.parametrize("name", ASKING)
async def test_an_answer_to_a_screen_that_is_being_taken_away_is_not_heard(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(busy_desk(), WIDE) as run:
        answers = await opened_unanswered(run, name, monkeypatch)
        await run.until(lambda: answers.any)
        going: list[str] = []

        def last_moment(part: KeyBar | KeyLine | SourceLines) -> None:
            going.append(type(part).__name__)
            answers.give()

        for part in (KeyBar, KeyLine, SourceLines):
            monkeypatch.setattr(part, "on_unmount", last_moment, raising=False)
        await run.press("escape")
        await run.until(lambda: bool(going) and run.app.screen is run.app.board)
        monkeypatch.undo()
        await run.settled()


@pytest.mark.parametrize("name", ASKING)
async def test_an_answer_to_a_screen_that_is_gone_is_not_heard(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(busy_desk(), WIDE) as run:
        answers = await opened_unanswered(run, name, monkeypatch)
        screen = run.app.screen
        await run.until(lambda: answers.any)
        await run.press("escape")
        await run.until(lambda: not screen.is_attached)
        answers.give()
        monkeypatch.undo()
        await run.settled()


@pytest.mark.parametrize("name", ASKING)
async def test_an_answer_that_comes_while_a_screen_is_being_set_up_is_heard_once_it_stands(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.looks_at("2", "referral:ref0001")

        def at_once(question: Callable[..., Any], answer: Callable[..., None], _: object) -> None:
            answer(question(run.desk))

        monkeypatch.setattr(run.app.line, "ask", at_once)
        await opened(run, name)
        await run.until(lambda: "reading …" not in run.text and "counting …" not in run.text)
        monkeypatch.undo()


@pytest.mark.parametrize(
    ("key", "typed", "deed"),
    [("i", "rang", Deed("note", "contact:1", "rang")), ("R", "j", Deed("rate", "contact:1", "red"))],
)
async def test_enter_pressed_twice_answers_once(key: str, typed: str, deed: Deed) -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press(key, *typed)
        run.types_in_one_go("enter", "enter")
        await run.until(lambda: run.app.screen is run.app.board and bool(desk.deeds))
        await run.settled()
        assert desk.deeds == [deed]


async def test_keys_pressed_in_one_go_take_the_cover_off_and_nothing_else() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press("L", *"Sam")
        form = run.app.screen
        await run.press("ctrl+l")
        await run.until(lambda: isinstance(run.app.screen, Locked))
        run.types_in_one_go("x", "x", "x")
        await run.until(lambda: run.app.screen is form)
        await run.settled()
        assert run.app.screen is form


async def test_a_question_whose_answer_is_given_beneath_the_cover_leaves_the_cover_where_it_is() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.read("contact:1")
        await run.press("R")
        question = run.app.screen
        run.app.action_lock()
        question.dismiss("red")
        await run.settled()
        assert isinstance(run.app.screen, Locked)


async def test_a_question_that_comes_late_is_not_opened_over_what_is_open_by_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk, may_answer = busy_desk(), threading.Event()
    outcomes = desk.outcomes

    def late() -> Any:
        assert may_answer.wait(PATIENCE_SECONDS)
        return outcomes()

    monkeypatch.setattr(desk, "outcomes", late)
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("o", "ctrl+l")
        await run.until(lambda: isinstance(run.app.screen, Locked))
        may_answer.set()
        await run.until(lambda: GONE_ON in run.notices)
        assert isinstance(run.app.screen, Locked)
        await run.press("x", "o")
        await run.until(lambda: isinstance(run.app.screen, AskChoice))


async def test_what_is_opened_beneath_a_cover_stands_once_it_is_off() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.chosen("contact:1")
        run.app.action_lock()
        question = AskChoice[int]("Which?", [("one", 1)])
        run.app.push_screen(question)
        await run.until(lambda: isinstance(run.app.screen, Locked))
        await run.press("x")
        await run.until(lambda: run.app.screen is question)


@pytest.mark.parametrize("moment", ["before it is set up", "once it was left"])
async def test_what_was_kept_of_a_call_is_not_kept_anew_where_its_boxes_cannot_be_told(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.chosen("contact:1")
        run.app.drafts.keep(
            {"received": "10:15", "children": [{"surname": "Kept"}], "caller": {}, "concern": ""}
        )
        before = run.app.drafts.recall()
        form = LogCall(run.app.clock, drafts=run.app.drafts)
        run.app.push_screen(form)
        if moment == "once it was left":
            await run.until(lambda: form.stands)
            await run.press("escape")
            run.app.drafts.forget()  # as it is once the call is logged
            before = None
        form.keep_draft()
        assert run.app.drafts.recall() == before


async def test_a_palette_that_is_left_twice_in_one_go_leaves_the_board() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.chosen("contact:1")
        await run.press("ctrl+p")
        palette = run.app.screen
        await run.until(lambda: palette.is_mounted)
        for _ in range(2):
            palette.post_message(click_on(palette))
        await run.settled()
        assert run.app.screen_stack == [run.app.board]
        assert run.app.return_code is None


async def test_an_act_that_is_chosen_for_a_screen_that_was_left_meanwhile_is_not_done() -> None:
    async with running(busy_desk(), WIDE) as run:
        await opened(run, "insights")
        insights = run.app.screen
        turn = _runner(run.app, insights, "turn(1)")
        await run.press("escape")
        await run.until(lambda: not insights.is_attached)
        run.app.call_later(turn)
        await run.settled()
        assert run.app.return_code is None


@pytest.mark.parametrize("key", ["F", "ctrl+p"])
async def test_a_click_on_a_line_that_is_gone_when_it_comes_takes_nothing(key: str) -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press(key)
        await run.until(lambda: bool(run.app.screen.query(OptionList)))
        await run.press(*"Ro")
        offered = run.app.screen.query_one(OptionList)
        await run.until(lambda: offered.option_count > 0)
        click = click_on(offered)
        click.style = Style(meta={"option": offered.option_count - 1})
        offered.clear_options()
        offered.post_message(click)
        await run.settled()
        assert run.app.return_code is None


async def test_a_window_that_is_small_for_a_moment_only_ends_nothing() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.chosen("contact:1")
        for _ in range(3):
            for width, height in ((40, 10), WIDE):
                run.app.post_message(events.Resize(Size(width, height), Size(width, height)))
        await run.settled()
        assert run.app.screen is run.app.board


async def test_a_passphrase_that_was_right_while_the_window_was_too_small_counts_once_it_is_larger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running(busy_desk(), WIDE) as run:
        run.app._passphrase_hash = hash_of("wet geese")
        await run.chosen("contact:1")
        asked, may_tell = threading.Event(), threading.Event()

        def slowly(words: str, kept: str) -> bool:
            asked.set()
            return may_tell.wait(PATIENCE_SECONDS)

        monkeypatch.setattr("tui.passphrase.agrees", slowly)
        await run.press("ctrl+l")
        await run.until(lambda: bool(run.app.screen.query(PlainInput)))
        run.types_in_one_go(*"wet geese", "enter")
        await run.until(asked.is_set)
        for width, height in ((40, 10), WIDE):
            run.app.post_message(events.Resize(Size(width, height), Size(width, height)))
            await run.until(lambda width=width: isinstance(run.app.screen, TooSmall) is (width == 40))  # type: ignore[misc]
            may_tell.set()
        await run.until(lambda: run.app.screen is run.app.board)

"""How the dashboard opens: the frame first, then the desk, then what the first rows can do without."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from textual import events
from textual.color import Color

from ingest.clock import SetClock
from ingest.duty_desk import DutyDesk
from ingest.errors import CallerMistake, MashError, SchemaOutOfDate
from ingest.views import View, Window
from tests.pseudo_terminal import PATIENCE_SECONDS
from tests.screens.desk_app import running, shown
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON
from tui.app import DutyApp
from tui.cli.desk import end_as
from tui.cli.opening import opened


class SlowDesk:
    """A busy desk that opens no sooner than it may."""

    def __init__(self) -> None:
        self.desk = busy_desk()
        self.asked_for = threading.Event()
        self.may_open = threading.Event()

    @contextmanager
    def open(self) -> Iterator[DutyDesk]:
        self.asked_for.set()
        assert self.may_open.wait(PATIENCE_SECONDS)
        yield self.desk

    def app(self, first: Window | None = None) -> DutyApp:
        """A dashboard that opens it, with these rows before it is open."""
        return DutyApp(self.open, SetClock(NOON), lock_minutes=0, first=first)


@pytest.fixture
def slow() -> SlowDesk:
    return SlowDesk()


async def test_the_frame_stands_before_the_desk_is_open_and_the_rows_follow(slow: SlowDesk) -> None:
    async with shown(slow.app(), (120, 40)) as run:
        await run.sees("MASH duty desk")
        assert "Robin" not in run.text
        slow.may_open.set()
        await run.sees("Robin E")


async def test_the_first_rows_stand_before_the_desk_is_open_and_the_cursor_stays_on_its_record(
    slow: SlowDesk,
) -> None:
    first = slow.desk.window(View.AWAITING, NOON, limit=2)
    async with shown(slow.app(first), (160, 40)) as run:
        await run.sees("Robin E")
        await run.sees("opening the desk")
        assert "OVERDUE\n" not in run.text  # the counts come with the desk
        await run.press("j")
        second = first.rows[1].key
        await run.chosen(second)
        slow.may_open.set()
        await run.sees("last looked at the mailbox")
        await run.read(second)
        assert run.app.board.records.cursor_key == second


async def test_the_styles_are_read_once_and_in_the_colours_that_were_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[bool] = []
    monkeypatch.setattr(DutyApp, "refresh_css", lambda _app, *_, **_named: read.append(True))
    app = DutyApp(lambda: nullcontext(busy_desk()), SetClock(NOON), lock_minutes=0, theme="mash-light")
    async with shown(app, (100, 30)) as run:
        await run.sees("Robin E")
        assert app.board.styles.background == Color.parse(app.current_theme.background or "")
        assert read == []


@pytest.mark.parametrize("moment", ["get_default_screen", "on_mount", "board_ready", "fly_flags"])
async def test_keys_that_are_pressed_while_the_board_is_set_up_are_heeded_once_it_stands(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up = getattr(DutyApp, moment)

    def with_keys(app: DutyApp) -> object:
        monkeypatch.setattr(DutyApp, moment, set_up)
        for letter in "/Kid":  # each would be an act but in the filter
            key = events.Key("slash" if letter == "/" else letter, letter)
            key.set_sender(app)  # as the terminal's are, whoever is at work now
            app.post_message(key)
        return set_up(app)

    monkeypatch.setattr(DutyApp, moment, with_keys)
    desk = busy_desk()
    async with running(desk, (160, 40)) as run:
        await run.until(lambda: run.app.board.filter_box.value == "Kid")
        assert run.app.screen is run.app.board
        assert not desk.deeds


async def test_keys_that_are_pressed_before_the_desk_is_open_are_done_once_it_is(slow: SlowDesk) -> None:
    first = slow.desk.window(View.AWAITING, NOON)
    async with shown(slow.app(first), (160, 40)) as run:
        await run.chosen(first.rows[0].key)
        await run.press("b")
        slow.may_open.set()
        await run.until(lambda: slow.desk.window(View.AWAITING, NOON).rows[0].claimed_by is not None)


async def test_a_dashboard_that_is_left_while_its_desk_opens_does_not_wait_for_it(slow: SlowDesk) -> None:
    app = slow.app(slow.desk.window(View.AWAITING, NOON))
    async with shown(app, (160, 40)) as run:
        await run.sees("Robin E")
        assert await asyncio.to_thread(slow.asked_for.wait, PATIENCE_SECONDS)
    assert app.line.finish(0)
    assert not app.line.wait(0)
    slow.may_open.set()
    assert app.line.wait(PATIENCE_SECONDS)
    # What only the screen needed is not asked any more, nor recorded as looked at.
    assert slow.desk.viewed == []


async def test_a_dashboard_that_is_left_with_an_act_in_hand_waits_until_it_is_done(slow: SlowDesk) -> None:
    first = slow.desk.window(View.AWAITING, NOON)
    app = slow.app(first)
    async with shown(app, (160, 40)) as run:
        await run.chosen(first.rows[0].key)
        await run.press("b")
    assert not app.line.finish(0)
    slow.may_open.set()
    assert app.line.finish(PATIENCE_SECONDS)
    assert slow.desk.window(View.AWAITING, NOON).rows[0].claimed_by is not None


async def test_whoever_leaves_is_told_that_the_last_act_was_not_heard_of_again(
    slow: SlowDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = slow.desk.window(View.AWAITING, NOON)
    app = slow.app(first)
    async with shown(app, (160, 40)) as run:
        await run.chosen(first.rows[0].key)
        await run.press("b")
    monkeypatch.setattr("tui.terminal.LAST_ANSWER_SECONDS", 0)
    with pytest.raises(MashError, match="may not have been saved: start the dashboard again and look"):
        end_as(app)
    slow.may_open.set()
    assert app.line.finish(PATIENCE_SECONDS)
    end_as(app)


async def test_the_desk_is_closed_with_the_dashboard() -> None:
    left = threading.Event()

    @contextmanager
    def closing_desk() -> Iterator[DutyDesk]:
        yield busy_desk()
        left.set()

    app = DutyApp(closing_desk, SetClock(NOON), lock_minutes=0)
    async with shown(app, (120, 40)) as run:
        await run.sees("Robin E")
    assert app.line.wait(PATIENCE_SECONDS)
    assert left.is_set()


@pytest.mark.parametrize("error", [SchemaOutOfDate(), RuntimeError("not foreseen")])
async def test_a_desk_that_cannot_be_opened_ends_the_dashboard_with_the_reason(error: Exception) -> None:
    def no_desk() -> AbstractContextManager[DutyDesk]:
        raise error

    app = DutyApp(no_desk, SetClock(NOON), lock_minutes=0)
    async with shown(app, (120, 40)) as run:
        await run.until(lambda: app.failure is not None)
    assert app.failure is error
    assert app.return_code == 1


async def test_what_is_wrong_with_matching_is_told_on_the_board_before_it_is_needed() -> None:
    desk = busy_desk()
    desk.unprepared = CallerMistake("the matching weights cannot be used: no prior")
    async with running(desk, (120, 40)) as run:
        await run.sees("the matching weights cannot be used: no prior")
        await run.sees("Robin E")
        await run.press("x")
        assert "weights" not in run.text


async def test_a_broken_table_of_weights_is_told_on_the_real_desk(tmp_path: Path) -> None:
    from ingest import bootstrap

    (tmp_path / "weights.toml").write_text("[[[", encoding="utf-8")
    config = tmp_path / "mash.toml"
    config.write_text('[database]\nurl = "sqlite:///desk.db"\n[matching]\nweights = "weights.toml"\n')
    settings = bootstrap.load_settings(config)
    app = DutyApp(lambda: opened(settings, looks=True), SetClock(NOON), lock_minutes=0)
    async with shown(app, (160, 40)) as run:
        await run.sees("the matching weights cannot be used")
    assert app.line.wait(PATIENCE_SECONDS)

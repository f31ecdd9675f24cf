"""How the dashboard opens: the frame first, then the desk, then what the first rows can do without."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from ingest.clock import SetClock
from ingest.errors import CallerMistake, SchemaOutOfDate
from ingest.views import DutyDesk, View
from tests.pseudo_terminal import PATIENCE_SECONDS
from tests.screens.desk_app import Shown, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON
from tui.app import DutyApp
from tui.cli.opening import opened


async def test_the_frame_stands_before_the_desk_is_open_and_the_rows_follow() -> None:
    may_open = threading.Event()

    @contextmanager
    def slow_desk() -> Iterator[DutyDesk]:
        assert may_open.wait(PATIENCE_SECONDS)
        yield busy_desk()

    app = DutyApp(slow_desk, SetClock(NOON), lock_minutes=0)
    async with app.run_test(size=(120, 40)) as pilot:
        run = Shown(app, pilot)
        await run.sees("MASH duty desk")
        assert "Robin" not in run.text
        may_open.set()
        await run.sees("Robin E")


async def test_the_first_rows_stand_before_the_desk_is_open_and_the_cursor_stays_on_its_record() -> None:
    may_open = threading.Event()
    desk = busy_desk()

    @contextmanager
    def slow_desk() -> Iterator[DutyDesk]:
        assert may_open.wait(PATIENCE_SECONDS)
        yield desk

    first = desk.window(View.AWAITING, NOON, limit=2)
    app = DutyApp(slow_desk, SetClock(NOON), lock_minutes=0, first=first)
    async with app.run_test(size=(160, 40)) as pilot:
        run = Shown(app, pilot)
        await run.sees("Robin E")
        await run.sees("opening the desk")
        assert "OVERDUE\n" not in run.text  # the counts come with the desk
        await run.press("j")
        second = first.rows[1].key
        await run.chosen(second)
        may_open.set()
        await run.sees("last looked at the mailbox")
        await run.read(second)
        assert app.board.records.cursor_key == second


async def test_keys_that_are_pressed_before_the_desk_is_open_are_done_once_it_is() -> None:
    may_open = threading.Event()
    desk = busy_desk()

    @contextmanager
    def slow_desk() -> Iterator[DutyDesk]:
        assert may_open.wait(PATIENCE_SECONDS)
        yield desk

    first = desk.window(View.AWAITING, NOON)
    app = DutyApp(slow_desk, SetClock(NOON), lock_minutes=0, first=first)
    async with app.run_test(size=(160, 40)) as pilot:
        run = Shown(app, pilot)
        await run.chosen(first.rows[0].key)
        await run.press("b")
        may_open.set()
        await run.until(lambda: desk.window(View.AWAITING, NOON).rows[0].claimed_by is not None)


async def test_a_dashboard_that_is_left_while_its_desk_opens_does_not_wait_for_it() -> None:
    opening, may_open = threading.Event(), threading.Event()
    opened_at_last = busy_desk()

    @contextmanager
    def slow_desk() -> Iterator[DutyDesk]:
        opening.set()
        assert may_open.wait(PATIENCE_SECONDS)
        yield opened_at_last

    app = DutyApp(slow_desk, SetClock(NOON), lock_minutes=0, first=opened_at_last.window(View.AWAITING, NOON))
    async with app.run_test(size=(160, 40)) as pilot:
        run = Shown(app, pilot)
        await run.sees("Robin E")
        await run.until(opening.is_set)
    assert app.line.finish(0)
    assert not app.line.wait(0)
    may_open.set()
    assert app.line.wait(PATIENCE_SECONDS)
    # What only the screen needed is not asked any more, nor recorded as looked at.
    assert opened_at_last.viewed == []


async def test_a_dashboard_that_is_left_with_an_act_in_hand_waits_until_it_is_done() -> None:
    may_open = threading.Event()
    desk = busy_desk()

    @contextmanager
    def slow_desk() -> Iterator[DutyDesk]:
        assert may_open.wait(PATIENCE_SECONDS)
        yield desk

    first = desk.window(View.AWAITING, NOON)
    app = DutyApp(slow_desk, SetClock(NOON), lock_minutes=0, first=first)
    async with app.run_test(size=(160, 40)) as pilot:
        run = Shown(app, pilot)
        await run.chosen(first.rows[0].key)
        await run.press("b")
    assert not app.line.finish(0)
    may_open.set()
    assert app.line.finish(PATIENCE_SECONDS)
    assert desk.window(View.AWAITING, NOON).rows[0].claimed_by is not None


async def test_the_desk_is_closed_with_the_dashboard() -> None:
    left = threading.Event()

    @contextmanager
    def closing_desk() -> Iterator[DutyDesk]:
        yield busy_desk()
        left.set()

    app = DutyApp(closing_desk, SetClock(NOON), lock_minutes=0)
    async with app.run_test(size=(120, 40)) as pilot:
        await Shown(app, pilot).sees("Robin E")
    assert app.line.wait(PATIENCE_SECONDS)
    assert left.is_set()


@pytest.mark.parametrize("error", [SchemaOutOfDate(), RuntimeError("not foreseen")])
async def test_a_desk_that_cannot_be_opened_ends_the_dashboard_with_the_reason(error: Exception) -> None:
    def no_desk() -> AbstractContextManager[DutyDesk]:
        raise error

    app = DutyApp(no_desk, SetClock(NOON), lock_minutes=0)
    async with app.run_test(size=(120, 40)) as pilot:
        await Shown(app, pilot).until(lambda: app.failure is not None)
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
    async with app.run_test(size=(160, 40)) as pilot:
        await Shown(app, pilot).sees("the matching weights cannot be used")
    assert app.line.wait(PATIENCE_SECONDS)

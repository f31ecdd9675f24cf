"""Insights on the screen: what a manager sees, in words and figures as well as in bars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ingest.domain.insights import Period
from ingest.report.sections import Chart, Section, Series
from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON
from tests.screens.golden_screens import compare
from tui.screens.insights import InsightsScreen, _Shown, table_lines

SECTIONS = ("weeks", "agencies", "hours", "spans", "overdue", "unread")
TITLES = ("by week", "by agency", "Calls by", "Time from", "Overdue now", "Emails that")


async def opened(run: Running) -> InsightsScreen:
    await run.press("I")
    await run.sees("share in time")
    assert isinstance(run.app.screen, InsightsScreen)
    return run.app.screen


@pytest.mark.parametrize(("name", "size"), [("80x24", (80, 24)), ("200x60", (200, 60))])
async def test_the_figures_look_as_they_did(name: str, size: tuple[int, int]) -> None:
    async with running(busy_desk(), size) as run:
        await opened(run)
        for number, section in enumerate(SECTIONS, 1):
            await run.press(str(number))
            await run.sees(TITLES[number - 1])
            await run.at_rest()
            compare(f"insights-{section}-{name}", run.text)


async def test_a_longer_an_earlier_and_a_typed_period_are_asked_of_the_desk() -> None:
    async with running(busy_desk(), (120, 40)) as run:
        await opened(run)
        await run.press("plus")
        await run.sees("24 August 2026 to 22 November 2026")
        await run.press("comma")
        await run.sees("25 May 2026 to 23 August 2026")
        await run.press("t", *["backspace"] * 30, *"32/10/2026 to 31/10/2026")
        await run.press("enter")
        await run.sees("Days are written like")
        await run.press(*["backspace"] * 30, *"1.10.26 to 31 October 2026", "enter")
        await run.sees("1 October 2026 to 31 October 2026")
        await run.settled()
        assert run.desk.periods_asked[-1] == Period(date(2026, 10, 1), date(2026, 10, 31))


async def test_a_tick_counts_nothing_anew() -> None:
    async with running(busy_desk()) as run:
        await opened(run)
        run.clock.move(timedelta(seconds=2))
        run.app._tick()
        await run.settled()
        assert len(run.desk.periods_asked) == 1


async def test_what_an_agency_is_called_is_never_obeyed() -> None:
    section = Section(
        "By agency", "words", Chart(("\x1b[2J[red]",), (Series("x", (1.0,)),), "x"), ("agency", "x"),
        (("\x1b[2J[red]", "1"),), "what it counts",
    )  # fmt: skip
    async with running(busy_desk()) as run:
        screen = await opened(run)
        screen._shown = _Shown(run.desk.insights(screen.period, NOON), (section,) * 6)
        screen.action_show(1)
        await run.sees("␛[2J[red]")
        assert "\x1b" not in run.text


def test_names_are_cut_and_figures_never() -> None:
    section = Section(
        "T", "w", Chart((), (), "forms"), ("agency", "forms"), (("A" * 50, "123456"),), "counted"
    )
    assert table_lines(section, 20)[1] == "AAAAAAAAAAAA… 123456"


def test_names_of_two_words_stand_well_apart_where_there_is_room() -> None:
    section = Section(
        "T", "w", Chart((), (), "forms"), ("week", "in time", "late"), (("1", "2", "3"),), "counted"
    )
    assert table_lines(section, 40)[0] == "week  in time  late"
    assert table_lines(section, 17)[0] == "week in time late"


async def test_every_picture_says_what_its_bars_count() -> None:
    async with running(busy_desk(), (120, 40)) as run:
        await opened(run)
        for key, unit in zip(
            "123456", ("contacts:", "contacts:", "█ calls", "█ forms", "█ contacts", "emails:"), strict=True
        ):
            await run.press(key)
            await run.sees(unit)

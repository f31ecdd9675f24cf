"""The key for statutory clocks: set, met, put right, cleared, undone; and a clock that runs is never hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from ingest.domain.model import MatchStatus
from ingest.domain.statutory import StatutoryClock
from tests.screens.desk_app import WIDE, Running, running
from tests.screens.desk_records import NAMES, busy_desk, filled_form
from tests.screens.fake_desk import NOON, FakeDesk
from tui.widgets.entry import PlainInput

PROTECTION, INTERVIEW = StatutoryClock
HOUR = timedelta(hours=1)
SIZES = [(80, 24), (120, 40), (160, 45), (200, 60)]


def clocked_desk(*hours: float, clock: StatutoryClock = PROTECTION) -> FakeDesk:
    """A busy desk on which a clock of each of the first calls began so many hours ago."""
    desk = busy_desk()
    for number, ago in enumerate(hours, 1):
        desk.set_clock(number, clock, NOON - ago * HOUR, desk.contacts[number].revision)
    desk.deeds.clear()
    return desk


async def tells(run: Running, words: str) -> None:
    """Wait until the record says so, wherever its lines are broken."""
    await run.until(
        lambda: words in " ".join(" ".join(line.text for line in run.app.board.pane._lines).split())
    )


async def is_told(run: Running, words: str) -> None:
    """Wait until a notice says so; it names nobody."""
    await run.until(lambda: any(words in notice for notice in run.said))
    assert not [name for name in NAMES if any(name in notice for notice in run.said)]


async def asks_which(run: Running) -> None:
    """Read the first call, and press the clocks' key on it."""
    await run.press("enter")
    await run.read("contact:1")
    await run.press("T")
    await run.sees("Which clock of MASH-26-1001?")


async def types(run: Running, words: str) -> None:
    """Empty the box, and type into it."""
    await run.until(lambda: isinstance(run.app.focused, PlainInput))
    await run.press("home", "ctrl+k", *_keys(words))


def _keys(words: str) -> Sequence[str]:
    return [{" ": "space", "/": "slash", ":": "colon"}.get(letter, letter) for letter in words]


@pytest.mark.parametrize("size", SIZES)
async def test_police_protection_is_set_from_when_it_began_and_the_record_tells_until_when(
    size: tuple[int, int],
) -> None:
    desk = busy_desk()
    async with running(desk, size) as run:
        await asks_which(run)
        await run.sees("Police protection: set it")
        await run.press("enter")
        await run.sees("when did police protection begin?")
        await types(run, "10:15")
        await run.press("enter")
        await run.did("set clock", "contact:1", "police_protection 2026-11-22T10:15:00+00:00")
        await is_told(run, "police protection runs out Wed 25 Nov 10:15, 70 h 15 min left. List 0 keeps it")
        await tells(run, "began Sun 22 Nov 10:15, until Wed 25 Nov 10:15, 70 h 15 min left")


async def test_a_return_home_interview_is_set_from_the_childs_return_as_people_type_it() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await asks_which(run)
        await run.press("down", "enter")
        await run.sees("when did the child come back?")
        await types(run, "yesterday 22:30")
        await run.press("enter")
        await run.did("set clock", "contact:1", "return_home_interview 2026-11-21T22:30:00+00:00")
        await tells(run, "child back Sat 21 Nov 22:30")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("23:59", "That is in the future"),
        ("1/10/2026 10:00", "That is more than 28 days ago"),
        ("lately", "a time such as 24/11/2026 10:15"),
        ("22/11/2026", "a time such as 24/11/2026 10:15"),
    ],
)
async def test_a_start_that_cannot_be_is_refused_in_a_sentence_and_the_box_stays(
    typed: str, why: str
) -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await asks_which(run)
        await run.press("enter")
        await run.sees("when did police protection begin?")
        await types(run, typed)
        await run.press("enter")
        await run.sees(f"✗ {why}")
        assert desk.deeds == []


async def test_a_start_whose_hours_are_over_already_is_asked_about() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await asks_which(run)
        await run.press("enter")
        await run.sees("when did police protection begin?")
        await types(run, "19/11/2026 09:00")
        await run.press("enter")
        await run.sees("Its 72 hours ran out on Sun 22 Nov 09:00. Is that right?")
        await run.press("enter")
        await run.sees("when did police protection begin?")
        assert run.app.screen.query_one(PlainInput).value == "19/11/2026 09:00"
        assert desk.deeds == []
        await run.press("enter")
        await run.sees("Is that right?")
        await run.press("down", "enter")
        await run.did("set clock", "contact:1", "police_protection 2026-11-19T09:00:00+00:00")
        await run.sees("OVERDUE 3 h 00 min")


async def test_a_clock_is_met_at_the_time_that_is_offered_and_says_so_on_the_record() -> None:
    desk = clocked_desk(70)
    async with running(desk, WIDE) as run:
        await asks_which(run)
        await run.sees("Police protection, 2 h 00 min left: it was ended")
        await run.press("enter")
        await run.sees("police protection, when was it ended?")
        await run.press("enter")
        await run.did("end clock", "contact:1", f"police_protection {NOON.isoformat()}")
        await tells(run, "ended Sun 22 Nov 12:00")


async def test_a_clock_that_was_met_late_tells_how_late() -> None:
    desk = clocked_desk(75.5, clock=INTERVIEW)
    async with running(desk, WIDE) as run:
        await asks_which(run)
        await run.press("enter")
        await run.sees("return-home interview, when was it held?")
        await run.press("enter")
        await run.did("end clock", "contact:1")
        await tells(run, "held Sun 22 Nov 12:00, 3 h 30 min LATE")


async def test_a_time_before_the_clock_began_does_not_meet_it() -> None:
    desk = clocked_desk(2)
    async with running(desk, WIDE) as run:
        await asks_which(run)
        await run.press("enter")
        await run.sees("when was it ended?")
        await types(run, "9:30")
        await run.press("enter")
        await run.sees("✗ That is before the clock began")
        assert desk.deeds == []


async def test_a_start_is_put_right_from_what_it_says_and_the_clock_cleared_and_both_undone() -> None:
    desk = clocked_desk(2)
    async with running(desk, WIDE) as run:
        await asks_which(run)
        await run.press("down", "enter")
        await run.sees("when did police protection begin?")
        assert run.app.screen.query_one(PlainInput).value == "22/11/2026 10:00"
        await types(run, "11:00")
        await run.press("enter")
        await run.did("set clock", "contact:1", "police_protection 2026-11-22T11:00:00+00:00")
        await tells(run, "began Sun 22 Nov 11:00")
        await run.press("T")
        await run.sees("Which clock")
        await run.press("down", "down", "enter")
        await run.did("clear clock", "contact:1", "police_protection")
        await run.until(lambda: "began Sun" not in run.text)
        for began in ("11:00", "10:00"):
            await run.press("u")
            await tells(run, f"began Sun 22 Nov {began}")
        assert [deed.act for deed in desk.deeds][2:] == ["undo clock", "undo clock"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_running_clock_stays_in_sight_once_its_call_has_left_the_awaiting_list(
    size: tuple[int, int],
) -> None:
    desk = clocked_desk(70)
    form = desk.add_referral(filled_form())
    desk.suggest(form, desk.contacts[1], MatchStatus.CONFIRMED)
    async with running(desk, size) as run:
        await run.chosen("contact:2")
        await run.sees("on a clock" if size[0] >= 100 else " clock ")
        await run.press("0")
        await run.chosen("contact:1")
        await run.sees("2 h 00 min left")
        assert "Clock ends in" in run.text
        assert "PP" in run.text or "police protection" in run.text


async def test_closing_a_call_says_that_its_clock_runs_on_before_and_after() -> None:
    desk = clocked_desk(70)
    async with running(desk, WIDE) as run:
        await run.press("enter")
        await run.read("contact:1")
        await run.press("c")
        await run.sees("▲ Police protection runs out Sun 22 Nov 14:00")
        await run.press(*"advice", "enter")
        await run.did("close", "contact:1", "advice")
        await is_told(run, "runs on in list 0")


async def test_closing_marked_calls_says_on_how_many_a_clock_runs_on() -> None:
    desk = clocked_desk(70)
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("space", "space", "c")
        await run.sees("Close these 2?")
        await run.press(*"advice", "enter")
        await run.did("close", "contact:2", "advice")
        await is_told(run, "On 1 of them a statutory clock runs on")


async def test_a_clock_that_ends_before_the_form_is_due_stands_first_in_the_row() -> None:
    desk = clocked_desk(1, 1, 71.5)  # its form is due in 9 hours, its clock ends in half of one
    async with running(desk, WIDE) as run:
        await run.sees("PP 30 min")


async def test_it_is_said_once_aloud_when_a_clock_runs_out() -> None:
    desk = clocked_desk(71.5)
    async with running(desk) as run:
        await run.chosen("contact:1")
        assert "RUN OUT: " not in run.text
        run.clock.move(HOUR / 2)
        await run.sees("‼ RUN OUT: police protection of MASH-26-1001.  0 shows them")
        await run.press("x")
        await run.until(lambda: "RUN OUT: " not in run.text)


async def test_nothing_of_it_is_offered_on_a_form_or_where_nothing_may_be_changed() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.looks_at("6", "referral:ref0001")
        assert not run.app.board.may("clock")
    async with running(busy_desk(), WIDE, read_only=True) as run:
        await run.read("contact:1")
        assert not run.app.board.may("clock")


async def test_it_is_found_in_the_help_and_among_all_commands() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.read("contact:1")
        await run.press("question_mark")
        await run.sees("72 h: police protection, interview")
        await run.press("escape")
        await run.press("colon", *"police")
        await run.sees("key T")

"""Each key does its act to the record that was shown, once, with the revision that was shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Static

from ingest.domain.model import Closure
from tests.screens.desk_app import WIDE, Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, FakeDesk
from tui.widgets.record_lines import FieldItem


async def test_escape_leaves_a_question_and_nothing_is_done() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("c")
        await run.sees("Why does MASH-26-1001 need no form?")
        await run.press("x", "escape")
        await run.sees("Robin E.")
        await run.settled()
        assert desk.deeds == []


async def test_c_closes_the_call_that_was_shown_even_if_another_came_above_meanwhile() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("j")
        await run.chosen("contact:2")
        await run.press("c")
        await run.sees("Why does MASH-26-1002 need no form?")
        desk.add_contact(received_at=NOON.replace(day=1))
        await run.settled()
        await run.press(*"advice", "enter")
        await run.did("close", "contact:2", "advice")
        await run.tells_no_name()


async def test_a_closed_call_is_opened_again_with_a_capital_c() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press("c")
        await run.press(*"advice", "enter")
        await run.did("close", "contact:1")
        await run.sees("No form needed")
        await run.press("C")
        await run.did("reopen", "contact:1")
        await run.chosen("contact:1")


async def test_a_record_is_claimed_and_released() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("b")
        await run.did("claim", "contact:1")
        await run.until(lambda: run.app.board.row is not None and bool(run.app.board.row.claimed_by))
        await run.press("b")
        await run.did("release", "contact:1")


async def test_a_record_changed_by_another_is_told_and_nothing_is_done() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("c")
        desk.contacts[1] = replace(desk.contacts[1], revision=2)
        await run.press(*"advice", "enter")
        await run.until(lambda: any("Somebody else changed" in notice for notice in run.notices))
        assert desk.deeds == []
        assert desk.contacts[1].closure is None


@pytest.mark.parametrize(
    ("view", "record", "keys", "named"),
    [
        ("1", "contact:1", ("c",), "MASH-26-1001  ·  Robin Exampleton"),
        ("1", "contact:1", ("R",), "MASH-26-1001  ·  Robin Exampleton"),
        ("1", "contact:1", ("i",), "MASH-26-1001  ·  Robin Exampleton"),
        ("1", "contact:1", ("t",), "MASH-26-1001  ·  Robin Exampleton"),
        ("2", "referral:ref0001", ("r",), "form ref0001  ·  Robin Exampleton"),
        ("2", "referral:ref0001", ("o",), "form ref0001  ·  Robin Exampleton"),
        ("2", "referral:ref0001", ("tab", "down", "enter"), "form ref0001  ·  Robin Exampleton"),
        ("3", "message:4", ("d",), "email 4  ·  "),
    ],
)
async def test_a_question_names_whom_its_answer_is_about_unless_names_are_hidden(
    view: str, record: str, keys: tuple[str, ...], named: str
) -> None:
    async with running(busy_desk(), WIDE) as run:
        for private in (False, True):
            await run.press(view)
            await run.read(record)
            await run.press(*keys)
            await run.until(lambda: bool(run.app.screen.query(".question--about")))
            about = str(run.app.screen.query(".question--about").first(Static).render())
            assert about.startswith(named.partition("  ·  ")[0] + "  ·  •••" if private else named)
            await run.press("escape")
            if not private:
                await run.press("p")


async def test_acknowledging_and_deciding_are_two_ticks_that_can_be_undone() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("6", "referral:ref0001")
        await run.press("y")
        await run.did("acknowledge", "referral:ref0001")
        await run.sees("☑")
        await run.press("o")
        await run.sees("Early help")
        await run.press("enter")  # nothing is chosen yet
        assert "What was decided" in run.text
        await run.press("j", "j", "j", "enter")
        await run.did("decide", "referral:ref0001", "Early help")
        await run.until(lambda: "form ref0001: decided: Early help. U undoes it." in run.said)
        await run.until(lambda: run.app.board.shown is not None and "Early help" in run.text)
        await run.press("U")
        await run.did("undo tick", "referral:ref0001", "decided")


async def test_a_field_is_corrected_with_its_source_beside_it() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("tab", "down", "down", "down")
        await run.press("enter")
        await run.sees("The form says: ")
        assert "3/4/15" in run.text
        await run.press(*["backspace"] * len("3 April 2015"), *"soon", "enter")
        await run.sees("cannot be read as this field")
        await run.press(*["backspace"] * 4, *"4 April 2015", "enter")
        await run.did("correct", "referral:ref0001", "/children/0/dob=2015-04-04")
        await run.sees("✎ read otherwise")
        await run.press("u")
        await run.did("undo correction", "referral:ref0001", "/children/0/dob")
        await run.until(lambda: "✎" not in run.text)


@pytest.mark.parametrize(("keys", "act"), [(("u", "u"), "reopen"), (("C", "C"), "reopen")])
async def test_a_call_closed_in_the_list_alone_is_opened_again_from_there(
    keys: tuple[str, str], act: str
) -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("c", *"advice", "enter")
        await run.did("close", "contact:1", "advice")
        await run.until(lambda: run.app.board.left == "contact:1")
        await run.press(keys[0])
        await run.read("contact:1")
        await run.sees("No form needed")
        assert act not in {deed.act for deed in desk.deeds}  # nobody takes back what is not on the screen
        await run.press(keys[1])
        await run.did(act, "contact:1")


async def test_an_email_dismissed_in_the_list_alone_is_brought_back_from_there() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("d", *"spam", "enter")
        await run.did("dismiss", "message:4", "spam")
        await run.until(lambda: run.app.board.left == "message:4")
        await run.press("u")
        await run.read("message:4")
        await run.press("u")
        await run.did("restore", "message:4")


async def test_what_left_another_list_is_not_opened_by_u() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("0")
        await run.until(lambda: run.app.board.records.loaded and not run.app.board.records.total)
        await run.press("u", "C")
        await run.settled()
        assert run.app.board.left is None
        assert desk.viewed == []


async def test_a_read_only_board_changes_nothing() -> None:
    desk = busy_desk()
    async with running(desk, WIDE, read_only=True) as run:
        await run.sees("READ ONLY")
        await run.sees("t.officer  Sun 22 Nov")
        for view in "123456":
            await run.press(view)
            await run.until(lambda: run.app.board.shown is not None)
            await run.press(*"narlcbCdDefyoUtiRTEMu", "space", *"cbdyRt")
            await run.settled()
            assert len(run.app.screen_stack) == 1
        assert desk.deeds == []


def test_a_closure_is_no_longer_awaited() -> None:
    desk = FakeDesk()
    contact = desk.add_contact()
    desk.contacts[1] = replace(contact, closure=Closure(NOON, "t.officer", "advice"))
    assert desk.counts(NOON).awaiting == 0


async def test_a_rating_of_a_call_is_told_in_its_record() -> None:
    desk = busy_desk()
    desk.ratings["contact:1"] = "red"
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.sees("Rating               RED")


async def test_a_level_and_an_answer_are_offered_in_the_hubs_words_when_they_are_put_right() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        for label, offered in (
            ("Threshold level", "↓ 4 Statutory"),
            ("Parents informed", "↓ not known"),
        ):
            await choose_field(run, label)
            await run.press("enter")
            await run.sees(offered)
            await run.press("escape")


async def choose_field(run: Running, label: str) -> None:
    """Put the cursor of the record on the field of this label."""
    pane = run.app.board.pane
    pane.focus()
    pane._go(next(item for item in pane._items() if isinstance(item, FieldItem) and item.label == label))
    await run.pilot.pause()

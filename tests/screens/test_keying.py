"""Whole forms keyed by hand, calls put right, acts taken back, and drafts that outlive the terminal."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import Deed
from tui.keys import keymap
from tui.passphrase import hash_of
from tui.screens.boxes import Box
from tui.screens.key_form import KeyForm
from tui.screens.raw_message import SourceLines
from tui.widgets.entry import PlainInput

MESSAGE = "message:4"  # the one that needs attention


async def open_form(run: Running) -> KeyForm:
    await run.press("3")
    await run.chosen(MESSAGE)
    await run.press("f")
    await run.until(lambda: isinstance(run.app.screen, KeyForm))
    assert isinstance(run.app.screen, KeyForm)
    return run.app.screen


def put(screen: KeyForm, pointer: str, words: str) -> None:
    box = next(box for box in screen.query(Box) if box.field == pointer)
    box.query_one(PlainInput).value = words


async def test_a_form_with_several_children_is_keyed_checked_and_kept(tmp_path: Path) -> None:
    desk = busy_desk()
    async with running(desk, (120, 40), draft=tmp_path / "call.json") as run:
        screen = await open_form(run)
        put(screen, "/children/0/forename", "Ann")
        await run.press("f3")
        await run.until(lambda: any(box.field == "/children/1/forename" for box in screen.query(Box)))
        put(screen, "/children/1/forename", "Bo")
        put(screen, "/children/1/dob", "31/2/2015")
        await run.press("f2")
        await run.sees("put right what is marked")
        put(screen, "/children/1/dob", "3/4/15")
        await run.press("f7")
        await run.until(lambda: any(box.field == "/people/0/name" for box in screen.query(Box)))
        put(screen, "/people/0/name", "Kim")
        await run.press("f2")
        await run.until(lambda: desk.last_form is not None)
        form = desk.last_form
        assert form is not None
        assert [(child.forename, child.dob) for child in form.children] == [
            ("Ann", None),
            ("Bo", "2015-04-03"),
        ]
        assert form.people[0].name == "Kim"
        await run.until(lambda: not list(tmp_path.glob("draft-*")))


async def test_what_was_keyed_outlives_the_dashboard_for_its_owner_only(tmp_path: Path) -> None:
    async with running(busy_desk(), (120, 40), draft=tmp_path / "call.json") as run:
        screen = await open_form(run)
        put(screen, "/children/0/surname", "Exampleton")
        await run.until(lambda: bool(list(tmp_path.glob("draft-*.json"))))
        [draft] = tmp_path.glob("draft-*.json")
        assert draft.name == "draft-form-of-message-4.json"
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    async with running(busy_desk(), (120, 40), draft=tmp_path / "call.json") as run:
        screen = await open_form(run)
        await run.sees("the draft you left")
        await run.until(lambda: screen.words().get("/children/0/surname") == "Exampleton")
        await run.press("f5", "escape")
        await run.until(lambda: not list(tmp_path.glob("draft-*.json")))


async def test_the_email_is_seen_while_it_is_keyed(tmp_path: Path) -> None:
    desk = busy_desk()
    async with running(desk, (80, 24), draft=tmp_path / "call.json") as run:
        await open_form(run)
        await run.press("f6")
        await run.sees("Please find attached.")
        await run.press("escape")
        await run.until(lambda: isinstance(run.app.screen, KeyForm))


async def test_where_there_is_room_the_email_stands_beside_the_form_that_is_keyed(tmp_path: Path) -> None:
    async with running(busy_desk(), (160, 45), draft=tmp_path / "call.json") as run:
        screen = await open_form(run)
        await run.sees("Please find attached.")
        assert "Forename" in run.text
        await run.press("tab")
        left = screen.focused
        await run.press("f6")
        await run.until(lambda: isinstance(screen.focused, SourceLines))
        await run.press("w")
        await run.sees("its source, as it came")
        await run.press("f6")
        await run.until(lambda: screen.focused is left)
        await run.press(*"Kim")
        await run.until(lambda: "Kim" in screen.words().values())
        await run.pilot.resize_terminal(100, 40)
        await run.until(lambda: "its source, as it came" not in run.text)


@pytest.mark.parametrize(("width", "private"), [(100, False), (160, True)])
async def test_an_email_that_is_not_seen_beside_the_form_is_not_recorded_as_looked_at(
    width: int, private: bool, tmp_path: Path
) -> None:
    desk = busy_desk()
    async with running(desk, (width, 45), draft=tmp_path / "call.json") as run:
        if private:
            await run.press("p")
            assert run.app.private
        await open_form(run)
        await run.settled()
        assert not [seen for seen in desk.viewed if seen.startswith(("raw:", "part:"))]
        await run.press("f6")
        await run.sees("Please find attached.")
        assert [seen for seen in desk.viewed if seen.startswith(("raw:", "part:"))]


async def test_the_email_that_a_contact_is_made_of_stands_beside_it() -> None:
    async with running(busy_desk(), (160, 45)) as run:
        await run.press("3")
        await run.chosen(MESSAGE)
        await run.press("e")
        await run.sees("An email contact, of email 4")
        await run.sees("Please find attached.")
        await run.pilot.resize_terminal(100, 40)
        await run.until(lambda: "Please find attached." not in run.text)
        await run.press("f6")
        await run.sees("Please find attached.")


async def test_a_call_has_no_email_to_see() -> None:
    async with running(busy_desk(), (160, 45)) as run:
        await run.chosen("contact:1")
        await run.press("L")
        await run.sees("Caller's name")
        assert "See the email" not in run.text
        await run.press("f6")
        assert len(run.app.screen_stack) == 2


async def test_a_call_is_put_right_and_u_takes_it_back() -> None:
    desk = busy_desk()
    async with running(desk, (160, 45)) as run:
        await run.read("contact:1")
        await run.press("E")
        await run.sees("Put MASH-26-1001 right")
        await run.press("end", *" Senior", "f2")
        await run.until(lambda: Deed("amend", "contact:1") in desk.deeds)
        assert desk.contacts[1].caller.name == "Sam Tester Senior"
        await run.sees("Sam Tester Senior")
        await run.press("u")
        await run.until(lambda: Deed("unamend", "contact:1") in desk.deeds)
        assert desk.contacts[1].caller.name == "Sam Tester"


async def test_u_reopens_a_closed_call_and_says_where_nothing_can_be_taken_back() -> None:
    desk = busy_desk()
    async with running(desk, (160, 45)) as run:
        await run.read("contact:1")
        await run.press("u")
        assert desk.deeds == []
        await run.press("c", *"advice", "enter")
        await run.sees("No form needed")
        await run.press("u")
        await run.until(lambda: [deed.act for deed in desk.deeds] == ["close", "reopen"])


async def test_the_cover_comes_off_for_the_passphrase_only() -> None:
    async with running(busy_desk()) as run:
        run.app._passphrase_hash = hash_of("wet geese")
        await run.chosen("contact:1")
        await run.press("ctrl+l")
        await run.sees("Type the passphrase")
        await run.press("j", "escape", "ctrl+p", "enter")
        await run.sees("that is not the passphrase")
        assert "Robin" not in run.text
        await run.until(lambda: not run.app.screen.query_one(PlainInput).disabled)
        await run.press(*"wet geese", "enter")
        await run.sees("Robin E.")


async def test_a_key_of_the_officers_own_takes_the_place_of_the_usual_one() -> None:
    async with running(busy_desk()) as run:
        run.app.set_keymap(keymap({"log_call": "f9"}))
        await run.chosen("contact:1")
        await run.sees("Enter Open  F9 Log call  b Claim")
        told = {words: key for _, keys in run.app.keys_here() for key, words, _, _ in keys}
        assert told["Log a call"].lower() == "f9"
        await run.press("L")
        assert len(run.app.screen_stack) == 1
        await run.press("f9")
        await run.sees("Caller's name")


@pytest.mark.parametrize(
    "theme", ["mash-light", "mash-contrast", "mash-every-eye", "ansi-dark", "ansi-light"]
)
async def test_every_theme_shows_the_board_and_a_record(theme: str) -> None:
    async with running(busy_desk()) as run:
        run.app.theme = theme
        await run.press("enter")
        await run.sees("Robin Exampleton")


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_in_the_terminals_own_colours_no_two_of_them_stand_on_each_other_at_the_cursor(
    theme: str,
) -> None:
    async with running(busy_desk()) as run:
        run.app.theme = theme
        await run.chosen("contact:1")
        await run.pilot.pause()
        [line] = [
            strip
            for strip in run.app.board.records.render_lines(run.app.board.records.size.region)
            if "OVERDUE" in strip.text
        ]
        styles = [segment.style for segment in line if segment.style is not None]
        assert all(style.reverse for style in styles if style.bgcolor is None or style.bgcolor.is_default)
        assert all(style.bgcolor is None or style.bgcolor.is_default for style in styles)

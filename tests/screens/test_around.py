"""What stands around a record: parts of its email, notes, letters, ratings, other records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.views import PartView, Row
from tests.screens.desk_app import WIDE, Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, Deed, FakeDesk
from tui.widgets.record_lines import RecordItem

SMALL = (80, 24)


async def done(run: Running, deed: Deed) -> None:
    await run.until(lambda: deed in run.desk.deeds)


async def to_item(run: Running, words: str) -> None:
    """Move the record's cursor down until the line under it holds `words`."""
    pane = run.app.board.pane
    pane.focus()
    for _ in range(80):
        if any(words in line.text for line in pane._lines if line.item and line.item == pane.item):
            return
        await run.press("down")
    raise AssertionError(f"no item says {words}:\n{run.text}")


def with_parts(desk: FakeDesk, *names: str) -> None:
    parts = tuple(PartView(f"part {at}", name, "application/pdf", 48_213) for at, name in enumerate(names))
    desk.messages[4] = replace(desk.messages[4], parts=parts)


async def test_the_parts_of_an_email_are_listed_clean_and_opened_as_text() -> None:
    desk = busy_desk()
    with_parts(desk, "letter.txt", "form\u202egpj.exe")
    desk.parts[4, 1] = "First line \x1b[2J\nSecond line"
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("enter")
        await run.read("message:4")
        await to_item(run, "form⟨U+202E⟩gpj.exe")
        assert "application/pdf  ·  48 kB" in run.text
        await run.press("enter")
        await run.sees("First line ␛[2J")
        assert desk.viewed[-1] == "part:4/1"
        await run.press("escape")
        await run.read("message:4")


async def test_each_part_of_an_email_has_one_line_however_long_its_name() -> None:
    desk = busy_desk()
    with_parts(desk, *(f"photo {at} {'of a long name ' * 9}.png" for at in range(5)))
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("enter")
        await run.read("message:4")
        await run.until(
            lambda: (
                len([one for one in run.text.splitlines() if "…  ·  application/pdf  ·  48 kB" in one]) == 5
            )
        )


async def test_a_note_is_written_and_taken_back() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press("i")
        await run.sees("Note on MASH-26-1001")
        await run.press(*"rang", "enter")
        await done(run, Deed("note", "contact:1", "rang"))
        await run.sees("Notes ──")
        await to_item(run, "rang")
        await run.press("u")
        await done(run, Deed("remove note", "note:1"))
        await run.until(lambda: "Notes ──" not in run.text)


async def test_a_letter_is_shown_and_copied_clean_and_only_then_recorded() -> None:
    desk = busy_desk()
    desk.letter_text = "Dear Sam\x1b]52;c;aGk=\x07,\n\nPlease send the form."
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("t")
        await run.sees("Please send the form.")
        assert "␛]52" in run.text
        await run.press("escape")
        await run.settled()
        assert desk.deeds == []
        await run.press("t")
        await run.sees("Please send the form.")
        await run.press("enter")
        await done(run, Deed("letter", "contact:1"))
        assert run.app.clipboard == "Dear Sam␛]52;c;aGk=␇,\n\nPlease send the form."


async def test_anything_is_found_and_opened_and_can_be_acted_on() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("F", *"noor")
        await run.sees("1 found")
        await run.press("enter")
        await run.read("referral:ref0002")
        await run.sees("Unmatchedly")
        await run.press("y")
        await done(run, Deed("acknowledge", "referral:ref0002"))
        await run.press("escape", "j")
        await run.until(lambda: run.app.board.records.cursor_key is not None)


async def test_what_is_found_is_chosen_where_it_stands_in_the_list() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.chosen("contact:1")
        await run.press("F", *"oba")
        await run.sees("1 found")
        await run.press("enter")
        await run.read("contact:3")
        assert run.app.board.records.cursor_key == "contact:3"
        assert "without a line in the list" not in run.text
        await run.press("F", *"noor")
        await run.sees("1 found")
        await run.press("enter")
        await run.read("referral:ref0002")
        await run.sees("without a line in the list")
        assert run.app.board.records.cursor_key is None


async def test_others_that_may_be_the_same_child_are_pointed_out_and_opened() -> None:
    desk = busy_desk()
    other = Row("referral:ref0001", "Robin E.", "a school", NOON, None, "like name", reference="form ref0001")
    desk.alike["contact:1"] = (other,)
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.sees("May be the same child: compare before you rely on it")
        await to_item(run, "like name")
        await run.press("enter")
        await run.read("referral:ref0001")
        assert desk.deeds == []


async def test_an_email_that_keeps_a_call_out_of_the_overdue_is_opened_from_the_call() -> None:
    desk = busy_desk()
    desk.unopened["contact:1"] = ("message:4",)
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.sees("Email to open        email 4 could not be read: it may be the form")
        run.app.board.pane.focus()
        await run.press("up", "enter")
        await run.read("message:4")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_escape_goes_back_to_the_record_from_which_another_was_opened(size: tuple[int, int]) -> None:
    desk = busy_desk()
    desk.unopened["contact:1"] = ("message:4",)
    async with running(desk, size) as run:
        await run.chosen("contact:1")
        await run.press("enter")
        await run.read("contact:1")
        await run.press("up", "enter")
        await run.read("message:4")
        await run.press("escape")
        await run.read("contact:1")
        pane = run.app.board.pane
        assert pane.has_focus
        assert pane.item == RecordItem("message:4")  # where it was left
        assert run.app.board.records.cursor_key == "contact:1"
        await run.press("escape")
        assert run.app.board.records.has_focus


async def test_escape_from_a_record_that_was_found_goes_back_to_the_line_from_which_one_looked() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.chosen("contact:1")
        await run.press("j")
        left = run.app.board.records.cursor_key
        assert left not in {None, "contact:1"}
        await run.press("F", *"noor")
        await run.sees("1 found")
        await run.press("enter")
        await run.read("referral:ref0002")
        await run.press("escape")
        assert run.app.board.records.has_focus
        assert run.app.board.records.cursor_key == left


async def test_whoever_goes_on_in_the_list_is_not_led_back_to_what_was_read_before() -> None:
    desk = busy_desk()
    desk.unopened["contact:1"] = ("message:4",)
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        run.app.board.pane.focus()
        await run.press("up", "enter")
        await run.read("message:4")
        await run.press("tab", "j", "j", "enter")
        await run.until(lambda: run.app.board.shown is not None and run.app.board.shown.key != "message:4")
        await run.press("escape")
        assert run.app.board.records.has_focus


async def test_an_email_tells_which_calls_of_its_sender_wait_and_leads_there_and_back() -> None:
    desk = busy_desk()
    desk.awaited_by["message:4"] = (desk.row("contact:1"),)
    async with running(desk, WIDE) as run:
        await run.press("3")
        await run.read("message:4")
        await run.sees("Its sender rang before and owes a form: this may be about it")
        await run.sees("Robin E.  ·  form due: 3 h 00 min ago")
        run.app.board.pane.focus()
        await run.press("up", "enter")
        await run.read("contact:1")
        await run.press("escape")
        await run.read("message:4")
        await run.press("p")
        await run.sees("•••  ·  form due: 3 h 00 min ago")
        assert "Robin" not in run.text


async def test_the_email_that_a_contact_was_made_of_is_opened_from_the_contact() -> None:
    desk = busy_desk()
    desk.contacts[1] = replace(desk.contacts[1], message_id=4)
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.sees("Made of              email 4")
        run.app.board.pane.focus()
        await run.press("up", "enter")
        await run.read("message:4")


async def test_the_arrow_goes_on_beyond_the_last_thing_that_can_be_opened() -> None:
    desk = busy_desk()
    desk.unopened["contact:1"] = ("message:4",)
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("enter")
        await run.sees("Email to open")
        await run.press("j", *["j"] * 30)
        await run.sees("History ──")
        await run.press(*["k"] * 10)
        pane = run.app.board.pane
        await run.until(lambda: pane.scroll_offset.y == 0)


async def test_a_title_that_is_too_long_shows_that_it_is() -> None:
    desk = busy_desk()
    desk.messages[4] = replace(desk.messages[4], subject="A subject without an end " * 10)
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("9")
        await run.sees("Who did and saw what: ")
        assert run.text.splitlines()[0].endswith("…")


async def test_a_form_is_rated_and_the_rating_shown() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("6", "referral:ref0001")
        await run.press("R")
        await run.sees("How urgent is form ref0001?")
        await run.press("j", "enter")
        await done(run, Deed("rate", "referral:ref0001", "red"))
        await run.sees("RED")


async def test_who_usually_calls_from_an_agency_is_offered() -> None:
    async with running(busy_desk()) as run:
        await run.press("L")
        await run.sees("Caller's name")
        await run.press("tab", *"Testshire Police")
        await run.sees("who usually calls from there: Sam Tester")

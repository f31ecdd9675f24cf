"""Emails: read, dismissed, made a contact of, and keyed by hand."""

from __future__ import annotations

from dataclasses import replace

from ingest.views import PartView, View
from tests.screens.desk_app import WIDE, running
from tests.screens.desk_records import busy_desk


async def test_a_message_is_dismissed_with_a_reason_and_restored() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("d")
        await run.press(*"spam", "enter")
        await run.did("dismiss", "message:4", "spam")
        await run.press("4", "G")
        await run.until(lambda: run.app.board.view is View.NO_FORM and run.app.board.row is not None)
        await run.press("D")
        await run.until(lambda: any(deed.act == "restore" for deed in desk.deeds))


async def test_a_dismissal_is_taken_back_where_the_email_is_still_shown() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("3")
        await run.read("message:4")
        await run.press("d", *"spam", "enter")
        await run.did("dismiss", "message:4", "spam")
        await run.until(lambda: "D Restore" in run.text and "d Dismiss" not in run.text)
        await run.press("u")
        await run.until(lambda: any(deed.act == "restore" for deed in desk.deeds))
        await run.until(lambda: "d Dismiss" in run.text and "D Restore" not in run.text)


async def test_an_email_that_nothing_was_read_from_shows_how_it_begins_but_not_where_names_are_hidden() -> (
    None
):
    desk = busy_desk()
    desk.messages[4] = replace(desk.messages[4], opening="He lives\nin \x1b[2JRopewalk Road.")
    async with running(desk, WIDE) as run:
        await run.press("3")
        await run.sees("How it begins")
        await run.sees("in ␛[2JRopewalk Road.")
        await run.press("p")
        await run.until(lambda: "Ropewalk" not in run.text)


async def test_no_letter_of_a_text_is_lost_beside_the_scrollbar() -> None:
    desk = busy_desk()
    number = "".join(f"{place:04}" for place in range(100))
    desk.raw[4] = "\n".join((number, *("more" for _ in range(40))))
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("w")
        await run.sees("as it reads")
        await run.press("w")
        await run.sees("0099")
        shown = "".join(line.strip(" ▁▂▃▄▅▆▇█") for line in run.text.splitlines())
        assert number in shown


async def test_the_source_of_a_message_is_shown_clean() -> None:
    desk = busy_desk()
    desk.raw[4] = "Subject: \x1b]52;c;aGk=\x07 hello\r\n\r\nbody \u202ereversed"
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("w")
        await run.sees("body ⟨U+202E⟩reversed")
        assert "␛]52" in run.text
        assert "\x1b" not in run.text
        await run.press("escape")
        await run.sees("Why")


async def test_an_email_is_read_with_its_encodings_taken_off_and_as_it_came_on_demand() -> None:
    desk = busy_desk()
    desk.messages[4] = replace(
        desk.messages[4], parts=(PartView("1", None, "text/plain", 90), PartView("2", "a.pdf", "x/pdf", 5))
    )
    desk.parts = {(4, 0): "He lives in Ropewalk Road.", (4, 1): ""}
    desk.raw[4] = "He lives in Rope=\r\nwalk Road."
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("w")
        await run.sees("He lives in Ropewalk Road.")
        await run.sees("(no words were read from it)")
        assert "raw:4" not in desk.viewed
        await run.press("w")
        await run.sees("He lives in Rope=")
        assert "raw:4" in desk.viewed
        await run.press("w")
        await run.sees("He lives in Ropewalk Road.")


async def test_an_email_contact_is_made_from_a_prefilled_form() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("e")
        await run.sees("An email contact, of email 4")
        assert "office@testing.example" in run.text
        await run.press("f2")
        await run.did("email contact", "message:4")
        assert desk.last_logged is not None
        assert desk.last_logged.concern == "Worried about a pupil."
        assert desk.last_logged.message_id == 4


async def test_an_unreadable_message_is_keyed_by_hand() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("f")
        await run.sees("Key by hand: email 4")
        await run.press(*"Sam", "enter", *"School", "f2")
        await run.did("key", "message:4")
        assert desk.last_form is not None
        assert desk.last_form.referrer.name == "Sam"

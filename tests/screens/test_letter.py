"""A letter is seen before it is sent, and to a private address only after a warning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.views import Letter, WorkerState
from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import FakeDesk

LETTER = Letter("sam@school.gov.uk", "Contact form", "Dear Sam,\x1b[2J", can_send=True)


def desk_with(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    desk = busy_desk()
    monkeypatch.setattr(desk, "letter", lambda key: letter)
    return desk


async def test_it_is_shown_and_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    told = replace(LETTER, earlier=("written 3 March: NOT SENT (it was refused)",))
    async with running(desk_with(told, monkeypatch)) as run:
        await run.press("t")
        await run.sees("To: sam@school.gov.uk")
        await run.sees("NOT SENT")
        await run.sees("Dear Sam,␛[2J")
        await run.press("S")
        await run.until(lambda: getattr(run.desk, "letters_sent", []) == [("contact:1", False)])


async def test_a_private_address_is_warned_of_first(monkeypatch: pytest.MonkeyPatch) -> None:
    private = replace(LETTER, to="sam@mail.example", private=True)
    async with running(desk_with(private, monkeypatch)) as run:
        await run.press("t")
        await run.sees("To: sam@mail.example")
        await run.press("S")
        await run.sees("no address of an authority")
        assert getattr(run.desk, "letters_sent", []) == []
        await run.press("S")
        await run.until(lambda: getattr(run.desk, "letters_sent", []) == [("contact:1", True)])


async def test_without_a_mail_server_there_is_nothing_to_send_with(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(desk_with(replace(LETTER, can_send=False), monkeypatch)) as run:
        await run.press("t")
        await run.sees("Enter copies it")
        await run.press("S")
        assert "S sends it" not in run.text
        assert getattr(run.desk, "letters_sent", []) == []


async def test_the_top_of_the_board_tells_of_a_letter_that_could_not_be_sent() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        assert "not sent" not in run.text
        desk.letters_not_sent = ("MASH-26-1002", "form ref0001")
        desk.changed()
        await run.sees("▲ letter not sent: MASH-26-1002 +1")
        desk.letters_not_sent = ()
        desk.changed()
        await run.until(lambda: "not sent" not in run.text)


async def test_a_letter_that_no_worker_sends_is_not_told_to_be_on_its_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = desk_with(LETTER, monkeypatch)
    desk.worker = replace(desk.worker, state=WorkerState.SILENT)
    async with running(desk) as run:
        await run.sees("SILENT")
        await run.press("t")
        await run.sees("To: sam@school.gov.uk")
        await run.press("S")
        await run.until(lambda: any("the letter waits" in said for said in run.said))


async def test_s_tells_why_nothing_is_sent_where_there_is_no_mail_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running(desk_with(replace(LETTER, can_send=False), monkeypatch)) as run:
        await run.press("t")
        await run.sees("Enter copies it")
        await run.press("S")
        await run.sees("It cannot be sent from here")

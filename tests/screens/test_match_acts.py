"""Matches: settled with their evidence on the screen, undone, made by hand; and two forms made one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.domain.model import MatchStatus
from parsers.form import Child
from tests.screens.desk_app import WIDE, running
from tests.screens.desk_records import busy_desk


@pytest.mark.parametrize("size", [(80, 24), (120, 40), WIDE])
async def test_a_accepts_the_match_whose_evidence_is_on_the_screen(size: tuple[int, int]) -> None:
    desk = busy_desk()
    async with running(desk, size) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("enter")
        await run.read("referral:ref0001")
        await run.press("a")
        await run.did("confirm", "match:1")
        await run.tells_no_name()
        assert desk.referrals["ref0001"].matches[0].status is MatchStatus.CONFIRMED


async def test_a_match_is_never_accepted_before_its_evidence_was_shown() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("a")
        await run.read("referral:ref0001")
        assert desk.deeds == []
        await run.press("a")
        await run.did("confirm", "match:1")


async def test_a_confirms_what_the_program_linked() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("5")
        await run.sees("linked by the program")
        await run.press("a")
        await run.until(lambda: [deed.act for deed in desk.deeds] == ["confirm"])


async def test_a_match_just_accepted_is_undone_with_u_though_its_record_left_the_list() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("a")
        await run.until(lambda: run.app.board.records.cursor_key is None)
        await run.sees("confirmed")
        await run.press("u")
        await run.did("undo", "match:1")


async def test_r_asks_why_and_rejects() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("r")
        await run.sees("Why does this form not answer MASH-26-1001?")
        await run.press("enter")
        await run.sees("a few words are needed")
        assert desk.deeds == []
        await run.press(*"another", "enter")
        await run.did("reject", "match:1", "another")


async def test_l_links_a_form_to_the_call_that_was_searched_for() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("2", "j")
        await run.read("referral:ref0002")
        await run.press("l")
        await run.sees("Link to which call?")
        await run.press(*"oba")
        await run.sees("Oba Sampleson")
        await run.press("enter")
        await run.sees("Why does this form answer MASH-26-1003?")
        await run.press(*"told", "enter")
        await run.did("link", "referral:ref0002", "contact:3 told")


async def test_linking_by_hand_names_the_child_of_the_form_and_of_the_call() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("l", "R")
        await run.sees("5 found")
        await run.press("enter")
        await run.sees("The form:  form ref0001  ·  Robin Exampleton")
        await run.sees("The call:  MASH-26-")


async def test_a_link_by_hand_names_the_call_too_however_many_children_the_form_has() -> None:
    desk = busy_desk()
    offered = desk.referrals["ref0001"]
    children = [Child(forename=f"Forename-{number} Middle", surname="Long-Surname") for number in range(30)]
    desk.referrals["ref0001"] = replace(offered, form=replace(offered.form, children=children))
    async with running(desk) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("enter")
        await run.read("referral:ref0001")
        await run.sees("form ref0001  ·  Forename-0 Middle Long-Surname +29")
        await run.press("l", "R")
        await run.sees("5 found")
        await run.press("enter")
        await run.sees("The form:  form ref0001  ·  Forename-0 Middle Long-Surname")
        await run.sees("+29")
        await run.sees("The call:  MASH-26-")


async def test_a_call_that_may_be_linked_to_tells_how_many_children_it_names() -> None:
    desk = busy_desk()
    call = desk.contacts[1]
    brother = replace(call.children[0], forename="Kit")
    desk.contacts[1] = replace(call, children=(*call.children, brother))
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("l", "R")
        await run.sees("Robin Exampleton +1")


async def test_two_forms_are_made_one_only_after_both_children_were_named() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.looks_at("2", "referral:ref0001")
        await run.press("M", *"noor")
        await run.sees("1 found")
        await run.press("enter")
        await run.sees("The later:    form ref0001  ·  Robin Exampleton")
        await run.sees("The earlier:  form ref0002  ·  Noor U")
        await run.press("down", "enter")
        await run.settled()
        assert not [deed for deed in desk.deeds if deed.act == "merge"]
        await run.press("M", *"noor")
        await run.sees("1 found")
        await run.press("enter")
        await run.sees("The later:")
        await run.press("enter")
        await run.did("merge", "referral:ref0001", "ref0002")

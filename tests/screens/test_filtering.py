"""The filter takes every letter that is typed after its key, however fast."""

from __future__ import annotations

import pytest
from textual import events

from tests.screens.desk_app import PATIENCE_SECONDS, running
from tests.screens.desk_records import busy_desk


async def test_letters_in_the_same_breath_as_the_slash_are_the_filters_and_none_of_them_an_act() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        for letter in "/bic3/":
            run.app.post_message(events.Key("slash" if letter == "/" else letter, letter))
        await run.until(lambda: run.app.board.filter_box.value == "bic3/")
        await run.at_rest()
        assert run.app.screen is run.app.board
        assert not {"claim", "close", "note"} & {deed.act for deed in desk.deeds}


async def test_escape_and_what_is_typed_after_it_are_done_in_their_order() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        run.types_in_one_go("escape", "/", *"bc", "escape", "/", *"ac")
        box = run.app.board.filter_box
        await run.until(lambda: box.value == "ac")
        await run.at_rest()
        assert box.has_focus
        assert run.app.screen is run.app.board
        assert not {"claim", "close", "accept"} & {deed.act for deed in desk.deeds}


async def test_a_slash_on_another_screen_is_no_filter() -> None:
    async with running(busy_desk()) as run:
        await run.press("L", "slash")
        assert not run.app.board.filter_box.display


async def test_the_list_narrows_with_every_letter_and_it_is_a_search_once_the_typing_rests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.screens.arrange_keys.FILTER_SECONDS", PATIENCE_SECONDS)
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("slash", *"ro")
        await run.sees("match “ro”")
        await run.press("b")
        await run.sees("match “rob”")
        await run.chosen("contact:1")
        assert desk.searches == []
        await run.press("enter")
        await run.until(lambda: desk.searches == ["rob"])


async def test_words_that_rest_are_a_search_without_enter() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("slash", *"rob")
        await run.until(lambda: desk.searches[-1:] == ["rob"])


async def test_what_was_chosen_is_chosen_no_more_while_the_list_narrows() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        records = run.app.board.records
        records.narrow()
        assert records.row is None
        assert records.choosing
        assert "of" not in records.foot("rob")
        assert "Robin E" in run.text


async def test_the_key_bar_tells_how_to_leave_the_filter() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.press("slash", *"rob")
        await run.sees("Enter Keep the filter  Esc Clear it")
        await run.press("escape")
        await run.sees("Enter Open")
        assert run.app.board.filter_text == ""

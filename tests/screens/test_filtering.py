"""The filter takes every letter that is typed after its key, however fast."""

from __future__ import annotations

from textual import events

from tests.screens.desk_app import running
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


async def test_a_slash_on_another_screen_is_no_filter() -> None:
    async with running(busy_desk()) as run:
        await run.press("L", "slash")
        assert not run.app.board.filter_box.display

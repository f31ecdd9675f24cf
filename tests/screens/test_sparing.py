"""What is left out of the terminal's updates stands there already: the screen is the same without it."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
from rich.console import RenderableType
from textual.screen import Screen

from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tui.app import DutyApp
from tui.sparing import SparingUpdate, Written

SIZE = (160, 44)
WALK = (
    "j", "j", "k", "2", "j", "1", "G", "g", "slash", "r", "o", "escape", "escape", "space", "escape", "question_mark",
    "escape", "c", "a", "escape", "p", "p", "S", "S", "A", "escape", "enter", "j", "j", "escape", "L", "escape", "3",
)  # fmt: skip


class Terminals:
    """One terminal that is written everything, and one that is written what is not there yet."""

    def __init__(self, width: int, height: int) -> None:
        self.whole, self.sparing = pyte.Screen(width, height), pyte.Screen(width, height)
        self._streams = pyte.Stream(self.whole), pyte.Stream(self.sparing)
        self._written = Written()
        self.bytes = [0, 0]

    def show(self, app: DutyApp, update: SparingUpdate) -> None:
        update._written = self._written
        updates = (update._update.render_segments(app.console), update.render_segments(app.console))
        for place, (stream, told) in enumerate(zip(self._streams, updates, strict=True)):
            stream.feed(told)
            self.bytes[place] += len(told)


@pytest.fixture
def terminals(monkeypatch: pytest.MonkeyPatch) -> Terminals:
    made = Terminals(*SIZE)

    def watched(app: Any, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, SparingUpdate):
            made.show(app, renderable)
            assert made.sparing.buffer == made.whole.buffer
        app.post_display_hook()

    monkeypatch.setattr("textual.app.App._display", watched)
    return made


async def test_the_screen_is_the_same_after_every_key_and_fewer_bytes_are_written(
    terminals: Terminals,
) -> None:
    async with running(busy_desk(), SIZE) as run:
        await run.chosen("contact:1")
        for key in WALK:
            await run.press(key)
        await run.sees("Needs attention")
    whole, sparing = terminals.bytes
    assert 0 < sparing < whole / 2


def test_a_piece_is_written_again_where_anything_was_written_over_a_part_of_it() -> None:
    written = Written()
    assert written.takes(1, 0, 10, "ten cells.")
    assert not written.takes(1, 0, 10, "ten cells.")
    assert written.takes(2, 0, 10, "ten cells.")
    assert written.takes(1, 4, 6, "..")
    assert not written.takes(1, 4, 6, "..")
    assert written.takes(1, 0, 10, "ten cells.")
    assert written.takes(1, 4, 6, "..")
    assert written.takes(1, 0, 10, "TEN CELLS.")
    written.forget()
    assert written.takes(1, 0, 10, "TEN CELLS.")

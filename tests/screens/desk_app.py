"""Runs the dashboard on a fake desk, and waits for what a test expects to see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.message import Message
from textual.notifications import Notify
from textual.pilot import Pilot, WaitForScreenTimeout

from ingest.clock import SetClock
from tests.screens.desk_records import NAMES
from tests.screens.fake_desk import NOON, Deed, FakeDesk
from tui.app import DutyApp
from tui.widgets.entry import PlainInput

PATIENCE_SECONDS = 180.0
UNASKED_SECONDS = 0.1
WIDE = (200, 60)


@dataclass
class Shown:
    """A dashboard that is on a screen. `stirred` is set by every message to a part of it; `said` are all notices
    that there were, also those that passed before anybody looked."""

    app: DutyApp
    pilot: Pilot[None]
    stirred: asyncio.Event
    said: list[str]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until `holds()`, asked again after each message to the dashboard, and now and then without one:
        what another thread does, and the clock's tick, are no messages. Fail if it does not come."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not holds():
                    self.stirred.clear()
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self.stirred.wait(), UNASKED_SECONDS)
        except TimeoutError:
            raise AssertionError("it did not come:\n" + self.text) from None

    async def press(self, *keys: str) -> None:
        """Press keys, each once all that the one before it started has been done, and the first once any is heeded."""
        await self.until(lambda: self.app.takes_keys)
        for key in keys:
            await self._patiently(lambda key=key: self.pilot.press(key))  # type: ignore[misc]
            await self._patiently(self.pilot.pause)

    async def _patiently(self, step: Callable[[], Awaitable[object]]) -> None:
        """Take a step of the pilot's, and wait on where it gives its own wait up: a machine that is busy
        elsewhere may need longer to open a screen of many boxes."""
        try:
            await step()
        except WaitForScreenTimeout:
            await self.pilot._wait_for_screen(PATIENCE_SECONDS)

    def types_in_one_go(self, *keys: str) -> None:
        """Press keys without a rest between them, as over a slow line or by a fast hand."""
        for key in keys:
            letter = key if len(key) == 1 else None
            self.app.post_message(events.Key(_character_to_key(key) if letter else key, letter))

    async def sees(self, words: str) -> None:
        await self.until(lambda: words in self.text)

    async def chosen(self, key: str) -> None:
        await self.until(lambda: self.app.board.records.cursor_key == key)

    async def read(self, key: str) -> None:
        """Wait until the detail of `key` is on the screen."""
        await self.until(lambda: self.app.board.shown is not None and self.app.board.shown.key == key)

    async def looks_at(self, view: str, key: str) -> None:
        """Go to a list by its key, and wait until the detail of its first record, `key`, is shown."""
        await self.press(view)
        await self.read(key)

    async def settled(self) -> None:
        """Wait until the desk's answers to what was asked so far have been shown."""
        answered = asyncio.Event()
        self.app.line.ask(lambda desk: None, lambda _: answered.set(), lambda _: None)
        await asyncio.wait_for(answered.wait(), PATIENCE_SECONDS)
        await self.pilot.pause()

    async def at_rest(self) -> None:
        """Wait until the filter is applied, the cursor's record read, and all answers shown."""
        board = self.app.board
        await self.until(lambda: board.filter_text == board.query_one("#filter", PlainInput).value.strip())
        before = ""
        while not before or before != self.text:
            if board.row is not None and board.classes & {"reading", "beside", "below"}:
                await self.read(board.row.key)
            before = self.text
            await self.settled()
            await self.settled()

    @property
    def text(self) -> str:
        """The screen as text, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def notices(self) -> list[str]:
        return [notice.message for notice in self.app._notifications]


@dataclass
class Running(Shown):
    """A dashboard on a fake desk, with its clock."""

    desk: FakeDesk
    clock: SetClock

    async def did(self, act: str, key: str, words: str | None = None) -> None:
        """Wait until the desk was asked for the act on the record, with the words if there are any."""
        await self.until(lambda: any((deed.act, deed.key) == (act, key) for deed in self.desk.deeds))
        assert words is None or Deed(act, key, words) in self.desk.deeds

    async def tells_no_name(self) -> None:
        """Wait for a notice: none names anybody."""
        await self.until(lambda: bool(self.notices))
        assert not [notice for notice in self.notices if any(name in notice for name in NAMES)]


@asynccontextmanager
async def shown(app: DutyApp, size: tuple[int, int], *, notices_drawn: bool = False) -> AsyncIterator[Shown]:
    """The dashboard at `size`, whether anything is on it yet or not."""
    stirred, said = asyncio.Event(), list[str]()

    def hear(message: Message) -> None:
        if isinstance(message, Notify):
            said.append(message.notification.message)
        stirred.set()

    async with app.run_test(size=size, message_hook=hear, notifications=notices_drawn) as pilot:
        yield Shown(app, pilot, stirred, said)


@asynccontextmanager
async def running(
    desk: FakeDesk,
    size: tuple[int, int] = (80, 24),
    *,
    read_only: bool = False,
    draft: Path | None = None,
    lock_minutes: float = 0,
    notices_drawn: bool = False,
) -> AsyncIterator[Running]:
    """The dashboard at `size`, once its first rows are shown and it heeds keys."""
    clock = SetClock(NOON)
    app = DutyApp(
        lambda: nullcontext(desk), clock, read_only=read_only, draft=draft, lock_minutes=lock_minutes
    )
    async with shown(app, size, notices_drawn=notices_drawn) as bare:
        run = Running(app, bare.pilot, bare.stirred, bare.said, desk, clock)
        await run.until(lambda: app.takes_keys)
        if desk.trouble is None:
            await run.until(lambda: bool(app.board.query("CountStrip")) and "awaiting" in run.text)
        yield run
    assert app.line.wait(PATIENCE_SECONDS)

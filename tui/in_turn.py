"""What is pressed is heeded in turn: each key once all that the one before it did is done.

    key -- app --> the part with the focus --> its parents --> app: its act

The toolkit lets the next key overtake: a key that is heeded at the app's door, or that goes to another part, is
done before the one that still climbs. Esc and / pressed in one breath would then open the filter and close it,
and the letters that follow would be the board's acts.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Final

from textual import events, on
from textual.app import App
from textual.message import Message

from tui.once import once

# Only where the part with the focus was taken away while it had the key; nobody then tells that it is done.
AT_THE_LATEST_SECONDS: Final = 1.0


class Climbed(Message, namespace="in_turn"):
    """Sent after a key on its way, so that it arrives right after it, or after whoever took the key is done."""

    def __init__(self, key: events.Event) -> None:
        super().__init__()
        self.key = key


class InTurn(App[None]):
    """An app that heeds what is pressed in its order, and nothing before `take_keys`: half a board would take a
    letter that is meant for a box, or for a question, as an act."""

    def __init__(self) -> None:
        super().__init__()
        self.takes_keys = False
        self._waiting: deque[events.Event] = deque()
        self._under_way: events.Event | None = None

    async def take_keys(self) -> None:
        """Heed what was pressed until now, and from now on what is."""
        self.takes_keys = True
        await self._heed_who_waits()

    async def on_event(self, event: events.Event) -> None:
        came_up = event.is_forwarded
        if not came_up and isinstance(event, events.InputEvent | events.Paste) and self._must_wait:
            self._waiting.append(event)
            if len(self._waiting) == 1:
                self._wait_no_longer()
            return
        await super().on_event(event)
        if came_up:
            self._done(event)
        elif isinstance(event, events.Key) and event.is_forwarded:
            self._under_way = event
            (self.focused or self.screen).post_message(Climbed(event))
            if self._waiting:
                self._wait_no_longer()

    @property
    def _must_wait(self) -> bool:
        return not self.takes_keys or self._under_way is not None

    def _wait_no_longer(self) -> None:
        if self._under_way is not None:
            once(self, AT_THE_LATEST_SECONDS, partial(self._next, self._under_way))

    @on(Climbed)
    def _climbed(self, message: Climbed) -> None:
        self._done(message.key)

    def _done(self, event: events.Event) -> None:
        """All that `event` did is done, but for what the app itself was asked to do after: the next one waits
        for that too."""
        if event is self._under_way:
            self.call_later(self._next, event)

    async def _next(self, done: events.Event) -> None:
        if done is self._under_way:
            self._under_way = None
            await self._heed_who_waits()

    async def _heed_who_waits(self) -> None:
        while self._waiting and self._under_way is None:
            await self.on_event(self._waiting.popleft())

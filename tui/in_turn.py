"""What is pressed is heeded in turn: each key once all that the one before it did is done.

    key -- app --> the part with the focus --> its parents --> app: its act

The toolkit lets the next key overtake: a key that is heeded at the app's door, or that goes to another part, is
done before the one that still climbs. Esc and / pressed in one breath would then open the filter and close it,
and the letters that follow would be the board's acts.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Any, Final

from textual import events
from textual.app import App
from textual.message import Message

# Only where the part with the focus was taken away while it had the key; nobody then tells that it is done.
AT_THE_LATEST_SECONDS: Final = 0.3


class Climbed(Message, namespace="in_turn"):
    """Sent after a key on its way, so that it arrives right after it, or after whoever took the key is done."""

    def __init__(self, key: events.Event) -> None:
        super().__init__()
        self.key = key


class InTurn:
    """What was pressed and waits for its turn. The app asks `holds` before it heeds what comes in, tells with
    `went_on` where it let a key go on, and with `arrived` that one came back up, or what followed it."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._under_way: events.Event | None = None
        self._waiting: deque[events.Event] = deque()

    def holds(self, event: events.Event) -> bool:
        """Whether `event` has to wait; it is given to the app again in its turn."""
        if self._under_way is None or event.is_forwarded:
            return False
        if not self._waiting:
            self._app.set_timer(AT_THE_LATEST_SECONDS, partial(self._next, self._under_way))
        self._waiting.append(event)
        return True

    def went_on(self, key: events.Key) -> None:
        """`key` was given to the part that has the focus."""
        self._under_way = key
        (self._app.focused or self._app.screen).post_message(Climbed(key))

    def arrived(self, key: events.Event) -> None:
        """All that `key` did is done, but for what the app itself was asked to do after: the next one waits
        for that too."""
        if key is self._under_way:
            self._app.call_later(self._next, key)

    async def _next(self, done: events.Event) -> None:
        if done is not self._under_way:
            return
        self._under_way = None
        while self._waiting and self._under_way is None:
            await self._app.on_event(self._waiting.popleft())

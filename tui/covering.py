"""What lies over everything, a window too small and a desk left alone: nothing opens on top of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.await_complete import AwaitComplete

from tui.screens.over import Locked, TooSmall
from tui.telling import Telling

SMALLEST = (80, 24)
COVERS = (Locked, TooSmall)


class Covering(Telling):
    """An app whose screens may be covered; with a `passphrase_hash` the cover asks for the passphrase."""

    def __init__(self, passphrase_hash: str | None) -> None:
        super().__init__()
        self._passphrase_hash = passphrase_hash
        self._withheld: list[Callable[[], object]] = []

    @property
    def is_covered(self) -> bool:
        return isinstance(self.screen, COVERS)

    if not TYPE_CHECKING:  # to who reads types Textual's own signature stands

        def push_screen(self, screen: Any, *given: Any, **named: Any) -> object:
            """Open a screen; while the desk is covered it waits until that is over."""
            if self._screen_stack and self.is_covered and not isinstance(screen, COVERS):
                self._withheld.append(lambda: self.push_screen(screen, *given, **named))
                return AwaitComplete()
            return super().push_screen(screen, *given, **named)

    def pop_screen(self) -> AwaitComplete:
        popped = super().pop_screen()
        if not self.is_covered:
            withheld, self._withheld = self._withheld, []
            for push in withheld:
                push()
        return popped

    @on(events.Resize)
    def _cover_where_it_is_small(self, event: events.Resize) -> None:
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def action_lock(self) -> None:
        from tui.passphrase import agrees

        if not self.is_covered:
            kept = self._passphrase_hash
            self.push_screen(Locked(None if kept is None else lambda words: agrees(words, kept)))

    def action_command_palette(self) -> None:
        from tui.screens.palette import Palette

        if not (self.is_covered or isinstance(self.screen, Palette)):
            self.push_screen(Palette())

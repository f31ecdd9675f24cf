"""Keys for what is in sight: the list or the record alone, blank fields, the banner, what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.acting import Acting
from tui.screens.board_shape import shape_of

if TYPE_CHECKING:
    from textual.geometry import Size


class SightKeys(Acting):
    """A mixin of the board screen: while `alone` the list or the record has all the room."""

    if TYPE_CHECKING:

        @property
        def announced(self) -> str: ...
        def announce(self, words: str) -> None: ...
        def fit_into(self, size: Size) -> None: ...
        def enter_reading(self) -> None: ...
        def leave_reading(self) -> None: ...

    alone: bool = False

    def action_zoom(self) -> None:
        """Give all the room to what is in focus, the list or the record, or both their part of it again."""
        if not self.alone and shape_of(self.duty.size) == "single":
            self.report("This window has room for one of them: Enter shows the record, Esc the list.")
            return
        reads = self.pane.has_focus and self.shown is not None
        self.alone = not self.alone
        self.fit_into(self.duty.size)
        if reads:
            self.enter_reading()
        else:
            self.leave_reading()

    def action_said(self) -> None:
        from tui.screens.said import Said

        self.duty.push_screen(Said(self.duty.said, self.duty.clock.now()))

    def action_blanks(self) -> None:
        self.pane.blanks = not self.pane.blanks

    def action_dismiss_banner(self) -> None:
        if not self.announced:
            self.report("No banner stands above the list.")
        self.announce("")

"""The board's digits on what is read beside it: each leads on from there as it does from the board."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from ingest.views import View
from tui.lists import VIEW_KEYS, VIEWS
from tui.screens.on_duty import OnDuty, _Result

# Under the names that the board's own have, so that the settings' `[keys]` move both.
LEADS_ON: Final[list[BindingType]] = [
    *(
        Binding(VIEW_KEYS[view], f"list_of('{view.value}')", words, show=False, id=f"view_{view.value}")
        for view, words, _ in VIEWS
    ),
    Binding("7", "beside('child_history')", "The child's whole history", show=False, id="child_history"),
    Binding("F,8", "beside('find')", "Find any record", show=False, id="find"),
    Binding("9", "beside('audit')", "Who did and saw what", show=False, id="audit"),
    Binding("p", "privacy", "Hide names, and go back", show=False, id="privacy"),
]


class Beside(OnDuty[_Result]):
    """A screen that is read, and in which nothing is typed. `shows` is which of those beside the lists it is:
    its own digit goes back."""

    shows: str = ""

    def action_list_of(self, name: str) -> None:
        self.duty.return_to_board()
        self.duty.board.turn_to(View(name))

    async def action_beside(self, name: str) -> None:
        self.duty.return_to_board()
        if name != self.shows and self.duty.board.may(name):
            await self.duty.board.run_action(name)

    def action_privacy(self) -> None:
        """Hide names, and leave what is drawn with them at once: somebody is behind the officer."""
        self.duty.action_privacy()
        if self.duty.private:
            self.duty.return_to_board()

"""The way back: from a record that was opened out of another to that one, and last to the line of the list
where the officer was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.screens.acting import Acting
from tui.widgets.record_lines import Item


@dataclass(frozen=True, slots=True)
class _Step:
    """A record that was left for another: read, with the cursor on `item`, or a line of the list alone."""

    key: str
    item: Item | None
    was_read: bool


class WayBack(Acting):
    """A mixin of the board screen."""

    if TYPE_CHECKING:

        def enter_reading(self) -> None: ...

    _way: tuple[_Step, ...] = ()
    _returns_to: _Step | None = None

    def show_key(self, key: str) -> None:
        """Read any record and show it, at its line where that is at hand; Esc goes back to where one was."""
        step = self._here()
        if step is not None and step.key != key:
            self._way = (*self._way, step)
        self._lead_to(key)

    def step_back(self) -> bool:
        """Go back to the record from which the one that is read was opened; False where it was opened from
        none, and the list is next."""
        if not self._way:
            return False
        *way, step = self._way
        self._way = tuple(way)
        if step.was_read:
            self._returns_to = step
            self._lead_to(step.key)
        else:
            self.records.choose(step.key)
        return step.was_read

    def forget_way(self) -> None:
        """The officer has gone on in the list: that is where Esc leads."""
        self._way = ()

    def item_to_return_to(self, key: str) -> Item | None:
        """On what of the record of `key` the cursor stood when it was left, once; none where it is not gone back to."""
        step, self._returns_to = self._returns_to, None
        return step.item if step is not None and step.key == key else None

    def _here(self) -> _Step | None:
        shown, row = self.shown, self.row
        if shown is not None and self.pane.has_focus:
            return _Step(shown.key, self.pane.item, was_read=True)
        return None if row is None else _Step(row.key, None, was_read=False)

    def _lead_to(self, key: str) -> None:
        if not self.records.choose(key):
            self.records.leave()
            self.pane.strayed = True
        self.enter_reading()
        self.pane.focus()
        self._read(key)

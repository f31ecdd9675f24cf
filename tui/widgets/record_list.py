"""The list of a view: it asks for the rows in sight only, and its cursor keeps to a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message

from ingest.views import AS_IT_COMES, Arrangement, Row, Sort, View, Window
from tui.lists import HELD_WORDS, SORT_WORDS
from tui.text import clean
from tui.widgets.drawn_rows import DrawnRows

PAGE = 200
MARK_WIDTH = 1


class RecordList(DrawnRows, can_focus=True, inherit_bindings=False):
    """Rows of one view, keyed by record. `cursor_key` is the record that acts apply to; `None` while nothing
    is chosen: the list is empty, or the record left it. It never jumps to another record on its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next record", show=False, id="next"),
        Binding("k,up", "move(-1)", "Previous record", show=False, id="previous"),
        Binding("g,home", "first", "First record", show=False, id="first"),
        Binding("G,end", "last", "Last record", show=False, id="last"),
        Binding("pagedown", "page(1)", "A page down", show=False, id="page_down"),
        Binding("pageup", "page(-1)", "A page up", show=False, id="page_up"),
        Binding("space", "mark", "Mark, to act on several", show=False, id="mark"),
        Binding("asterisk", "mark_all", "Mark all in sight, or none", show=False, id="mark_all"),
    ]

    @dataclass
    class RowsWanted(Message):
        """Rows from `offset` are in sight and not here."""

        offset: int

    @dataclass
    class Chosen(Message):
        """The cursor is on another record, or on none."""

        row: Row | None

    class Marked(Message):
        """Another set of records is marked."""

    class Fitted(Message):
        """It is as wide as it will be: what stands above it must keep to its columns."""

    class Opened(Message):
        """The record under the cursor was asked for with the mouse."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now, id="records")
        self._fresh = True

    # What is chosen.

    @property
    def row(self) -> Row | None:
        """The row of the record under the cursor."""
        row = self._rows.get(self.cursor)
        return row if row is not None and row.key == self.cursor_key else None

    @property
    def choosing(self) -> bool:
        """Whether the cursor waits for rows that have not come yet."""
        return self._fresh

    def foot(self, filtered_by: str) -> str:
        """The line below the rows: where the cursor is and of how many, and how they are arranged."""
        if not self.loaded:
            return " …"
        told = [self._counted(filtered_by)]
        if self.arranged.agency is not None:
            told.append(f"only {clean(self.arranged.agency) or 'no agency known'}")
        if self.arranged.held is not None:
            told.append(f"only {HELD_WORDS[self.arranged.held]}")
        if self.arranged != AS_IT_COMES and self.arranged.sort is not Sort.DUE:
            told.append(f"by {SORT_WORDS[self.arranged.sort]}")
        if self.arranged.reverse:
            told.append("turned round")
        if self.marked:
            told.append(f"✓ {len(self.marked)} marked")
        return " " + "  ·  ".join(told)

    def _counted(self, filtered_by: str) -> str:
        if not self.total:
            return "none"
        if filtered_by:
            return f"{self.shown:,} of {self.total:,} match “{clean(filtered_by)}”  Esc clears"
        if self.shown < self.total:
            return f"{self.shown:,} of {self.total:,}  Esc shows all"
        if self.cursor_key is None:
            return f"{self.total:,} in all"
        return f"{self.cursor + 1:,} of {self.total:,}"

    def turn_to(self, view: View, arranged: Arrangement = AS_IT_COMES) -> None:
        """Show another view (or filter, or order) from its top; its rows come with `show`."""
        self.view, self.arranged = view, arranged
        self._rows.clear()
        self.shown = self.total = 0
        self._measure()
        self.narrow()

    def return_to(self, key: str | None) -> None:
        """Choose a record before the rows come, if it still stands among them; else none."""
        if key is not None:
            self.cursor_key, self._fresh = key, False

    def narrow(self) -> None:
        """Choose and mark nothing, and begin at the top: other rows come with `show`, and until then those
        stay that stand there."""
        self.unmark()
        self._fresh = True
        self.cursor, self.cursor_key = 0, None
        self.loaded = False
        self.scroll_to(y=0, animate=False, force=True)
        self.post_message(self.Chosen(None))

    def show(self, window: Window, key: str | None, position: int | None) -> bool:
        """Take a snapshot's rows; `position` is where the record of `key` stood a moment before or after:
        the cursor's, or while nothing is chosen the one that left the list and is still looked at. False
        if the cursor is on another by now that is not in these rows: they would move under it."""
        if self.cursor_key is not None:
            found = window.place_of(self.cursor_key, position if key == self.cursor_key else None)
            if found is None and key != self.cursor_key:
                return False
            self._keep(window, found)
        else:
            self._take(window)
            stands = None if key is None else window.place_of(key, position)
            if stands is not None and not self._fresh:
                self._choose(stands)
            self._choose_after_loading()
        self.refresh()
        return True

    def _keep(self, window: Window, found: int | None) -> None:
        before = self.row
        if found is None:
            self._take(window)
            self.cursor = max(0, min(self.cursor, self.shown - 1))
            self.cursor_key = None
            self.post_message(self.Chosen(None))
            return
        moved = found - self.cursor
        self.cursor = found
        self._take(window)
        if moved:
            self.scroll_to(y=max(0, self.scroll_offset.y + moved), animate=False, force=True)
        after = self.row
        if after is not None and after != before:
            self.post_message(self.Chosen(after))

    def _choose_after_loading(self) -> None:
        # The first rows of a view just opened, or a row that was jumped to before it came.
        if self._fresh and self.shown:
            self._choose(self.cursor)
        if self.shown or not self._fresh:
            self._fresh = False

    def _take(self, window: Window) -> None:
        self._rows = {window.offset + place: row for place, row in enumerate(window.rows)}
        self._times.clear()
        # A mark is of the record as it was last seen: what an act on it must not have changed since.
        self.marked |= {row.key: row for row in window.rows if row.key in self.marked}
        self.shown, self.total = window.shown, window.total
        self.loaded = True
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(0, self.shown)

    def _choose(self, index: int) -> None:
        if not self.shown:
            return
        self._repaint(self.cursor)
        self.cursor = max(0, min(index, self.shown - 1))
        row = self._rows.get(self.cursor)
        self.cursor_key = row.key if row is not None else None
        self._fresh = row is None
        self._bring_into_sight()
        self._repaint(self.cursor)
        self.post_message(self.Chosen(row))

    def _repaint(self, index: int) -> None:
        """Draw one row anew: over a slow line every other would be felt."""
        line = index - self.scroll_offset.y
        if 0 <= line < self.size.height:
            self.refresh(Region(0, line, self.size.width, 1))

    def _bring_into_sight(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
        # By force: where the scrollbar is not laid out yet, nothing would move, and nothing would try again.
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)
        self._want_rows()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want_rows()

    def _want_rows(self) -> None:
        top = self.scroll_offset.y
        bottom = min(self.shown, top + max(1, self.size.height))
        if any(index not in self._rows for index in range(top, bottom)):
            self.post_message(self.RowsWanted(max(0, top - PAGE // 3)))

    # Keys and mouse.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return self.row is not None if action == "mark" else action != "mark_all" or bool(self.shown)

    def why_not(self, action: str) -> str | None:
        """Why there is nothing to mark."""
        marks = action in {"mark", "mark_all"}
        return "There is no record here to mark: choose one with ↑ and ↓." if marks else None

    def action_move(self, by: int) -> None:
        if self.cursor_key is None and not self._fresh:
            by = 0 if by > 0 else -1
        self._choose(self.cursor + by)

    def action_first(self) -> None:
        self._choose(0)

    def action_last(self) -> None:
        self._choose(self.shown - 1)

    def action_page(self, by: int) -> None:
        self._choose(self.cursor + by * max(1, self.size.height - 1))

    def choose(self, key: str) -> bool:
        """Choose the record of `key` where it stands; False if it is not among the rows that are at hand."""
        at = next((index for index, row in self._rows.items() if row.key == key), None)
        if at is not None:
            self._choose(at)
        return at is not None

    def leave(self) -> None:
        """Choose no record: another is shown, which need not stand in this list."""
        self.cursor_key = None
        self.refresh()

    def choose_here(self) -> None:
        """Take the record that stands where the cursor is, if none is chosen."""
        if self.cursor_key is None:
            self._choose(self.cursor)

    def action_mark(self) -> None:
        row = self.row
        if row is None:
            return
        if self.marked.pop(row.key, None) is None:
            self.marked[row.key] = row
        self.post_message(self.Marked())
        self._repaint(self.cursor)
        self.action_move(1)

    def action_mark_all(self) -> None:
        sight = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        rows = {row.key: row for place in sight if (row := self._rows.get(place))}
        self.marked = {} if rows.keys() <= self.marked.keys() else {**self.marked, **rows}
        self.post_message(self.Marked())
        self.refresh()

    def unmark(self, keys: Iterable[str] | None = None) -> None:
        """Mark these records no longer, or none at all."""
        if not self.marked:
            return
        for key in list(self.marked) if keys is None else keys:
            self.marked.pop(key, None)
        self.post_message(self.Marked())
        self.refresh()

    def on_resize(self) -> None:
        self.post_message(self.Fitted())

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y
        if index < self.shown:
            self._choose(index)
            if event.ctrl or event.x < MARK_WIDTH:
                self.action_mark()
                return
            if event.chain > 1:
                self.post_message(self.Opened())

"""The board: counts, views, a list and a record. It holds a snapshot and asks for the next.

A record is read (and so audited) when Enter is pressed on it, or, where list and record are
both on the screen, once the cursor has rested on it: passing over rows reads nobody's record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from ingest.views import AS_IT_COMES, Detail, Row, View, Window
from tui.desk_line import Board, Look
from tui.once import once
from tui.screens.board_acts import BoardActs
from tui.screens.board_keys import KEYS
from tui.screens.board_shape import SHAPES, shape_of
from tui.screens.on_duty import OnDuty
from tui.screens.places import PLACES
from tui.widgets.entry import FilterInput, PlainInput
from tui.widgets.record_list import PAGE, RecordList
from tui.widgets.record_pane import RecordPane
from tui.widgets.row_cells import headings, sort_at
from tui.widgets.strips import (
    Banner,
    CountStrip,
    Foot,
    Headings,
    HealthLine,
    KeyBar,
    Masthead,
    ViewPicked,
    ViewTabs,
)

REST_SECONDS = 0.4
PARTS = (Masthead, HealthLine, Banner, CountStrip, ViewTabs, RecordList, RecordPane)


class BoardScreen(BoardActs, OnDuty[None]):
    """The duty desk's one screen; what it shows comes in with `show_board`."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._now = now
        self._wanted: str | None = None
        self._rest: Timer | None = None
        self._opens = False
        self._read_at: Row | None = None  # how its line read then
        self.last_chosen: str | None = None
        self._parts: list[Widget] = []

    def compose(self) -> ComposeResult:
        self._arrange_parts(self.app.size)  # before the parts are styled: they need not be styled again
        banner = Banner()
        box = FilterInput(placeholder="filter: type, Enter keeps it, Esc clears it", id="filter")
        banner.display = box.display = False
        yield Masthead()
        yield HealthLine()
        yield banner
        yield CountStrip()
        yield ViewTabs()
        with Container(id="desk"):
            with Vertical(id="list"):
                yield Headings()
                yield RecordList(self._now)
                yield Foot(id="foot")
            yield RecordPane(self._now)
        yield box
        yield KeyBar()

    def on_mount(self) -> None:
        self._parts = [self.query_one(part) for part in PARTS]  # looked for at each tick they would be felt
        self.pane.say("Choose a record with ↑ and ↓.")
        self.set_focus(self.records)
        self.tick(self._now)
        self.duty.board_ready()

    # What is shown.

    @property
    def is_whole(self) -> bool:
        """Whether all its parts are there: not before it is mounted, nor while it is taken down."""
        return self.is_attached and bool(self._parts) and all(part.is_attached for part in self._parts)

    @property
    def filter_box(self) -> PlainInput:
        return self.query_one("#filter", PlainInput)

    def rest(self, seconds: float, then: Callable[[], None]) -> Timer:
        return once(self, seconds, then)

    def enter_reading(self) -> None:
        if self.has_class("single"):
            self.add_class("reading")

    def leave_reading(self) -> None:
        self.remove_class("reading")

    @property
    def records(self) -> RecordList:
        return self.query_one(RecordList)

    @property
    def pane(self) -> RecordPane:
        return self.query_one(RecordPane)

    @property
    def view(self) -> View:
        return self.records.view

    @property
    def row(self) -> Row | None:
        return self.records.row

    @property
    def shown(self) -> Detail | None:
        """The detail on the screen, if it is of the record under the cursor or of one that has left the list."""
        detail = self.pane.detail
        if detail is None or not self._pane_is_visible() or self.records.choosing:
            return None
        return detail if self.records.cursor_key in {None, detail.key} else None

    def _pane_is_visible(self) -> bool:
        return not self.has_class("single") or self.has_class("reading")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's signature
        if not self.is_mounted:
            return True
        if action == "open":
            item = self.may("correct") or self.may("compare") or self.may("open_item")
            return item if self.has_class("reading") else bool(self.records.shown or not self.records.loaded)
        if action == "filter":
            return self.focused is not self.filter_box  # there a slash is a letter, as in a date
        return action in {"next_found", "view", "go"} or self.may(action)

    # What comes in.

    def show_first(self, window: Window) -> None:
        """Show the first rows, before anything else is known."""
        self.records.show(window, None, None)  # its headings come once it is as wide as it will be

    def show_board(self, board: Board) -> None:
        """Take a snapshot; one of another view or filter than is shown now is too late."""
        self.query_one(CountStrip).counts = board.counts
        health = self.query_one(HealthLine)
        health.health, health.trouble, health.unsent = board.health, None, board.counts.letters_not_sent
        if board.window is None or not self._shows(board.look) or (self.still and not board.asked):
            return
        # Where a record stands that is no longer looked at must not take the cursor back to it.
        followed = board.look.key if board.look.key == self._key_followed() else None
        if not self.records.show(board.window, followed, board.position):
            self.look_again()
            return
        if self.records.choosing:  # there is no row to choose: nothing more is to come
            self._show_none("")
        self._write_headings()

    def _shows(self, look: Look) -> bool:
        return (look.view, look.text, look.arranged) == (self.view, self.filter_text, self.arranged)

    def show_trouble(self, sentence: str) -> None:
        self.query_one(HealthLine).trouble = sentence

    @property
    def announced(self) -> str:
        return self.query_one(Banner).words

    @property
    def worker_is_well(self) -> bool:
        return self.query_one(HealthLine).is_well

    def announce(self, words: str) -> None:
        """One loud line, until it is put away or the next."""
        self.query_one(Banner).words = words

    def tick(self, now: datetime, waited: float = 0.0) -> None:
        """It is `now`, and what was asked of the desk has `waited` for so many seconds."""
        self._now = now
        self.query_one(Masthead).now = now
        health = self.query_one(HealthLine)
        health.now, health.waited = now, int(waited)
        self.records.tick(now)
        self.pane.tick(now)

    def flag(self, flags: str) -> None:
        self.query_one(Masthead).flags = flags

    def sign(self, officer: str) -> None:
        """Say in whose name everything is done and looked at."""
        self.query_one(Masthead).officer = officer

    def hide_names(self, private: bool) -> None:
        self.records.private = self.pane.private = private

    def _write_headings(self) -> None:
        records = self.records
        self.query_one(Headings).words = headings(self.view, records.columns, self.arranged)
        self.query_one("#foot", Foot).words = records.foot(self.filter_text)

    # Looking.

    def look_again(self) -> None:
        """Ask for the rows in sight, and where the record under the cursor stands."""
        self._look_from(max(0, self.records.scroll_offset.y - PAGE // 3))

    def _look_from(self, offset: int) -> None:
        key = self._key_followed()
        self.duty.line.look(Look(self.view, self.filter_text, offset, PAGE, key, self.arranged, self.passing))

    def read_again(self) -> None:
        """Read the record that is shown anew: an act must not leave on the screen what it changed."""
        if self.shown is not None:
            self._read(self.shown.key)

    def _key_followed(self) -> str | None:
        # A record that left the list and is still shown is found again when it comes back.
        if self.records.cursor_key is None and self.shown is not None:
            return self.shown.key
        return self.records.cursor_key

    @on(RecordList.RowsWanted)
    def _fetch_rows(self, message: RecordList.RowsWanted) -> None:
        self._look_from(message.offset)

    @on(RecordList.Marked)
    @on(RecordList.Fitted)
    def _marked(self) -> None:
        self._write_headings()
        self.refresh_bindings()

    @property
    def has_marks(self) -> bool:
        return bool(self.records.marked)

    @on(RecordList.Chosen)
    def _chosen(self, message: RecordList.Chosen) -> None:
        self._write_headings()
        self.refresh_bindings()
        row = message.row
        if (None if row is None else row.key) != self.records.cursor_key:
            return  # keys that came in one breath have gone on, and may have opened another since
        opens, self._opens = self._opens, self._opens and row is None and self.records.choosing
        if row is None:
            self._leave_record()
            return
        self.pane.strayed, self.last_chosen = False, row.key
        if opens:
            self.open_record()
            return
        if self._wanted == row.key:
            if row != self._read_at:
                self._read(row.key)  # it changed while it is shown, or is being opened
            return
        self.forget_way()
        self.remove_class("reading")
        self._show_none("…" if self._pane_is_visible() else "")
        if self._pane_is_visible():
            self._read_at_rest()

    def _leave_record(self) -> None:
        if self.records.choosing:
            self._show_none("" if self.records.loaded else "…")
            return
        detail = self.pane.detail
        self.pane.strayed = True
        if detail is None or not self._pane_is_visible():
            self._show_none("Choose a record with ↑ and ↓.")
        else:
            self._read(detail.key)

    def _read_at_rest(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = once(self, REST_SECONDS, self._rested)

    def _rested(self) -> None:
        if self.row is not None and self._pane_is_visible():
            self._read(self.row.key)

    def _read(self, key: str) -> None:
        self._wanted, self._read_at = key, self.row
        self.duty.line.ask_for_the_screen(
            lambda desk: desk.detail(key), self._show_record, lambda error: self.pane.say(error.sentence)
        )

    def _show_record(self, detail: Detail) -> None:
        # The cursor may have moved on while the desk was asked.
        if detail.key != self._wanted or (self.row is not None and self.row.key != detail.key):
            return
        self.pane.show(detail, self.item_to_return_to(detail.key))
        self.refresh_bindings()

    def _show_none(self, hint: str) -> None:
        self._wanted = None
        self.pane.say(hint)

    # Keys.

    def open_record(self) -> None:
        """Read the record under the cursor and show it, in the list's place if need be."""
        self.records.choose_here()
        if self.row is None:
            self._opens = self.records.choosing  # its rows are on their way: Enter came in one breath
            return
        self.enter_reading()
        self.pane.focus()
        detail = self.pane.detail
        if detail is None or detail.key != self.row.key:
            self.pane.say("reading …")
            self._read(self.row.key)
        self.refresh_bindings()

    def action_open(self) -> None:
        if self.pane.has_focus and self.shown is not None:
            if self.may("correct"):
                self.action_correct()
            elif self.pane.match is not None:
                self.action_compare()
            else:
                self.open_item()
            return
        self.open_record()

    @on(RecordList.Opened)
    @on(RecordPane.ItemOpened)
    def _double_clicked(self) -> None:
        self.action_open()

    def action_go_back(self) -> None:
        """One step: from the filter, from the record to the one it was opened from, to the list; it never quits."""
        self._opens = False
        if self.filter_box.has_focus:
            self.set_filter("")
        elif self.pane.has_focus or self.has_class("reading"):
            if self.step_back():
                return
            self.remove_class("reading")
        elif self.records.marked:
            self.records.unmark()
        elif self.filter_text:
            self.set_filter("")
        elif self.arranged.narrows:
            self.rearrange(replace(self.arranged, agency=None, held=None))
        self.records.focus()
        self.refresh_bindings()

    def action_go(self, name: str) -> None:
        """Open one of the screens that stand beside the board."""
        place = next(place for place in PLACES if place.name == name)
        self.duty.push_screen(place.open(self.duty))

    def action_view(self, name: str) -> None:
        self.turn_to(View(name))

    @on(ViewPicked)
    async def _picked(self, message: ViewPicked) -> None:
        await self.run_action(message.action)

    def turn_to(self, view: View) -> None:
        """Show another view, from its top, whole and in its own order."""
        if view is not self.view:
            self.remember_list()
        self.filter_text, self.arranged = "", AS_IT_COMES
        self._opens, self.last_chosen = False, None
        self.forget_way()
        self.filter_box.value, self.filter_box.display = "", False
        self.query_one(ViewTabs).view = view
        self.show_from_top(view)
        self.records.focus()

    # Textual looks for handlers in the screen's own class only.

    @on(Input.Changed, "#filter")
    def _filter_changed(self) -> None:
        self.filter_typed()

    @on(Input.Submitted, "#filter")
    def _filter_submitted(self) -> None:
        self.filter_kept()

    @on(Headings.Picked)
    def _heading_picked(self, message: Headings.Picked) -> None:
        self.sort_by(sort_at(message.x, self.records.columns))

    def on_resize(self, event: events.Resize) -> None:
        self.fit_into(event.size)

    def fit_into(self, size: Size) -> None:
        """Give list and record their parts of a board of this size."""
        self._arrange_parts(size)
        self.call_after_refresh(self._resized)

    def _arrange_parts(self, size: Size) -> None:
        for shape in SHAPES:
            self.set_class(shape == ("single" if self.alone else shape_of(size)), shape)

    def _resized(self) -> None:
        self._write_headings()
        if self.row is not None and self.pane.detail is None and self._pane_is_visible():
            self._read_at_rest()
        self.refresh_bindings()

"""The detail of one record, with a cursor over what can be acted on: matches and fields."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ingest.views import Detail
from tui.text import fit
from tui.widgets.record_lines import FieldItem, Item, Line, MatchItem, Page
from tui.widgets.whole_record import lines_of

if TYPE_CHECKING:
    from ingest.domain.model import Match

ROLES = ("heading", "rule", "label", "quiet", "strong", "good", "soon", "overdue", "calm")
MARGIN = 2
WRITE_ANEW = timedelta(seconds=5)


class RecordPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a `Detail`. `item` is what the cursor is on."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pane--{role}" for role in ROLES} | {"pane--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next item", show=False),
        Binding("k,up", "move(-1)", "Previous item", show=False),
        Binding("g,home", "top", "Top", show=False),
        Binding("G,end", "bottom", "Bottom", show=False),
        Binding("pagedown", "page(1)", "A page down", show=False),
        Binding("pageup", "page(-1)", "A page up", show=False),
    ]
    private = reactive(False)
    blanks = reactive(False)
    strayed = reactive(False)

    class ItemOpened(Message):
        """The item under the cursor was asked for with the mouse."""

    def __init__(self, now: datetime) -> None:
        super().__init__(id="record")
        self.now = now
        self.detail: Detail | None = None
        self.hint = ""
        self.item: Item | None = None
        self._lines: list[Line] = []
        self._plain = Style()

    @property
    def match(self) -> Match | None:
        """The match that acts apply to: the one under the cursor."""
        return self.item.match if isinstance(self.item, MatchItem) else None

    def show(self, detail: Detail, at: Item | None = None) -> None:
        """Show a record; the cursor stays on its match or field if it is the same record, and else is put on
        what was `at` it before."""
        same = self.detail is not None and self.detail.key == detail.key
        kept = _name(self.item) if same else _name(at)
        self.detail = detail
        self._write()
        self.item = next((line.item for line in self._lines if kept and _name(line.item) == kept), None)
        if not same:
            self.scroll_to(y=0, animate=False, force=True)
        if self.item is None:
            self.item = self._first_item()
        elif not same:
            self._go(self.item)
        self.refresh()

    def say(self, hint: str) -> None:
        """Show no record, but a sentence."""
        if self.detail is None and self.hint == hint:
            return
        self.detail = None
        self.item = None
        self.hint = hint
        self._write()
        self.refresh()

    def tick(self, now: datetime) -> None:
        """Write the lines anew if a time in them has changed: they tell minutes, so now and then."""
        if now - self.now < WRITE_ANEW:
            return
        self.now = now
        before = [line.text for line in self._lines]
        self._write()
        if before != [line.text for line in self._lines]:
            self.refresh()

    def _first_item(self) -> Item | None:
        from ingest.domain.model import MatchStatus

        matches = [item for item in self._items() if isinstance(item, MatchItem)]
        for match in matches:
            if match.match.status is MatchStatus.SUGGESTED:
                return match
        return next(iter(matches), None)

    def _items(self) -> list[Item]:
        items: list[Item] = []
        for line in self._lines:
            if line.item is not None and (not items or items[-1] != line.item):
                items.append(line.item)
        return items

    @property
    def text_width(self) -> int:
        """Cells that a line may take."""
        return max(20, self.scrollable_content_region.width - MARGIN - 1)

    def _write(self) -> None:
        width = self.text_width
        if self.detail is None:
            page = Page(width, self.now)
            page.write(self.hint, "quiet")
            self._put(page.lines)
            return
        lines = lines_of(self.detail, self.now, width, private=self.private, blanks=self.blanks)
        if self.strayed:
            note = fit("▹ shown without a line in the list; u, C or D take acts back", width)
            lines.insert(0, Line(((note, "soon"),)))
        self._put(lines)

    def _put(self, lines: list[Line]) -> None:
        self._lines = lines
        self.virtual_size = Size(0, len(lines))

    def watch_private(self) -> None:
        self._rewrite()

    def watch_strayed(self) -> None:
        self._rewrite()

    def watch_blanks(self) -> None:
        self._rewrite()

    def on_resize(self) -> None:
        self._rewrite()

    def _rewrite(self) -> None:
        kept = _name(self.item)
        self._write()
        self.item = next((line.item for line in self._lines if kept and _name(line.item) == kept), None)
        self.refresh()

    # Keys and mouse.

    def action_move(self, by: int) -> None:
        items = self._items()
        if not items:
            self.scroll_relative(y=by, animate=False)
            return
        here = items.index(self.item) if self.item in items else -1
        there = max(0, min(here + by, len(items) - 1))
        if there == here:
            self.scroll_relative(y=by, animate=False)  # what stands beyond the last item can be read too
        else:
            self._go(items[there])

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False, force=True)

    def action_bottom(self) -> None:
        self.scroll_to(y=len(self._lines), animate=False, force=True)

    def action_page(self, by: int) -> None:
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False)

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y
        item = self._lines[index].item if index < len(self._lines) else None
        if item is not None:
            self._go(item)
            if event.chain > 1:
                self.post_message(self.ItemOpened())

    def _go(self, item: Item) -> None:
        self.item = item
        places = [place for place, line in enumerate(self._lines) if line.item == item]
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if places and places[0] < top:
            self.scroll_to(y=max(0, places[0] - 1), animate=False, force=True)
        elif places and places[-1] >= top + height:
            self.scroll_to(y=places[-1] - height + 1, animate=False, force=True)
        self.refresh()
        self.screen.refresh_bindings()

    # Drawing.

    def render_lines(self, crop: Region) -> list[Strip]:
        self._plain = self.rich_style  # put together anew each time that it is asked for
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        index = self.scroll_offset.y + y
        ground = self._plain
        if index >= len(self._lines):
            return Strip.blank(width, ground)
        line = self._lines[index]
        at_cursor = line.item is not None and line.item == self.item
        if at_cursor and not isinstance(line.item, MatchItem) and self.has_focus:
            ground = self.get_component_rich_style("pane--cursor")
        mark = "▌ " if at_cursor and (self.has_focus or isinstance(line.item, MatchItem)) else "  "
        segments = [Segment(mark, ground)]
        segments += [Segment(text, ground + self._colour(role)) for text, role in line.spans if text]
        return Strip(segments).adjust_cell_length(width, ground)

    def _colour(self, role: str) -> Style:
        if not role:
            return Style()
        style = self.get_component_rich_style(f"pane--{role}")
        # What a line's ground sets, its colours leave as it is.
        return Style(color=style.color, bold=style.bold, reverse=style.reverse or None)


def _name(item: Item | None) -> str | None:
    if isinstance(item, MatchItem):
        return f"match {item.match.id}"
    return item.pointer if isinstance(item, FieldItem) else str(item) if item is not None else None

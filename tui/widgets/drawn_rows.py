"""How a list of records draws its rows: only those in sight, and of a tick only the times that changed."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ingest.views import AS_IT_COMES, Row, Sort, View
from tui.times import Urgency
from tui.widgets.row_cells import Cells, Columns, cells_of, columns_for, grouped_words

RAG_ROLES = {"red": "list--overdue", "amber": "list--soon", "green": "list--calm"}
NOTHING_YET = {
    View.AWAITING: "No call waits for its form.",
    View.UNMATCHED: "No form is without its call.",
    View.ATTENTION: "Nothing needs attention.",
    View.NO_FORM: "No email came without a form.",
    View.MATCHED: "No form is matched yet.",
    View.DECISIONS: "No decision is due.",
    View.CLOCKS: "No statutory clock runs.",
}


class DrawnRows(ScrollView):
    """Draws what a `RecordList` holds: `shown` rows of `view`, of which those at hand stand in `_rows`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--cursor", "list--overdue", "list--soon", "list--calm", "list--quiet", "list--gone",
    }  # fmt: skip
    private = reactive(False, repaint=True)

    def __init__(self, now: datetime, *, id: str) -> None:
        super().__init__(id=id)
        self.now = now
        self.view = View.AWAITING
        self.cursor = 0
        self.cursor_key: str | None = None
        self.shown = 0
        self.total = 0
        self.loaded = False
        self.arranged = AS_IT_COMES
        self.marked: dict[str, Row] = {}
        self._rows: dict[int, Row] = {}
        self._times: dict[int, str] = {}
        self._plain = Style()

    @property
    def columns(self) -> Columns:
        timed = self.view not in {View.NO_FORM, View.MATCHED}
        subjects = self.view in {View.ATTENTION, View.NO_FORM}
        return columns_for(self.size.width, timed=timed, subjects=subjects)

    def tick(self, now: datetime) -> None:
        """Repaint the time cells whose words have changed."""
        self.now = now
        columns = self.columns
        for line in range(self.size.height):
            index = self.scroll_offset.y + line
            row = self._rows.get(index)
            if row is None or row.due_at is None:
                continue
            words = cells_of(row, now, columns, private=self.private).time
            if self._times.get(index) != words:
                self._times[index] = words
                self.refresh(Region(0, line, columns.time + 1, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        self._plain = self.rich_style  # put together anew each time that it is asked for
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        index = self.scroll_offset.y + y
        if index >= self.shown:
            return self._empty_line(y, width)
        row = self._rows.get(index)
        if row is None:
            return Strip([Segment(" …".ljust(width), self._style("list--quiet"))])
        words = None
        if self.arranged.sort is Sort.AGENCY:
            # The first line in sight names its agency, whatever stands above it.
            words = grouped_words(row, self._rows.get(index - 1) if y else None)
        cells = cells_of(row, self.now, self.columns, private=self.private, from_words=words)
        self._times[index] = cells.time
        at_cursor = index == self.cursor
        ground = self._ground(at_cursor)
        marked = row.key in self.marked
        segments = self._segments(cells, ground, at_cursor=at_cursor, rag=row.rag, marked=marked)
        return Strip(segments).adjust_cell_length(width, ground)

    def _empty_line(self, y: int, width: int) -> Strip:
        if y == 1 and self.loaded and not self.shown:
            none = f"None of the {self.total:,} on this list is shown: Esc shows all."
            words = f"  {none if self.total else NOTHING_YET[self.view]}".ljust(width)
            return Strip([Segment(words, self._plain + self._colour("list--quiet"))])
        return Strip.blank(width, self._plain)

    def _segments(
        self, cells: Cells, ground: Style, *, at_cursor: bool, rag: str | None, marked: bool
    ) -> list[Segment]:
        urgent = {
            Urgency.OVERDUE: "list--overdue",
            Urgency.SOON: "list--soon",
            Urgency.CALM: "list--calm",
            None: "list--quiet",
        }[cells.urgency]
        gap = " " * self.columns.gap
        quiet = ground + self._colour("list--quiet")
        return [
            Segment("✓" if marked else self._gutter(at_cursor), ground + Style(bold=True)),
            Segment(cells.time, ground + self._colour(urgent)),
            Segment(gap + cells.label, ground + Style(bold=at_cursor)),
            Segment(gap + cells.from_words, ground),
            Segment(gap + cells.status, ground + self._colour(RAG_ROLES[rag]) if rag else quiet),
            Segment(gap + cells.claimed, quiet),
        ]

    def _gutter(self, at_cursor: bool) -> str:
        if not at_cursor:
            return " "
        return "▌" if self.cursor_key is not None else "▹"

    def _ground(self, at_cursor: bool) -> Style:
        if at_cursor and self.cursor_key is not None:
            return self._style("list--cursor")
        return self._plain

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    def _colour(self, name: str) -> Style:
        style = self._style(name)
        # What a line's ground sets, its colours leave as it is.
        return Style(color=style.color, bold=style.bold, reverse=style.reverse or None)

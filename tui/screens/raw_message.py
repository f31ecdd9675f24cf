"""A message's own source, cleaned: to see what it is when nothing could be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from ingest.duty_desk import DutyDesk
from tui.screens.beside import LEADS_ON, Beside
from tui.screens.on_duty import ask_for
from tui.text import clean, wrap
from tui.widgets.strips import KeyBar

if TYPE_CHECKING:
    from tui.app import DutyApp

MARGIN = 2


class SourceLines(ScrollView, can_focus=True, inherit_bindings=False):
    """Clean lines that are wrapped once, and drawn only where they are in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "Down", show=False),
        Binding("k,up", "scroll_up", "Up", show=False),
        Binding("g,home", "scroll_home", "Top", show=False),
        Binding("G,end", "scroll_end", "Bottom", show=False),
        Binding("space,pagedown", "page_down", "Page down"),
        Binding("pageup", "page_up", "A page up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._text: list[str] = ["reading …"]
        self._lines: list[str] = []

    def ask(self, question: Callable[[DutyDesk], str]) -> None:
        """Ask the desk for a text, and show it."""
        ask_for(
            self,
            lambda desk: [clean(line) for line in question(desk).splitlines()] or ["(no text)"],
            self.show,
            lambda refused: self.show([clean(refused.sentence)]),
        )

    def show(self, text: list[str]) -> None:
        self._text = text
        self.on_resize()

    def on_resize(self) -> None:
        width = max(20, self.scrollable_content_region.width - MARGIN - 1)
        self._lines = [piece for line in self._text for piece in wrap(line, width)]
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        line = self._lines[index] if index < len(self._lines) else ""
        return Strip([Segment(" " * MARGIN + line, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )


class SourceText(Beside[None]):
    """A long text of a stranger's, cleaned; the desk is asked for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.keys", "Help"),
        Binding("escape,q", "go_back", "Back"),
        *LEADS_ON,
    ]

    def __init__(self, title: str, question: Callable[[DutyDesk], str], *, shows: str = "") -> None:
        super().__init__()
        self.shows = shows
        self._words = title
        self._question = question

    def compose(self) -> ComposeResult:
        yield Static(Text(clean(f" {self._words}"), no_wrap=True), classes="screen--title")
        yield SourceLines()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(SourceLines).focus()
        self.ask()

    def entitle(self, title: str) -> None:
        """Say at the top what is shown."""
        self.query_one(".screen--title", Static).update(Text(clean(f" {title}"), no_wrap=True))

    def ask(self) -> None:
        """Ask the desk for the text, and show it."""
        self.query_one(SourceLines).ask(self._question)

    def action_go_back(self) -> None:
        self.dismiss(None)


def open_audit(duty: DutyApp, key: str, about: str) -> None:
    """Show everything that the audit chain holds of a record, looks too."""
    now, private = duty.clock.now(), duty.private

    def told(desk: DutyDesk) -> str:
        from tui.widgets.around_lines import audit_lines

        return "\n".join(audit_lines(desk.audit_of(key), now, private=private))

    duty.push_screen(SourceText(f"Who did and saw what: {about}", told, shows="audit"))

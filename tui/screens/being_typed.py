"""A form while an officer types it: each box is checked, and all of it is kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.timer import Timer
from textual.widgets import Button, Input, Static, TextArea

from tui.once import once
from tui.screens.boxes import EMPTIES, Box, PartByPart
from tui.screens.drafts import Drafts
from tui.screens.email_beside import EmailBeside
from tui.screens.on_duty import OnDuty
from tui.text import clean
from tui.widgets.entry import PlainInput

DRAFT_SECONDS = 0.4
# Heeded before the box in focus sees them: what is typed in one go after a Tab must not land in the box
# before it.
BOX_BY_BOX = (
    Binding("tab", "app.focus_next", "Next box", show=False, priority=True),
    Binding("shift+tab", "app.focus_previous", "Previous box", show=False, priority=True),
    Binding("down", "app.focus_next", "Next box", show=False),
    Binding("up", "app.focus_previous", "Previous box", show=False),
)

# Where letters are typed a question mark is one of them.
HELP = Binding("f1", "app.keys", "Help")

_Typed = TypeVar("_Typed")


class BeingTyped(PartByPart, EmailBeside, OnDuty[_Typed | None], Generic[_Typed]):
    """Dismissed with what was typed once every box can be read, or with nothing.

    A screen of this kind has a `#form-note`, the line that says what is wrong, and a button `#save`; it
    gives the methods that raise `NotImplementedError` here.
    """

    AUTO_FOCUS = ""  # the first box is chosen here, see `on_mount`

    def __init__(self, drafts: Drafts | None, *, recalled: bool) -> None:
        super().__init__()
        self._drafts = drafts
        self._draft_timer: Timer | None = None
        self._may_empty = self._recalled_draft = recalled
        self._untouched: Mapping[str, Any] | None = None
        self._blamed = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed yet."""
        raise NotImplementedError

    def as_draft(self) -> Mapping[str, Any]:
        """What was typed so far, as it can be recalled."""
        raise NotImplementedError

    def as_saved(self) -> _Typed:
        """What was typed, for who opened the screen."""
        raise NotImplementedError

    def check(self, box: Box) -> None:
        """Show beside a box what is understood of its words, or what is wrong with them."""
        raise NotImplementedError

    def empty(self) -> None:
        """Take the words out of the boxes."""
        raise NotImplementedError

    def on_mount(self) -> None:
        for box in self.query(Box):
            self.check(box)
        if not self._recalled_draft:
            self._untouched = self.as_draft()
        # It stands at the top: scrolled to before its place is known, it would hide what stands above it.
        self.set_focus(self.query(PlainInput).first(), scroll_visible=False)

    @on(Input.Changed)
    def _typed_in_a_box(self, event: Input.Changed) -> None:
        self._may_empty = self._may_empty and not event.input.has_focus
        if isinstance(event.input.parent, Box):
            self.check(event.input.parent)
        if self._blamed and self._first_wrong() is None:
            self._blamed = False
            self.say("")
        self._keep_soon()

    @on(TextArea.Changed)
    def _told(self) -> None:
        self._keep_soon()

    @on(Input.Submitted)
    def _next_box(self) -> None:
        self.focus_next()

    def _keep_soon(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = once(self, DRAFT_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what was typed so far; called a moment after each key, and before the app ends. Where half of the
        boxes are there, or what was typed may be saved by now, what was kept before stays as it is."""
        if not self.stands:
            return
        if self._drafts is None or self.is_blank:
            return
        draft = self.as_draft()
        if draft == self._untouched:
            self._drafts.forget()  # whoever only looked leaves no child's details in a file
        elif not self._drafts.keep(draft):
            self.say("▲ the draft cannot be written to disk: save soon")

    def say(self, words: str) -> None:
        """Tell something in the line under the boxes."""
        self.query_one("#form-note", Static).update(Text(clean(words)))

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        wrong = self._first_wrong()
        if wrong is not None:
            self._blamed = True
            self.say("▲ put right what is marked ✗, or empty the box")
            self.set_focus(wrong.query_one(PlainInput))
        elif self.is_blank:
            self.say("▲ nothing was typed yet")
        else:
            self.keep_draft()
            self.dismiss(self.as_saved())

    def _first_wrong(self) -> Box | None:
        return next((box for box in self.query(Box) if box.wrong), None)

    def action_empty(self) -> None:
        if not self._may_empty and not self.is_blank:
            self._may_empty = True
            self.say(EMPTIES)
            return
        self.say("")
        self.empty()
        if self._drafts is not None:
            self._drafts.forget()
        self.set_focus(self.query(PlainInput).first())

    def action_go_back(self) -> None:
        self.keep_draft()
        self.dismiss(None)

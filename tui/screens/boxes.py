"""Boxes that are typed into: one field each, those of a child, and the way from part to part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.suggester import Suggester, SuggestFromList
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.input import Selection

from tui.screens.prefill import CHILD_FIELDS, Note
from tui.widgets.entry import PlainInput
from tui.widgets.narrative import Narrative

FROM_EARLIER = "▲ earlier call: check"
COMPLETES = "· → takes it"  # what is offered in grey; without colours it looks as if it were typed
EMPTIES = "▲ F5 again empties every box, and the draft with them"
# Before the box in focus sees them, as Tab is.
TURNS = (
    Binding("pagedown", "part(1)", "Next", tooltip="Next part", priority=True),
    Binding("pageup", "part(-1)", "Part before", show=False, priority=True),
)


class Box(Horizontal):
    """A label, a text box, and what stands beside it. It writes its label itself, and has a widget for what
    stands beside it only once there is something: of a whole form's boxes each widget more is felt."""

    def __init__(self, name: str, label: str, value: str, suggester: Suggester | None = None) -> None:
        super().__init__(classes="box")
        self.field = name
        self._label = label
        # Made at once: what is typed is asked for while a box that was just added is being set up too.
        self._input = PlainInput(value, suggester=suggester, classes="box--input")
        self._beside: Static | None = None
        self.wrong = False
        self._filled: str | None = None
        self._note = Note("")

    def compose(self) -> ComposeResult:
        yield self._input

    def on_mount(self) -> None:
        self.watch(self._input, "_suggestion", self._tell, init=False)
        self.watch(self._input, "has_focus", self._tell, init=False)

    def render(self) -> Text:
        return Text(self._label, no_wrap=True)

    @property
    def words(self) -> str:
        return self._input.value

    def offer(self, offered: Sequence[str]) -> None:
        """Offer words from now on, for what was typed already too."""
        box = self._input
        box.suggester = SuggestFromList(offered, case_sensitive=False)
        if box.has_focus and box.value:
            self.run_worker(box.suggester._get_suggestion(box, box.value))

    def fill_in(self, words: str) -> None:
        """Put words in that nobody typed. Where the cursor stands in the box they are selected: what
        is typed next takes their place."""
        self._filled = words
        box = self._input
        box.value = words
        if box.has_focus:
            box.selection = Selection(len(words), 0)

    def show(self, note: Note) -> None:
        if self._filled is not None and self.words == self._filled and not note.wrong:
            note = Note(FROM_EARLIER)
        self.wrong = note.wrong
        self._note = note
        self._tell()

    @property
    def _is_offered_more(self) -> bool:
        return self._input.has_focus and len(self._input._suggestion) > len(self.words)

    def _tell(self) -> None:
        """Show the note beside the box, or how what is offered in it is taken."""
        note = self._note
        if not note.words and self._is_offered_more:
            note = Note(COMPLETES)
        if self._beside is None:
            if not note.words:
                return
            self._beside = Static(classes="box--note")
            self.mount(self._beside)
        beside = self._beside
        beside.update(Text(note.words))
        beside.display = bool(note.words)  # an empty one would take the box's room
        beside.set_class(len(note.words) == 1, "-mark")
        beside.set_class(note.wrong, "-wrong")
        beside.set_class(note.words.startswith("▲"), "-doubt")
        beside.set_class(note.words == FROM_EARLIER, "-earlier")
        beside.set_class(note.words == COMPLETES, "-offer")
        beside.set_class(note.words.startswith("·"), "-hint")


class ChildBoxes(Vertical):
    """The boxes of one child."""

    def __init__(self, typed: dict[str, str]) -> None:
        super().__init__(classes="child")
        self._typed = typed

    def compose(self) -> ComposeResult:
        yield Static(Text("Child"), classes="section")
        for name, label in CHILD_FIELDS:
            yield Box(name, label, self._typed.get(name, ""))

    @property
    def words(self) -> dict[str, str]:
        return {box.field: box.words for box in self.query(Box)}

    def entitle(self, number: int, of: int) -> None:
        title = "Child" if of == 1 else f"Child {number} of {of}"
        self.query_one(".section", Static).update(Text(title))


def first_box(of: Widget) -> PlainInput | None:
    """Where to begin in what was just added; nowhere, where the dashboard was left in the same breath."""
    return next(iter(of.query(PlainInput)), None)


class PartByPart:
    """A mixin of a screen of boxes: a key goes to the first box of the next part, or of the one before."""

    def parts(self) -> list[list[Widget]]:
        """The boxes of each part, in their order; no part is empty."""
        raise NotImplementedError

    @property
    def may_turn(self) -> bool:
        """Not in a narrative: there the key turns a page of what is told."""
        return not isinstance(self._box_in_focus, Narrative)

    @property
    def _box_in_focus(self) -> Widget | None:
        return cast("Screen[Any]", self).focused

    def action_part(self, by: int) -> None:
        parts = self.parts()
        here = next((place for place, part in enumerate(parts) if self._box_in_focus in part), 0)
        # At once: a widget's own `focus()` waits, and what is typed in the same breath lands in the box before.
        cast("Screen[Any]", self).set_focus(parts[max(0, min(here + by, len(parts) - 1))][0])

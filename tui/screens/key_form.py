"""The screen in which an officer keys a document that nobody else could read: the whole form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Static

from ingest.clock import Clock
from parsers.form import ContactForm
from tui.screens.being_typed import BOX_BY_BOX, HELP, BeingTyped
from tui.screens.boxes import TURNS, Box, first_box
from tui.screens.drafts import Drafts
from tui.screens.email_beside import SEE, MessageBeside
from tui.screens.keyed import (
    NARRATIVES,
    ORDER,
    PARTS,
    ROWS,
    boxes_of,
    form_of,
    is_blank,
    note_of,
    rows_in,
)
from tui.text import clean
from tui.times import LONDON
from tui.widgets.entry import PlainInput
from tui.widgets.narrative import Narrative
from tui.widgets.strips import KeyBar

# Heeded before the box in focus sees them, as Tab is: what is typed next belongs to what was added.
ADDED = (("f3", "children"), ("f7", "people"), ("f8", "professionals"))


class NarrativeBox(Vertical):
    """A label above some lines of text."""

    def __init__(self, pointer: str, label: str, value: str) -> None:
        super().__init__(classes="narrative-box")
        self.field = pointer
        self._label = label
        self._narrative = Narrative(value)

    def compose(self) -> ComposeResult:
        yield Static(Text(self._label), classes="box--label")
        yield self._narrative

    @property
    def words(self) -> str:
        return self._narrative.text


class PartBoxes(Vertical):
    """The boxes of one part of the form, or of one row of it."""

    def __init__(self, part: str, number: int | None, words: dict[str, str]) -> None:
        super().__init__(classes="child")
        self.part = part
        self.number = number
        self._words = words

    def compose(self) -> ComposeResult:
        yield Static(Text(self._title), classes="section")
        for pointer, label in boxes_of(self.part, self.number):
            name = pointer.rpartition("/")[2]
            value = self._words.get(pointer, "")
            if name in NARRATIVES:
                yield NarrativeBox(pointer, label, value)
            else:
                yield Box(pointer, label, value)

    @property
    def _title(self) -> str:
        if self.number is not None:
            return f"{ROWS[self.part][0]} {self.number + 1}"
        return PARTS[self.part][0] if self.part else "The form"


class KeyForm(BeingTyped[ContactForm]):
    """Dismissed with the form, once every box can be read, or with nothing. The email that is keyed
    stands beside it where there is room, and else a key opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save"),
        *TURNS,
        SEE,
        *(
            Binding(key, f"add('{part}')", f"Add {ROWS[part][0].lower()}", priority=True)
            for key, part in ADDED
        ),
        Binding("f5", "empty", "Empty"),
        HELP,
        Binding("escape", "go_back", "Back (kept)"),
        *BOX_BY_BOX,
    ]

    def __init__(self, title: str, clock: Clock, drafts: Drafts, message_id: int) -> None:
        kept = drafts.recall()
        super().__init__(drafts, recalled=bool(kept))
        self._words = {str(name): str(words) for name, words in (kept or {}).items()}
        self._clock = clock
        self._message_id = message_id
        self._title = title + ("  (the draft you left; F5 empties it)" if kept else "")

    def compose(self) -> ComposeResult:
        yield Static(Text(clean(f" {self._title}")), classes="screen--title")
        with Horizontal(id="sides"):
            with VerticalScroll(id="boxes", can_focus=False):
                yield from self._all_parts()
                with Horizontal(classes="buttons"):
                    yield Button(Text("Save (F2)"), id="save", variant="primary")
            yield MessageBeside(self._message_id, self._clock.now())
        yield Static(Text(""), id="form-note")
        yield KeyBar()

    def _all_parts(self) -> ComposeResult:
        rows = rows_in(self._words)
        for part in ORDER:
            if part in ROWS:
                with Vertical(id=part, classes="child"):
                    for number in range(rows[part]):
                        yield PartBoxes(part, number, self._words)
            else:
                yield PartBoxes(part, None, self._words)
        yield PartBoxes("", None, self._words)

    def words(self) -> dict[str, str]:
        """Everything as typed so far, by pointer."""
        boxes: list[Box | NarrativeBox] = [*self.query(Box), *self.query(NarrativeBox)]
        return {box.field: box.words for box in boxes}

    @property
    def is_blank(self) -> bool:
        return is_blank(self.words())

    def as_draft(self) -> Mapping[str, Any]:
        return self.words()

    def as_saved(self) -> ContactForm:
        return form_of(self.words())

    def check(self, box: Box) -> None:
        box.show(note_of(box.field, box.words, self._clock.now().astimezone(LONDON).date()))

    async def action_add(self, part: str) -> None:
        rows = self.query_one(f"#{part}")
        added = PartBoxes(part, len(rows.query(PartBoxes)), {})
        await rows.mount(added)
        self.set_focus(first_box(added))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "part" or self.may_turn

    def parts(self) -> list[list[Widget]]:
        boxes = (list[Widget](part.query("PlainInput, Narrative")) for part in self.query(PartBoxes))
        return [part for part in boxes if part]

    def empty(self) -> None:
        for box in self.query(PlainInput):
            box.value = ""
        for told in self.query(Narrative):
            told.text = ""

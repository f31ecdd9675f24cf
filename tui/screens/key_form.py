"""The screen in which an officer keys a document that nobody else could read: the whole form."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from ingest.clock import Clock
from parsers.form import ContactForm
from tui.screens.boxes import EMPTIES, TURNS, Box, PartByPart
from tui.screens.drafts import Drafts
from tui.screens.email_beside import SEE, EmailBeside, MessageBeside
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
from tui.screens.log_call import DRAFT_SECONDS
from tui.text import clean
from tui.times import LONDON
from tui.widgets.entry import PlainInput
from tui.widgets.narrative import Narrative
from tui.widgets.strips import KeyBar

ADDED = (("f3", "children"), ("f7", "people"), ("f8", "professionals"))


class NarrativeBox(Vertical):
    """A label above some lines of text."""

    def __init__(self, pointer: str, label: str, value: str) -> None:
        super().__init__(classes="narrative-box")
        self.field = pointer
        self._label = label
        self._value = value

    def compose(self) -> ComposeResult:
        yield Static(Text(self._label), classes="box--label")
        yield Narrative(self._value)

    @property
    def words(self) -> str:
        return self.query_one(Narrative).text


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


class KeyForm(PartByPart, EmailBeside, Screen[ContactForm | None]):
    """Dismissed with the form, once every box can be read, or with nothing. The email that is keyed
    stands beside it where there is room, and else a key opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save"),
        *TURNS,
        SEE,
        *(Binding(key, f"add('{part}')", f"Add {ROWS[part][0].lower()}") for key, part in ADDED),
        Binding("f5", "empty", "Empty"),
        Binding("escape", "go_back", "Back (kept)"),
        # Heeded before the box in focus sees them, as where a call is logged.
        Binding("tab", "app.focus_next", "Next box", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "Previous box", show=False, priority=True),
        Binding("down", "app.focus_next", "Next box", show=False),
        Binding("up", "app.focus_previous", "Previous box", show=False),
    ]

    def __init__(self, title: str, clock: Clock, drafts: Drafts, message_id: int) -> None:
        super().__init__()
        kept = drafts.recall()
        self._words = {str(name): str(words) for name, words in (kept or {}).items()}
        self._clock = clock
        self._drafts = drafts
        self._message_id = message_id
        self._title = title + ("  (the draft you left; F5 empties it)" if kept else "")
        self._draft_timer: Timer | None = None
        self._may_empty = bool(kept)

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

    def on_mount(self) -> None:
        for box in self.query(Box):
            self._check(box)
        self.query(PlainInput).first().focus()

    def words(self) -> dict[str, str]:
        """Everything as typed so far, by pointer."""
        boxes: list[Box | NarrativeBox] = [*self.query(Box), *self.query(NarrativeBox)]
        return {box.field: box.words for box in boxes}

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._may_empty = self._may_empty and not event.input.has_focus
        if isinstance(event.input.parent, Box):
            self._check(event.input.parent)
        self._keep_soon()

    @on(TextArea.Changed)
    def _told(self) -> None:
        self._keep_soon()

    @on(Input.Submitted)
    def _next_box(self) -> None:
        self.focus_next()

    def _check(self, box: Box) -> None:
        box.show(note_of(box.field, box.words, self._clock.now().astimezone(LONDON).date()))

    def _keep_soon(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(DRAFT_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what was typed so far; called a moment after each key, and before the app ends."""
        words = self.words()
        if not is_blank(words) and not self._drafts.keep(words):
            self._say("▲ the draft cannot be written to disk: save soon")

    def _say(self, words: str) -> None:
        self.query_one("#form-note", Static).update(Text(clean(words)))

    # Keys.

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        wrong = next((box for box in self.query(Box) if box.wrong), None)
        if wrong is not None:
            self._say("▲ put right what is marked ✗, or empty the box")
            wrong.query_one(PlainInput).focus()
            return
        words = self.words()
        if is_blank(words):
            self._say("▲ nothing was typed yet")
            return
        self.keep_draft()
        self.dismiss(form_of(words))

    async def action_add(self, part: str) -> None:
        rows = self.query_one(f"#{part}")
        added = PartBoxes(part, len(rows.query(PartBoxes)), {})
        await rows.mount(added)
        added.query(PlainInput).first().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "part" or self.may_turn

    def parts(self) -> list[list[Widget]]:
        boxes = (list[Widget](part.query("PlainInput, Narrative")) for part in self.query(PartBoxes))
        return [part for part in boxes if part]

    def action_empty(self) -> None:
        if not self._may_empty and not is_blank(self.words()):
            self._may_empty = True
            self._say(EMPTIES)
            return
        self._say("")
        for box in self.query(PlainInput):
            box.value = ""
        for told in self.query(Narrative):
            told.text = ""
        self._drafts.forget()
        self.query(PlainInput).first().focus()

    def action_go_back(self) -> None:
        self.keep_draft()
        self.dismiss(None)

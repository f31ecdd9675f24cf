"""The form in which a call is logged or put right, or an email contact made.

Boxes stand in the order in which people speak: who rings, about whom, why. Each is checked
while it is typed in, and what was typed is kept as a draft all along.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from ingest.clock import Clock
from ingest.domain.model import Caller, NewContact
from tui.screens.boxes import EMPTIES, TURNS, Box, ChildBoxes, PartByPart
from tui.screens.drafts import Drafts
from tui.screens.email_beside import SEE, EmailBeside, MessageBeside
from tui.screens.prefill import (
    CALLER_FIELDS,
    Typed,
    note_field,
    note_received,
    typed_from,
)
from tui.text import clean
from tui.times import LONDON, as_typed
from tui.widgets.entry import PlainInput
from tui.widgets.narrative import Narrative
from tui.widgets.strips import KeyBar

DRAFT_SECONDS = 0.4
USUAL = 4


class LogCall(PartByPart, EmailBeside, Screen[Typed | None]):
    """Dismissed with what was typed once every box can be read, or with nothing. An email that a contact
    is made of stands beside it where there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save"),
        *TURNS,
        Binding("f3", "add_child", "Add child"),
        Binding("f4", "remove_child", "Remove child"),
        Binding("f5", "empty", "Empty"),
        SEE,
        Binding("escape", "go_back", "Back (kept)"),
        # Heeded before the box in focus sees them: what is typed in one go after a Tab must not
        # land in the box before it.
        Binding("tab", "app.focus_next", "Next box", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "Previous box", show=False, priority=True),
        Binding("down", "app.focus_next", "Next box", show=False),
        Binding("up", "app.focus_previous", "Previous box", show=False),
    ]

    def __init__(
        self,
        clock: Clock,
        *,
        drafts: Drafts | None = None,
        prefill: NewContact | None = None,
        title: str | None = None,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._drafts = drafts
        self._given_title = title
        draft = drafts.recall() if drafts is not None else None
        kept = Typed.from_json(draft) if draft is not None else None
        self._recalled = kept is not None
        filled = typed_from(prefill) if prefill is not None else Typed()
        self._typed = replace(kept, message_id=filled.message_id) if kept is not None else filled
        if not self._typed.received:
            self._typed.received = as_typed(clock.now())
        self._callers_of: str | None = None
        self._known_as: tuple[str, str] | None = None
        self._draft_timer: Timer | None = None
        self._may_empty = self._recalled

    @property
    def _title(self) -> str:
        title = self._given_title or "Log a call"
        if self._typed.message_id is not None:
            title = f"An email contact, of email {self._typed.message_id}"
        return clean(title) + ("  (the draft you left; F5 empties it)" if self._recalled else "")

    def compose(self) -> ComposeResult:
        typed = self._typed
        yield Static(Text(f" {self._title}"), classes="screen--title")
        with Horizontal(id="sides"):
            with VerticalScroll(id="boxes", can_focus=False):
                yield Static(Text("Caller"), classes="section")
                for name, label in CALLER_FIELDS:
                    yield Box(name, label, typed.caller.get(name, ""))
                for child in typed.children:
                    yield ChildBoxes(child)
                yield Static(Text("Concern"), classes="section", id="concern-title")
                yield Narrative(typed.concern, id="concern")
                yield Static(Text("When"), classes="section")
                yield Box("received", "Received", typed.received)
                with Horizontal(classes="buttons"):
                    yield Button(Text("Save (F2)"), id="save", variant="primary")
                    yield Button(Text("Add a child (F3)"), id="add")
            if typed.message_id is not None:
                yield MessageBeside(typed.message_id, self._clock.now())
        yield Static(Text(""), id="form-note")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "part":
            return self.may_turn
        return action != "see" or self._typed.message_id is not None

    def on_mount(self) -> None:
        for box in self.query(Box):
            self._check(box)
        self._number_children()
        self._known_as = self._caller_and_agency
        self._ask_agencies()
        self._ask_callers(self._agency)
        self.query(PlainInput).first().focus()

    def _ask_agencies(self) -> None:
        line = getattr(self.app, "line", None)
        if line is not None:
            line.ask(lambda desk: tuple(desk.known_agencies()), self._suggest_agencies, lambda _: None)

    def _suggest_agencies(self, agencies: tuple[str, ...]) -> None:
        for box in self.query(Box) if self.is_attached else ():
            if box.field == "agency":
                offered = [clean(agency) for agency in agencies]
                box.offer(offered)

    def _ask_callers(self, agency: str) -> None:
        line = getattr(self.app, "line", None)
        if line is not None and agency != self._callers_of:
            self._callers_of = agency
            line.ask(
                lambda desk: tuple(desk.known_callers(agency or None)),
                lambda callers: self._suggest_callers(agency, callers),
                lambda _: None,
            )

    def _suggest_callers(self, agency: str, callers: tuple[str, ...]) -> None:
        if not self.is_attached or agency != self._callers_of:
            return
        offered = [clean(caller) for caller in callers]
        for box in self.query(Box):
            if box.field == "name" and not isinstance(box.parent, ChildBoxes):
                box.offer(offered)
        if agency and offered:
            self._say(f"who usually calls from there: {', '.join(offered[:USUAL])}")

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        box = event.input.parent
        if isinstance(box, Box) and box.field in {"name", "agency"} and box in self._of_caller.values():
            self._ask_who_it_is()

    def _ask_who_it_is(self) -> None:
        """Ask what earlier calls say of this caller, and fill in what was not typed."""
        line = getattr(self.app, "line", None)
        asked = self._caller_and_agency
        name, agency = asked
        if line is None or not name or asked == self._known_as:
            return
        self._known_as = asked
        line.ask(
            lambda desk: desk.caller_known_as(name, agency or None),
            lambda known: self._fill_in(name, known),
            lambda _: None,
        )

    def _fill_in(self, name: str, known: Caller | None) -> None:
        if known is None or not self.is_attached or self._caller_and_agency[0] != name:
            return
        for field, box in self._of_caller.items():
            said = getattr(known, field)
            if said and not box.words.strip():
                box.fill_in(clean(said))

    # What stands in the boxes.

    @property
    def _of_caller(self) -> dict[str, Box]:
        """The caller's own boxes by their names: those of no child."""
        names = {name for name, _ in CALLER_FIELDS}
        boxes = self.query(Box)
        return {
            box.field: box for box in boxes if box.field in names and not isinstance(box.parent, ChildBoxes)
        }

    @property
    def _caller_and_agency(self) -> tuple[str, str]:
        boxes = self._of_caller
        return boxes["name"].words.strip(), boxes["agency"].words.strip()

    @property
    def _agency(self) -> str:
        return self._caller_and_agency[1]

    def parts(self) -> list[list[Widget]]:
        caller: list[Widget] = [box.query_one(PlainInput) for box in self._of_caller.values()]
        children = [list[Widget](child.query(PlainInput)) for child in self.query(ChildBoxes)]
        when = next(box for box in self.query(Box) if box.field == "received")
        return [caller, *children, [self.query_one(Narrative)], [when.query_one(PlainInput)]]

    def words(self) -> Typed:
        """Everything as typed so far."""
        own = {box.field: box.words for box in self.query(Box) if not isinstance(box.parent, ChildBoxes)}
        received = own.pop("received", self._typed.received)
        return Typed(
            received,
            own,
            [child.words for child in self.query(ChildBoxes)],
            self.query_one(Narrative).text,
            self._typed.message_id,
        )

    @on(Input.Changed)
    def _typed_in(self, event: Input.Changed) -> None:
        box = event.input.parent
        self._may_empty = self._may_empty and not event.input.has_focus
        if isinstance(box, Box):
            self._check(box)
            if box.field == "agency":
                self._ask_callers(self._agency)
        self._keep_soon()

    @on(TextArea.Changed)
    def _concern_typed(self) -> None:
        self._keep_soon()

    @on(Input.Submitted)
    def _next_box(self) -> None:
        self.focus_next()

    def _check(self, box: Box) -> None:
        now = self._clock.now()
        if box.field == "received":
            box.show(note_received(box.words, now))
        else:
            box.show(note_field(box.field, box.words, now.astimezone(LONDON).date()))

    def _keep_soon(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(DRAFT_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what was typed so far; called a moment after each key, and before the app ends."""
        typed = self.words()
        if self._drafts is None or typed.is_blank:
            return
        if not self._drafts.keep(typed.to_json()):
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
        typed = self.words()
        if typed.is_blank:
            self._say("▲ nothing was typed yet")
            return
        self.keep_draft()
        self.dismiss(typed)

    @on(Button.Pressed, "#add")
    async def action_add_child(self) -> None:
        child = ChildBoxes({})
        await self.query_one("#boxes").mount(child, before="#concern-title")
        self._number_children()
        child.query(PlainInput).first().focus()

    async def action_remove_child(self) -> None:
        children = self.query(ChildBoxes)
        if len(children) < 2:
            return
        last = children.last()
        if any(word.strip() for word in last.words.values()):
            self._say("▲ the last child has words in its boxes: empty them first")
            return
        await last.remove()
        self._number_children()

    def _number_children(self) -> None:
        children = self.query(ChildBoxes)
        for number, child in enumerate(children, 1):
            child.entitle(number, len(children))

    def action_empty(self) -> None:
        if not self._may_empty and not self.words().is_blank:
            self._may_empty = True
            self._say(EMPTIES)
            return
        self._say("")
        for box in self.query(Box):
            if box.field != "received":
                box.query_one(PlainInput).value = ""
        self.query_one(Narrative).text = ""
        if self._drafts is not None:
            self._drafts.forget()
        self._recalled = False
        self.query_one(".screen--title", Static).update(Text(f" {self._title}"))
        self.query(PlainInput).first().focus()

    def action_go_back(self) -> None:
        self.keep_draft()
        self.dismiss(None)

"""The form in which a call is logged or put right, or an email contact made.

Boxes stand in the order in which people speak: who rings, about whom, why. Each is checked
while it is typed in, and what was typed is kept as a draft all along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from ingest.clock import Clock
from ingest.domain.model import Caller, NewContact
from tui.screens.being_typed import BOX_BY_BOX, HELP, BeingTyped
from tui.screens.boxes import TURNS, Box, ChildBoxes, first_box
from tui.screens.drafts import Drafts
from tui.screens.email_beside import SEE, MessageBeside
from tui.screens.known_child import TELLS, KnownChild
from tui.screens.on_duty import ask_for
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

USUAL = 4


class LogCall(KnownChild, BeingTyped[Typed]):
    """Dismissed with what was typed once every box can be read, or with nothing. An email that a contact
    is made of stands beside it where there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save"),
        *TURNS,
        Binding("f3", "add_child", "Add child", priority=True),
        Binding("f4", "remove_child", "Remove child"),
        Binding("f5", "empty", "Empty"),
        SEE,
        HELP,
        Binding("escape", "go_back", "Back (kept)"),
        *BOX_BY_BOX,
    ]

    def __init__(
        self,
        clock: Clock,
        *,
        drafts: Drafts | None = None,
        prefill: NewContact | None = None,
        title: str | None = None,
    ) -> None:
        draft = drafts.recall() if drafts is not None else None
        kept = Typed.from_json(draft) if draft is not None else None
        super().__init__(drafts, recalled=kept is not None)
        self._clock = clock
        self._given_title = title
        self._recalled = kept is not None
        filled = typed_from(prefill) if prefill is not None else Typed()
        self._typed = replace(kept, message_id=filled.message_id) if kept is not None else filled
        if not self._typed.received:
            self._typed.received = as_typed(clock.now())
        self._callers_of: str | None = None
        self._known_as: tuple[str, str] | None = None

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
        if action == "remove_child":
            return len(self.query(ChildBoxes)) > 1
        return action != "see" or self._typed.message_id is not None

    def on_mount(self) -> None:
        self._number_children()
        self._known_as = self._caller_and_agency
        self._ask_agencies()
        self._ask_callers(self._agency)

    def _ask_agencies(self) -> None:
        ask_for(self, lambda desk: tuple(desk.known_agencies()), self._suggest_agencies, lambda _: None)

    def _suggest_agencies(self, agencies: tuple[str, ...]) -> None:
        for box in self.query(Box):
            if box.field == "agency":
                offered = [clean(agency) for agency in agencies]
                box.offer(offered)

    def _ask_callers(self, agency: str) -> None:
        if agency != self._callers_of:
            self._callers_of = agency
            ask_for(
                self,
                lambda desk: tuple(desk.known_callers(agency or None)),
                lambda callers: self._suggest_callers(agency, callers),
                lambda _: None,
            )

    def _suggest_callers(self, agency: str, callers: tuple[str, ...]) -> None:
        if agency != self._callers_of:
            return
        offered = [clean(caller) for caller in callers]
        for box in self.query(Box):
            if box.field == "name" and not isinstance(box.parent, ChildBoxes):
                box.offer(offered)
        if agency and offered:
            self.say(f"who usually calls from there: {', '.join(offered[:USUAL])}")

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        box = event.input.parent
        if isinstance(box, Box) and box.field in {"name", "agency"} and box in self._of_caller.values():
            self._ask_who_it_is()
        elif isinstance(box, Box) and box.field in TELLS and isinstance(box.parent, ChildBoxes):
            self.ask_of_child(box.parent)

    def _ask_who_it_is(self) -> None:
        """Ask what earlier calls say of this caller, and fill in what was not typed."""
        asked = self._caller_and_agency
        name, agency = asked
        if not name or asked == self._known_as:
            return
        self._known_as = asked
        ask_for(
            self,
            lambda desk: desk.caller_known_as(name, agency or None),
            lambda known: self._fill_in(name, known),
            lambda _: None,
        )

    def _fill_in(self, name: str, known: Caller | None) -> None:
        if known is None or self._caller_and_agency[0] != name:
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

    @property
    def is_blank(self) -> bool:
        return self.words().is_blank

    def as_draft(self) -> Mapping[str, Any]:
        return self.words().to_json()

    def as_saved(self) -> Typed:
        return self.words()

    @on(Input.Changed)
    def _agency_typed(self, event: Input.Changed) -> None:
        if isinstance(event.input.parent, Box) and event.input.parent.field == "agency":
            self._ask_callers(self._agency)

    def check(self, box: Box) -> None:
        now = self._clock.now()
        if box.field == "received":
            box.show(note_received(box.words, now))
        else:
            box.show(note_field(box.field, box.words, now.astimezone(LONDON).date()))

    # Keys.

    @on(Button.Pressed, "#add")
    async def action_add_child(self) -> None:
        child = ChildBoxes({})
        await self.query_one("#boxes").mount(child, before="#concern-title")
        self._number_children()
        self.set_focus(first_box(child))

    async def action_remove_child(self) -> None:
        children = self.query(ChildBoxes)
        if len(children) < 2:
            return
        last = children.last()
        if any(word.strip() for word in last.words.values()):
            self.say("▲ the last child has words in its boxes: empty them first")
            return
        await last.remove()
        self._number_children()

    def _number_children(self) -> None:
        children = self.query(ChildBoxes)
        for number, child in enumerate(children, 1):
            child.entitle(number, len(children))
        self.refresh_bindings()

    def empty(self) -> None:
        for box in self.query(Box):
            if box.field != "received":
                box.query_one(PlainInput).value = ""
        self.query_one(Narrative).text = ""
        self._recalled = False
        self.query_one(".screen--title", Static).update(Text(f" {self._title}"))

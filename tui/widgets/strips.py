"""The lines above and below the list: who we are, how the worker is, counts, views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.dom import DOMNode
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ingest.views import Counts, View, WorkerHealth, WorkerState
from tui.lists import VIEW_KEYS, VIEWS
from tui.live_keys import in_order
from tui.text import clean, fit
from tui.times import wall_clock

NARROW = 100
LEAST_OF_A_NAME = 8
FELT_SECONDS = 2  # whoever waits longer is told for what
# What stands beside the lists: its key, its words, its short words, and what it does.
BESIDE = (
    ("7", "Child", "Child", "child_history"),
    ("8", "Search", "Find", "find"),
    ("9", "Audit", "Audit", "audit"),
)


class Strip(Widget):
    """A widget of a line or two, drawn from its component styles."""

    def style_of(self, name: str) -> Style:
        return self.get_component_rich_style(name)


class Masthead(Strip):
    """The program's name, its flags, in whose name everything is done here, and the time with its zone."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"masthead--name", "masthead--flag"}
    now: reactive[datetime | None] = reactive(None)
    flags: reactive[str] = reactive("")
    officer: reactive[str] = reactive("")

    def render(self) -> Text:
        name = " MASH duty desk"
        time = f"{wall_clock(self.now)} " if self.now is not None else ""
        flags = f"  {self.flags}" if self.flags else ""
        room = max(0, self.size.width - cell_len(name) - cell_len(time) - 1)
        officer = self._officer_in(room - cell_len(flags))
        return Text.assemble(
            (name, self.style_of("masthead--name")),
            (fit(flags, room - cell_len(officer)), self.style_of("masthead--flag")),
            f"{officer} {time}",
            no_wrap=True,
        )

    def _officer_in(self, room: int) -> str:
        """The officer's name at the right of so many cells, or nothing where too little of it would be seen."""
        told = f" {clean(self.officer)} "
        if not self.officer or room < min(cell_len(told), LEAST_OF_A_NAME):
            return ""
        return fit(told, min(cell_len(told), room))


class HealthLine(Strip):
    """How the worker is, in words; loud when it is silent or failing or the board is blind."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"health--well", "health--loud", "health--doubt"}
    health: reactive[WorkerHealth | None] = reactive(None)
    trouble: reactive[str | None] = reactive(None)
    waited: reactive[int] = reactive(0)
    unsent: reactive[tuple[str, ...]] = reactive(())  # of which records a letter could not be sent
    now: reactive[datetime | None] = reactive(None)

    @property
    def words(self) -> str:
        if self.trouble is not None:
            return clean(f"THIS BOARD IS OUT OF DATE: {self.trouble}")
        if self.health is None or self.now is None:
            return "opening the desk …"
        if self.waited >= FELT_SECONDS:
            return f"what you asked for waits for the database since {self.waited} s: it is not done yet"
        return clean(self.health.in_words(self.now))

    @property
    def is_well(self) -> bool:
        """Whether what the board shows can be relied on, as far as is known."""
        return self.trouble is None and (self.health is None or self.health.state is WorkerState.WORKING)

    def render(self) -> Text:
        if self.is_well and (self.health is None or self.waited < FELT_SECONDS):
            words = f" ● {self.words}"
            letters = fit(f"   ▲ {unsent_words(self.unsent)}", max(0, self.size.width - cell_len(words)))
            return Text.assemble(
                (fit(words, min(cell_len(words), self.size.width)), self.style_of("health--well")),
                (letters if self.unsent else "", self.style_of("health--doubt")),
                no_wrap=True,
            )
        loud = self.style_of("health--loud")
        return Text(fit(f" ‼ {self.words}", self.size.width), loud, no_wrap=True)


def unsent_words(unsent: Sequence[str]) -> str:
    """Such as "letter not sent: C-000012 +2 (t: why)"."""
    more = f" +{len(unsent) - 1}" if len(unsent) > 1 else ""
    return clean(f"letter not sent: {unsent[0]}{more} (t: why)") if unsent else ""


@dataclass
class ViewPicked(Message):
    """A view was clicked: the board's action that shows it."""

    action: str


@dataclass(frozen=True, slots=True)
class _Tab:
    view: View | None
    words: str
    short: str
    action: str


def tab_labels(width: int) -> list[tuple[View | None, str, str]]:
    """What each tab says (with its view, and the action that shows it) at `width` cells: in full words and
    with room around them if they fit, else the last ones in short words, and what stands beside the lists
    left out where even that is too long."""
    tabs = [
        _Tab(view, f"{VIEW_KEYS[view]} {words}", f"{VIEW_KEYS[view]} {short}", _shows(view))
        for view, words, short in VIEWS
    ]
    tabs += [_Tab(None, f"{key} {words}", f"{key} {short}", action) for key, words, short, action in BESIDE]
    labels = [f" {tab.words} " for tab in tabs]
    if not _fits(labels, width):
        labels = [tab.words for tab in tabs]
    for place in reversed(range(len(tabs))):
        if not _fits(labels, width):
            labels[place] = tabs[place].short
    while not _fits(labels, width) and tabs[len(labels) - 1].view is None:
        labels.pop()
    return [(tab.view, label, tab.action) for tab, label in zip(tabs, labels, strict=False)]


def _fits(labels: Sequence[str], width: int) -> bool:
    return sum(cell_len(label) + 1 for label in labels) <= width + 1


def _shows(view: View) -> str:
    return f"view('{view.value}')"


@dataclass(frozen=True, slots=True)
class _Count:
    number: int
    words: str
    short: str
    loud: str
    view: View


def _clock_count(counts: Counts) -> tuple[_Count, ...]:
    """The statutory clocks: those that ran out where there are any, else those that run; none is no count."""
    if counts.clocks_overdue:
        return (_Count(counts.clocks_overdue, "clock run out", "RUN OUT", "count--overdue", View.CLOCKS),)
    if counts.clocks:
        return (_Count(counts.clocks, "on a clock", "clock", "count--soon", View.CLOCKS),)
    return ()


class CountStrip(Strip):
    """The counts: a number above its words. A click shows what was counted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "count--number", "count--words", "count--overdue", "count--soon", "count--none",
    }  # fmt: skip
    counts: reactive[Counts | None] = reactive(None)

    def _shown(self, counts: Counts) -> tuple[_Count, ...]:
        tabs = {view: label for view, label, _ in tab_labels(self.size.width)}
        attention = "attention" if "attention" in tabs[View.ATTENTION] else "unread"  # as its tab is called
        return (
            _Count(counts.overdue, "OVERDUE", "OVERDUE", "count--overdue", View.AWAITING),
            *_clock_count(counts),
            _Count(counts.due_soon, "due soon", "due soon", "count--soon", View.AWAITING),
            _Count(counts.awaiting, "awaiting form", "awaiting", "count--number", View.AWAITING),
            _Count(counts.unmatched, "unmatched", "unmatched", "count--number", View.UNMATCHED),
            _Count(counts.attention, "needs attention", attention, "count--soon", View.ATTENTION),
            _Count(counts.no_form, "no form", "no form", "count--number", View.NO_FORM),
            _Count(counts.decisions_due, "decisions due", "decisions", "count--number", View.DECISIONS),
            _Count(counts.matched_today, "matched today", "matched", "count--number", View.MATCHED),
        )

    def _places(self, counts: Counts) -> tuple[tuple[_Count, ...], int]:
        """The counts that have room, and how much each has."""
        spared = set[View]()
        if self.size.width < NARROW:
            spared = {View.MATCHED, View.NO_FORM} if counts.clocks else {View.MATCHED}
        shown = tuple(count for count in self._shown(counts) if count.view not in spared)
        return shown, (self.size.width - 1) // len(shown)

    def render(self) -> Text:
        if self.counts is None:
            return Text("")
        numbers, words = Text(" ", no_wrap=True), Text(" ", no_wrap=True)
        shown, room = self._places(self.counts)
        for count in shown:
            style = self.style_of(count.loud if count.number else "count--none")
            label = count.words if room > cell_len(count.words) + 1 else count.short
            number = f"{count.number:,}"
            if count.number and count.loud == "count--overdue":
                number = f" ‼ {number} "
            numbers.append(number, style)
            numbers.append(" " * max(0, room - cell_len(number)))
            words.append(fit(label, room), self.style_of("count--words"))
        return Text("\n", no_wrap=True).join([numbers, words])

    def on_click(self, event: events.Click) -> None:
        if self.counts is not None:
            shown, room = self._places(self.counts)
            place = min(max(0, event.x - 1) // room, len(shown) - 1)
            self.post_message(ViewPicked(_shows(shown[place].view)))


class ViewTabs(Strip):
    """The views, each with its key; the one shown is marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--here", "tabs--key", "tabs--other"}
    view: reactive[View] = reactive(View.AWAITING)

    def _places(self) -> list[tuple[View | None, str, int, str]]:
        """Each view's label, where it begins, and the action that shows it."""
        places, x = [], 0
        for view, label, action in tab_labels(self.size.width):
            places.append((view, label, x, action))
            x += cell_len(label) + 1
        return places

    def render(self) -> Text:
        text = Text(no_wrap=True)
        for view, label, _, _ in self._places():
            text.append(label, self.style_of("tabs--here" if view is self.view else "tabs--other"))
            text.append(" ")
        return text

    def on_click(self, event: events.Click) -> None:
        for _, label, x, action in self._places():
            if x <= event.x < x + cell_len(label):
                self.post_message(ViewPicked(action))


class Banner(Strip):
    """One loud line, hidden while there is nothing to say."""

    words: reactive[str] = reactive("", layout=True)

    def watch_words(self, words: str) -> None:
        self.display = bool(words)

    def render(self) -> Text:
        return Text(fit(f" {clean(self.words)}", self.size.width))

    async def on_click(self) -> None:
        await self.screen.run_action("dismiss_banner")


class Foot(Strip):
    """One line of words, cut to its width."""

    words: reactive[str] = reactive("")

    def render(self) -> Text:
        return Text(fit(self.words, self.size.width), no_wrap=True)


class Headings(Foot):
    """The names of the list's columns; a click asks to sort by one."""

    @dataclass
    class Picked(Message):
        """The heading at `x` was clicked."""

        x: int

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Picked(event.x))


@dataclass(frozen=True, slots=True)
class _Offered:
    key: str
    words: str
    action: str
    node: DOMNode

    @property
    def width(self) -> int:
        return cell_len(f"{self.key} {self.words}  ")


class KeyBar(Strip):
    """The keys that do something here and now, from the live bindings: help is always in
    sight, at the right; of the rest, those that fit. A click does what the key does."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--words"}
    ALWAYS = frozenset({"app.keys", "app.quit", "go_back"})

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, _Offered]] = []
        self._offered: list[_Offered] = []
        self._looks_again = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._look_again_soon())

    def _look_again_soon(self) -> None:
        """Once for all that changes in one go: what each key needs is asked of every key."""
        if not self._looks_again:
            self._looks_again = True
            self.call_later(self._look_again)

    def _look_again(self) -> None:
        self._looks_again = False
        if self._keys() != self._offered:
            self.refresh()

    def _keys(self) -> list[_Offered]:
        keys: dict[str, _Offered] = {}
        for active in in_order(self.screen):
            binding = active.binding
            if binding.show and active.enabled and binding.action not in keys:
                key = self.app.get_key_display(binding)
                keys[binding.action] = _Offered(key, binding.description, binding.action, active.node)
        return list(keys.values())

    def render(self) -> Text:
        keys = self._offered = self._keys()
        right = [offered for offered in keys if offered.action in self.ALWAYS]
        room = self.size.width - sum(offered.width for offered in right)
        left, x = [], 1
        for offered in keys:
            if offered.action not in self.ALWAYS and x + offered.width <= room:
                left.append(offered)
                x += offered.width
        text = Text(" ", no_wrap=True)
        self._places = []
        for offered in left:
            self._add(text, offered)
        text.append(" " * (room - text.cell_len))
        for offered in right:
            self._add(text, offered)
        return text

    def _add(self, text: Text, offered: _Offered) -> None:
        start = text.cell_len
        text.append(offered.key, self.style_of("keys--key"))
        text.append(f" {offered.words}  ", self.style_of("keys--words"))
        self._places.append((start, text.cell_len, offered))

    async def on_click(self, event: events.Click) -> None:
        for start, end, offered in self._places:
            if start <= event.x < end:
                await self.app.run_action(offered.action, offered.node)
                return

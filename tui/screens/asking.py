"""Small questions over the board: a reason, an outcome, a value. Esc goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.on_duty import OnDuty
from tui.text import clean
from tui.widgets.entry import PlainInput
from tui.widgets.key_line import KeyLine
from tui.widgets.offered import Offered

Answer = TypeVar("Answer")
NAMES_IN_SIGHT = 5  # of marked records, in the smallest window


class AskWords(ModalScreen[str | None], OnDuty[str | None]):
    """Asks for some words; an empty answer is refused unless `may_be_blank`, and one that has a
    `fault` always. The arrows go through the `offers`, and back to what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Back"),
        Binding("down", "offer(1)", "Next of the offers", show=False, priority=True),
        Binding("up", "offer(-1)", "The one before", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        *,
        about: str = "",
        value: str = "",
        offers: Sequence[str] = (),
        may_be_blank: bool = False,
        fault: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._value = value
        self._offers = tuple(clean(offer) for offer in offers)
        self._typed = ""
        self._may_be_blank = may_be_blank
        self._fault = fault

    def compose(self) -> ComposeResult:
        with Vertical(classes="question"):
            yield Static(Text(clean(self._title)), classes="question--title")
            if self._about:
                yield Static(Text(clean(self._about, multiline=True)), classes="question--about")
            yield PlainInput(
                self._value,
                suggester=SuggestFromList(self._offers, case_sensitive=False) if self._offers else None,
            )
            yield from self._offered()
            yield Static(Text(""), id="refusal")
            yield KeyLine(self._keys("Enter does it"))

    def _offered(self) -> ComposeResult:
        if self._offers:
            lines = Text("\n", no_wrap=True).join(
                Text(f" ↓ {offer}", Style.from_meta({"@click": f"screen.take_offer({place})"}))
                for place, offer in enumerate(self._offers)
            )
            yield Static(lines, classes="question--hint")

    def _keys(self, does: str) -> str:
        return f"↑↓ fill one in   {does}   Esc goes back" if self._offers else f"{does}   Esc goes back"

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        if not words and not self._may_be_blank:
            self._refuse("a few words are needed")
            return
        fault = self._fault(words) if words else None
        if fault is not None:
            self._refuse(fault)
            return
        self.dismiss(words)

    def _refuse(self, why: str) -> None:
        self.query_one("#refusal", Static).update(Text(f"✗ {clean(why)}"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "offer" or bool(self._offers)

    def action_offer(self, by: int) -> None:
        box = self.query_one(PlainInput)
        if box.value not in self._offers:
            self._typed = box.value
        circle = (self._typed, *self._offers)
        box.value = circle[(circle.index(box.value) + by) % len(circle)]
        box.cursor_position = len(box.value)

    def action_take_offer(self, place: int) -> None:
        """Fill in the offer that was clicked."""
        box = self.query_one(PlainInput)
        box.value = self._offers[place]
        box.cursor_position = len(box.value)
        box.focus()

    def action_go_back(self) -> None:
        self.dismiss(None)


class AskChoice(ModalScreen[Answer | None], OnDuty[Answer | None], Generic[Answer]):
    """Asks for one of some choices, each with its words and what it stands for. The cursor stands on the one
    `at` this place; `None`: Enter takes nothing until one is chosen."""

    HINT: ClassVar[str] = "Enter takes it   Esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Back"),
        # Those of the list too: until it is in focus, a key of a fast hand would be lost, and the next one heeded.
        Binding("j,down", "down", "Next", show=False),
        Binding("k,up", "up", "Previous", show=False),
        Binding("g,home", "end(-1)", "First", show=False),
        Binding("G,end", "end(1)", "Last", show=False),
        Binding("enter", "take", "Take it", show=False),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, Answer]],
        *,
        about: str = "",
        wide: bool = False,
        at: int | None = 0,
    ) -> None:
        super().__init__()
        self._at = at
        self._title = title
        self._about = about
        self._words = [words for words, _ in choices]
        self.answers = [answer for _, answer in choices]
        self._wide = wide

    def compose(self) -> ComposeResult:
        with Vertical(classes="question wide" if self._wide else "question"):
            yield Static(Text(clean(self._title)), classes="question--title")
            if self._about:
                yield Static(Text(clean(self._about, multiline=True)), classes="question--about")
            options = (Option(Text(clean(words), no_wrap=True)) for words in self._words)
            offered = Offered(*options, markup=False)
            offered.highlighted = self._at
            yield offered
            yield KeyLine(self.HINT if self._at is not None else f"↑↓ choose   {self.HINT}")

    @on(OptionList.OptionSelected)
    def _answer(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.answers[event.option_index])

    def action_take(self) -> None:
        self.query_one(OptionList).action_select()

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_end(self, which: int) -> None:
        offered = self.query_one(OptionList)
        (offered.action_first if which < 0 else offered.action_last)()

    def action_go_back(self) -> None:
        self.dismiss(None)


class AskMarked(AskWords):
    """Names every record that an act is about to be done to, and asks for the reason or a yes. Where the names
    have no room beside it they are gone through by the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "names(1)", "More of the names", show=False, priority=True),
        Binding("pageup", "names(-1)", "The names before", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        names: Sequence[str],
        *,
        offers: Sequence[str] = (),
        needs_words: bool,
        fault: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        super().__init__(title, offers=offers, may_be_blank=not needs_words, fault=fault)
        self._names = names
        self._needs_words = needs_words

    def compose(self) -> ComposeResult:
        with Vertical(classes="question wide"):
            yield Static(Text(clean(self._title)), classes="question--title")
            with VerticalScroll(can_focus=False, classes="question--named"):
                yield Static(Text("\n".join(clean(name) for name in self._names), no_wrap=True))
            box = PlainInput(suggester=SuggestFromList(self._offers, case_sensitive=False))
            box.display = self._needs_words
            yield box
            yield from self._offered()
            yield Static(Text(""), id="refusal")
            yield KeyLine(self._keys("Enter does it to each"))

    def _keys(self, does: str) -> str:
        return super()._keys(does) + ("   PgDn more" if len(self._names) > NAMES_IN_SIGHT else "")

    def action_names(self, by: int) -> None:
        """Go a page on, or back, in the names."""
        named = self.query_one(VerticalScroll)
        named.scroll_relative(y=by * max(1, named.size.height - 1), animate=False)

    def on_mount(self) -> None:
        if not self._needs_words:
            self.set_focus(None)

    def key_enter(self) -> None:
        if not self._needs_words:
            self.dismiss("")

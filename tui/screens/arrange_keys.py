"""Keys that arrange a list: filter, sort, one agency only, looks that are kept, hold still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.timer import Timer

from ingest.views import AS_IT_COMES, AgencyCount, Arrangement, Held, SavedFilter, Sort, View
from tui.screens.acting import Acting
from tui.widgets.entry import PlainInput
from tui.widgets.record_list import RecordList

FILTER_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class _Left:
    """A list as it stood when another was turned to."""

    view: View
    text: str
    arranged: Arrangement
    key: str | None


SORTS = tuple(Sort)
HELD = (None, *Held)


class ArrangeKeys(Acting):
    """A mixin of the board screen: `filter_text` and `arranged` are how its list is narrowed now;
    `passing` tells that the filter is being typed."""

    if TYPE_CHECKING:

        @property
        def records(self) -> RecordList: ...
        @property
        def filter_box(self) -> PlainInput: ...
        def rest(self, seconds: float, then: Callable[[], None]) -> Timer: ...
        def leave_reading(self) -> None: ...
        def _show_none(self, hint: str) -> None: ...
        def refresh_bindings(self) -> None: ...
        def turn_to(self, view: View) -> None: ...

    filter_text: str = ""
    passing: bool = False
    arranged: Arrangement = AS_IT_COMES
    still: bool = False
    _filter_rest: Timer | None = None
    _last_list: _Left | None = None

    # The list before.

    @property
    def has_last_list(self) -> bool:
        return self._last_list is not None

    def remember_list(self) -> None:
        """Keep how the list stands, to go back to it."""
        self._last_list = _Left(self.view, self.filter_text, self.arranged, self.records.cursor_key)

    def action_last_list(self) -> None:
        """Show the list that was left last, as it was left: its filter, its order, the record under the cursor."""
        left = self._last_list
        if left is None:
            return
        self.remember_list()
        back = self._last_list
        self.turn_to(left.view)
        self._last_list = back
        self.arranged = left.arranged
        self.set_filter(left.text)
        self.show_from_top(left.view)
        self.records.return_to(left.key)
        self.look_again()

    # The words that records must hold.

    def action_filter(self) -> None:
        self.leave_reading()
        self.filter_box.display = True
        self.filter_box.screen.set_focus(self.filter_box)  # its `focus()` waits for other messages

    def filter_typed(self) -> None:
        """Narrow the list with every letter. It is a search, and audited, once the typing rests."""
        if self._filter_rest is not None:
            self._filter_rest.stop()
        if self._filter(passing=True):
            self._filter_rest = self.rest(FILTER_SECONDS, self._filter_rested)

    def _filter(self, *, passing: bool = False) -> bool:
        """Whether other words are looked for now."""
        text = self.filter_box.value.strip()
        if text == self.filter_text:
            return False
        self.filter_text, self.passing = text, passing
        self.show_from_top(self.view, narrowed=passing)
        return True

    def _filter_rested(self) -> None:
        if self.passing:
            self.passing = False
            self.look_again()

    def filter_kept(self) -> None:
        """Apply what was typed, and go back to the list."""
        self._filter()
        self._filter_rested()
        self.filter_box.display = bool(self.filter_text)
        self.records.focus()

    def set_filter(self, text: str) -> None:
        self.filter_box.value, self.filter_box.display = text, bool(text)
        self._filter()

    def action_next_found(self, by: int) -> None:
        """The next of what the filter found, or the one before."""
        if self.filter_text:
            self.records.action_move(by)
        else:
            self.report("Nothing is looked for: / filters this list, and n and N go through what it finds.")

    def show_from_top(self, view: View, *, narrowed: bool = False) -> None:
        """Show a list anew, as it is narrowed and arranged now. The rows that stand there stay until the
        new ones come, where the filter alone was `narrowed`."""
        self.leave_reading()
        self._show_none("")
        if narrowed:
            self.records.narrow()
        else:
            self.records.turn_to(view, self.arranged)
        self.look_again()
        self.refresh_bindings()

    # Order.

    def action_sort(self) -> None:
        after = SORTS[(SORTS.index(self.arranged.sort) + 1) % len(SORTS)]
        self.rearrange(replace(self.arranged, sort=after, reverse=False))

    def sort_by(self, sort: Sort) -> None:
        """Sort by a column; the other way round if it is sorted by that already."""
        reverse = sort is self.arranged.sort and not self.arranged.reverse
        self.rearrange(replace(self.arranged, sort=sort, reverse=reverse))

    def action_turn_round(self) -> None:
        self.rearrange(replace(self.arranged, reverse=not self.arranged.reverse))

    def rearrange(self, arranged: Arrangement) -> None:
        self.arranged = arranged
        self.show_from_top(self.view)

    def action_by_agency(self) -> None:
        """Show how many records each agency has; the one that is taken is shown alone."""
        from tui.screens.agencies import Agencies

        view, text, now = self.view, self.filter_text, self.duty.clock.now()
        held = self.arranged.held

        def taken(agency: str | None) -> None:
            if agency is not None:
                self.rearrange(replace(self.arranged, agency=agency))

        def counted(agencies: Sequence[AgencyCount]) -> None:
            self.duty.push_screen(Agencies(agencies, now), taken)

        self._open_with(lambda desk: desk.by_agency(view, now, text=text, held=held), counted)

    def action_whose(self) -> None:
        """Show what is the officer's alone, then what nobody has claimed, then all again."""
        after = HELD[(HELD.index(self.arranged.held) + 1) % len(HELD)]
        self.rearrange(replace(self.arranged, held=after))

    # Looks that are kept.

    def action_kept_looks(self) -> None:
        from tui.screens.kept_looks import KEEP, KeptLooks

        def answered(choice: tuple[str, str] | None) -> None:
            if choice is None:
                return
            act, name = choice
            if act == KEEP:
                self._ask_name()
            elif act == "forget":
                self._act(f"“{name}” is kept no longer.", lambda desk: desk.forget_filter(name), self._recall)
            else:
                self.show_kept(name)

        self.duty.push_screen(KeptLooks(self.duty.kept_looks, may_keep=not self.duty.read_only), answered)

    def show_kept(self, name: str) -> None:
        """Look at a list as it was kept under `name`."""
        kept = next((look for look in self.duty.kept_looks if look.name == name), None)
        if kept is None:
            return
        self.turn_to(kept.view)
        self.arranged = kept.arrangement
        self.set_filter(kept.text)
        self.show_from_top(kept.view)

    def _ask_name(self) -> None:
        from tui.screens.asking import AskWords

        view, text, arranged = self.view, self.filter_text, self.arranged

        def named(name: str | None) -> None:
            if name:
                self._act(
                    f"Kept as “{name}”: K, or the palette, shows it again.",
                    lambda desk: desk.save_filter(SavedFilter(name, view, text, arranged)),
                    self._recall,
                )

        about = "Its filter, its order and its agency are kept with it, for you alone."
        self.duty.push_screen(AskWords("Keep this list under which name?", about=about), named)

    def _recall(self) -> None:
        self.duty.recall_kept_looks()

    # Holding still.

    def action_hold_still(self) -> None:
        """Leave the rows as they are until the key is pressed again; counts and alarms go on."""
        self.still = not self.still
        self.duty.fly_flags()
        if not self.still:
            self.look_again()

"""Whether a child of whom one is being told on the telephone stands on record: while the caller can still be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ingest.views import Row
from tui.screens.boxes import ChildBoxes
from tui.screens.on_duty import ask_for, duty_of
from tui.screens.prefill import typed_child
from tui.text import HIDDEN_NAME, clean
from tui.times import moment
from tui.widgets.record_lines import key_words

if TYPE_CHECKING:
    from textual.widget import Widget as _Screen
else:
    _Screen = object

TELLS: Final = frozenset({"forename", "surname", "dob", "nhs_number"})


class KnownChild(_Screen):
    """A mixin of a screen in which children are typed, and which can `say` something below the boxes."""

    _told_of = False
    _asked_of: tuple[ChildBoxes, tuple[str, ...]] | None = None

    if TYPE_CHECKING:

        def say(self, words: str) -> None: ...

    def ask_of_child(self, boxes: ChildBoxes) -> None:
        """Ask what stands on record of the child in these boxes, if other words are in them than before."""
        typed = {name: words for name, words in boxes.words.items() if name in TELLS}
        asked = (boxes, tuple(typed.values()))
        if asked == self._asked_of or not any(words.strip() for words in typed.values()):
            return
        self._asked_of = asked
        child = typed_child(typed)
        ask_for(
            self,
            lambda desk: desk.known_child(child),
            lambda found: self._tell(asked, found),
            lambda _: None,
        )

    def _tell(self, asked: tuple[ChildBoxes, tuple[str, ...]], found: Sequence[Row]) -> None:
        if asked != self._asked_of:
            return
        if found or self._told_of:  # else something that is told there for another reason would be gone
            duty = duty_of(self)
            self.say(on_record(found, duty.clock.now(), private=duty.private))
        self._told_of = bool(found)


def on_record(found: Sequence[Row], now: datetime, *, private: bool) -> str:
    """What stands on record of a child, in one line: the likeliest, and how many more; nothing where nothing does."""
    if not found:
        return ""
    first, more = found[0], len(found) - 1
    named = HIDDEN_NAME if private else clean(first.label)
    told = (clean(first.reference) or key_words(first.key), moment(first.at, now), named, first.status)
    return f"▲ maybe on record: {' · '.join(told)}" + (f" (and {more} more)" if more else "")

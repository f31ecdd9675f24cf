"""Looks for any call, form or email, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import OptionList

from ingest.duty_desk import DutyDesk
from ingest.views import Passage, Row
from tui.lists import found_words
from tui.screens.finding import Finding
from tui.text import HIDDEN_NAME, clean
from tui.widgets.around_lines import row_words
from tui.widgets.form_lines import label_of


def where_it_stood(passage: Passage, *, private: bool) -> Text:
    """Some of a record's words, with what was looked for made to stand out; where names are hidden, none."""
    told = Text(f"{label_of(passage.of)}: ", no_wrap=True)
    if private:
        return told.append(HIDDEN_NAME)
    at = 0
    for start, end in passage.marks:
        told.append(clean(passage.text[at:start])).append(clean(passage.text[start:end]), "bold underline")
        at = end
    return told.append(clean(passage.text[at:]))


class FindRecord(Finding[Row, str]):
    """Dismissed with a record's key."""

    QUESTION = "Find which record?"
    EXAMPLES = "a name, a reference, a telephone number, words of an email …"
    KEYS = "Type to search   ↑↓ choose   Enter opens it   Esc goes back"
    NOTHING = "nothing found"

    def ask(self, desk: DutyDesk, words: str) -> Sequence[Row]:
        return desk.search(words)

    def taken(self, found: Row) -> str:
        return found.key

    def line(self, found: Row) -> str:
        room = self.query_one(OptionList).content_size.width
        return row_words(found, self.duty.clock.now(), private=self.duty.private, width=room)

    def counted(self, found: Sequence[Row]) -> str:
        return found_words(found)

    def told(self, found: Row) -> Text:
        told = super().told(found)
        if found.passage is not None:
            told.append_text(Text("\n  ")).append_text(
                where_it_stood(found.passage, private=self.duty.private)
            )
        return told


class FindForm(FindRecord):
    """The same for forms only: the earlier one, of which another is a corrected copy."""

    QUESTION = "This form is a corrected copy of which earlier form?"
    KEYS = "Type to search   ↑↓ choose   Enter compares them   Esc goes back"
    NOTHING = "no other form found"

    def __init__(self, words: str = "", *, but: str) -> None:
        super().__init__(words)
        self._but = but

    def ask(self, desk: DutyDesk, words: str) -> Sequence[Row]:
        return [row for row in desk.search(words) if row.key.startswith("referral:") and row.key != self._but]

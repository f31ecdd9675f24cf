"""Looks for any call, form or email, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.duty_desk import DutyDesk
from ingest.views import Row
from tui.screens.finding import Finding
from tui.widgets.around_lines import row_words


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
        return row_words(found, self.duty.clock.now(), private=self.duty.private)


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

"""Looks for a call to link a form to."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.domain.model import Contact
from ingest.duty_desk import DutyDesk
from ingest.views import MOST_CALLS_FOUND
from tui.screens.finding import Finding
from tui.text import HIDDEN_NAME, clean, fit
from tui.times import moment_in_column
from tui.widgets.whole_record import children_of

NAMES = 24


class FindCall(Finding[Contact, Contact]):
    """Dismissed with a contact."""

    QUESTION = "Link to which call?"
    EXAMPLES = "reference, name, agency, school …"
    KEYS = "Type to search   ↑↓ choose   Enter links   Esc goes back"
    NOTHING = "no call found"

    def ask(self, desk: DutyDesk, words: str) -> Sequence[Contact]:
        return desk.find_contacts(words)

    def counted(self, found: Sequence[Contact]) -> str:
        if len(found) < MOST_CALLS_FOUND:
            return f"{len(found)} found"
        return f"{len(found)} found, those that await a form first: more words leave fewer"

    def taken(self, found: Contact) -> Contact:
        return found

    def line(self, found: Contact) -> str:
        name = children_of(found, NAMES)
        caller = " · ".join(word for word in (found.caller.name, found.caller.agency) if word)
        if self.duty.private:
            name = caller = HIDDEN_NAME
        received = moment_in_column(found.received_at, self.duty.clock.now())
        return "  ".join((fit(clean(found.reference), 14), received, fit(name, NAMES), clean(caller)))

"""One key that takes back: what is under the cursor first, then what was last settled of the record.

What cannot be taken back says why: a message that was copied may have been sent, and what was
looked at was seen.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from ingest.views import Detail
from tui.screens.acting import (
    NOTHING_TO_TAKE_BACK,
    ONE_OF_TWO,
    Acting,
    is_open,
    is_settled,
    is_ticked,
    number_of,
)
from tui.widgets.record_lines import FieldItem, NoteItem
from tui.widgets.whole_record import title_of


class UndoKeys(Acting):
    """A mixin of the board screen."""

    if TYPE_CHECKING:

        def undo_match(self) -> None: ...
        def action_undo_tick(self) -> None: ...
        def action_reopen(self) -> None: ...
        def action_restore(self) -> None: ...
        def take_note_back(self, item: NoteItem) -> None: ...
        def undo_clock(self, shown: Detail) -> None: ...

    def undoable(self, shown: Detail) -> str | None:
        """What `u` would take back of the record that is shown, in one word; or nothing."""
        if isinstance(self.pane.item, NoteItem):
            return "note"
        if self._correction(shown) is not None:
            return "correction"
        if self.pane.match is not None and not is_open(self.pane.match):
            return "match"
        return self._of_contact(shown) or self._of_referral(shown) or self._of_message(shown)

    def action_undo(self) -> None:
        shown = self._looked()
        if shown is None:
            return
        what = self.undoable(shown)
        if what is None:
            self.report(NOTHING_TO_TAKE_BACK)
        elif what == "note":
            assert isinstance(self.pane.item, NoteItem)
            self.take_note_back(self.pane.item)
        elif what == "amendment":
            self._undo_amendment(shown)
        elif what == "clock":
            self.undo_clock(shown)
        elif what == "merge":
            self._unmerge(shown)
        else:
            steps = {
                "match": self.undo_match,
                "correction": self._undo_correction,
                "tick": self.action_undo_tick,
                "closure": self.action_reopen,
                "dismissal": self.action_restore,
            }
            steps[what]()

    def _correction(self, shown: Detail) -> FieldItem | None:
        """The field under the cursor, where it was put right; what was taken out of a list has no place."""
        item = self.pane.item
        corrected = shown.referral.corrections if shown.referral is not None else {}
        if not isinstance(item, FieldItem) or item.pointer not in corrected:
            return None
        return None if item.pointer.rpartition("/")[2].isdecimal() else item

    def _undo_correction(self) -> None:
        shown = self.shown
        item = self._correction(shown) if shown is not None else None
        if shown is None or shown.referral is None or item is None:
            return
        referral = shown.referral
        self._act(
            f"form {referral.id}: {item.label.lower()} says again what was read.",
            lambda desk: desk.undo_correction(referral.id, item.pointer, referral.revision),
        )

    def _of_contact(self, shown: Detail) -> str | None:
        if shown.contact is None:
            return None
        closure = shown.contact.closure
        said = [
            (closure.at if closure is not None else None, "closure"),
            (shown.contact_clock_said_at, "clock"),
            (shown.contact_amended_at, "amendment"),
        ]
        last = max(((at, what) for at, what in said if at is not None), key=itemgetter(0), default=None)
        return None if last is None else last[1]

    def _of_referral(self, shown: Detail) -> str | None:
        if shown.referral is None:
            return None
        if is_ticked(shown.referral):
            return "tick"
        return "merge" if shown.referral.version > 1 else None

    def _of_message(self, shown: Detail) -> str | None:
        message = shown.message if shown.referral is None else None
        return "dismissal" if message is not None and is_settled(shown, self.view) else None

    def _undo_amendment(self, shown: Detail) -> None:
        contact = shown.contact
        assert contact is not None
        self._act(
            f"{contact.reference} says again what it said before.",
            lambda desk: desk.undo_amendment(number_of(shown.key), contact.revision),
        )

    def _unmerge(self, shown: Detail) -> None:
        referral = shown.referral
        assert referral is not None
        self._act(
            f"form {referral.id} stands alone again, and so does the earlier one.",
            lambda desk: desk.unmerge(referral.id, referral.revision),
        )

    def action_merge(self) -> None:
        """Say that this form is a corrected copy of an earlier one, which is searched for."""
        from tui.screens.asking import AskChoice
        from tui.screens.find_record import FindForm

        shown = self._looked()
        if shown is None or shown.referral is None:
            return
        later = shown.referral
        about = title_of(shown, private=self.duty.private, width=ONE_OF_TWO)

        def taken(key: str | None) -> None:
            if key is not None:
                self._open_with(lambda desk: desk.detail(key), ask)

        def ask(other: Detail) -> None:
            assert other.referral is not None
            earlier = other.referral.id
            before = title_of(other, private=self.duty.private, width=ONE_OF_TWO)
            both = f"The later:    {about}\nThe earlier:  {before}"
            choices = [("They are one: the later stands", True), ("They are two", False)]
            self.duty.push_screen(
                AskChoice("Is this the same form, put right?", choices, about=both),
                lambda one: merge(earlier) if one else None,
            )

        def merge(earlier: str) -> None:
            self._act(
                f"form {later.id} is now the later version of form {earlier}. u parts them.",
                lambda desk: desk.merge(later.id, earlier, later.revision),
            )

        self.duty.push_screen(FindForm(but=shown.key), taken)

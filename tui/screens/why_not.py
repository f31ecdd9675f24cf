"""Why a key of the board does nothing here and now, in a sentence.

A key that may not be used is not offered in the bar, but hands know it: silence would leave an officer to
guess whether it was heeded. `WhyNot.why_not` answers for each action that `Acting.may` refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.screens.acting import MARKED, NOTHING_TO_TAKE_BACK, WRITES, Acting, is_closed

if TYPE_CHECKING:
    from ingest.domain.model import Match

READ_ONLY: Final = "This dashboard was opened to be read only: it changes nothing."
NONE_MARKED: Final = "That cannot be done to any of the marked records. Esc unmarks them."
OPEN_FIRST: Final = "Open the record first (Enter), then press the key again."
_THIS_IS: Final = {"contact": "This is a call", "referral": "This is a form", "message": "This is an email"}
# What each act is for, said where the record is of another kind.
_IS_FOR: Final = {
    "accept": "a match of a call and a form is accepted",
    "reject": "a match of a call and a form is rejected",
    "compare": "a call and the form that may answer it are compared",
    "link": "a form is linked to a call",
    "amend": "a call is put right so; of a form, Enter on a field corrects it",
    "clock": "the 72 h clocks run on calls",
    "close_call": "a call is closed; an email is dismissed, a form has an outcome",
    "reopen": "a closed call is opened again",
    "merge": "a form is a corrected copy of another",
    "acknowledge": "receipt of a form is acknowledged",
    "decide": "an outcome is recorded of a form",
    "undo_tick": "a form has ticks to undo",
    "dismiss_message": "an email is dismissed; a call is closed",
    "restore": "a dismissed email, or a form that was keyed by hand, is brought back",
    "email_contact": "an email is made a contact",
    "key_by_hand": "an email that could not be read is keyed by hand",
    "raw": "an email, or a form's email, is shown as it came",
    "letter": "a letter goes to the referrer of a call or a form",
    "rate": "a call or a form is rated",
    "child_history": "a call or a form names a child",
    "blanks": "the blank fields of a form are shown or hidden",
}
# Said of a record of the right kind that stands otherwise.
_STANDS_SO: Final = {
    "reopen": "This call is not closed: there is nothing to open again.",
    "close_call": "This call is closed already. C opens it again.",
    "acknowledge": "Receipt is acknowledged already. U undoes it.",
    "decide": "An outcome is recorded already. U undoes it, then it can be recorded anew.",
    "undo_tick": "Neither an acknowledgement nor an outcome is recorded: there is no tick to undo.",
    "dismiss_message": "This email needs nothing more as it is. D has it need attention again.",
    "restore": "This email needs attention already, as it stands.",
    "undo": NOTHING_TO_TAKE_BACK,
}
_EVERY_KIND: Final = frozenset(_THIS_IS)
_CALL, _FORM, _EMAIL = frozenset({"contact"}), frozenset({"referral"}), frozenset({"message"})
_OF_A_MATCH: Final = frozenset({"accept", "reject", "compare"})
# Of which kinds of record an act may be, where the record stands so that it can be done.
_OF: Final = {
    **dict.fromkeys(_OF_A_MATCH, _CALL | _FORM),
    **dict.fromkeys(("reopen", "close_call", "amend", "clock"), _CALL),
    **dict.fromkeys(("acknowledge", "decide", "undo_tick", "link", "merge", "blanks"), _FORM),
    **dict.fromkeys(("dismiss_message", "email_contact", "key_by_hand"), _EMAIL),
    "restore": _EMAIL | _FORM,
    "undo": _EVERY_KIND,
    "raw": _EMAIL | _FORM,
}
# Known of a record only once it is read.
_ONCE_READ: Final = _OF_A_MATCH | {"undo", "undo_tick", "blanks"}


class WhyNot(Acting):
    """A mixin of the board screen."""

    def why_not(self, action: str) -> str | None:
        """Why `action` is not done; nothing where it may be."""
        if action == "open":
            return self._why_nothing_opens()
        if self.may(action):
            return None
        if action in WRITES and self.duty.read_only:
            return READ_ONLY
        if self.has_marks and action in MARKED:
            return NONE_MARKED
        if action == "last_list":
            return "No other list was looked at before this one. 0 to 6 show the lists."
        kind, _ = self._target()
        if kind is None:
            return self._why_no_record()
        return self._why_not_this(action, kind)

    def _why_not_this(self, action: str, kind: str) -> str:
        if kind not in _OF.get(action, _CALL | _FORM):
            return f"{_THIS_IS[kind]}: {_IS_FOR[action]}."
        if action in _ONCE_READ and self.shown is None:
            return OPEN_FIRST
        if action in _OF_A_MATCH:
            return self._why_no_match()
        if action == "restore" and kind == "referral":
            return "This form was read by the program, not keyed by hand: there is no keying to take back."
        return _STANDS_SO[action]

    def _why_no_record(self) -> str:
        if self.records.choosing and not self.records.loaded:
            return "The list is still being read: press the key again in a moment."
        if self.records.shown:
            return "No record is chosen: choose one with ↑ and ↓."
        return "Nothing stands in this list: there is no record to do that to."

    def _why_no_match(self) -> str:
        """Of a call or a form that is shown: there is no match, none under the cursor, or it is settled."""
        shown = self.shown
        found: tuple[Match, ...] = ()
        if shown is not None:
            found = shown.referral.matches if shown.referral is not None else shown.contact_matches
        if not found:
            if shown is not None and shown.referral is not None:
                return "No call is suggested for this form. l looks for the call that it answers."
            closed = " It is closed." if is_closed(shown) else ""
            return f"No form is suggested for this call: there is nothing to compare or settle.{closed}"
        if self.pane.match is None:
            return "The cursor is on no match: Tab goes to the record, ↑ and ↓ to the match."
        return "This match is settled already. u takes that back."

    def _why_nothing_opens(self) -> str:
        if self.shown is not None:
            return "Nothing opens here: ↑ and ↓ go to a match, a field, or a part of the email."
        return self._why_no_record()

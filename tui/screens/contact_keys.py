"""Keys for calls: log one, close one that needs no form, open it again; claim any record."""

from __future__ import annotations

from typing import Any

from tui.screens.acting import Acting, noted_by_officer, number_of
from tui.screens.log_call import LogCall
from tui.screens.prefill import typed_contact

CLOSE_REASONS = ("Information and advice only", "The same call was logged twice", "Already open to a team")


class ContactKeys(Acting):
    """A mixin of the board screen."""

    def action_log_call(self) -> None:
        def logged(typed: Any) -> None:
            if typed is not None:
                self._log(typed)

        self.duty.push_screen(LogCall(self.duty.clock, drafts=self.duty.drafts), logged)

    def _log(self, typed: Any) -> None:
        def done(logged: Any) -> None:
            self.duty.drafts.forget()
            self.report(f"{logged.reference} logged: its form is due within the follow-up time.")
            self.look_again()

        def refused(error: Any) -> None:
            self.report(f"{error.sentence} What you typed is kept: press n.", wrong=True)

        contact = typed_contact(typed, self.duty.clock.now())
        self.duty.line.ask(lambda desk: desk.log_contact(noted_by_officer(desk, contact)), done, refused)

    def action_close_call(self) -> None:
        record = self._record()
        if record is None:
            return
        key, revision, reference = record
        self._ask_words(
            f"Why does {reference} need no form?",
            CLOSE_REASONS,
            lambda reason: self._act(
                f"{reference} closed: no form needed. C opens it again.",
                lambda desk: desk.close_contact(number_of(key), reason, revision),
            ),
        )

    def action_reopen(self) -> None:
        record = self._record()
        if record is not None:
            key, revision, reference = record
            self._act(
                f"{reference} is open again.", lambda desk: desk.reopen_contact(number_of(key), revision)
            )

    def action_claim(self) -> None:
        record = self._record()
        if record is None:
            return
        key, revision, reference = record
        if self._is_claimed():
            self._act(f"{reference} released.", lambda desk: desk.release(key, revision))
        else:
            self._act(f"{reference} claimed by you.", lambda desk: desk.claim(key, revision))

    def _is_claimed(self) -> bool:
        if self.row is not None:
            return bool(self.row.claimed_by)
        contact = self.shown.contact if self.shown is not None else None
        return contact is not None and bool(contact.claimed_by)

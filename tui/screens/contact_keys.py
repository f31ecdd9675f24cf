"""Keys for calls: log one, close one that needs no form, open it again; claim any record."""

from __future__ import annotations

from typing import Any

from ingest.domain.model import Contact, NewContact
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
            self.report(f"{error.sentence} What you typed is kept: press L.", wrong=True)

        contact = typed_contact(typed, self.duty.clock.now())
        self.duty.line.ask(lambda desk: desk.log_contact(noted_by_officer(desk, contact)), done, refused)

    def action_amend(self) -> None:
        """Put right what was noted of a call: the same boxes, filled with what it says."""
        shown = self._looked()
        if shown is None or shown.contact is None:
            return
        contact = shown.contact
        # A draft of what somebody has put right since would take that back unseen.
        drafts = self.duty.drafts_of(f"amendment of {shown.key} as of {contact.revision}")

        def typed(given: Any) -> None:
            if given is not None:
                said = typed_contact(given, self.duty.clock.now())
                self._act(
                    f"{contact.reference} put right. u takes it back.",
                    lambda desk: desk.amend_contact(contact.id, said, contact.revision),
                    drafts.forget,
                )

        screen = LogCall(
            self.duty.clock, drafts=drafts, prefill=_as_new(contact), title=f"Put {contact.reference} right"
        )
        self.duty.push_screen(screen, typed)

    def action_close_call(self) -> None:
        if self.act_on_marked("close_call"):
            return
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
        if self.act_on_marked("claim"):
            return
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


def _as_new(contact: Contact) -> NewContact:
    return NewContact(
        received_at=contact.received_at,
        caller=contact.caller,
        children=contact.children,
        concern=contact.concern,
    )

"""Keys for calls: log one, close one that needs no form, open it again; claim any record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.clock_words import still_runs
from tui.screens.acting import Acting, noted_by_officer, number_of
from tui.text import HIDDEN_NAME
from tui.times import moment, span

if TYPE_CHECKING:
    from datetime import datetime

    from ingest.domain.model import Contact, NewContact
    from ingest.duty_desk import DutyDesk

CLOSE_REASONS = ("Information and advice only", "The same call was logged twice", "Already open to a team")


class ContactKeys(Acting):
    """A mixin of the board screen."""

    def action_log_call(self) -> None:
        """Log a call; where one is half typed, ask first whether it is this one: two calls in one
        would put one child's details on another."""
        from tui.screens.asking import AskChoice
        from tui.screens.prefill import Typed

        draft = self.duty.drafts.recall()
        left = Typed.from_json(draft) if draft is not None else Typed()

        def answered(goes_on: bool | None) -> None:
            if goes_on is None:
                return
            if not goes_on:
                self.duty.drafts.forget()
            self._open_form()

        if left.is_blank:
            self._open_form()
            return
        about = HIDDEN_NAME if self.duty.private else left.in_few_words
        choices = [("Go on with it", True), ("Another call: throw away what was typed", False)]
        self.duty.push_screen(AskChoice("A call was left half typed", choices, about=about), answered)

    def _open_form(self) -> None:
        from tui.screens.log_call import LogCall

        def logged(typed: Any) -> None:
            if typed is not None:
                self._log(typed)

        self.duty.push_screen(LogCall(self.duty.clock, drafts=self.duty.drafts), logged)

    def _log(self, typed: Any) -> None:
        from tui.screens.prefill import typed_contact

        def log(desk: DutyDesk) -> tuple[Contact, datetime]:
            logged = desk.log_contact(noted_by_officer(desk, contact))
            return logged, desk.follow_up_due(logged.received_at)

        def done(logged: tuple[Contact, datetime]) -> None:
            self.duty.drafts.forget()
            self.report(f"{logged[0].reference} logged: {due_words(logged[1], self.duty.clock.now())}.")
            self.look_again()

        def refused(error: Any) -> None:
            why = error.sentence.rstrip(".")
            self.report(f"NOT LOGGED: {why}. What you typed is kept: press L.", wrong=True)

        contact = typed_contact(typed, self.duty.clock.now())
        self.duty.line.ask(log, done, refused)

    def action_amend(self) -> None:
        """Put right what was noted of a call: the same boxes, filled with what it says."""
        from tui.screens.log_call import LogCall
        from tui.screens.prefill import typed_contact

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
        runs_on = still_runs(record.clocks, self.duty.clock.now())
        self._ask_words(
            f"Why does {record.reference} need no form?",
            CLOSE_REASONS,
            lambda reason: self._act(
                f"{record.reference} closed: no form needed. C opens it again.{runs_on}",
                lambda desk: desk.close_contact(number_of(record.key), reason, record.revision),
            ),
            record.about + runs_on,
        )

    def action_reopen(self) -> None:
        record = self._record()
        if record is None:
            self._looked()  # it left the list: it is opened first
            return
        self._act(
            f"{record.reference} is open again.",
            lambda desk: desk.reopen_contact(number_of(record.key), record.revision),
        )

    def action_claim(self) -> None:
        if self.act_on_marked("claim"):
            return
        record = self._record()
        if record is None:
            return
        if self._is_claimed():
            self._act(f"{record.reference} released.", lambda desk: desk.release(record.key, record.revision))
        else:
            self._act(
                f"{record.reference} claimed by you.", lambda desk: desk.claim(record.key, record.revision)
            )

    def _is_claimed(self) -> bool:
        if self.row is not None:
            return bool(self.row.claimed_by)
        contact = self.shown.contact if self.shown is not None else None
        return contact is not None and bool(contact.claimed_by)


def due_words(due: datetime, now: datetime) -> str:
    """When the form of a call that was just logged is due; it may have been so for long."""
    if due > now:
        return f"its form is due {moment(due, now)}"
    return f"its form was due {moment(due, now)}, OVERDUE {span(now - due)}"


def _as_new(contact: Contact) -> NewContact:
    from ingest.domain.model import NewContact

    return NewContact(
        received_at=contact.received_at,
        caller=contact.caller,
        children=contact.children,
        concern=contact.concern,
    )

"""Keys for emails: see the source, dismiss, restore, make a contact of one, key one by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.screens.acting import Acting, noted_by_officer, number_of
from tui.screens.contact_keys import due_words

if TYPE_CHECKING:
    from datetime import datetime

    from ingest.domain.model import Contact
    from ingest.duty_desk import DutyDesk
    from parsers.form import ContactForm

DISMISS_REASONS = ("Not about a child", "Dealt with by telephone", "Sent again and read")


class MessageKeys(Acting):
    """A mixin of the board screen."""

    def action_raw(self) -> None:
        kind, name = self._target()
        if kind == "message":
            self._show_source(int(name))
        elif (shown := self._looked()) is not None and shown.referral is not None:
            self._show_source(shown.referral.message.id)

    def _show_source(self, message_id: int) -> None:
        from tui.screens.message_text import MessageText

        self.duty.push_screen(MessageText(message_id, self.duty.clock.now()))

    def action_dismiss_message(self) -> None:
        if self.act_on_marked("dismiss_message"):
            return
        record = self._record()
        if record is None:
            return
        self._ask_words(
            f"Why does {record.reference} need nothing more?",
            DISMISS_REASONS,
            lambda reason: self._act(
                f"{record.reference} dismissed. u brings it back, and so does D in list 4.",
                lambda desk: desk.dismiss(number_of(record.key), reason, record.revision),
            ),
            record.about,
        )

    def action_restore(self) -> None:
        shown, record = self.shown, self._record()
        if shown is not None and shown.referral is not None:
            message = shown.referral.message
            self._restore(f"email {message.id}", message.id, message.revision)
        elif record is not None:
            self._restore(record.reference, number_of(record.key), record.revision)
        else:
            self._looked()  # it left the list: it is opened first

    def _restore(self, reference: str, message_id: int, revision: int) -> None:
        def said(made: str | None) -> str:
            stays = f" {made}, which was made of it, stays: c closes it." if made else ""
            return f"{reference} needs attention again.{stays}"

        self._act(said, lambda desk: desk.restore(message_id, revision))

    def action_email_contact(self) -> None:
        from tui.screens.log_call import LogCall
        from tui.screens.prefill import typed_contact

        record = self._record()
        if record is None:
            return
        drafts = self.duty.drafts_of(f"contact of {record.key}")

        def said(logged: tuple[Contact, datetime]) -> str:
            due = due_words(logged[1], self.duty.clock.now())
            return f"{record.reference} logged as the email contact {logged[0].reference}: {due}."

        def typed(given: Any) -> None:
            if given is None:
                return
            contact = typed_contact(given, self.duty.clock.now())

            def make(desk: DutyDesk) -> tuple[Contact, datetime]:
                logged = desk.make_email_contact(
                    number_of(record.key), noted_by_officer(desk, contact), record.revision
                )
                return logged, desk.follow_up_due(logged.received_at)

            self._act(said, make, drafts.forget)

        def prefilled(contact: Any) -> None:
            self.duty.push_screen(LogCall(self.duty.clock, drafts=drafts, prefill=contact), typed)

        self._open_with(lambda desk: desk.email_contact_prefill(number_of(record.key)), prefilled)

    def action_key_by_hand(self) -> None:
        from tui.screens.key_form import KeyForm

        record = self._record()
        if record is None:
            return
        drafts = self.duty.drafts_of(f"form of {record.key}")

        def typed(form: ContactForm | None) -> None:
            if form is not None:
                self._act(
                    f"{record.reference} keyed by hand: it is a referral now.",
                    lambda desk: desk.key_by_hand(number_of(record.key), form, record.revision),
                    drafts.forget,
                )

        title = f"Key by hand: {record.about}"
        self.duty.push_screen(KeyForm(title, self.duty.clock, drafts, number_of(record.key)), typed)

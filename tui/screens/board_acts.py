"""What an officer does to a record, each by a key, each on the record that is shown.

The record, its revision and what notices call it are taken when the key is pressed: a
refresh while a question is open changes nothing about whom the answer concerns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ingest.domain.model import Match, MatchStatus
from ingest.views import Detail, DutyDesk, ReferralView, Row, View
from parsers.form import ContactForm
from tui.screens.asking import AskChoice, AskWords
from tui.screens.find_call import FindCall
from tui.screens.log_call import LogCall
from tui.screens.prefill import corrected, fault_of, typed_contact, typed_form
from tui.screens.raw_message import RawMessage
from tui.text import clean
from tui.widgets.record_lines import FieldItem
from tui.widgets.record_pane import RecordPane

if TYPE_CHECKING:
    from tui.app import DutyApp

CLOSE_REASONS = ("Information and advice only", "The same call was logged twice", "Already open to a team")
REJECT_REASONS = ("Another child", "Another caller's form", "About an earlier call")
DISMISS_REASONS = ("Not about a child", "Dealt with by telephone", "Sent again and read")
LINK_REASONS = ("The caller said so", "Same child and same concern")
WRITES = frozenset(
    {
        "accept", "reject", "undo_match", "link", "close_call", "reopen", "claim", "dismiss_message",
        "restore", "email_contact", "key_by_hand", "acknowledge", "decide", "undo_tick", "correct",
        "log_call",
    }
)  # fmt: skip


class BoardActs:
    """The acts of the board screen. A mixin: the screen says what is shown."""

    if TYPE_CHECKING:

        @property
        def duty(self) -> DutyApp: ...
        @property
        def view(self) -> View: ...
        @property
        def row(self) -> Row | None: ...
        @property
        def shown(self) -> Detail | None: ...
        @property
        def pane(self) -> RecordPane: ...
        def look_again(self) -> None: ...
        def open_record(self) -> None: ...
        def report(self, sentence: str, *, wrong: bool = False) -> None: ...

    # What each key needs before it does anything.

    def may(self, action: str) -> bool:
        """Whether `action` can be done to what is shown; keys that cannot are not offered."""
        if action in WRITES and self.duty.read_only:
            return False
        kind, _ = self._target()
        shown = self.shown
        match = self.pane.match if shown is not None else None
        referral = shown.referral if shown is not None else None
        matched = {"referral", "contact"}
        conditions: dict[str, bool] = {
            "accept": match is not None and _open(match) if shown else kind in matched,
            "reject": match is not None and _rejectable(match) if shown else kind in matched,
            "undo_match": match is not None and not _open(match),
            "link": kind == "referral",
            "close_call": kind == "contact" and not _closed(shown),
            "reopen": kind == "contact" and _closed(shown),
            "claim": kind is not None,
            "raw": kind in {"referral", "message"},
            "dismiss_message": kind == "message" and self.view is not View.NO_FORM,
            "restore": kind == "message" and self.view is View.NO_FORM,
            "email_contact": kind == "message",
            "key_by_hand": kind == "message",
            "acknowledge": kind == "referral" and (referral is None or referral.acknowledged_at is None),
            "decide": kind == "referral" and (referral is None or referral.decided_at is None),
            "undo_tick": referral is not None and _ticked(referral),
            "correct": shown is not None and isinstance(self.pane.item, FieldItem),
        }
        return conditions.get(action, True)

    def _target(self) -> tuple[str | None, str]:
        key = self.row.key if self.row is not None else (self.shown.key if self.shown else "")
        kind, _, name = key.partition(":")
        return kind or None, name

    def _record(self) -> tuple[str, int, str] | None:
        """The key, the revision as shown, and what notices call it."""
        shown, row = self.shown, self.row
        if shown is not None:
            return shown.key, _revision(shown), _reference(shown, row)
        if row is not None:
            return row.key, row.revision, row.reference or row.key.replace(":", " ")
        return None

    def _looked(self) -> Detail | None:
        """The detail on the screen; if it is not there yet, it is opened instead of acting."""
        if self.shown is None and self.row is not None:
            self.open_record()
            self.report("Opened: look at it, then press the key again.")
        return self.shown

    def _act(self, sentence: str, question: Callable[[DutyDesk], object]) -> None:
        def done(_: object) -> None:
            self.report(sentence)
            self.look_again()

        def refused(error: Any) -> None:
            self.report(error.sentence, wrong=True)
            self.look_again()

        self.duty.line.ask(question, done, refused)

    def _ask_words(self, title: str, offers: Sequence[str], then: Callable[[str], None]) -> None:
        def answered(words: str | None) -> None:
            if words:
                then(words)

        self.duty.push_screen(AskWords(title, offers=offers), answered)

    # Matches.

    def action_accept(self) -> None:
        match = self._looked_at_match()
        if match is not None:
            self._act(
                f"{match.contact_reference}: match confirmed. u undoes it.",
                lambda desk: desk.confirm_match(match.id, match.revision),
            )

    def action_reject(self) -> None:
        match = self._looked_at_match()
        if match is None:
            return
        self._ask_words(
            f"Why does this form not answer {match.contact_reference}?",
            REJECT_REASONS,
            lambda reason: self._act(
                f"{match.contact_reference}: match rejected. u undoes it.",
                lambda desk: desk.reject_match(match.id, reason, match.revision),
            ),
        )

    def action_undo_match(self) -> None:
        match = self._looked_at_match()
        if match is not None:
            self._act(
                f"{match.contact_reference}: back to suggested.",
                lambda desk: desk.undo_match(match.id, match.revision),
            )

    def _looked_at_match(self) -> Match | None:
        if self._looked() is None:
            return None
        if self.pane.match is None:
            self.report("Choose a match first: Tab, then ↑ and ↓.", wrong=True)
        return self.pane.match

    def action_link(self) -> None:
        shown = self._looked()
        if shown is None or shown.referral is None:
            return
        referral = shown.referral

        def found(choice: tuple[int, str] | None) -> None:
            if choice is None:
                return
            contact_id, reference = choice
            self._ask_words(
                f"Why does this form answer {reference}?",
                LINK_REASONS,
                lambda reason: self._act(
                    f"{reference}: linked by hand.",
                    lambda desk: desk.link(referral.id, contact_id, reason, referral.revision),
                ),
            )

        self.duty.push_screen(FindCall(), found)

    # Calls.

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
        self.duty.line.ask(lambda desk: desk.log_contact(contact), done, refused)

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
                lambda desk: desk.close_contact(_number(key), reason, revision),
            ),
        )

    def action_reopen(self) -> None:
        record = self._record()
        if record is not None:
            key, revision, reference = record
            self._act(f"{reference} is open again.", lambda desk: desk.reopen_contact(_number(key), revision))

    def action_claim(self) -> None:
        record = self._record()
        if record is None:
            return
        key, revision, reference = record
        claimed = self.row.claimed_by if self.row is not None else None
        if claimed:
            self._act(f"{reference} released.", lambda desk: desk.release(key, revision))
        else:
            self._act(f"{reference} claimed by you.", lambda desk: desk.claim(key, revision))

    # Messages.

    def action_raw(self) -> None:
        kind, name = self._target()
        if kind == "message":
            self.duty.push_screen(RawMessage(int(name)))
        elif (shown := self._looked()) is not None and shown.referral is not None:
            self.duty.push_screen(RawMessage(shown.referral.message.id))

    def action_dismiss_message(self) -> None:
        record = self._record()
        if record is None:
            return
        key, revision, reference = record
        self._ask_words(
            f"Why does {reference} need nothing more?",
            DISMISS_REASONS,
            lambda reason: self._act(
                f"{reference} dismissed. D in view 4 brings it back.",
                lambda desk: desk.dismiss(_number(key), reason, revision),
            ),
        )

    def action_restore(self) -> None:
        record = self._record()
        if record is not None:
            key, revision, reference = record
            self._act(
                f"{reference} needs attention again.", lambda desk: desk.restore(_number(key), revision)
            )

    def action_email_contact(self) -> None:
        record = self._record()
        if record is None:
            return
        key, revision, reference = record

        def typed(given: Any) -> None:
            if given is not None:
                contact = typed_contact(given, self.duty.clock.now())
                self._act(
                    f"{reference} logged as an email contact: its clock runs.",
                    lambda desk: desk.make_email_contact(
                        _number(key), typed_contact(given, self.duty.clock.now()), revision
                    ),
                )

        def prefilled(contact: Any) -> None:
            self.duty.push_screen(LogCall(self.duty.clock, prefill=contact), typed)

        self.duty.line.ask(lambda desk: desk.email_contact_prefill(_number(key)), prefilled, self._refused)

    def action_key_by_hand(self) -> None:
        record = self._record()
        if record is None:
            return
        key, revision, reference = record

        def typed(given: Any) -> None:
            if given is not None:
                form: ContactForm = typed_form(given)
                self._act(
                    f"{reference} keyed by hand: it is a referral now.",
                    lambda desk: desk.key_by_hand(_number(key), form, revision),
                )

        self.duty.push_screen(LogCall(self.duty.clock, keying=reference), typed)

    # Forms.

    def action_acknowledge(self) -> None:
        referral = self._looked_at_referral()
        if referral is not None:
            self._act(
                f"form {referral.id}: receipt acknowledged. U undoes it.",
                lambda desk: desk.acknowledge(referral.id, referral.revision),
            )

    def action_decide(self) -> None:
        referral = self._looked_at_referral()
        if referral is None:
            return

        def offered(outcomes: Sequence[str]) -> None:
            def chosen(place: int | None) -> None:
                if place is not None:
                    self._act(
                        f"form {referral.id}: decided. U undoes it.",
                        lambda desk: desk.decide(referral.id, outcomes[place], referral.revision),
                    )

            self.duty.push_screen(AskChoice("What was decided?", outcomes), chosen)

        self.duty.line.ask(lambda desk: desk.outcomes(), offered, self._refused)

    def action_undo_tick(self) -> None:
        referral = self._looked_at_referral()
        if referral is not None:
            tick = "decided" if referral.decided_at is not None else "acknowledged"
            self._act(
                f"form {referral.id}: no longer {tick}.",
                lambda desk: desk.undo_tick(referral.id, tick, referral.revision),
            )

    def action_correct(self) -> None:
        referral, item = self._looked_at_referral(), self.pane.item
        if referral is None or not isinstance(item, FieldItem):
            return

        def answered(words: str | None) -> None:
            if words is not None and words != clean(item.value or ""):
                value = corrected(item.pointer, words).value if words else None
                self._act(
                    f"form {referral.id}: {item.label.lower()} corrected.",
                    lambda desk: desk.correct_field(referral.id, item.pointer, value, referral.revision),
                )

        about = f"The form says: “{item.text}”" if item.text else "The form says nothing here."
        self.duty.push_screen(
            AskWords(
                f"Correct: {item.label}",
                about=about,
                value=item.value or "",
                may_be_blank=True,
                fault=lambda words: fault_of(item.pointer, words),
            ),
            answered,
        )

    def _looked_at_referral(self) -> ReferralView | None:
        shown = self._looked()
        return shown.referral if shown is not None else None

    def _refused(self, error: Any) -> None:
        self.report(error.sentence, wrong=True)


def _open(match: Match) -> bool:
    return match.status is MatchStatus.SUGGESTED


def _rejectable(match: Match) -> bool:
    return match.status in {MatchStatus.SUGGESTED, MatchStatus.AUTO}


def _closed(shown: Detail | None) -> bool:
    return shown is not None and shown.contact is not None and shown.contact.closure is not None


def _ticked(referral: ReferralView) -> bool:
    return referral.acknowledged_at is not None or referral.decided_at is not None


def _number(key: str) -> int:
    return int(key.partition(":")[2])


def _revision(shown: Detail) -> int:
    record = shown.contact or shown.referral or shown.message
    return record.revision if record is not None else 0


def _reference(shown: Detail, row: Row | None) -> str:
    if shown.contact is not None:
        return shown.contact.reference
    if row is not None and row.reference:
        return row.reference
    return shown.key.replace(":", " ").replace("referral ", "form ")

"""Keys that settle matches: accept, reject, undo, and link by search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.acting import ONE_OF_TWO, Acting
from tui.text import HIDDEN_NAME, clean
from tui.widgets.whole_record import children_of, title_of

if TYPE_CHECKING:
    from ingest.domain.model import Contact, Match
    from parsers.form import ContactForm

REJECT_REASONS = ("Another child", "Another caller's form", "About an earlier call")
CONFIRM_REASONS = ("It was noted wrongly", "The caller said so")
UNLINK_REASONS = ("Another child", "Another caller's form", "Not sure enough")
LINK_REASONS = ("The caller said so", "Same child and same concern")


class MatchKeys(Acting):
    """A mixin of the board screen."""

    def action_accept(self) -> None:
        match = self._looked_at_match()
        if match is None:
            return

        def confirm(reason: str | None) -> None:
            self._act(
                f"{match.contact_reference}: match confirmed. u undoes it.",
                lambda desk: desk.confirm_match(match.id, match.revision, reason),
            )

        from ingest.domain.matching.conflicts import are_two_children  # long to load: only where it is asked

        if are_two_children(match.evidence):
            question = f"The form and {match.contact_reference} seem to name two children. Why is it one?"
            self._ask_words(question, CONFIRM_REASONS, confirm, self._about())
        else:
            confirm(None)

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
            self._about(),
        )

    def undo_match(self) -> None:
        """Take back what was settled of the match under the cursor."""
        from ingest.domain.model import MatchStatus

        match = self._looked_at_match()
        if match is None:
            return

        def undo(reason: str | None) -> None:
            back = "back to suggested" if match.status is MatchStatus.AUTO else "taken back"
            self._act(
                f"{match.contact_reference}: {back}.",
                lambda desk: desk.undo_match(match.id, match.revision, reason),
            )

        if match.status is MatchStatus.AUTO:
            question = f"Why is the link to {match.contact_reference} undone?"
            self._ask_words(question, UNLINK_REASONS, undo, self._about())
        else:
            undo(None)

    def _about(self) -> str:
        record = self._record()
        return record.about if record is not None else ""

    def _looked_at_match(self) -> Match | None:
        if self._looked() is None:
            return None
        if self.pane.match is None:
            self.report("Choose a match first: Tab, then ↑ and ↓.", wrong=True)
        return self.pane.match

    def action_compare(self) -> None:
        """Show both sides of the match beside each other; what is pressed there is done to that match."""
        from tui.screens.compare import Compare

        shown, match = self._looked(), self.pane.match
        if shown is None or match is None:
            return

        def answered(act: str | None) -> None:
            if act is None:
                return
            if self.pane.match != match:
                self.report("The match has changed meanwhile: look at it again.", wrong=True)
                return
            acts = {"accept": self.action_accept, "reject": self.action_reject, "undo": self.undo_match}
            acts[act]()

        self.duty.push_screen(Compare(shown, match, self.may, self.duty.clock.now()), answered)

    def action_link(self) -> None:
        from tui.screens.find_call import FindCall

        shown = self._looked()
        if shown is None or shown.referral is None:
            return
        referral, about = shown.referral, title_of(shown, private=self.duty.private, width=ONE_OF_TWO)

        def found(call: Contact | None) -> None:
            if call is None:
                return
            named = HIDDEN_NAME if self.duty.private else children_of(call, ONE_OF_TWO)
            self._ask_words(
                f"Why does this form answer {call.reference}?",
                LINK_REASONS,
                lambda reason: self._act(
                    f"{call.reference}: linked by hand. u undoes it.",
                    lambda desk: desk.link(referral.id, call.id, reason, referral.revision),
                ),
                f"The form:  {about}\nThe call:  {clean(call.reference)}  ·  {named}",
            )

        self.duty.push_screen(FindCall(self._surname_of(referral.form)), found)

    def _surname_of(self, form: ContactForm) -> str:
        """What is looked for first; nothing where names are hidden."""
        surnames = (child.surname for child in form.children if child.surname)
        return "" if self.duty.private else next(surnames, "")

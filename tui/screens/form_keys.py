"""Keys for forms: acknowledge, decide, undo a tick, correct a field."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.views import ReferralView
from tui.screens.acting import Acting
from tui.text import clean
from tui.widgets.record_lines import FieldItem

RATINGS = (("Red", "red"), ("Amber", "amber"), ("Green", "green"), ("Not rated", ""))
LEVEL = "/threshold_level"


class FormKeys(Acting):
    """A mixin of the board screen."""

    def action_acknowledge(self) -> None:
        if self.act_on_marked("acknowledge"):
            return
        referral = self._looked_at_referral()
        if referral is not None:
            self._act(
                f"form {referral.id}: receipt acknowledged. U undoes it.",
                lambda desk: desk.acknowledge(referral.id, referral.revision),
            )

    def action_decide(self) -> None:
        from tui.screens.asking import AskChoice

        referral, record = self._looked_at_referral(), self._record()
        if referral is None or record is None:
            return

        def decide(outcome: str) -> None:
            self._act(
                f"form {referral.id}: decided: {outcome}. U undoes it.",
                lambda desk: desk.decide(referral.id, outcome, referral.revision),
            )

        def offered(outcomes: Sequence[str]) -> None:
            if not outcomes:
                self._ask_words(f"What was decided of {record.reference}?", (), decide, record.about)
                return
            choices = [(outcome, outcome) for outcome in outcomes]
            # The gravest stands first: a key too many must not decide it.
            question = AskChoice(
                f"What was decided of {record.reference}?", choices, about=record.about, at=None
            )
            self.duty.push_screen(question, lambda outcome: decide(outcome) if outcome is not None else None)

        self._open_with(lambda desk: desk.outcomes(), offered)

    def action_rate(self) -> None:
        from tui.screens.asking import AskChoice

        if self.act_on_marked("rate"):
            return
        record = self._record()
        if record is None:
            return

        def answered(rag: str | None) -> None:
            if rag is not None:
                self._act(
                    f"{record.reference}: rated {rag or 'nothing'}. R changes it.",
                    lambda desk: desk.rate(record.key, rag or None, record.revision),
                )

        # The gravest stands first: a key too many must neither give it nor take it away.
        at = next((place for place, (_, rag) in enumerate(RATINGS) if rag == record.rag), None)
        question = AskChoice(f"How urgent is {record.reference}?", RATINGS, about=record.about, at=at)
        self.duty.push_screen(question, answered)

    def action_undo_tick(self) -> None:
        referral = self._looked_at_referral()
        if referral is not None:
            tick = "decided" if referral.decided_at is not None else "acknowledged"
            self._act(
                f"form {referral.id}: no longer {tick}.",
                lambda desk: desk.undo_tick(referral.id, tick, referral.revision),
            )

    def action_correct(self) -> None:
        from tui.screens.asking import AskWords
        from tui.screens.prefill import ANSWERS, corrected, fault_of, has_three_answers

        referral, record, item = self._looked_at_referral(), self._record(), self.pane.item
        if referral is None or record is None or not isinstance(item, FieldItem):
            return

        def answered(words: str | None) -> None:
            if words is not None and words != clean(item.value or ""):
                value = corrected(item.pointer, words).value if words else None
                self._act(
                    f"form {referral.id}: {item.label.lower()} corrected. u takes it back.",
                    lambda desk: desk.correct_field(referral.id, item.pointer, value, referral.revision),
                )

        says = f"The form says: “{item.text}”" if item.text else "The form says nothing here."

        def ask(offers: Sequence[str]) -> None:
            self.duty.push_screen(
                AskWords(
                    f"Correct: {item.label}",
                    about=f"{clean(record.about)}\n{clean(says)}",
                    value=item.value or "",
                    offers=offers,
                    may_be_blank=True,
                    fault=lambda words: fault_of(item.pointer, words),
                ),
                answered,
            )

        if item.pointer == LEVEL:
            self._open_with(lambda desk: desk.levels(), ask)
        else:
            ask(ANSWERS if has_three_answers(item.pointer) else ())

    def _looked_at_referral(self) -> ReferralView | None:
        shown = self._looked()
        return shown.referral if shown is not None else None

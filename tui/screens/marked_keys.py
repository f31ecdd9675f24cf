"""Keys that act on all marked records at once, where some are marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.duty_desk import DutyDesk
from ingest.views import Letter, Row
from tui.screens.acting import Acting, number_of
from tui.screens.contact_keys import CLOSE_REASONS
from tui.screens.marked_acts import MarkedAct
from tui.screens.message_keys import DISMISS_REASONS
from tui.text import clean
from tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui.screens.marked_acts import Told

RAGS = ("red", "amber", "green")
ANY = frozenset({"contact", "referral", "message"})


def _name(row: Row) -> str:
    return row.key.partition(":")[2]


ACTS = {
    "claim": MarkedAct("Claim", "claimed", ANY, lambda desk, row, _: desk.claim(row.key, row.revision)),
    "release": MarkedAct(
        "Release", "released", ANY, lambda desk, row, _: desk.release(row.key, row.revision)
    ),
    "close_call": MarkedAct(
        "Close",
        "closed: no form needed",
        frozenset({"contact"}),
        lambda desk, row, why: desk.close_contact(number_of(row.key), why, row.revision),
        needs_words=True,
        offers=CLOSE_REASONS,
    ),
    "dismiss_message": MarkedAct(
        "Dismiss",
        "dismissed",
        frozenset({"message"}),
        lambda desk, row, why: desk.dismiss(number_of(row.key), why, row.revision),
        needs_words=True,
        offers=DISMISS_REASONS,
    ),
    "acknowledge": MarkedAct(
        "Acknowledge receipt of",
        "acknowledged",
        frozenset({"referral"}),
        lambda desk, row, _: desk.acknowledge(_name(row), row.revision),
    ),
    "rate": MarkedAct(
        "Rate (red, amber or green)",
        "rated",
        frozenset({"contact", "referral"}),
        lambda desk, row, rag: desk.rate(row.key, rag.strip().lower(), row.revision),
        needs_words=True,
        offers=RAGS,
        fault=lambda words: None if words.strip().lower() in RAGS else "red, amber or green",
    ),
    "letter": MarkedAct(
        "Copy a message to the referrer of",
        "noted as written to",
        frozenset({"contact", "referral"}),
        lambda desk, row, _: desk.letter_taken(row.key, row.revision),
    ),
}


class MarkedKeys(Acting):
    """A mixin of the board screen."""

    if TYPE_CHECKING:

        @property
        def records(self) -> RecordList: ...

    def fits_marked(self, name: str) -> bool:
        """Whether the act can be done to any of the marked records."""
        return any(row.key.partition(":")[0] in ACTS[name].kinds for row in self.records.marked.values())

    def act_on_marked(self, name: str) -> bool:
        """Ask about, and then do, an act to all marked records; whether there are any."""
        rows = tuple(self.records.marked.values())
        if not rows:
            return False
        if name == "claim" and all(row.claimed_by for row in rows):
            name = "release"
        act = ACTS[name]
        fitting = [row for row in rows if row.key.partition(":")[0] in act.kinds]
        if name == "claim":
            fitting = [row for row in fitting if not row.claimed_by]
        if not fitting:
            self.report("That cannot be done to any of the marked records.", wrong=True)
            return True
        self._ask_of(name, act, fitting)
        return True

    def _ask_of(self, name: str, act: MarkedAct, rows: Sequence[Row]) -> None:
        from tui.screens.asking import AskMarked
        from tui.screens.marked_acts import do_each, named

        def answered(words: str | None) -> None:
            if words is None:
                return
            if name == "letter":
                self._write_to(act, rows)
            else:
                self.duty.line.ask(
                    lambda desk: do_each(desk, act, rows, words),
                    lambda told: self._tell(act, told),
                    self._refused,
                )

        count = "this record" if len(rows) == 1 else f"these {len(rows)}"
        self.duty.push_screen(
            AskMarked(
                f"{act.question} {count}?",
                named(rows, private=self.duty.private),
                offers=act.offers,
                needs_words=act.needs_words,
                fault=act.fault,
            ),
            answered,
        )

    def _tell(self, act: MarkedAct, told: Told) -> None:
        self.records.unmark([row.key for row in told.done])
        clocked = sum(bool(row.clocks) for row in told.done) if act is ACTS["close_call"] else 0
        runs_on = f"\n▲ On {clocked} of them a statutory clock runs on: list 0 keeps it." if clocked else ""
        self.report(told.in_words(act.done) + runs_on, wrong=bool(told.refused))
        self.look_again()
        self.read_again()

    def _write_to(self, act: MarkedAct, rows: Sequence[Row]) -> None:
        """Copy one message for each record, one below the other, and note that each was taken."""
        from tui.screens.marked_acts import MarkedAct, do_each

        def write(desk: DutyDesk) -> tuple[Told, str]:
            letters: list[Letter] = []

            def one(each: DutyDesk, row: Row, _: str) -> None:
                letter = each.letter(row.key)
                each.letter_taken(row.key, row.revision)
                letters.append(letter)

            writing = MarkedAct(act.question, act.done, act.kinds, one)
            told = do_each(desk, writing, rows, "")
            return told, "\n\n".join(_with_head(letter) for letter in letters)

        def written(answer: tuple[Told, str]) -> None:
            told, text = answer
            if text:
                self.duty.copy_to_clipboard(text)
            self._tell(act, told)

        self.duty.line.ask(write, written, self._refused)


def _with_head(letter: Letter) -> str:
    from tui.screens.letter import words_of

    head = f"To: {clean(letter.to or '(no address known)')}\nSubject: {clean(letter.subject)}"
    return f"{head}\n\n{words_of(letter)}\n{'-' * 40}"

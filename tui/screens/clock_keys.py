"""The key for a call's statutory clocks: set one, say that it is met, put its start right, clear it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ingest.domain.statutory import (
    ContactClock,
    RunningClock,
    StatutoryClock,
    done_fault,
    start_fault,
    statutory_due,
)
from ingest.duty_desk import DutyDesk
from ingest.views import Detail
from tui.clock_words import WORDS, ends_of
from tui.screens.acting import Acting, Target, number_of
from tui.times import as_typed, moment, time_left

EXAMPLE = "a time such as 24/11/2026 10:15, yesterday 22:30, or 10:15"
Fault = Callable[[datetime], str | None]


@dataclass(frozen=True, slots=True)
class ClockStep:
    """What can be said of a clock: `set` when it began, `done` when it was met, or `clear` it."""

    act: str
    clock: StatutoryClock
    known: ContactClock | None


class ClockKeys(Acting):
    """A mixin of the board screen."""

    def action_clock(self) -> None:
        from tui.screens.asking import AskChoice

        shown, record = self._looked(), self._record()
        if shown is None or shown.contact is None or record is None:
            return

        def chosen(step: ClockStep | None) -> None:
            if step is None:
                return
            if step.act == "clear":
                self._clear(record, step.clock)
            elif step.act == "done":
                self._ask_when_done(record, step)
            else:
                self._ask_when_begun(record, step, as_typed(step.known.started_at) if step.known else "")

        choices = steps(shown, self.duty.clock.now())
        title = f"Which clock of {record.reference}? Each gives 72 hours"
        self.duty.push_screen(AskChoice(title, choices, about=record.about, wide=True), chosen)

    def undo_clock(self, shown: Detail) -> None:
        contact = shown.contact
        assert contact is not None
        self._act(
            f"{contact.reference}: what was last said of its clock is taken back.",
            lambda desk: desk.undo_clock(contact.id, contact.revision),
        )

    def _ask_when_begun(self, record: Target, step: ClockStep, value: str) -> None:
        from tui.screens.asking import AskChoice

        now = self.duty.clock.now()

        def typed(words: str, at: datetime) -> None:
            if statutory_due(at) > now:
                self._set(record, step.clock, at)
                return
            ran_out = f"Its 72 hours ran out on {moment(statutory_due(at), now)}. Is that right?"
            choices = [("No: type the time again", False), ("Yes: set it, it is overdue", True)]
            self.duty.push_screen(AskChoice(ran_out, choices, about=record.about), lambda yes: answered(yes))

            def answered(yes: bool | None) -> None:
                if yes:
                    self._set(record, step.clock, at)
                elif yes is not None:
                    self._ask_when_begun(record, step, words)

        title = f"{record.reference}: when {WORDS[step.clock].ask_began}?"
        self._ask_time(record, title, value, lambda at: start_fault(at, now), typed)

    def _ask_when_done(self, record: Target, step: ClockStep) -> None:
        now, known = self.duty.clock.now(), step.known
        assert known is not None

        def act(at: datetime) -> Callable[[DutyDesk], object]:
            return lambda desk: desk.end_clock(number_of(record.key), step.clock, at, record.revision)

        self._ask_time(
            record,
            f"{record.reference}: {step.clock.words}, when was it {WORDS[step.clock].end}?",
            as_typed(now),
            lambda at: done_fault(known.started_at, at, now),
            lambda _, at: self._act(
                f"{record.reference}: {step.clock.words} {WORDS[step.clock].end}, its clock is met. "
                "u takes it back.",
                act(at),
            ),
        )

    def _ask_time(
        self, record: Target, title: str, value: str, fault_of: Fault, then: Callable[[str, datetime], None]
    ) -> None:
        """Ask for a time in London; `then` is given it as typed, and in UTC."""
        from tui.screens.asking import AskWords
        from tui.screens.prefill import read_received

        now = self.duty.clock.now()

        def fault(words: str) -> str | None:
            read = read_received(words, now).value
            return EXAMPLE if read is None else fault_of(datetime.fromisoformat(read))

        def answered(words: str | None) -> None:
            read = read_received(words, now).value if words else None
            if words and read is not None:
                then(words, datetime.fromisoformat(read))

        about = f"{record.about}\nIn London: {EXAMPLE}."
        self.duty.push_screen(AskWords(title, about=about, value=value, fault=fault), answered)

    def _set(self, record: Target, clock: StatutoryClock, at: datetime) -> None:
        ends = ends_of(RunningClock(clock, at, statutory_due(at)), self.duty.clock.now())
        self._act(
            f"{record.reference}: {ends}. List 0 keeps it; u takes it back.",
            lambda desk: desk.set_clock(number_of(record.key), clock, at, record.revision),
        )

    def _clear(self, record: Target, clock: StatutoryClock) -> None:
        self._act(
            f"{record.reference}: the clock of {clock.words} is cleared. u takes it back.",
            lambda desk: desk.clear_clock(number_of(record.key), clock, record.revision),
        )


def steps(shown: Detail, now: datetime) -> list[tuple[str, ClockStep]]:
    """What can be said of the clocks of a call, in words; of those that run first."""
    choices = []
    for known in shown.contact_clocks:
        name, words = known.clock.words.capitalize(), WORDS[known.clock]
        if known.runs:
            left = time_left(known.started_at, known.due_at, now).words
            choices.append((f"{name}, {left}: it was {words.end}", ClockStep("done", known.clock, known)))
        choices.append((f"{name}: {words.began} at another time", ClockStep("set", known.clock, known)))
        choices.append((f"{name}: clear it, it was set in error", ClockStep("clear", known.clock, known)))
    there = {known.clock for known in shown.contact_clocks}
    for clock in StatutoryClock:
        if clock not in there:
            told = f"{clock.words.capitalize()}: set it, from when {WORDS[clock].began}"
            choices.append((told, ClockStep("set", clock, None)))
    return choices

"""What every act of the board stands on: the record that is shown, and the way to the desk.

The record, its revision and what notices call it are taken when the key is pressed: a
refresh while a question is open changes nothing about whom the answer concerns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.duty_desk import DutyDesk
from ingest.errors import MashError, StoreUnavailable
from ingest.views import Detail, ReferralView, Row, View
from tui.screens.marked_acts import named_row, reference_of
from tui.text import clean
from tui.widgets.record_lines import FieldItem, PartItem, RecordItem, key_words
from tui.widgets.record_pane import RecordPane
from tui.widgets.whole_record import title_of

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from ingest.domain.model import Match, NewContact
    from ingest.domain.statutory import RunningClock
    from tui.app import DutyApp
    from tui.widgets.record_list import RecordList

T = TypeVar("T")
# What can be done to all marked records at once.
MARKED = frozenset({"claim", "close_call", "dismiss_message", "acknowledge", "rate", "letter"})
TAKE_BACK = frozenset({"undo", "reopen", "restore"})
BY_HAND = "by_hand"
ASKED_ABOUT = 160  # cells: what the four lines that a question has for it surely hold
ONE_OF_TWO = 70  # where it is about two records
GONE_ON = "What you asked for came when you had gone on to something else: press the key again."
NOTHING_TO_TAKE_BACK = (
    "Nothing here can be taken back. A call that was logged in error is closed with c; a message that was "
    "copied may have been sent; claims and ratings have keys of their own."
)
WRITES = frozenset(
    {
        "accept", "reject", "link", "close_call", "reopen", "claim", "dismiss_message",
        "restore", "email_contact", "key_by_hand", "acknowledge", "decide", "undo_tick", "correct",
        "log_call", "note", "rate", "amend", "merge", "undo", "clock", "letter",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A record as it was when a key was pressed. `reference` is what notices may call it; `about`
    names the child too, for questions, unless names are hidden. `clocks` are the statutory ones that
    run on it, `rag` how urgent it was rated."""

    key: str
    revision: int
    reference: str
    about: str
    clocks: tuple[RunningClock, ...] = ()
    rag: str | None = None


class Acting:
    """A mixin of the board screen, which says what is shown."""

    if TYPE_CHECKING:

        @property
        def duty(self) -> DutyApp: ...
        @property
        def is_active(self) -> bool: ...
        @property
        def view(self) -> View: ...
        @property
        def row(self) -> Row | None: ...
        @property
        def shown(self) -> Detail | None: ...
        @property
        def pane(self) -> RecordPane: ...
        @property
        def records(self) -> RecordList: ...

        last_chosen: str | None

        def look_again(self) -> None: ...
        def read_again(self) -> None: ...
        def open_record(self) -> None: ...
        def show_key(self, key: str) -> None: ...
        def _read(self, key: str) -> None: ...
        @property
        def has_marks(self) -> bool: ...
        @property
        def has_last_list(self) -> bool: ...
        def undoable(self, shown: Detail) -> str | None: ...
        def act_on_marked(self, name: str) -> bool: ...
        def fits_marked(self, name: str) -> bool: ...

    def report(self, sentence: str, *, wrong: bool = False) -> None:
        """Say what became of an act, in words that name nobody."""
        # One at a time: those before it would hide the record that it is about.
        self.duty.clear_notifications()
        severity: SeverityLevel = "error" if wrong else "information"
        self.duty.notify(clean(sentence), severity=severity, markup=False, timeout=8 if wrong else 4)

    # What each key needs before it does anything.

    def may(self, action: str) -> bool:
        """Whether `action` can be done to what is shown; keys that cannot are not offered."""
        if action in WRITES and self.duty.read_only:
            return False
        if self.has_marks and action in MARKED:
            return self.fits_marked(action)
        if action in TAKE_BACK and self.left is not None:
            return True
        kind, _ = self._target()
        shown = self.shown
        match = self.pane.match if shown is not None else None
        referral = shown.referral if shown is not None else None
        item = self.pane.item if shown is not None else None
        matched = {"referral", "contact"}
        conditions: dict[str, bool] = {
            "accept": match is not None and _settleable(match) if shown else kind == "referral",
            "reject": match is not None and _settleable(match) if shown else kind == "referral",
            "undo": shown is not None and self.undoable(shown) is not None,
            "amend": kind == "contact",
            "clock": kind == "contact",
            "merge": kind == "referral",
            "child_history": kind in matched,
            "audit": kind is not None,
            "letter": kind in matched,
            "note": kind is not None,
            "copy": kind is not None,
            "last_list": self.has_last_list,
            "rate": kind in matched,
            "blanks": referral is not None,
            "open_item": isinstance(item, PartItem | RecordItem),
            "compare": match is not None,
            "link": kind == "referral",
            "close_call": kind == "contact" and not is_closed(shown),
            "reopen": kind == "contact" and is_closed(shown),
            "claim": kind is not None,
            "raw": kind in {"referral", "message"},
            "dismiss_message": kind == "message" and not is_settled(shown, self.view),
            "restore": (kind == "message" and is_settled(shown, self.view)) or _keyed(referral),
            "email_contact": kind == "message",
            "key_by_hand": kind == "message",
            "acknowledge": kind == "referral" and (referral is None or referral.acknowledged_at is None),
            "decide": kind == "referral" and (referral is None or referral.decided_at is None),
            "undo_tick": referral is not None and is_ticked(referral),
            "correct": isinstance(item, FieldItem),
        }
        return conditions.get(action, True)

    def _target(self) -> tuple[str | None, str]:
        key = self.row.key if self.row is not None else (self.shown.key if self.shown else "")
        kind, _, name = key.partition(":")
        return kind or None, name

    def _record(self) -> Target | None:
        """What an act is done to: the record that is shown, or else the row under the cursor."""
        shown, row = self.shown, self.row
        if shown is not None:
            about = title_of(shown, private=self.duty.private, width=ASKED_ABOUT)
            return Target(
                shown.key, _revision(shown), _reference(shown, row), about, _clocks(shown), _rag(shown)
            )
        if row is not None:
            about = named_row(row, private=self.duty.private)
            return Target(row.key, row.revision, reference_of(row), about, row.clocks, row.rag)
        return None

    def _looked(self) -> Detail | None:
        """The detail on the screen; if it is not there yet, it is opened instead of acting."""
        shown, left = self.shown, self.left
        if shown is None and (self.row is not None or left is not None):
            if left is None:
                self.open_record()
            else:
                self.show_key(left)
            self.report("Opened: look at it, then press the key again.")
        return shown

    @property
    def left(self) -> str | None:
        """The record that was chosen last and has left the list, closed or dismissed perhaps: while no other
        is chosen or shown, it is the one to take an act back of."""
        nothing = self.row is None and self.shown is None and not self.records.choosing
        return self.last_chosen if nothing else None

    def _act(
        self,
        sentence: str | Callable[[T], str],
        question: Callable[[DutyDesk], T],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Have the desk do something and say so: in `sentence`, which may need the desk's answer."""

        def done(answer: T) -> None:
            then()
            self.report(sentence if isinstance(sentence, str) else sentence(answer))
            self.look_again()
            self.read_again()

        def refused(error: MashError) -> None:
            self.report(_undone(error), wrong=True)
            self.look_again()
            self.read_again()

        self.duty.line.ask(question, done, refused)

    def _open_with(self, question: Callable[[DutyDesk], T], opens: Callable[[T], object]) -> None:
        """Ask the desk for what a screen needs, then open it: not over one that was opened meanwhile, where
        what is typed would be taken for its answer."""

        def told(answer: T) -> None:
            if self.is_active:
                opens(answer)
            else:
                self.report(GONE_ON, wrong=True)

        self.duty.line.ask(question, told, self._refused)

    def _ask_words(self, title: str, offers: Sequence[str], then: Callable[[str], None], about: str) -> None:
        """Ask for words; `about` names the record, and whom it is about."""
        from tui.screens.asking import AskWords

        def answered(words: str | None) -> None:
            if words:
                then(words)

        self.duty.push_screen(AskWords(title, about=about, offers=offers), answered)

    def _refused(self, error: Any) -> None:
        self.report(error.sentence, wrong=True)


def _undone(error: MashError) -> str:
    """Why an act was not done, and that it was not."""
    if isinstance(error, StoreUnavailable):
        return f"NOT DONE: {error.sentence}. Press the key again then."
    return error.sentence


def is_open(match: Match) -> bool:
    from ingest.domain.model import MatchStatus

    return match.status is MatchStatus.SUGGESTED


def _settleable(match: Match) -> bool:
    """Whether no person has settled it: what the program linked is confirmed or rejected too."""
    from ingest.domain.model import MatchStatus

    return match.status in {MatchStatus.SUGGESTED, MatchStatus.AUTO}


def is_closed(shown: Detail | None) -> bool:
    return shown is not None and shown.contact is not None and shown.contact.closure is not None


def is_settled(shown: Detail | None, view: View) -> bool:
    """Whether an email needs no attention (any more): one that is shown by its state, and else by its list."""
    from ingest.domain.model import LedgerState

    if shown is None or shown.message is None:
        return view is View.NO_FORM
    return shown.message.state in {LedgerState.NO_FORM, LedgerState.REFERRAL}


def is_ticked(referral: ReferralView) -> bool:
    return referral.acknowledged_at is not None or referral.decided_at is not None


def _keyed(referral: ReferralView | None) -> bool:
    return referral is not None and referral.method == BY_HAND


def noted_by_officer(desk: DutyDesk, contact: NewContact) -> NewContact:
    """`contact` as taken by the officer whose desk this is, where nobody else is known to have taken it."""
    return replace(contact, taken_by=contact.taken_by or desk.actor)


def number_of(key: str) -> int:
    return int(key.partition(":")[2])


def _revision(shown: Detail) -> int:
    record = shown.contact or shown.referral or shown.message
    return record.revision if record is not None else 0


def _clocks(shown: Detail) -> tuple[RunningClock, ...]:
    from ingest.domain.statutory import running

    return running(shown.contact_clocks)


def _rag(shown: Detail) -> str | None:
    return shown.referral.rag if shown.referral is not None else shown.contact_rag


def _reference(shown: Detail, row: Row | None) -> str:
    if shown.contact is not None:
        return shown.contact.reference
    if row is not None and row.reference:
        return row.reference
    return key_words(shown.key)

"""What the dashboard is shown; `ingest.duty_desk` is the door through which it acts.

Everything here is frozen: a screen holds a snapshot and never asks the store itself. Times
are aware UTC; how long is left is computed by the screen from `due_at` and now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the board is drawn before anybody has loaded what forms and figures are made of
    from ingest.domain.model import Contact, LedgerState, Match
    from ingest.domain.statutory import ContactClock, RunningClock
    from parsers.form import ContactForm, Found


# Why an email stands among those without a form, where its reader had nothing more to say.
MOST_FOUND = 60  # records of each kind that a search tells of, the newest
MOST_CALLS_FOUND = 20  # of those that a form may be linked to
NOTHING_IN_IT: Final = "no contact form in it"
SENT_BY_ITSELF: Final = "automatic, no contact form in it"
# A call's status while an email of its caller waits to be opened: it may be the form.
EMAIL_TO_OPEN: Final = "email to open"
CALL_WAITS: Final = "a call waits, "
"""What the status of an email begins with whose sender rang before and has sent no form that could be read."""
MOST_AWAITED_TOLD: Final = 5
"""Of the calls whose form an email may bring; there may be one more in its `Detail`, if there are more."""
WHICH_PART: Final = re.compile(r"^(?:attachment|part) [^:]{1,80}: ")
"""What the reason begins with for which a part of an email could not be read."""


class View(StrEnum):
    """The lists that the board offers."""

    AWAITING = "awaiting"  # phone and email contacts with no form yet; overdue first
    UNMATCHED = "unmatched"  # forms with no contact, best suggestion first
    ATTENTION = "attention"  # arrived and not read
    NO_FORM = "no_form"  # emails that are no form
    MATCHED = "matched"  # forms linked to a contact, newest first
    DECISIONS = "decisions"  # forms whose acknowledgement or decision is due
    CLOCKS = "clocks"  # contacts on which a statutory clock runs, whatever became of their form


class Sort(StrEnum):
    """By what a list is sorted. Each has its own direction, which can be turned round."""

    DUE = "due"  # the view's own order: what presses most comes first
    RECEIVED = "received"  # newest first
    CHILD = "child"
    AGENCY = "agency"
    HOLDER = "holder"  # who has it; what nobody has comes last
    RATING = "rating"  # red first


class Held(StrEnum):
    """Whose records alone a list shows, of those that somebody or nobody has claimed."""

    MINE = "mine"  # the officer's who looks
    NOBODYS = "nobody"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a list is arranged: sorted by what, turned round or not, and of one agency only (the
    empty text: of none that is known; `None`: of any), or of whom only (`None`: of anybody)."""

    sort: Sort = Sort.DUE
    reverse: bool = False
    agency: str | None = None
    held: Held | None = None

    @property
    def narrows(self) -> bool:
        """Whether it leaves records out."""
        return self.agency is not None or self.held is not None


AS_IT_COMES = Arrangement()


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A look at a list that an officer gave a name."""

    name: str
    view: View
    text: str
    arrangement: Arrangement


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """How many records of a list are of one agency (`None`: not known), how many of them are
    overdue, and when the oldest came."""

    agency: str | None
    count: int
    overdue: int
    oldest_at: datetime


class WorkerState(StrEnum):
    """How the worker is, decided from its heartbeat and from now."""

    WORKING = "working"
    FAILING = "failing"
    SILENT = "silent"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """The worker's health. `last_error` is a sentence without personal data, and `None` while it is well;
    `last_error_at` stays."""

    state: WorkerState
    heartbeat_at: datetime | None
    last_success_at: datetime | None
    last_error: str | None
    backlog: int
    backlog_since: datetime | None = None
    last_error_at: datetime | None = None

    @property
    def reads_mail(self) -> bool:
        """Whether mail is being read. While it is not, an empty list means nothing."""
        return self.state is WorkerState.WORKING

    def in_words(self, now: datetime) -> str:
        """Such as "last looked at the mailbox 12 s ago"."""
        if self.state is WorkerState.NEVER:
            return "the worker has never looked at the mailbox: start `mash worker`"
        if self.state is WorkerState.SILENT and self.heartbeat_at is not None and self.heartbeat_at > now:
            return "THE WORKER IS SILENT: its last sign bears a time to come: set the clock"
        if self.state is WorkerState.SILENT:
            return f"THE WORKER IS SILENT: last heard of {_ago(now, self.heartbeat_at)}, no mail is read"
        if self.state is WorkerState.FAILING:
            looked = (
                f"last looked {_ago(now, self.last_success_at)}"
                if self.last_success_at
                else "no look went well yet"
            )
            return f"THE WORKER IS FAILING: {looked}: {self.last_error}"
        waiting = f", {self.backlog} waiting to be read" if self.backlog else ""
        if self.last_success_at is None:
            return f"looking at the mailbox for the first time{waiting}"
        return f"last looked at the mailbox {_ago(now, self.last_success_at)}{waiting}"


def _ago(now: datetime, then: datetime | None) -> str:
    if then is None:
        return "never"
    seconds = max(0, int((now - then).total_seconds()))
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


@dataclass(frozen=True, slots=True)
class Counts:
    """The strip of counts. `clocks` are the contacts on which a statutory clock runs, `clocks_overdue`
    those on which one has run out. `letters_not_sent` are the references of the records whose last letter
    could not be sent, or has waited for long; of a form its id."""

    overdue: int
    due_soon: int
    awaiting: int
    unmatched: int
    attention: int
    no_form: int
    decisions_due: int
    matched_today: int
    clocks: int = 0
    clocks_overdue: int = 0
    letters_not_sent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Some of a record's own words around what was looked for. `of` is the field that has them, as forms name it;
    each of `marks` is where what was found begins and ends in `text`."""

    of: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `key` names the record for ever: `contact:12`, `referral:ab12`,
    `message:7`.

    `label` is the least that tells who it is about (a forename and an initial, or a subject);
    `from_words` the caller or sender with the agency. `due_at` is the clock that matters in
    this view, or `None`. `revision` is the record's, for optimistic locking. `reference` is
    what notices may call it, without personal data: a call's reference; the key where empty.
    `rag` is how urgent an officer rated it; `agency` whom it is from, as far as is known. `clocks` are
    the statutory ones that run on it, the soonest first. `passage` tells of a record that was looked for where
    the words stood.
    """

    key: str
    label: str
    from_words: str
    at: datetime
    due_at: datetime | None
    status: str
    claimed_by: str | None = None
    revision: int = 1
    reference: str = ""
    rag: str | None = None
    agency: str = ""
    clocks: tuple[RunningClock, ...] = ()
    passage: Passage | None = None

    @property
    def may_have_come(self) -> bool:
        """Whether what it waits for may lie in an email that nobody could read yet: it counts as no overdue one."""
        return self.status.endswith(EMAIL_TO_OPEN)


@dataclass(frozen=True, slots=True)
class Window:
    """Some rows of a view: those from `offset`; `shown` match the filter, of `total`."""

    view: View
    offset: int
    rows: tuple[Row, ...]
    shown: int
    total: int

    def place_of(self, key: str, told: int | None = None) -> int | None:
        """Where a record stands: as the rows say, or beyond them as was `told`; never where another stands."""
        found = next((place for place, row in enumerate(self.rows) if row.key == key), None)
        if found is not None:
            return self.offset + found
        within = told is not None and self.offset <= told < self.offset + len(self.rows)
        return None if within else told


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of a record's history, from the audit chain; `words` say it in plain words."""

    at: datetime
    actor: str
    action: str
    detail: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a child's history: of which record (named by its reference), and in words."""

    at: datetime
    key: str
    reference: str
    words: str


@dataclass(frozen=True, slots=True)
class ChildHistory:
    """All that may be about a child of one record: the records with why (as status), oldest
    first, and what happened to them in the order in which it did. Pointed out, never joined."""

    records: tuple[Row, ...]
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What an officer wrote on a record."""

    id: int
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to be sent to a referrer, of whom the address may not be known.

    `can_send`: it can be sent from here; `private`: the address is of no domain that the hub
    trusts. `earlier` tells what became of those sent about this record, newest first.
    """

    to: str | None
    subject: str
    text: str
    can_send: bool = False
    private: bool = False
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of an email. `filename` is as the sender wrote it; `size` is in bytes."""

    part: str
    filename: str | None
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class MessageView:
    """What is known of an email. `parts` are in its own order; `opening` is how the first of them that
    holds words begins, where nothing was read from the email."""

    id: int
    state: LedgerState
    reason: str | None
    mailbox: str
    subject: str | None
    sender: str | None
    received_at: datetime
    size: int
    warnings: tuple[str, ...]
    revision: int
    parts: tuple[PartView, ...] = ()
    opening: str = ""


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral with where each value stood, its matches and its ticks; `clocks` are the statutory ones
    that run on the calls it answers."""

    id: str
    version: int
    received_at: datetime
    part: str
    method: str
    form: ContactForm
    sources: dict[str, Found]
    corrections: dict[str, str]
    warnings: tuple[str, ...]
    matches: tuple[Match, ...]
    decision_due_at: datetime
    acknowledged_at: datetime | None
    decided_at: datetime | None
    outcome: str | None
    message: MessageView
    revision: int
    rag: str | None = None
    rag_due_at: datetime | None = None
    clocks: tuple[RunningClock, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one record, for the detail pane: which parts are set says its kind.

    `alike` are other calls and forms that may be about the same child, each with why as status;
    `message_awaited_by` calls that its sender made before and whose form nobody has seen, the oldest first;
    `contact_unopened` the keys of emails that its caller has sent since and nobody could read yet;
    `contact_may_have_come` whether one of them is held to be its form, so that it counts as no overdue call.
    `contact_clocks` are its statutory clocks, those that run first; of what was said of them, and of
    what was put right, `contact_clock_said_at` and `contact_amended_at` tell when last (`None`: never).
    """

    key: str
    contact: Contact | None = None
    contact_due_at: datetime | None = None
    contact_due_out_of_hours: bool = False
    contact_matches: tuple[Match, ...] = ()
    contact_rag: str | None = None
    contact_rag_due_at: datetime | None = None
    contact_clocks: tuple[ContactClock, ...] = ()
    contact_clock_said_at: datetime | None = None
    contact_amended_at: datetime | None = None
    contact_unopened: tuple[str, ...] = ()
    contact_may_have_come: bool = False
    referral: ReferralView | None = None
    message: MessageView | None = None
    message_awaited_by: tuple[Row, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    alike: tuple[Row, ...] = ()

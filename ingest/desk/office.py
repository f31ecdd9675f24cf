"""What every act of an officer stands on: the store, the rules, the officer, the audit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from ingest.domain.clocks import (
    Calendar,
    Counting,
    FollowUpRule,
    Rating,
    RatingRule,
    follow_up_due,
    rating_due,
)
from ingest.errors import CallerMistake
from ingest.later import LaterMatcher
from ingest.store import Matcher, Store, audit, changes

_LONGEST_WAIT = timedelta(days=60)
_HOURS_A_DAY = 24
_SAME_LOOK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The hub's rules: its calendar, how long callers have to write, how long before that a call
    is due soon, the outcomes it decides between (any, where none are named), the threshold levels
    and the agencies that it knows; each rating's timescale; and the lines under what the hub writes."""

    calendar: Calendar = field(default_factory=Calendar)
    follow_up: FollowUpRule = field(default_factory=FollowUpRule)
    due_soon: timedelta = timedelta(hours=12)
    outcomes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    ratings: RatingRule = field(default_factory=RatingRule)
    hub: str = ""  # how the hub signs what it writes
    letters_to: tuple[str, ...] | None = None  # trusted domains; `None`: letters are copied, not sent


@dataclass(frozen=True, slots=True)
class Look:
    """What an officer sees: the audit's word for it, the record, and what of it or in which state."""

    action: str
    key: str | None
    what: tuple[object, ...] = ()


class Office:
    """One officer at one store. `actor` is the account under which the officer works."""

    def __init__(self, store: Store, actor: str, matcher: Matcher, rules: DeskRules | None = None) -> None:
        self.store = store
        self.actor = actor
        self.matcher = matcher
        self.rules = rules or DeskRules()
        self._looked_at: dict[str, tuple[Look, datetime]] = {}
        self._look = threading.Lock()

    def prepare(self) -> None:
        """Set matching up now, where that waits until it is asked for. Raises `CallerMistake`."""
        if isinstance(self.matcher, LaterMatcher):
            self.matcher.prepare()

    @contextmanager
    def acting(self) -> Iterator[tuple[Connection, datetime]]:
        """A transaction of an act, with the time of the act; the board changes with it."""
        with self.store.writing() as conn:
            yield conn, self.store.clock.now()
            changes.count(conn)

    def audit(
        self,
        conn: Connection,
        at: datetime,
        action: str,
        key: str | None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Tell the audit chain what this officer does, in the transaction that does it."""
        audit.append(conn, at, self.actor, action, key, detail)

    def audit_look(self, conn: Connection, action: str, key: str | None, *what: object) -> None:
        """Tell the audit chain what this officer sees; a screen that refreshes the same unchanged
        record looks once in five minutes, not once a second."""
        look = Look(action, key, what)
        if self._lately(look):
            return
        self._remember(look)
        self._append_look(conn, look)

    @contextmanager
    def looking(self, look: Callable[[Connection], Look]) -> Iterator[Connection]:
        """A transaction that sees what `look` names, and audits it. The same look again within five
        minutes only reads: a screen that refreshes must not keep the worker waiting."""
        with self.store.reading() as conn:
            if self._lately(look(conn)):
                yield conn
                return
        with self.store.writing() as conn:
            seen = look(conn)
            self._append_look(conn, seen)
            yield conn
        self._remember(seen)

    def _append_look(self, conn: Connection, look: Look) -> None:
        detail = {"text": look.what[0]} if look.action.endswith("searched") else None
        audit.append(conn, self.store.clock.now(), self.actor, look.action, look.key, detail)

    def _lately(self, look: Look) -> bool:
        """Whether the last look of its kind was the same, and not long ago."""
        with self._look:
            before, until = self._looked_at.get(look.action, (None, None))
        return before == look and until is not None and self.store.clock.now() < until

    def _remember(self, look: Look) -> None:
        with self._look:
            self._looked_at[look.action] = (look, self.store.clock.now() + _SAME_LOOK)

    def follow_up_due(self, received_at: datetime) -> datetime:
        """When the form after a contact is due."""
        return follow_up_due(received_at, self.rules.follow_up, self.rules.calendar)

    def rag_due(self, row: Row[Any]) -> datetime | None:
        """When a referral must be acted on by its rating, or `None` where nobody rated it."""
        if row.rag is None or row.rated_at is None:
            return None
        return rating_due(row.rated_at, Rating(row.rag), self.rules.ratings, self.rules.calendar)

    def due_by(self, at: datetime) -> datetime:
        """The latest time of a contact whose form is due by `at`: so lists need no stored due time."""
        hours = timedelta(hours=self.rules.follow_up.hours)
        if self.rules.follow_up.counting is Counting.ELAPSED:
            return at - hours
        # Exactly: due at `early`, not yet at `late`, and no time between the two in the end.
        early, late = at - _LONGEST_WAIT - 3 * hours * _HOURS_A_DAY, at
        while late - early > timedelta.resolution:
            middle = early + (late - early) / 2
            if self.follow_up_due(middle) <= at:
                early = middle
            else:
                late = middle
        return early


def reason_given(reason: str) -> str:
    """The reason with white space folded. Raises `CallerMistake` where there is none."""
    folded = " ".join(reason.split())
    if not folded:
        raise CallerMistake("This needs a reason: the next officer will want to know it.")
    return folded

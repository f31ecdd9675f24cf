"""The figures of a period, for managers: counted from contacts and emails, never about a child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from ingest.desk.office import Office
from ingest.domain.clocks import Counting
from ingest.domain.insights import Insights, Period, Unread, figures
from ingest.errors import CallerMistake
from ingest.store import boards
from ingest.store import insights as counted
from ingest.store.insights import UnreadCount
from ingest.views import WHICH_PART

LONGEST_DAYS = 3 * 366
_AGES = (  # days overdue, at least
    ("under 1 day", 0),
    ("1 to 2 days", 1),
    ("2 to 7 days", 2),
    ("7 to 30 days", 7),
    ("30 days and more", 30),
)
_MOST_REASONS = 12


class InsightFigures(Office):
    """What managers ask. Each look is audited, with its period."""

    def insights(self, period: Period, now: datetime, *, exported_as: str | None = None) -> Insights:
        """The figures of `period` as of `now`; `exported_as` is the format in which they leave.

        Raises `CallerMistake` for a period of over three years.
        """
        self._refuse_endless(period)
        self._note_figures(f"{period.first} to {period.last}", exported_as)
        with self.store.reading() as conn:
            facts = counted.contact_facts(conn, period.start, period.end)
            return replace(
                figures(period, now, facts, self.follow_up_due),
                ageing=self._ageing(conn, now),
                unread=_by_kind(counted.unread(conn, period.start, period.end)),
                deadline=self._deadline(),
                emails=counted.emails(conn, period.start, period.end),
            )

    def _note_figures(self, period: str, exported_as: str | None) -> None:
        with self.store.writing() as conn:
            if exported_as is None:
                self.audit_look(conn, "insights.viewed", None, period)
            else:
                detail = {"period": period, "format": exported_as}
                self.audit(conn, self.store.clock.now(), "insights.exported", None, detail)

    def _refuse_endless(self, period: Period) -> None:
        if (period.last - period.first).days >= LONGEST_DAYS:
            raise CallerMistake("A period has at most three years: choose a shorter one.")

    def _ageing(self, conn: Connection, now: datetime) -> tuple[tuple[str, int], ...]:
        """What is overdue now, by for how long: as many as the board's own count in all."""
        since = [self.due_by(now - timedelta(days=days)) for _, days in _AGES]
        return tuple(
            (words, boards.awaiting_since(conn, at, after))
            for (words, _), at, after in zip(_AGES, since, [*since[1:], None], strict=True)
        )

    def _deadline(self) -> str:
        rule = self.rules.follow_up
        return f"{rule.hours:g} {'working ' if rule.counting is Counting.WORKING_HOURS else ''}hours"


def _by_kind(counts: Sequence[UnreadCount]) -> tuple[Unread, ...]:
    """The reasons without which attachment it was and what to do, those that came most first."""
    came: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for count in counts:
        came[_kind(count.reason)] += count.came
        waiting[_kind(count.reason)] += count.waiting
    ordered = sorted(came, key=lambda reason: (-came[reason], reason))
    shown = [Unread(reason, came[reason], waiting[reason]) for reason in ordered[:_MOST_REASONS]]
    if rest := ordered[_MOST_REASONS:]:
        total = sum(came[reason] for reason in rest), sum(waiting[reason] for reason in rest)
        shown.append(Unread(f"{len(rest)} other reasons", *total))
    return tuple(shown)


def _kind(reason: str) -> str:
    """Such as "the document is encrypted or needs a password"."""
    first = WHICH_PART.sub("", reason).split(": ")[0].split("; ")[0].strip().rstrip(".")
    return first[:1].lower() + first[1:] if first else "no reason was recorded"

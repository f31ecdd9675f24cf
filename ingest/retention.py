"""Letting records go once their time is over: shown first, asked for, audited, and never by itself.

Anything that is still to be done, claimed or held stays, and so does all that is linked with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ingest.errors import CallerMistake
from ingest.store import Store, retention
from ingest.store.retention import Case

_AT_ONCE = 100  # cases in one transaction: the worker waits meanwhile
_MONTHS = 12
_LAST_DAY = 28  # that every month has


@dataclass(frozen=True, slots=True)
class Periods:
    """Months after the last act; `None` keeps for ever. `case` is for calls and forms with their
    emails, `mail` for emails of which nothing came."""

    case: int | None = None
    mail: int | None = None

    def refuse_none(self) -> None:
        """Raise `CallerMistake` where everything is kept."""
        if self.case is None and self.mail is None:
            raise CallerMistake("no period is set: see [retention] in the settings; nothing is purged")

    def is_over(self, case: Case, now: datetime) -> bool:
        months = self.mail if case.is_mail_only else self.case
        return months is not None and case.last_at < months_before(now, months)


def due(store: Store, periods: Periods) -> list[Case]:
    """The cases whose time is over, the oldest first; those that must stay too, with why."""
    with store.reading() as conn:
        found = retention.cases(conn)
    now = store.clock.now()
    return [case for case in found if periods.is_over(case, now)]


def purge(store: Store, periods: Periods, actor: str) -> int:
    """Let every case go whose time is over and that need not stay; return how many records went.

    Each is looked at again in the transaction that lets it go. Raises `CallerMistake` where no
    period is set.
    """
    periods.refuse_none()
    gone = 0
    while some := _purge_some(store, periods, actor):
        gone += some
    with store.writing() as conn:
        if periods.case is not None:
            retention.forget_labels(conn, months_before(store.clock.now(), periods.case))
        retention.leave_no_trace(conn)
    store.empty_log()
    return gone


def hold(store: Store, key: str, reason: str, actor: str) -> None:
    """Keep a record, and all that is linked with it, whatever its age. Raises `NotFound`, `CallerMistake`."""
    if not reason.strip():
        raise CallerMistake("say why it must be kept: --reason")
    with store.writing() as conn:
        retention.hold(conn, key, " ".join(reason.split()), actor, store.clock.now())


def release(store: Store, key: str, actor: str) -> None:
    """Let a held record go with its time again. Raises `CallerMistake`."""
    with store.writing() as conn:
        retention.release(conn, key, actor, store.clock.now())


def months_before(now: datetime, months: int) -> datetime:
    """Such as 3 March 2025 for twelve months before 3 March 2026; never later than that."""
    years, month = divmod(now.year * _MONTHS + now.month - 1 - months, _MONTHS)
    if years < 1:
        return datetime.min.replace(tzinfo=now.tzinfo)
    return now.replace(year=years, month=month + 1, day=min(now.day, _LAST_DAY))


def _purge_some(store: Store, periods: Periods, actor: str) -> int:
    now = store.clock.now()
    with store.writing() as conn:
        over = [case for case in retention.cases(conn) if not case.keeps and periods.is_over(case, now)][
            :_AT_ONCE
        ]
        for case in over:
            retention.purge(conn, case, actor, now)
    return sum(len(case.keys) for case in over)

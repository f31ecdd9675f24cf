"""The board: counts, health, and the lists a window at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from ingest.desk.call_lines import call_lines, clock_line
from ingest.desk.letters import not_sent
from ingest.desk.office import Look, Office
from ingest.domain.clocks import decision_due
from ingest.domain.model import Caller, Contact
from ingest.errors import CallerMistake
from ingest.store import boards, clocks, contacts, filters, known_callers
from ingest.store.health import worker_state
from ingest.store.records import name_of
from ingest.store.words import NOT_TOLD, not_told_and_not_why
from ingest.views import (
    AS_IT_COMES,
    CALL_WAITS,
    MOST_CALLS_FOUND,
    NOTHING_IN_IT,
    SENT_BY_ITSELF,
    AgencyCount,
    Arrangement,
    Counts,
    Held,
    SavedFilter,
    View,
    Window,
    WorkerHealth,
)
from ingest.views import Row as Line
from parsers.form import ContactForm

_LONDON = ZoneInfo("Europe/London")
_MOST = 1_000
_LONGEST_FILTER = 40


class Lists(Office):
    """What an officer may look at without opening a record."""

    def counts(self, now: datetime) -> Counts:
        """The strip of counts, judged at `now`."""
        overdue_until = self.due_by(now)
        soon_until = self.due_by(now + self.rules.due_soon)
        with self.store.reading() as conn:
            return Counts(
                overdue=boards.awaiting_since(conn, overdue_until),
                due_soon=boards.awaiting_since(conn, soon_until, after=overdue_until),
                awaiting=boards.size(conn, View.AWAITING),
                unmatched=boards.size(conn, View.UNMATCHED),
                attention=boards.size(conn, View.ATTENTION),
                no_form=boards.size(conn, View.NO_FORM),
                decisions_due=boards.size(conn, View.DECISIONS),
                matched_today=boards.linked_since(conn, _start_of_day(now)),
                clocks=boards.size(conn, View.CLOCKS),
                clocks_overdue=clocks.overdue(conn, now),
                letters_not_sent=not_sent(conn, now),
            )

    def health(self, now: datetime) -> WorkerHealth:
        """How the worker is, judged at `now`."""
        with self.store.reading() as conn:
            return worker_state(conn, now)

    def window(
        self,
        view: View,
        now: datetime,
        *,
        offset: int = 0,
        limit: int = 200,
        text: str = "",
        arranged: Arrangement = AS_IT_COMES,
        passing: bool = False,
    ) -> Window:
        """The rows of a list from `offset` on; with `text`, those that hold each of its words, which is
        audited unless they are `passing`: typed on the way to others."""
        words = " ".join(text.split())
        if words and not passing:
            self._note_search(f"{view.value}.searched", words)
        with self.store.reading() as conn:
            start, at_most = max(0, offset), max(0, min(limit, _MOST))
            rows = boards.window(conn, view, start, at_most, words, arranged, self.actor)
            shown = total = boards.size(conn, view)
            if words or arranged.narrows:
                # Where the last of them is among the rows they need not be counted.
                ended = len(rows) < at_most and (rows or not start)
                shown = start + len(rows) if ended else boards.size(conn, view, words, arranged, self.actor)
            return Window(view, offset, self._lines(conn, view, rows, now), shown, total)

    def position(
        self,
        view: View,
        key: str,
        *,
        text: str = "",
        arranged: Arrangement = AS_IT_COMES,
    ) -> int | None:
        """At which offset the record of `key` stands on a list, or `None` where it does not."""
        kind, name = name_of(key)
        if kind != boards.BOARDS[view].kind:
            return None
        with self.store.reading() as conn:
            return boards.position(conn, view, name, text, arranged, self.actor)

    def by_agency(
        self, view: View, now: datetime, *, text: str = "", held: Held | None = None
    ) -> Sequence[AgencyCount]:
        """How many records of a list each agency has, most first; of `held` by whom only."""
        with self.store.reading() as conn:
            late = boards.late(view, now, self.due_by(now))
            counted = boards.by_agency(conn, view, late, " ".join(text.split()), held, self.actor)
        return tuple(AgencyCount(*agency) for agency in counted)

    def saved_filters(self) -> Sequence[SavedFilter]:
        """The looks that this officer keeps, by name."""
        with self.store.reading() as conn:
            return filters.of_officer(conn, self.actor)

    def save_filter(self, kept: SavedFilter) -> None:
        """Keep a look under its name. Raises `CallerMistake` for no name or an endless one."""
        name = " ".join(kept.name.split())
        if not name or len(name) > _LONGEST_FILTER:
            raise CallerMistake(f"A filter's name has at least a letter, and at most {_LONGEST_FILTER}.")
        with self.acting() as (conn, at):
            filters.keep(conn, self.actor, replace(kept, name=name))
            self.audit(conn, at, "filter.kept", None, {"view": kept.view.value})

    def forget_filter(self, name: str) -> None:
        """Keep a look no longer."""
        with self.acting() as (conn, at):
            filters.forget(conn, self.actor, name)
            self.audit(conn, at, "filter.forgotten", None)

    def changes(self) -> int:
        """A number that differs whenever anything on the board may have changed. Cheap."""
        return self.store.changes()

    def find_contacts(self, text: str, limit: int = MOST_CALLS_FOUND) -> Sequence[Contact]:
        """The contacts that hold every word of `text`: those awaiting a form first, then the newest."""
        with self.store.writing() as conn:
            self.audit_look(conn, "contacts.searched", None, " ".join(text.split()))
            return contacts.by_ids(conn, boards.search_contacts(conn, text, limit))

    def known_agencies(self) -> Sequence[str]:
        """The agencies that the hub knows, then those that have called."""
        with self.store.reading() as conn:
            return tuple(dict.fromkeys((*boards.agencies(conn), *self.rules.agencies)))

    def known_callers(self, agency: str | None) -> Sequence[str]:
        """Who has called from an agency before, or from any."""
        with self.store.reading() as conn:
            return tuple(boards.callers(conn, agency))

    def caller_known_as(self, name: str, agency: str | None) -> Caller | None:
        """What earlier calls agree on about a caller of this name, if it is plainly one person's."""
        with self.store.reading() as conn:
            return known_callers.known_as(conn, name, agency)

    def outcomes(self) -> Sequence[str]:
        """What may be decided, in the hub's words."""
        return self.rules.outcomes

    def levels(self) -> Sequence[str]:
        """The local threshold levels, to be offered."""
        return self.rules.levels

    def _note_search(self, action: str, words: str) -> None:
        # Before anything is shown, and apart from it: nobody who writes waits for a list to be read.
        with self.looking(lambda _: Look(action, None, (words,))):
            pass

    def _lines(
        self, conn: Connection, view: View, rows: Sequence[Row[Any]], now: datetime
    ) -> tuple[Line, ...]:
        if view is View.AWAITING:
            return self._awaiting_lines(conn, rows, now)
        if view is View.CLOCKS:
            ran = clocks.running_of(conn, [row.id for row in rows])
            return tuple(clock_line(row, ran[row.id]) for row in rows)
        if view in {View.ATTENTION, View.NO_FORM}:
            awaited = boards.from_awaited_callers(conn, [row.id for row in rows])
            return tuple(self._message_line(view, row, awaited=row.id in awaited) for row in rows)
        confirmed = boards.confirmed(conn, [row.id for row in rows]) if view is View.MATCHED else set[str]()
        ran_of = clocks.running_of_referrals(conn, [row.id for row in rows])
        return tuple(
            replace(self._form_line(view, row, row.id in confirmed), clocks=ran_of.get(row.id, ()))
            for row in rows
        )

    def _awaiting_lines(self, conn: Connection, rows: Sequence[Row[Any]], now: datetime) -> tuple[Line, ...]:
        ids = [row.id for row in rows]
        return call_lines(
            rows,
            now,
            follow_up_due=self.follow_up_due,
            due_soon=self.rules.due_soon,
            unopened=boards.with_unopened_email(conn, ids),
            suggested=boards.with_suggestion(conn, ids),
            clocks=clocks.running_of(conn, ids),
        )

    def _message_line(self, view: View, row: Row[Any], *, awaited: bool) -> Line:
        due = decision_due(row.received_at, self.rules.calendar) if view is View.ATTENTION else None
        label = row.subject or "(no subject)"
        nothing = SENT_BY_ITSELF if row.automatic else NOTHING_IN_IT
        why = row.reason or (nothing if view is View.NO_FORM else "")
        told = CALL_WAITS + why if awaited else why
        return _line(f"message:{row.id}", row, label, row.sender or "(no sender)", due, told)

    def _form_line(self, view: View, row: Row[Any], confirmed: bool) -> Line:
        due = decision_due(row.received_at, self.rules.calendar) if row.decision_open else None
        if view is View.UNMATCHED:
            best = row.best_probability
            status = f"suggested {best:.0%}" if best else "no suggestion"
        elif view is View.MATCHED:
            status = "confirmed" if confirmed else "matched automatically"
        else:
            status = _still_to_do(row)
            due = min(due or rated, rated) if (rated := self.rag_due(row)) else due
        form = ContactForm.from_dict(row.form)
        if not_told_and_not_why(form):
            status = f"▲ {status}, {NOT_TOLD}"
        return _line(f"referral:{row.id}", row, row.label, row.from_words, due, status)


def _still_to_do(row: Row[Any]) -> str:
    """Such as "RED, acknowledge and decide, level 3"."""
    open_ticks = [("acknowledge", row.acknowledged_at), ("decide", row.decided_at)]
    told = [row.rag.upper()] if row.rag else []
    told.append(" and ".join(word for word, at in open_ticks if at is None))
    if level := row.form.get("threshold_level"):
        told.append(f"level: {level}")
    return ", ".join(told)


def _line(key: str, row: Row[Any], label: str, from_words: str, due_at: datetime | None, status: str) -> Line:
    return Line(
        key=key,
        label=label,
        from_words=from_words,
        at=row.received_at,
        due_at=due_at,
        status=status,
        claimed_by=row.claimed_by,
        revision=row.revision,
        reference=getattr(row, "reference", ""),
        rag=getattr(row, "rag", None),
        agency=_agency(row),
    )


def _agency(row: Row[Any]) -> str:
    for name in ("caller_agency", "agency", "sender_address"):
        if name in row._mapping:
            return row._mapping[name] or ""
    return ""


def _start_of_day(now: datetime) -> datetime:
    midnight = now.astimezone(_LONDON).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return midnight if midnight <= now else midnight - timedelta(days=1)

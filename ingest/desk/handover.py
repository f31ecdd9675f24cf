"""A shift handed over: gathered from the lists, the audit and the notes, with few personal details."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from ingest.desk.lists import Lists
from ingest.domain.clocks import LONDON
from ingest.domain.handover import Done, Handover, NoteTold, OpenItem, OpenList
from ingest.errors import CallerMistake
from ingest.store import contacts
from ingest.store import handover as shift
from ingest.store.audit import AuditEvent
from ingest.views import Row, View, WorkerState

LONGEST = timedelta(days=7)
MOST_ITEMS = 50
_MOST_NOTES = 200
_LOOKED_THROUGH = 500
_MOST_NAMES = 12
# What one such act is called, and several.
_ACTS = {
    "contact.logged": ("call logged", "calls logged"),
    "contact.imported": ("call brought in from a file", "calls brought in from a file"),
    "contact.made_of_email": ("email contact made", "email contacts made"),
    "contact.amended": ("call put right", "calls put right"),
    "contact.clock_set": ("statutory clock set", "statutory clocks set"),
    "contact.clock_done": ("statutory clock met", "statutory clocks met"),
    "contact.clock_cleared": ("statutory clock cleared", "statutory clocks cleared"),
    "contact.closed": ("call closed, no form needed", "calls closed, no form needed"),
    "contact.reopened": ("call opened again", "calls opened again"),
    "contact.chased": ("caller asked for the form", "callers asked for the form"),
    "match.auto": ("match made automatically", "matches made automatically"),
    "match.confirmed": ("match confirmed", "matches confirmed"),
    "match.linked": ("match made by hand", "matches made by hand"),
    "match.rejected": ("match rejected", "matches rejected"),
    "match.undone": ("match undone", "matches undone"),
    "message.dismissed": ("email dismissed", "emails dismissed"),
    "message.restored": ("email brought back", "emails brought back"),
    "message.needs_attention": ("email that could not be read", "emails that could not be read"),
    "referral.received": ("form received", "forms received"),
    "referral.keyed_by_hand": ("form keyed by hand", "forms keyed by hand"),
    "referral.corrected": ("value of a form put right", "values of forms put right"),
    "referral.correction_undone": ("such value taken back", "such values taken back"),
    "referral.acknowledged": ("receipt acknowledged", "receipts acknowledged"),
    "referral.decided": ("outcome decided", "outcomes decided"),
    "referral.rated": ("form rated", "forms rated"),
    "contact.rated": ("call rated", "calls rated"),
    "letter.sent": ("letter sent", "letters sent"),
    "letter.failed": ("letter that could not be sent", "letters that could not be sent"),
}
_PROGRAM = "the program"
_PROGRAMS = frozenset({"worker", "matching"})
_INITIAL = re.compile(r"\+\d+|[^\W\d_]")


class Handovers(Lists):
    """What the next shift must know. Making one is audited, and so is each record whose notes it tells."""

    def handover(self, since: datetime, now: datetime, *, written_as: str | None = None) -> Handover:
        """The shift from `since` to `now`; `written_as` is the format in which it leaves.

        Raises `CallerMistake` for a time to come, or more than seven days ago.
        """
        if not now - LONGEST <= since <= now:
            raise CallerMistake("A shift begins at most seven days ago, and not in the future.")
        health = self.health(now)
        lists = tuple(self._open_lists(now))
        with self.store.writing() as conn:
            notes = shift.notes_since(conn, since, _MOST_NOTES)
            self._audit_handover(conn, now, since, written_as, sorted({key for key, _ in notes}))
            names = _names(conn, [key for key, _ in notes])
            done = _done(conn, shift.events_since(conn, since))
        return Handover(
            since=since,
            at=now,
            by=self.actor,
            worker=health.in_words(now),
            alarm=health.state is not WorkerState.WORKING,
            lists=lists,
            held=_held(lists),
            done=done,
            notes=tuple(NoteTold(names[key], note.at, note.by, note.text) for key, note in notes),
        )

    def _audit_handover(
        self, conn: Connection, now: datetime, since: datetime, written_as: str | None, noted: Sequence[str]
    ) -> None:
        detail = {"since": since.isoformat(), "format": written_as or "screen"}
        self.audit(conn, now, "handover.made", None, detail)
        for key in noted:
            self.audit(conn, now, "handover.notes_told", key, detail)

    def _open_lists(self, now: datetime) -> Iterator[OpenList]:
        soon = now + self.rules.due_soon
        yield from self._clock_lists(now)
        waiting = self._rows(View.AWAITING, now)
        counts = self.counts(now)
        # As on the board, a call of whose caller an email waits is none to ring about yet.
        to_open = [row for row in waiting if row.may_have_come]
        awaiting = [row for row in waiting if row not in to_open]
        overdue = [row for row in awaiting if row.due_at is not None and row.due_at <= now]
        yield _listed("Overdue: ring the caller", overdue, max(len(overdue), counts.overdue))
        unread = self._rows(View.ATTENTION, now)
        yield _listed("Emails that nobody could read yet", unread, counts.attention)
        if to_open:
            yield _listed("Calls whose caller sent such an email: open it first", to_open, len(to_open))
        due_soon = [row for row in awaiting if row.due_at is not None and now < row.due_at <= soon]
        yield _listed("Due soon", due_soon, max(len(due_soon), counts.due_soon))
        decisions = self._rows(View.DECISIONS, now)
        decisions.sort(key=lambda row: (row.due_at is None, row.due_at))
        yield _listed("To acknowledge or decide", decisions, counts.decisions_due)
        unmatched = self._rows(View.UNMATCHED, now)
        yield _listed("Forms without a call", unmatched, counts.unmatched)
        later = [row for row in awaiting if row not in overdue and row not in due_soon]
        rest = max(len(later), counts.awaiting - len(to_open) - len(overdue) - len(due_soon))
        yield _listed("Awaiting a form, with time left", later, rest)

    def _clock_lists(self, now: datetime) -> Iterator[OpenList]:
        """Contacts under a statutory clock: on top of all, and only where there are any."""
        rows, counts = self._rows(View.CLOCKS, now), self.counts(now)
        over = [row for row in rows if row.due_at is not None and row.due_at <= now]
        if over:
            yield _listed("STATUTORY CLOCKS THAT HAVE RUN OUT", over, max(len(over), counts.clocks_overdue))
        if running := [row for row in rows if row not in over]:
            rest = max(len(running), counts.clocks - len(over))
            yield _listed("Statutory clocks that run (72 hours)", running, rest)

    def _rows(self, view: View, now: datetime) -> list[Row]:
        return list(self.window(view, now, limit=_LOOKED_THROUGH).rows)


def _listed(title: str, rows: Sequence[Row], total: int) -> OpenList:
    # What somebody holds must not fall off the end: their name is all that the next shift has.
    shown = [row for place, row in enumerate(rows) if place < MOST_ITEMS or row.claimed_by]
    return OpenList(title, tuple(map(_item, shown)), total)


def _item(row: Row) -> OpenItem:
    email = row.key.startswith("message:")
    return OpenItem(
        key=row.key,
        name=row.reference or _name(row.key),
        child="" if email else initials(row.label),
        of=_domain(row.from_words) if email else row.from_words,
        due_at=row.due_at,
        status=", ".join([_clocks(row), row.status] if row.clocks else [row.status]),
        holder=row.claimed_by,
    )


def _clocks(row: Row) -> str:
    """The statutory clocks that run on a record, each with its end unless that is the row's own."""
    return ", ".join(
        one.clock.words
        if one.due_at == row.due_at
        else f"{one.clock.words} to {one.due_at.astimezone(LONDON):%a %d/%m %H:%M}"
        for one in row.clocks
    )


def initials(label: str) -> str:
    """A list's words for a child as initials: "Maya K. +1" becomes "M. K. +1"."""
    if label.startswith("("):  # such as "(no child named)"
        return label
    words = (_INITIAL.search(word) for word in label.split())
    return " ".join(found[0] if found[0][0] == "+" else f"{found[0].upper()}." for found in words if found)


def _domain(sender: str) -> str:
    """Where an email came from; who sent it, or what it is about, may name a child."""
    found = re.search(r"@([^\s>@]+)", sender)
    return f"from {found[1]}" if found else "from an unknown sender"


def _held(lists: Sequence[OpenList]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    held: dict[str, list[str]] = defaultdict(list)
    for item in (item for each in lists for item in each.items):
        if item.holder and item.name not in held[item.holder]:
            held[item.holder].append(item.name)
    return tuple((holder, tuple(names)) for holder, names in sorted(held.items()))


def _done(conn: Connection, events: Sequence[AuditEvent]) -> tuple[Done, ...]:
    """Acts by who did them, the program last; looking is no act."""
    counted: dict[str, dict[str, list[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        about = _about(event)
        if about:
            by = _PROGRAM if event.actor in _PROGRAMS else event.actor
            counted[by][event.action].append(about)
    firsts = [about for acts in counted.values() for told in acts.values() for about in told[:_MOST_NAMES]]
    names = _names(conn, [key for about in firsts for key in about])
    ordered = sorted(counted, key=lambda by: (by == _PROGRAM, by))
    return tuple(Done(by, tuple(_acts(counted[by], names))) for by in ordered)


def _about(event: AuditEvent) -> tuple[str, ...]:
    """The records that an act was done to, or none where it is none to tell."""
    if event.action not in _ACTS or not event.record_key:
        return ()
    if not event.action.startswith("match."):
        return (event.record_key,)
    # A match is told on its form and on its call: it is one.
    return (event.record_key, event.detail["with"]) if event.record_key.startswith("referral:") else ()


def _acts(
    acts: Mapping[str, Sequence[tuple[str, ...]]], names: Mapping[str, str]
) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    for action, told in sorted(acts.items(), key=lambda one: _ACTS[one[0]][1]):
        # A match that was weighed anew is still one.
        done = list(dict.fromkeys(told)) if action == "match.auto" else told
        words = _ACTS[action][0 if len(done) == 1 else 1]
        first = (" with ".join(names[key] for key in about) for about in done[:_MOST_NAMES])
        yield words, len(done), tuple(dict.fromkeys(first))


def _names(conn: Connection, keys: Sequence[str]) -> dict[str, str]:
    ids = [int(key[8:]) for key in keys if key.startswith("contact:")]
    return {key: _name(key) for key in keys} | contacts.references(conn, ids)


def _name(key: str) -> str:
    return key.replace("referral:", "form ").replace("message:", "email ").replace("contact:", "call ")

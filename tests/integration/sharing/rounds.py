"""What the two officers do to one call after another, and what comes of it.

ann claims it      ben sees it         ben and ann each write a note
both close it      one is refused      the other sees it go, opens it again; both see it come
ann lets it go     ben sees it
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import cycle

from ingest import bootstrap
from ingest.desk import Desk
from ingest.store import Store, audit, notes
from ingest.views import View
from tests.integration.sharing.office import Office, Officer, mail_arriving, opened

_CALLS = 40
_SETTLE_SECONDS = 600.0


@dataclass
class Account:
    """`seen` has the seconds from a key to its effect on the colleague's screen, by act; `read`
    those from an email's coming to its reading; `told` what was confirmed to officers; `refused`
    how often a key came a moment after a colleague's; `stuck` the screens on which nothing came;
    `log_mib` the most that SQLite's write-ahead log took: it grows where a reader stays too long."""

    rounds: int = 0
    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    read: list[float] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    recorded: Counter[str] = field(default_factory=Counter)
    notes: int = 0
    posted: int = 0
    refused: int = 0
    log_mib: float = 0.0
    stuck: list[str] = field(default_factory=list)
    troubles: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    @property
    def lost(self) -> dict[str, int]:
        """How many acts of each kind were confirmed to an officer and are not recorded."""
        return dict(self.told - self.recorded)


def share(*, seconds: float = 0, rounds: int = 0, mail_every: float = 2.0) -> Account:
    """Work for so long, or so many rounds; the account of it."""
    children = [f"Kid{number:02}" for number in range(_CALLS)]
    account = Account()
    with opened(children) as office:
        with mail_arriving(office, mail_every):
            end = time.monotonic() + seconds
            for child in cycle(children):
                if account.rounds >= rounds and time.monotonic() >= end:
                    break
                _tried(office, child, account)
                account.rounds += 1
                account.log_mib = max(account.log_mib, _log_mib(office))
        _settle(office, account)
    return account


def _log_mib(office: Office) -> float:
    log = office.folder / "mash.db-wal"
    return log.stat().st_size / 2**20 if log.exists() else 0.0


def _tried(office: Office, child: str, account: Account) -> None:
    try:
        _round(office, child, account)
    except AssertionError as error:
        account.stuck.append(str(error))
        print(f"round {account.rounds} stuck: {error}", file=sys.stderr, flush=True)
        for officer in office.officers:
            officer.type("\x1b")
            office.hear_more()
            officer.type("\x1b")


def _round(office: Office, child: str, account: Account) -> None:
    ann, ben = office.officers
    for officer in office.officers:
        officer.type("\x1b")
    office.until(lambda: all(len(officer.rows()) > 1 for officer in office.officers))
    for officer in office.officers:
        officer.type("/")
    office.until(lambda: all(officer.shows("filter: type") for officer in office.officers))
    for officer in office.officers:
        officer.type(f"{child}\r")
    office.until(lambda: all(_alone(officer, child) for officer in office.officers))
    _seen(office, account, "record.claimed", ann, "b", lambda: "ann" in ben.row(child))
    office.until(lambda: "ann" in ann.row(child))
    for officer in (ben, ann):
        officer.type("i")
        office.until(partial(officer.shows, "Note on"))
        officer.type(f"note of {officer.name}\r")
        office.until(partial(officer.shows, "note kept"))
        account.told["note.added"] += 1
    _close_at_once(office, child, account)
    _seen(
        office,
        account,
        "record.released",
        ann,
        "b",
        lambda: bool(ben.row(child)) and "ann" not in ben.row(child),
    )


def _close_at_once(office: Office, child: str, account: Account) -> None:
    """Both close it with the same picture before them: one is told that it changed."""
    office.forget_refusals()
    for officer in office.officers:
        officer.type("c")
    office.until(lambda: all(officer.shows("need no form?") for officer in office.officers))
    for officer in office.officers:
        officer.type(f"{officer.name} says so")
    office.until(lambda: all(officer.shows(f"{officer.name} says so") for officer in office.officers))
    pressed = time.monotonic()
    for officer in office.officers:
        officer.type("\r")
    office.until(lambda: not any(officer.row(child) for officer in office.officers))
    account.seen["contact.closed"].append(max(office.at, pressed) - pressed)
    account.told["contact.closed"] += 1
    office.until(lambda: _closer(office) is not None)
    first = _closer(office)
    assert first is not None
    _seen(
        office,
        account,
        "contact.reopened",
        first,
        "C",
        lambda: all(one.row(child) for one in office.officers),
    )


def _closer(office: Office) -> Officer | None:
    """Whose closure both screens show. The notice that refuses the other's passes too soon to go by."""
    for officer in office.officers:
        closed = f"{officer.name}: {officer.name} says so"
        if all(one.shows(closed) for one in office.officers):
            return officer
    return None


def _seen(
    office: Office, account: Account, act: str, who: Officer, key: str, holds: Callable[[], bool]
) -> None:
    """Press a key, again where the record changed as it was pressed, until its effect is seen."""
    while True:
        office.forget_refusals()
        pressed = time.monotonic()
        who.type(key)
        office.until(lambda: holds() or who.refused)
        if holds():
            account.seen[act].append(max(office.at, pressed) - pressed)
            account.told[act] += 1
            return
        account.refused += 1


def _alone(officer: Officer, child: str) -> bool:
    """Whether the call about the child is the only one on the list, and its record is shown."""
    rows = officer.rows()
    return len(rows) == 1 and child in rows[0] and officer.shows(f"{child} Sharing")


def _settle(office: Office, account: Account) -> None:
    """Wait until the mail is read, and compare what officers were told with what is kept."""
    settings = bootstrap.load_settings(office.folder / "mash.toml")
    store = bootstrap.open_store(settings)
    desk = bootstrap.desk(settings, store, "auditor")
    try:
        try:
            office.until(lambda: _unread(office, desk, store) == 0, _SETTLE_SECONDS)
        except AssertionError:
            account.stuck.append(f"{_unread(office, desk, store)} emails were not read in time")
        with store.reading() as conn:
            acts = [event for event in audit.events(conn, limit=10**9) if event.actor in {"ann", "ben"}]
            rows = desk.window(View.AWAITING, store.clock.now(), limit=1000).rows
            account.notes = sum(len(notes.of_record(conn, row.key)) for row in rows)
        account.recorded = Counter(
            act.action for act in acts if not act.action.endswith(("viewed", "searched"))
        )
        account.faults = [link.fault for link in store.verify_audit()]
        account.read = _waits(office)
    finally:
        store.close()
    account.posted = len(office.posted)
    account.troubles = set().union(*(officer.troubles for officer in office.officers))
    if "locked" in (office.folder / "worker.log").read_text(encoding="utf-8", errors="replace"):
        account.troubles.add("the worker found the database locked")
    if office.worker.poll() is not None:
        account.troubles.add("the worker ended")


def _unread(office: Office, desk: Desk, store: Store) -> int:
    return len(office.posted) - desk.counts(store.clock.now()).unmatched


def _waits(office: Office) -> list[float]:
    """Seconds from each email's coming until it was read, in the order in which they came."""
    with closing(sqlite3.connect(office.folder / "mash.db")) as database:
        rows = database.execute(
            "SELECT subject, finished_at FROM message WHERE finished_at IS NOT NULL"
        ).fetchall()
    read = {
        f"{int(subject.removeprefix('Form ')):06}.eml": datetime.fromisoformat(at)
        .replace(tzinfo=UTC)
        .timestamp()
        for subject, at in rows
    }
    return [read[name] - posted for name, posted in sorted(office.posted.items()) if name in read]

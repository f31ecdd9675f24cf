"""`mash status`: the board and the worker's health in plain words."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from ingest.errors import CallerMistake, MashError
from ingest.store import HealthBook, MailboxState
from ingest.views import Counts, View, WorkerHealth
from tui.cli.opening import as_json, opened_desk
from tui.lists import counted
from tui.text import clean
from tui.times import wall_clock

_HEALTHY, _WORK_WAITS, _WORKER_FAILS = 0, 1, 2


@click.command()
@as_json
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Tell the board and the worker's health.

    Exit status: 0 healthy, 1 something overdue or needing attention, 2 the worker is silent or
    failing, or nothing can be told.
    """
    try:
        with opened_desk(ctx, looks=True) as desk:
            now = desk.store.clock.now()
            counts, health = desk.counts(now), desk.health(now)
            folders, letters = HealthBook(desk.store).mailboxes(), desk.letters_not_sent()
    except MashError as error:
        # 1 would tell monitoring that a person has work to do, and that all else is well.
        raise CallerMistake(error.sentence) from None
    if as_json:
        click.echo(json.dumps(_record(counts, health, folders, letters, now)))
    else:
        lines = [*_lines(counts, letters), f"worker: {clean(health.in_words(now))}"]
        click.echo("\n".join([*lines, *(_folder(one) for one in folders)]))
    sys.exit(_exit_status(counts, health, letters))


def _exit_status(counts: Counts, health: WorkerHealth, letters_not_sent: int) -> int:
    if not health.reads_mail:
        return _WORKER_FAILS
    waits = counts.overdue or counts.clocks_overdue or counts.attention or letters_not_sent
    return _WORK_WAITS if waits else _HEALTHY


def _record(
    counts: Counts, health: WorkerHealth, folders: Sequence[MailboxState], letters: int, now: datetime
) -> dict[str, Any]:
    status = ("healthy", "work waits", "worker failing")[_exit_status(counts, health, letters)]
    return {
        "at": now.isoformat(),
        "status": status,
        "counts": {name: count for name, count in asdict(counts).items() if name != "letters_not_sent"},
        "letters_not_sent": letters,
        "worker": _plain_values(health),
        "mailboxes": [_plain_values(one) | {"fails": one.fails} for one in folders],
    }


def _plain_values(record: WorkerHealth | MailboxState) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(record).items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _lines(counts: Counts, letters_not_sent: int) -> list[str]:
    """The board's counts in the board's order and words."""
    told = (
        f"{counts.overdue} overdue",
        f"{counts.due_soon} due soon",
        counted(counts.awaiting, View.AWAITING),
        counted(counts.unmatched, View.UNMATCHED),
        counted(counts.attention, View.ATTENTION),
        counted(counts.no_form, View.NO_FORM),
        counted(counts.decisions_due, View.DECISIONS),
        f"{counts.matched_today} matched today",
        counted(counts.clocks, View.CLOCKS),
        f"{counts.clocks_overdue} of these clocks ran out",
        f"{letters_not_sent} letters that could not be sent",
    )
    room = max(len(words.partition(" ")[0]) for words in told)
    return [" " * (room - len(words.partition(" ")[0])) + words for words in told]


def _folder(one: MailboxState) -> str:
    """Such as "mailbox mash, INBOX: last looked at Tue 3 Mar 10:00:00 GMT; 40 messages there, 52 recorded so far"."""
    looked = wall_clock(one.last_success_at) if one.last_success_at else "never"
    words = [f"mailbox {one.mailbox}, {one.folder}: last looked at {looked}"]
    if one.on_server is not None and one.recorded is not None:
        words.append(f"{one.on_server} messages there, {one.recorded} recorded so far")
    if one.fails:
        words.append(f"FAILING: {one.last_error}")
    return clean("; ".join(words))

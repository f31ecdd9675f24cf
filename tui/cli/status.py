"""`mash status`: the board and the worker's health in plain words."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import CallerMistake, MashError
from ingest.store import HealthBook, MailboxState
from ingest.views import Counts, View, WorkerHealth
from tui.cli.opening import as_json, opened, settings_of
from tui.lists import counted
from tui.text import clean
from tui.times import wall_clock

if TYPE_CHECKING:
    from config.settings import Settings

_ONLY_FOLDER = ("INBOX",)  # of a Maildir
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
        settings = settings_of(ctx)
        with opened(settings, looks=True) as desk:
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
        click.echo("\n".join([*lines, *map(_folder, folders), *_unknown(settings, folders)]))
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


def _unknown(settings: Settings, folders: Sequence[MailboxState]) -> list[str]:
    """The folders that the settings name and no worker has told of."""
    known = {(one.mailbox, one.folder) for one in folders}
    named = [
        (mailbox.name, folder)
        for mailbox in settings.mailboxes
        for folder in (_ONLY_FOLDER if mailbox.kind == "maildir" else mailbox.folders_used)
    ]
    return [
        clean(
            f"mailbox {mailbox}, {folder}: no worker has looked at it so far; one that was started before it was "
            "put into the settings must be started anew"
        )
        for mailbox, folder in named
        if (mailbox, folder) not in known
    ]


def _folder(one: MailboxState) -> str:
    """Such as "mailbox mash, INBOX: last looked at Tue 3 Mar 10:00:00 GMT; 40 messages there, 52 recorded so far"."""
    since = wall_clock(one.last_success_at) if one.last_success_at else None
    looked = f"last looked at {since}" if since else "it could not be looked at even once so far"
    words = [f"mailbox {one.mailbox}, {one.folder}: {looked}"]
    if one.on_server is not None and one.recorded is not None:
        words.append(f"{one.on_server} messages there, {one.recorded} recorded so far")
    if one.fails:
        words.append(f"FAILING: {one.last_error}")
    return clean("; ".join(words))

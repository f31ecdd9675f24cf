"""`mash status`: the board and the worker's health in plain words."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import click

from ingest.errors import CallerMistake, MashError
from ingest.views import Counts, WorkerHealth, WorkerState
from tui.cli.opening import as_json, opened_desk
from tui.text import clean

_HEALTHY, _WORK_WAITS, _WORKER_FAILS = 0, 1, 2
_BAD: Final = frozenset({WorkerState.SILENT, WorkerState.FAILING, WorkerState.NEVER})


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
    except MashError as error:
        # 1 would tell monitoring that a person has work to do, and that all else is well.
        raise CallerMistake(error.sentence) from None
    if as_json:
        click.echo(json.dumps(_record(counts, health, now)))
    else:
        click.echo("\n".join(_lines(counts, health, now)))
    sys.exit(_exit_status(counts, health))


def _exit_status(counts: Counts, health: WorkerHealth) -> int:
    if health.state in _BAD:
        return _WORKER_FAILS
    return _WORK_WAITS if counts.overdue or counts.attention else _HEALTHY


def _record(counts: Counts, health: WorkerHealth, now: datetime) -> dict[str, Any]:
    worker = {name: _plain(value) for name, value in asdict(health).items()}
    status = ("healthy", "work waits", "worker failing")[_exit_status(counts, health)]
    return {"at": now.isoformat(), "status": status, "counts": asdict(counts), "worker": worker}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _lines(counts: Counts, health: WorkerHealth, now: datetime) -> list[str]:
    words = (
        (counts.overdue, "overdue"),
        (counts.due_soon, "due soon"),
        (counts.awaiting, "awaiting a form"),
        (counts.unmatched, "unmatched forms"),
        (counts.attention, "need attention"),
        (counts.no_form, "emails that are no form"),
        (counts.decisions_due, "decisions or acknowledgements due"),
        (counts.matched_today, "matched today"),
    )
    return [*(f"{count:6} {name}" for count, name in words), f"worker: {clean(health.in_words(now))}"]

"""`mash retention`: what may go once its time is over, and what may not."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from tui.cli.opening import as_json, opened_desk, settings_of
from tui.cli.record_key import RecordKey
from tui.text import clean

if TYPE_CHECKING:
    from ingest.retention import Periods
    from ingest.store.retention import Case


@click.group()
def retention() -> None:
    """Let records go once their time is over. Nothing goes by itself."""


@retention.command("list")
@as_json
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """Show what `purge` would let go, and what it would keep all the same, with why."""
    from ingest.retention import due

    periods = _periods(ctx)
    periods.refuse_none()
    with opened_desk(ctx, looks=True) as desk:
        found = due(desk.store, periods)
    for case in found:
        click.echo(json.dumps(_record(case)) if as_json else clean(_line(case)))
    if not as_json:
        going = sum(case.keeps is None for case in found)
        click.echo(f"{going} cases would go, {len(found) - going} would stay")


@retention.command()
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@as_json
@click.pass_context
def purge(ctx: click.Context, yes: bool, as_json: bool) -> None:
    """Let go for good what `list` shows. There is no way back but a backup."""
    from ingest.errors import CallerMistake
    from ingest.retention import due, purge

    periods = _periods(ctx)
    periods.refuse_none()
    with opened_desk(ctx, looks=True) as desk:
        going = [case for case in due(desk.store, periods) if case.keeps is None]
        if going and not yes:
            if not sys.stdin.isatty():
                raise CallerMistake("nobody can be asked here: look at `mash retention list`, then say --yes")
            records = sum(len(case.keys) for case in going)
            click.confirm(f"Purge {len(going)} cases ({records} records) for good?", abort=True)
        gone = purge(desk.store, periods, desk.actor)
    click.echo(json.dumps({"purged": gone}) if as_json else f"{gone} records were purged")


@retention.command()
@click.argument("key", type=RecordKey())
@click.option(
    "--reason", required=True, metavar="WORDS", help="Why it must be kept; it stays in the audit chain."
)
@click.pass_context
def hold(ctx: click.Context, key: str, reason: str) -> None:
    """Keep the record KEY, and all that is linked with it, whatever its age."""
    from ingest.retention import hold

    with opened_desk(ctx, looks=True) as desk:
        hold(desk.store, key, reason, desk.actor)
    click.echo(clean(f"{key} is held"))


@retention.command()
@click.argument("key", type=RecordKey())
@click.pass_context
def release(ctx: click.Context, key: str) -> None:
    """Let the held record KEY go with its time again."""
    from ingest.retention import release

    with opened_desk(ctx, looks=True) as desk:
        release(desk.store, key, desk.actor)
    click.echo(clean(f"{key} is held no more"))


@retention.command()
@as_json
@click.pass_context
def holds(ctx: click.Context, as_json: bool) -> None:
    """Show what is held, by whom and why."""
    from ingest.store import retention as records

    with opened_desk(ctx, looks=True) as desk, desk.store.reading() as conn:
        found = records.holds(conn)
    for key, reason, by, at in found:
        record = {"key": key, "reason": reason, "by": by, "at": at.isoformat()}
        words = f"{key} since {at.date().isoformat()}, by {by}: {reason}"
        click.echo(json.dumps(record) if as_json else clean(words))


def _periods(ctx: click.Context) -> Periods:
    from ingest.retention import Periods

    chosen = settings_of(ctx).retention
    return Periods(chosen.case_months, chosen.mail_months)


def _record(case: Case) -> dict[str, object]:
    return {"keys": case.keys, "last_at": case.last_at.isoformat(), "keeps": case.keeps}


def _line(case: Case) -> str:
    fate = f"STAYS, {case.keeps}" if case.keeps else "goes"
    return f"{case.last_at.date().isoformat()}  {fate}: {', '.join(case.keys)}"

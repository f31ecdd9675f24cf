"""`mash backup` and `mash restore`: the SQLite database as one file, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tui.cli.opening import as_json, opened_desk, settings_of
from tui.text import clean

if TYPE_CHECKING:
    from ingest.backup import Copied

_TOLD: Final = {
    "contact": "contacts",
    "referral": "referrals",
    "message": "emails",
    "audit_event": "audit events",
}
_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")


@click.command()
@_FILE
@as_json
@click.pass_context
def backup(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Copy the database into a new FILE while everything goes on, and prove that it can be restored."""
    from ingest.backup import back_up

    with opened_desk(ctx, looks=True) as desk:
        copied = back_up(desk.store, desk.actor, file.absolute())
    _tell(copied, f"{file} holds", as_json)


@click.command()
@_FILE
@click.option(
    "--replace", is_flag=True, help="Even where there is a database: it is kept under another name."
)
@as_json
@click.pass_context
def restore(ctx: click.Context, file: Path, replace: bool, as_json: bool) -> None:
    """Put a backup in the database's place. Stop the worker and close every dashboard first."""
    from ingest import backup, bootstrap
    from ingest.clock import SystemClock

    settings = settings_of(ctx)
    database, actor = bootstrap.database_file(settings), bootstrap.actor(settings)
    copied = backup.restore(file.absolute(), database, actor, SystemClock(), replace=replace)
    _tell(copied, "the database holds", as_json)


def _tell(copied: Copied, holder: str, as_json: bool) -> None:
    kept = str(copied.kept) if copied.kept else None
    if as_json:
        chain = {"events": copied.head.seq, "head": copied.head.hash}
        click.echo(
            json.dumps({"bytes": copied.bytes, "rows": dict(copied.rows), "audit": chain, "kept": kept})
        )
        return
    counts = ", ".join(f"{copied.rows.get(table, 0)} {words}" for table, words in _TOLD.items())
    click.echo(
        clean(f"{holder} {counts} in {copied.bytes} bytes; it was restored once, examined and counted")
    )
    click.echo(f"note outside the database: {copied.head.seq}:{copied.head.hash}")
    if kept:
        click.echo(clean(f"the database that was there is kept as {kept}"))

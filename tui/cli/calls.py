"""`mash calls import`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.opening import as_json, opened_desk
from tui.text import clean


@click.group()
def calls() -> None:
    """Phone contacts."""


@calls.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE.csv")
@as_json
@click.pass_context
def import_(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Log phone contacts from a CSV file. The same file again adds nothing.

    One row for each child; rows with the same reference are one call.
    """
    from ingest.calls_import import import_calls

    with opened_desk(ctx) as desk:
        result = import_calls(file, desk)
    if as_json:
        rejected = [asdict(item) for item in result.rejected]
        click.echo(json.dumps({"added": result.added, "unchanged": result.unchanged, "rejected": rejected}))
        return
    click.echo(
        f"{result.added} calls added, {result.unchanged} known already, {len(result.rejected)} rows rejected"
    )
    for item in result.rejected:
        click.echo(clean(f"  row {item.row}: {item.reason}"))
    for column in result.ignored_columns:
        click.echo(clean(f"  the column {column!r} means nothing here and was left out"))

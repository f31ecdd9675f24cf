"""`mash database upgrade`."""

from __future__ import annotations

import click

from tui.cli.opening import settings_of


@click.group()
def database() -> None:
    """The database's schema."""


@database.command()
@click.pass_context
def upgrade(ctx: click.Context) -> None:
    """Create the database, or bring it to this program's version. Make a backup first."""
    from ingest import bootstrap

    version = bootstrap.upgrade_store(settings_of(ctx))
    click.echo(f"the database is at version {version}")

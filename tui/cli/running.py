"""`mash poll`, `mash worker` and `mash reconcile`."""

from __future__ import annotations

import json
import sys

import click

from ingest.errors import CallerMistake, MashError
from tui.cli.opening import as_json, settings_of
from tui.text import clean


@click.command()
@as_json
@click.pass_context
def poll(ctx: click.Context, as_json: bool) -> None:
    """Make one pass over every configured mailbox."""
    from ingest import bootstrap

    with bootstrap.worker(settings_of(ctx)) as worker:
        result = worker.poll_once()
    counts = result.counts()
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()))
    if result.errors:
        raise MashError("; ".join(result.errors))


@click.command()
@click.pass_context
def worker(ctx: click.Context) -> None:
    """Watch the mailboxes until stopped. SIGTERM finishes the message in hand and ends."""
    from ingest import bootstrap

    settings = settings_of(ctx)
    with (
        bootstrap.worker(settings, journal=sys.stderr) as unattended,
        bootstrap.alarms(settings, sys.stderr) as alarms,
    ):
        unattended.end_on_signals()
        with alarms.watching():
            unattended.run()


@click.command()
@as_json
@click.pass_context
def alarm(ctx: click.Context, as_json: bool) -> None:
    """Look once whether the worker is well, and tell by email or webhook where it is not.

    For a timer: a worker that has died tells nothing. Exit status: 0 well, 2 silent or failing.
    """
    from ingest import bootstrap

    try:
        with bootstrap.alarms(settings_of(ctx), sys.stderr) as alarms:
            found = alarms.look()
    except MashError as error:
        raise CallerMistake(error.sentence) from None  # 2, as `mash status` has it
    for trouble in found:
        record = {"alarm": trouble.name, "sentence": trouble.sentence, "since": trouble.since.isoformat()}
        click.echo(json.dumps(record) if as_json else clean(trouble.sentence))
    if found:
        ctx.exit(2)


@click.command()
@as_json
@click.pass_context
def reconcile(ctx: click.Context, as_json: bool) -> None:
    """Count what each mailbox holds against what is recorded; a gap is told with its UIDs.

    Exit status: 0 where everything is recorded, 1 where something is not or was not counted.
    """
    from ingest import bootstrap

    with bootstrap.worker(settings_of(ctx)) as unattended:
        counts = unattended.reconcile()
    for count in counts:
        if as_json:
            click.echo(json.dumps(count.as_record()))
        else:
            click.echo(clean(count.in_words()))
    if any(count.missing for count in counts):
        raise MashError(
            "messages on the server are not recorded: the worker takes them within a minute, or run "
            "`mash poll` where none is at work; then reconcile again"
        )
    if any(count.failure for count in counts):
        raise MashError("a folder could not be counted: run `mash check`, then reconcile again")

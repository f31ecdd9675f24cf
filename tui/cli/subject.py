"""`mash subject`: what is held about one child, for a subject-access request."""

from __future__ import annotations

import json

import click

from tui.cli.opening import as_json, opened_desk
from tui.cli.record_key import RecordKey
from tui.text import clean


@click.group()
def subject() -> None:
    """What is held about one child, for a subject-access request."""


@subject.command()
@click.argument("key", type=RecordKey())
@as_json
@click.pass_context
def find(ctx: click.Context, key: str, as_json: bool) -> None:
    """List the records that may be about a child of the record KEY: a person decides which are."""
    with opened_desk(ctx, looks=True) as desk:
        history = desk.child_history(key)
    for row in history.records:
        record = {"key": row.key, "at": row.at.isoformat(), "label": row.label, "from": row.from_words}
        words = f"{row.key}  {row.at.date().isoformat()}  {row.label}  {row.from_words}"
        click.echo(json.dumps(record) if as_json else clean(words))


@subject.command()
@click.argument("keys", nargs=-1, required=True, type=RecordKey(), metavar="KEY…")
@click.option(
    "--child",
    default=1,
    metavar="NUMBER",
    help="Which child of the first record, where it names several: 1 is the first.",
)
@click.option("--without-third-parties", is_flag=True, help="Leave out everybody else, and free text.")
@click.pass_context
def export(ctx: click.Context, keys: tuple[str, ...], child: int, without_third_parties: bool) -> None:
    """Print the records KEY… with their notes and history as JSON Lines. The export is audited.

    An email's attachments are in its source: `mash show` tells where it came from.
    """
    from ingest.subject_access import records_about

    with opened_desk(ctx, looks=True) as desk:
        for record in records_about(desk, keys, child, third_parties=not without_third_parties):
            click.echo(json.dumps(record))

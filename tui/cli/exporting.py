"""`mash export` and `mash audit`: what leaves the program for others."""

from __future__ import annotations

import json
import sys

import click

from ingest.errors import MashError
from tui.cli.opening import as_json, opened_desk, settings_of


@click.command()
@click.argument("what", type=click.Choice(["referrals", "contacts"]))
@click.option("--json", "form", flag_value="json", default="json", help="JSON Lines (the default).")
@click.option("--csv", "form", flag_value="csv", help="A table for a spreadsheet.")
@click.pass_context
def export(ctx: click.Context, what: str, form: str) -> None:
    """Print everything a board shows, one object each. The export is audited."""
    from ingest import export as exports

    with opened_desk(ctx, looks=True) as desk:
        if what == "referrals":
            objects, columns = exports.export_referrals(desk), exports.referral_columns()
        else:
            objects, columns = exports.export_contacts(desk), list(exports.CONTACT_COLUMNS)
        if form == "csv":
            exports.write_csv(objects, columns, sys.stdout)
        else:
            exports.write_json_lines(objects, sys.stdout)
        sys.stdout.flush()


@click.command()
@as_json
@click.pass_context
def audit(ctx: click.Context, as_json: bool) -> None:
    """Verify the audit chain, and print its head to be noted outside the database."""
    from ingest import bootstrap

    store = bootstrap.open_store(settings_of(ctx))
    try:
        faults, head = store.verify_audit(), store.audit_head()
    finally:
        store.close()
    if as_json:
        click.echo(
            json.dumps({"events": head.seq, "head": head.hash, "faults": [str(item) for item in faults]})
        )
    else:
        click.echo(f"{head.seq} events; the chain ends in {head.hash}")
        for item in faults:
            click.echo(f"  {item}")
    if faults:
        raise MashError(
            "the audit chain is broken: keep this database as it is, and compare it with a backup"
        )

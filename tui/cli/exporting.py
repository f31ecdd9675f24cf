"""`mash export` and `mash audit`: what leaves the program for others."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import click

from ingest.errors import MashError
from tui.cli.opening import as_json, opened_desk, settings_of
from tui.cli.record_key import RecordKey
from tui.text import clean

if TYPE_CHECKING:
    from ingest.store.audit import ChainHead


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
@click.argument("key", required=False, type=RecordKey(), metavar="[KEY]")
@click.option("--noted", metavar="N:HASH", help="A head noted earlier: its event must still be there.")
@as_json
@click.pass_context
def audit(ctx: click.Context, key: str | None, noted: str | None, as_json: bool) -> None:
    """Verify the audit chain, and print its head to be noted outside the database.

    With KEY (contact:12, referral:ab12, message:7): who did what with that record, and who
    looked at it.
    """
    if key is None:
        _verify(ctx, _noted_head(noted), as_json)
    elif noted is None:
        _tell_history(ctx, key, as_json)
    else:
        raise click.UsageError("--noted is about the whole chain: leave the key out")


def _verify(ctx: click.Context, noted: ChainHead | None, as_json: bool) -> None:
    from ingest import bootstrap

    store = bootstrap.open_store(settings_of(ctx))
    try:
        faults, head = store.verify_audit(noted), store.audit_head()
    finally:
        store.close()
    if as_json:
        told = [f"{item.seq}: {item.fault}" for item in faults]
        click.echo(json.dumps({"events": head.seq, "head": head.hash, "faults": told}))
    else:
        click.echo(f"{head.seq} events; the chain ends in {head.seq}:{head.hash}")
        for item in faults:
            click.echo(f"  event {item.seq}: {item.fault}")
    if faults:
        raise MashError(
            "the audit chain is broken: keep this database as it is, and compare it with a backup"
        )


def _noted_head(noted: str | None) -> ChainHead | None:
    from ingest.store.audit import ChainHead

    if noted is None:
        return None
    found = re.fullmatch(r"([1-9]\d{0,17}):([0-9a-f]{64})", noted.strip().lower(), re.ASCII)
    if found is None:
        raise click.UsageError("--noted is N:HASH, as `mash audit` prints where the chain ends")
    return ChainHead(int(found[1]), found[2])


def _tell_history(ctx: click.Context, key: str, as_json: bool) -> None:
    from ingest.history import history

    with opened_desk(ctx, looks=True) as desk:
        events = history(desk, key)
    for event in events:
        at = event.at.isoformat()
        if as_json:
            told = {"seq": event.seq, "at": at, "actor": event.actor, "action": event.action}
            click.echo(json.dumps(told | {"detail": dict(event.detail)}))
            continue
        detail = "; ".join(f"{name} {value}" for name, value in event.detail.items() if value)
        click.echo(clean(f"{event.seq} {at} {event.actor}: {event.action}{f' ({detail})' if detail else ''}"))

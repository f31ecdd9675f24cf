"""`mash handover`: what the next shift must know."""

from __future__ import annotations

import re
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import click

from ingest.errors import CallerMistake
from ingest.owner_only import write_new
from tui.cli.opening import opened_desk
from tui.cli.written_as import written_as
from tui.text import clean


@click.command()
@click.option(
    "--since", metavar="TIME", help="When the shift began: 08:30, or 22/11/2026 08:30; else 8 hours ago."
)
@click.option(
    "--format", "asked", type=click.Choice(["text", "pdf"]), help="Else as the name of FILE ends, or text."
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A new file.")
@click.pass_context
def handover(ctx: click.Context, since: str | None, asked: str | None, output: Path | None) -> None:
    """Print what waits, who has what, what was done and noted since the shift began.

    Children are told by initials. A file is readable by its owner only. The handover is audited.
    """
    from ingest.report.handover import document, text

    form = written_as(asked, output, "text", others={".pdf": "pdf"})
    if form == "pdf" and output is None and sys.stdout.isatty():
        raise CallerMistake("a PDF cannot be shown here: give --output FILE")
    with opened_desk(ctx, looks=True) as desk:
        now = desk.store.clock.now()
        told = desk.handover(shift_began(since, now), now, written_as=form)
    # Notes are strangers' words too: what they hold must not be obeyed by a terminal.
    written = document(told) if form == "pdf" else clean(text(told), multiline=True).encode()
    if output is not None:
        write_new(output, written)
        return
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()


def shift_began(typed: str | None, now: datetime) -> datetime:
    """The time meant: of a time of day the last one. Raises `CallerMistake`."""
    from ingest.domain.clocks import LONDON, at_london, london

    if typed is None:
        return now - timedelta(hours=8)
    try:
        if not re.fullmatch(r"\s*\d{1,2}:\d{2}\s*", typed):
            return london(typed)
        today = now.astimezone(LONDON).date()
        began = at_london(today, time.fromisoformat(typed.strip().zfill(5)))
        return began if began <= now else began - timedelta(days=1)
    except ValueError:
        raise CallerMistake("a shift begins at a time such as 08:30, or 22/11/2026 08:30") from None

"""`mash report`: the figures of a period, to be handed on."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.errors import CallerMistake
from ingest.owner_only import write_new
from tui.cli.opening import opened_desk
from tui.cli.written_as import written_as

if TYPE_CHECKING:
    from ingest.domain.insights import Insights

_DAYS = 28


@click.command()
@click.option(
    "--from", "first", metavar="DATE", help="The first day, such as 2026-10-01; else 28 days are told."
)
@click.option("--to", "last", metavar="DATE", help="The last day; else today.")
@click.option(
    "--format",
    "asked",
    type=click.Choice(["csv", "html", "pdf"]),
    help="Else as the name of FILE ends, or html.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A new file.")
@click.pass_context
def report(
    ctx: click.Context, first: str | None, last: str | None, asked: str | None, output: Path | None
) -> None:
    """Print how many forms came in time, by week and agency, and what else a manager asks.

    Days are London's, and both ends count. No child is in it. The report is audited.
    """
    from ingest.domain.insights import Period

    form = written_as(asked, output, "html", others={".csv": "csv", ".pdf": "pdf"})
    if form == "pdf" and output is None and sys.stdout.isatty():
        raise CallerMistake("a PDF cannot be shown here: give --output FILE")
    ends = _day(last, "--to")
    begins = _day(first, "--from")
    with opened_desk(ctx, looks=True) as desk:
        now = desk.store.clock.now()
        until = ends or Period.ending(now, 1).last
        since = begins or until - timedelta(days=_DAYS - 1)
        if until < since:
            raise CallerMistake("--from must not be after --to")
        insights = desk.insights(Period(since, until), now, exported_as=form)
        written = _written(form, insights, now)
    if output is None:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
        return
    write_new(output, written)


def _written(form: str, insights: Insights, now: datetime) -> bytes:
    from ingest.report.sections import as_of, sections, title_of

    title, told, parts = title_of(insights.period), as_of(insights), sections(insights)
    if form == "pdf":
        from ingest.report.as_pdf import document

        return document(title, told, parts, now)
    if form == "html":
        from ingest.report.as_html import page

        return page(title, told, parts).encode()
    from ingest.report.as_csv import write_csv

    lines = io.StringIO(newline="")
    write_csv(parts, lines)
    return lines.getvalue().encode()


def _day(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text.strip())
    except ValueError:
        raise CallerMistake(f"{option} is a day such as 2026-10-01") from None

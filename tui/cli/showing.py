"""`mash list` and `mash show`: what the dashboard shows as plain lines, for scripts and screen readers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import click

from ingest.views import Arrangement, Held, Sort, View
from tui.cli.opening import as_json, opened_desk
from tui.cli.record_key import REFERENCE, named
from tui.clock_words import ends_of
from tui.lists import counted, found_words
from tui.text import clean
from tui.times import moment, time_left

if TYPE_CHECKING:
    from ingest.desk import Desk
    from ingest.views import Row, WorkerHealth

_PAGE: Final = 1_000
_MOST_LETTERS: Final = 300


@click.command("list")
@click.argument("view", type=click.Choice([view.value.replace("_", "-") for view in View]), metavar="VIEW")
@click.option("--search", default="", metavar="WORDS", help="Only what holds each of these words.")
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.DUE.value,
    help="What it is ordered by.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--agency", metavar="NAME", help="Only of this agency, exactly as it is written.")
@click.option(
    "--held",
    type=click.Choice([held.value for held in Held]),
    help="Only what you have claimed, or what nobody has.",
)
@as_json
@click.pass_context
def list_(
    ctx: click.Context,
    view: str,
    search: str,
    sort: str,
    reverse: bool,
    agency: str | None,
    held: str | None,
    as_json: bool,
) -> None:
    """Print a list of the board, a line for each record: its key, state, subject, sender and times.

    VIEW is awaiting, unmatched, attention, no-form, matched, decisions or clocks. A search is audited.
    """
    chosen = View(view.replace("-", "_"))
    arranged = Arrangement(Sort(sort), reverse, agency, Held(held) if held else None)
    with opened_desk(ctx, looks=True) as desk:
        now = desk.store.clock.now()
        count = 0
        for row in _rows(desk, chosen, now, search, arranged):
            click.echo(json.dumps(plain(row)) if as_json else in_one_line(row, now))
            count += 1
        health = desk.health(now)
    if not as_json:
        click.echo(counted(count, chosen))
    _warn_of(health, now)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS…")
@as_json
@click.pass_context
def find(ctx: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    """Print the calls, forms, emails and noted records that hold each of these words. Audited."""
    with opened_desk(ctx, looks=True) as desk:
        now = desk.store.clock.now()
        rows = desk.search(" ".join(words))
        health = desk.health(now)
    for row in rows:
        click.echo(json.dumps(plain(row)) if as_json else in_one_line(row, now))
    if not as_json:
        click.echo(found_words(rows))
    _warn_of(health, now)


@click.command()
@click.argument("key", nargs=-1, required=True, callback=named, metavar="KEY")
@click.option("--child", is_flag=True, help="All that may be about the same child, and what happened to it.")
@click.option("--audit", is_flag=True, help="Who did and saw what.")
@click.option("--text", is_flag=True, help="The email's own words, and those of its attachments.")
@as_json
@click.pass_context
def show(ctx: click.Context, key: str, child: bool, audit: bool, text: bool, as_json: bool) -> None:
    """Print everything about one record, by its key (contact:12, referral:ab12, message:7). Audited.

    "email 7", "form ab12", "call 12" and a call's reference (C-000012) name them too.
    """
    with opened_desk(ctx, looks=True) as desk:
        if key.startswith(REFERENCE):
            key = desk.key_of_call(key.removeprefix(REFERENCE))
        now = desk.store.clock.now()
        if as_json:
            click.echo(json.dumps(_as_data(desk, key, child=child, audit=audit)))
            return
        lines = list(_aloud(desk, key, now, child=child, audit=audit, text=text))
    for line in lines:
        click.echo(line)


def _as_data(desk: Desk, key: str, *, child: bool, audit: bool) -> Any:
    if child:
        return plain(desk.child_history(key))
    if audit:
        return {"audit": plain(list(desk.audit_of(key)))}
    return plain(desk.detail(key))


def _aloud(desk: Desk, key: str, now: datetime, *, child: bool, audit: bool, text: bool) -> Iterable[str]:
    from tui import aloud

    if child:
        return aloud.child_aloud(desk.child_history(key), now)
    if audit:
        return aloud.audit_aloud(desk.audit_of(key), now)
    if text:
        return aloud.email_aloud(desk, key, now)
    return aloud.record_aloud(desk.detail(key), now)


def in_one_line(row: Row, now: datetime) -> str:
    """A row as a sentence that reads well aloud."""
    told = [row.key, row.reference, row.status, row.label, f"from {row.from_words}"]
    told.append(f"received {moment(row.at, now)}")
    told += [ends_of(one, now) for one in row.clocks]
    if row.due_at is not None and row.due_at not in {one.due_at for one in row.clocks}:
        left = time_left(row.at, row.due_at, now, may_have_come=row.may_have_come)
        told.append(f"due {moment(row.due_at, now)}, {left.words}")
    if row.passage is not None:
        told.append(f"{row.passage.of.replace('_', ' ')}: {row.passage.text}")
    if row.claimed_by:
        told.append(f"claimed by {row.claimed_by}")
    return "; ".join(_short(clean(part)) for part in told if part)


def _short(words: str) -> str:
    """No more of one part than a list has room for: a sender may write a subject as long as a book, and what
    stands below it would be out of sight. `mash show` tells all of it."""
    return words if len(words) <= _MOST_LETTERS else f"{words[:_MOST_LETTERS]}…"


def _warn_of(health: WorkerHealth, now: datetime) -> None:
    """What the board says above its lists: without it a short list looks like a quiet day."""
    if not health.reads_mail:
        click.echo(f"mash: {clean(health.in_words(now))}", err=True)


def plain(value: Any) -> Any:
    """A frozen record as JSON can say it; times are ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _rows(desk: Desk, view: View, now: datetime, search: str, arranged: Arrangement) -> Iterator[Row]:
    offset = 0
    while True:
        page = desk.window(view, now, offset=offset, limit=_PAGE, text=search, arranged=arranged)
        yield from page.rows
        offset += len(page.rows)
        if not page.rows or offset >= page.shown:
            return

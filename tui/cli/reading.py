"""`mash read` and `mash labels`: documents through the real readers, and what they did not know."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ingest.errors import CallerMistake
from tui.cli.opening import as_json, opened_desk, settings_of
from tui.text import clean

if TYPE_CHECKING:
    from parsers.form import ReadForm, Reading

# As typed, and no Path, which would make "x" of "./x": programs look for what they named.
_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(readable=False), metavar="FILE…")
_CHUNK: Final = 1024 * 1024
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@click.command()
@_FILES
@as_json
@click.option("--parts", is_flag=True, help="With --json: every leaf with its hash and all its text.")
@click.pass_context
def read(ctx: click.Context, files: tuple[str, ...], as_json: bool, parts: bool) -> None:
    """Read emails and documents and show what would be recorded. Stores nothing."""
    unopened: list[str] = []
    for path, reading in _readings(ctx, files, unopened):
        if as_json:
            click.echo(_json_line(reading.to_contract(path, with_parts=parts)))
        else:
            click.echo("\n".join(_in_words(path, reading)))
    if unopened:
        raise CallerMistake(f"{len(unopened)} of {len(files)} files could not be opened: {unopened[0]}")


def _readings(
    ctx: click.Context, files: tuple[str, ...], unopened: list[str]
) -> Iterator[tuple[str, Reading]]:
    from ingest import bootstrap
    from parsers.form import Outcome, Reading

    def contents() -> Iterator[tuple[bytes, str]]:
        for path in files:
            try:
                yield _content(path, sandbox.limits.message_bytes), Path(path).name
            except (OSError, ValueError):
                unopened.append(path)
                yield b"", Path(path).name

    with bootstrap.sandbox(settings_of(ctx)) as sandbox:
        for path, reading in zip(files, sandbox.read_many(contents()), strict=True):
            if path in unopened:
                yield path, Reading(Outcome.NEEDS_ATTENTION, "the file could not be opened")
            else:
                yield path, reading


def _json_line(record: dict[str, Any]) -> str:
    """`record` as one line in ASCII: what a terminal would obey is an escape of JSON's.

    A lone surrogate from a broken charset or file name, which nobody could write on, is U+FFFD.
    """
    line = json.dumps(record)
    if "\\ud" not in line:
        return line
    whole = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", json.dumps(record, ensure_ascii=False))
    return json.dumps(json.loads(whole))


def _content(path: str, most: int) -> bytes:
    """The bytes of a file or a pipe, and of what is larger than `most` no more than shows it to be."""
    # A named pipe without a writer would hold up every file after it.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    os.set_blocking(handle, True)
    pieces: list[bytes] = []
    with open(handle, "rb", buffering=0) as file:
        while most >= 0 and (piece := file.read(_CHUNK)):
            pieces.append(piece)
            most -= len(piece)
    return b"".join(pieces)


def _in_words(path: str, reading: Reading) -> Iterator[str]:
    reason = f": {reading.reason}" if reading.reason else ""
    yield clean(f"{path}: {reading.outcome.value}{reason}")
    for form in reading.forms:
        yield clean(f"  {form.part} ({form.method})")
        for pointer, value in _values(form.form.to_dict()):
            found = form.sources.get(pointer)
            where = f", page {found.page}" if found and found.page else ""
            sure = f"   [{found.confidence:.0%} sure{where}]" if found else ""
            yield clean(f"    {pointer[1:].replace('/', ' '):44} {value}{sure}")
        yield from (clean(f"    ! {warning}") for warning in form.warnings)


def _values(record: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(record, dict):
        for name, value in record.items():
            yield from _values(value, f"{pointer}/{name}")
    elif isinstance(record, list) and not all(isinstance(item, str) for item in record):
        for number, value in enumerate(record):
            yield from _values(value, f"{pointer}/{number}")
    elif record not in (None, []):
        yield pointer, "; ".join(record) if isinstance(record, list) else record


@click.group()
def labels() -> None:
    """Label tables: which printed label feeds which field."""


@labels.command("try")
@_FILES
@click.pass_context
def try_labels(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Show what the label tables find in a document, and which labels they do not know.

    Add a row to a table of your own (`[labels] folders` in the settings), and try again.
    """
    unopened: list[str] = []
    for path, reading in _readings(ctx, files, unopened):
        click.echo("\n".join(_in_words(path, reading)))
        for form in reading.forms:
            click.echo("\n".join(_unknown(form)))
    if unopened:
        raise CallerMistake(f"a file could not be opened: {unopened[0]}")
    sys.stdout.flush()


@labels.command("unknown")
@as_json
@click.pass_context
def unknown_labels(ctx: click.Context, as_json: bool) -> None:
    """Show the labels on forms that no table knows, with how many emails showed each.

    Only those of at least three emails are shown: what one form alone shows may be a name.
    """
    from ingest.store.unknown_labels import seen_often

    with opened_desk(ctx, looks=True) as desk, desk.store.reading() as conn:
        found = seen_often(conn)
    for one in found:
        told = {"label": one.label, "messages": one.messages, "last_at": one.last_at.isoformat()}
        click.echo(json.dumps(told) if as_json else clean(f"{one.messages:6}  {one.label}"))
    if not found and not as_json:
        click.echo("no label that the tables do not know was seen in three emails or more")


def _unknown(form: ReadForm) -> Iterator[str]:
    if not form.unknown_labels:
        yield "  every label that stands beside a value is known"
        return
    yield "  labels that fit no row of the tables:"
    yield from (clean(f"    {label}") for label in form.unknown_labels)

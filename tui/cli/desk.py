"""`mash desk`: the dashboard."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ingest.clock import SystemClock
from ingest.errors import CallerMistake
from tui.cli.opening import opened, settings_of

LAST_ANSWER_SECONDS = 2.0


@click.command()
@click.option("--read-only", is_flag=True, help="Look only: nothing can be changed.")
@click.option("--theme", help="The colours: see the command palette for their names.")
@click.pass_context
def desk(ctx: click.Context, read_only: bool, theme: str | None) -> None:
    """Open the dashboard."""
    # It is drawn on the standard error, where other output cannot spoil it.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise CallerMistake("the dashboard needs a terminal: use `mash status` or `mash export` in a script")
    settings = settings_of(ctx)
    from tui.keys import keymap

    keys = keymap(settings.keys)
    _refuse_a_word_that_is_no_hash(settings.desk.passphrase_hash)
    from tui.app import DutyApp

    app = DutyApp(
        lambda: opened(settings, looks=True),
        SystemClock(),
        read_only=read_only,
        draft=draft_file(),
        lock_minutes=settings.desk.lock_minutes,
        theme=theme or settings.desk.theme,
        keymap=keys,
        passphrase_hash=settings.desk.passphrase_hash,
    )
    app.run()
    app.line.wait(LAST_ANSWER_SECONDS)
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        sys.exit(app.return_code)


@click.command()
def passphrase() -> None:
    """Make a hash for `[desk] passphrase_hash`: the passphrase itself is kept nowhere."""
    from tui.passphrase import hash_of

    words = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    click.echo(f'passphrase_hash = "{hash_of(words)}"')


def _refuse_a_word_that_is_no_hash(kept: str | None) -> None:
    from tui.passphrase import is_hash

    if kept is not None and not is_hash(kept):
        raise CallerMistake("[desk] passphrase_hash is no hash: `mash passphrase` makes one")


def draft_file() -> Path:
    """Where a call that is being typed is kept until it is logged: the officer's own state folder."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state, "mash", "call-draft.json")

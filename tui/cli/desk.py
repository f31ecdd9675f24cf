"""`mash desk`: the dashboard."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from config.glimpse import glimpse
from ingest.clock import SystemClock
from ingest.errors import CallerMistake, MashError
from tui.cli import config_of
from tui.cli.opening import opened, settings_of
from tui.first_frame import FirstFrame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from config.settings import Settings
    from ingest.clock import Clock
    from ingest.desk import Desk
    from ingest.views import Window
    from tui.app import DutyApp

UNDONE = "the last that you did may not have been saved: start the dashboard again and look"


class _Start(NamedTuple):
    """What the dashboard starts with: the officer's choices, the way to the desk, and its first rows
    where they could be told before the desk is loaded."""

    keys: Mapping[str, str]
    theme: str | None
    titled: bool
    lock_minutes: float
    passphrase_hash: str | None
    open_desk: Callable[[], AbstractContextManager[Desk]]
    first: Window | None


@click.command()
@click.option("--read-only", is_flag=True, help="Look only: nothing can be changed.")
@click.option("--theme", help="The colours: see the command palette for their names.")
@click.pass_context
def desk(ctx: click.Context, read_only: bool, theme: str | None) -> None:
    """Open the dashboard."""
    # It is drawn on the standard error, where other output cannot spoil it.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise CallerMistake("the dashboard needs a terminal: use `mash status` or `mash export` in a script")
    prepare_terminal()
    gc.disable()  # `_kept_open` lets it go on: it would only look through what is being loaded
    clock = SystemClock()
    start = _at_once(ctx, clock) or _once_settings_are_read(ctx)
    with FirstFrame(start.first, clock.now()) as frame:
        app = _made(start, clock, frame, read_only=read_only, theme=theme)
        app.run()
    end_as(app)


def _made(start: _Start, clock: Clock, frame: FirstFrame, *, read_only: bool, theme: str | None) -> DutyApp:
    from tui.keys import keymap

    keys = keymap(start.keys)
    _refuse_a_word_that_is_no_hash(start.passphrase_hash)
    chosen = theme or start.theme
    _refuse_a_theme_that_is_not_offered(chosen)
    from tui.app import DutyApp

    return DutyApp(
        start.open_desk,
        clock,
        read_only=read_only,
        draft=draft_file(),
        lock_minutes=start.lock_minutes,
        theme=chosen,
        titled=start.titled,
        keymap=keys,
        passphrase_hash=start.passphrase_hash,
        first=start.first,
        frame=frame,
    )


def prepare_terminal() -> None:
    """See that the board can be drawn. Raises `CallerMistake` where the terminal's kind says that it cannot."""
    kind = os.environ.get("TERM", "")
    # The toolkit takes either for 80 columns, however wide it is, and draws the board without end.
    if kind.lower() in {"dumb", "unknown"}:
        raise CallerMistake(
            f"this terminal (TERM={kind}) cannot be drawn on: use `mash list` and `mash show` in it"
        )
    _ask_the_terminal_its_size()
    # As it is read, whatever the locale is: in ASCII each line that is drawn would be written as its number.
    if isinstance(sys.__stderr__, TextIOWrapper):
        sys.__stderr__.reconfigure(encoding="utf-8", errors="backslashreplace")


def _ask_the_terminal_its_size() -> None:
    """Forget COLUMNS and LINES, where somebody exported them: they are as old as their shell, and the toolkit,
    which takes them for the window's size at times and asks at others, would draw without end."""
    with suppress(OSError):
        if all(os.get_terminal_size(sys.stdout.fileno())):  # a serial line does not know, and its user does
            for exported in ("COLUMNS", "LINES"):
                os.environ.pop(exported, None)


def end_as(app: DutyApp) -> None:
    """End the command as the dashboard ended, once what was asked of the desk is done. Raises `MashError`
    where it could not begin, or the last act was not heard of again."""
    from tui.terminal import LAST_ANSWER_SECONDS

    done = app.line.finish(LAST_ANSWER_SECONDS)
    if app.failure is not None:
        raise app.failure
    if not done:
        raise MashError(UNDONE)
    if app.return_code:
        sys.exit(app.return_code)


def _at_once(ctx: click.Context, clock: Clock) -> _Start | None:
    """With the first rows, where they can be told from a glimpse of the settings. The settings are
    judged whole when the desk is opened."""
    seen = glimpse(config_of(ctx))
    if seen is None:
        return None
    from ingest.desk.first_rows import first_rows

    first = first_rows(
        seen.database,
        clock.now(),
        follow_up_hours=seen.follow_up_hours,
        due_soon=timedelta(hours=seen.due_soon_hours),
    )
    if first is None:
        return None
    return _Start(
        seen.keys,
        seen.theme,
        seen.title,
        seen.lock_minutes,
        seen.passphrase_hash,
        lambda: _kept_open(lambda: settings_of(ctx)),
        first,
    )


@contextmanager
def _kept_open(settings: Callable[[], Settings]) -> Iterator[Desk]:
    """The desk, once all is loaded that it needs."""
    with opened(settings(), looks=True) as desk:
        gc.freeze()  # what is loaded stays: it need not be looked through while somebody types
        gc.enable()
        yield desk


def _once_settings_are_read(ctx: click.Context) -> _Start:
    settings = settings_of(ctx)
    chosen = settings.desk
    return _Start(
        settings.keys,
        chosen.theme,
        chosen.title,
        chosen.lock_minutes,
        chosen.passphrase_hash,
        lambda: _kept_open(lambda: settings),
        None,
    )


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


def _refuse_a_theme_that_is_not_offered(name: str | None) -> None:
    from tui.themes import TERMINALS_OWN, THEMES

    offered = (*(theme.name for theme in THEMES), *TERMINALS_OWN)
    if name is not None and name not in offered:
        raise CallerMistake(f"there is no theme {name}: there are {', '.join(offered)}")


def draft_file() -> Path:
    """Where a call that is being typed is kept until it is logged: the officer's own state folder."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state, "mash", "call-draft.json")

"""The `mash` command: what is typed, and what other programs read.

Each command lives in a module of its own that is imported when it is run, so that
`mash --help` does not load the dashboard or the readers.
"""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final, Literal, TextIO

import click

from tui import __version__

#: Command -> where it lives, and its line in the help.
_COMMANDS: Final = {
    "read": ("tui.cli.reading:read", "Read emails and documents and show what would be recorded."),
    "labels": ("tui.cli.reading:labels", "Try label tables on a document."),
    "calls": ("tui.cli.calls:calls", "Log phone contacts from a CSV file."),
    "poll": ("tui.cli.running:poll", "Make one pass over every configured mailbox."),
    "worker": ("tui.cli.running:worker", "Watch the mailboxes until stopped."),
    "alarm": ("tui.cli.running:alarm", "Tell by email or webhook where the worker is not well."),
    "reconcile": ("tui.cli.running:reconcile", "Count what the server holds against what is recorded."),
    "desk": ("tui.cli.desk:desk", "Open the dashboard."),
    "passphrase": ("tui.cli.desk:passphrase", "Make the hash of a passphrase that uncovers the dashboard."),
    "demo": ("tui.cli.demonstration:demo", "Show everything on this machine with invented people."),
    "list": ("tui.cli.showing:list_", "Print a list of the board as plain lines."),
    "find": ("tui.cli.showing:find", "Search calls, forms, emails and notes."),
    "show": ("tui.cli.showing:show", "Print everything about one record as plain lines."),
    "status": ("tui.cli.status:status", "Tell the board and the worker's health in plain words."),
    "export": ("tui.cli.exporting:export", "Print everything a board shows, for programs."),
    "report": ("tui.cli.report:report", "Print a period's figures: forms in time, calls, what waits."),
    "handover": ("tui.cli.handover:handover", "Print what the next shift must know."),
    "subject": ("tui.cli.subject:subject", "Print what is held about one child."),
    "matching": ("tui.cli.matching:matching", "Learn the weights of matching, and explain matches."),
    "audit": ("tui.cli.exporting:audit", "Verify the audit chain, or tell one record's history."),
    "retention": ("tui.cli.retention:retention", "Let records go once their time is over; hold them."),
    "check": ("tui.cli.checking:check", "Tell whether everything works, and how to mend what does not."),
    "backup": ("tui.cli.backup:backup", "Copy the database into a file, and prove the copy."),
    "restore": ("tui.cli.backup:restore", "Put a backup in the database's place."),
    "database": ("tui.cli.database:database", "Create or upgrade the database."),
}


#: Where a disk, or what standard output goes to, takes no more; a closed output takes nothing.
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


class _LazyGroup(click.Group):
    """A group whose commands are imported when one of them is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@dataclass(frozen=True, slots=True)
class Invocation:
    """What was said before the command's name."""

    config: Path | None


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The settings file (TOML); else MASH_CONFIG, ./mash.toml or /etc/mash/mash.toml.",
)
@click.version_option(__version__, message="mash %(version)s")
@click.pass_context
def mash(ctx: click.Context, config: Path | None) -> None:
    """Watches a safeguarding hub's mailbox, reads contact forms, and shows who has not written."""
    ctx.obj = Invocation(config)


def main(arguments: list[str] | None = None) -> None:
    """Run `mash` and exit: 0 done, 1 a failure, 2 a mistake of the caller's."""
    _stand_in_for_closed_streams()
    try:
        status = mash.main(args=arguments, prog_name="mash", standalone_mode=False)
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001  the one place where a fault becomes a sentence
        sys.exit(_explain(error))
    # Told where a command ended itself early (`ctx.exit`), and not raised by click here.
    sys.exit(status if isinstance(status, int) else 0)


def _stand_in_for_closed_streams() -> None:
    """Put something in the place of standard streams that were closed (`>&-`). Python has `None` for them, and
    the first file that is opened, it may be the database, would get their number: what a library
    prints would go into it."""
    if sys.stdin is None:
        sys.stdin = _stream(os.O_RDONLY, "r")
    if sys.stdout is None:
        # Opened to be read, so that nothing that was asked for is thought to be written.
        sys.stdout = _stream(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _stream(os.O_WRONLY, "w")


def _stream(flags: int, mode: Literal["r", "w"]) -> TextIO:
    return os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8", closefd=False)


def _explain(error: BaseException) -> int:
    """Say in one line what went wrong; the exit status comes back."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        _give_up_output()  # its reader has gone: nothing more can be said to it, nor need be
        return 1
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        _say("stopped")
        return 130
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return 2
    if isinstance(error, click.ClickException):
        _say(" ".join(error.format_message().split()))  # click sets what can be chosen in lines of their own
        return 2
    return _explain_own(error)


def _give_up_output() -> None:
    """Let what is still held back go nowhere: Python would try it again at its end, and complain."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain_own(error: BaseException) -> int:
    from ingest.errors import CallerMistake, MashError

    if isinstance(error, MashError):
        _say(error.sentence)
        return 2 if isinstance(error, CallerMistake) else 1
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        _give_up_output()
        _say(f"what was asked for could not be written: {os.strerror(error.errno)}")
        return 1
    from parsers.sandbox.sandbox import SandboxUnavailable

    _say(str(error) if isinstance(error, SandboxUnavailable) else _unforeseen(error))
    return 1


def _unforeseen(error: BaseException) -> str:
    # The text of a stranger's exception may hold what an email said: only its kind and place are told.
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = (
        f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "an unknown place"
    )
    return (
        f"an unforeseen fault ({type(error).__name__} at {place}): nothing was half done; "
        "please report it with the command that you ran"
    )


def _say(sentence: str) -> None:
    from tui.text import clean

    click.echo(f"mash: {clean(sentence)}", err=True)


def config_of(ctx: click.Context) -> Path | None:
    """The settings file that was named, if any."""
    invocation = ctx.find_object(Invocation)
    return invocation.config if invocation else None

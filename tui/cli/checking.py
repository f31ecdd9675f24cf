"""`mash check`: whether everything works, and how to mend what does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from ingest.errors import MashError
from tui.cli.opening import as_json, settings_of
from tui.text import clean

if TYPE_CHECKING:
    from config.settings import Settings
    from ingest.mailbox.source import Mailbox


_MEND_SERVER: Final = "Check host, port, user, password and the firewall; see docs/installing.md."
_MEND_FOLDER: Final = "Check path in its settings, and that this account may list and read it."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend` says what to do where it does not work."""

    what: str
    works: bool
    words: str
    mend: str = ""


@click.command()
@as_json
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Tell whether settings, database, mailboxes, text recognition and sandbox work."""
    findings = []
    for finding in _findings(ctx):
        findings.append(finding)
        if as_json:
            continue
        mark = "ok     " if finding.works else "NOT OK "
        click.echo(clean(f"{mark} {finding.what}: {finding.words}"))
        if finding.mend:
            click.echo(clean(f"        {finding.mend}"))
    if as_json:
        click.echo(
            json.dumps({"ok": all(item.works for item in findings), "findings": list(map(asdict, findings))})
        )
    if not all(item.works for item in findings):
        ctx.exit(1)


def _findings(ctx: click.Context) -> Iterator[Finding]:
    try:
        settings = settings_of(ctx)
    except MashError as error:
        yield Finding("settings", False, error.sentence, "Mend the settings file, then check again.")
        return
    where = str(settings.file) if settings.file else "no file; the defaults hold"
    yield Finding("settings", True, where)
    yield _tried("database", lambda: _database(settings), "See [database] in the settings.")
    yield from _mailboxes(settings)
    yield _tried("tables", partial(_tables, settings), "See [labels], [matching] and [keys] in the settings.")
    yield _recognition()
    yield _sandbox(settings)


def _tried(what: str, look: Callable[[], str], mend: str) -> Finding:
    try:
        return Finding(what, True, look())
    except MashError as error:
        return Finding(what, False, error.sentence, mend)


def _database(settings: Settings) -> str:
    from ingest import bootstrap

    store = bootstrap.open_store(settings)
    try:
        head = store.audit_head()
        return f"opens; {head.seq} audit events"
    finally:
        store.close()


def _mailboxes(settings: Settings) -> Iterator[Finding]:
    from ingest import bootstrap

    try:
        mailboxes = bootstrap.mailboxes(settings)
    except MashError as error:
        yield Finding("mailboxes", False, error.sentence, "Put the secret where the settings say it is.")
        return
    if not mailboxes:
        yield Finding(
            "mailboxes", False, "none is configured", "Add a [[mailboxes]] table to the settings file."
        )
    kinds = {item.name: item.kind for item in settings.mailboxes}
    for mailbox in mailboxes:
        yield _tried(
            f"mailbox {mailbox.name}",
            partial(_folders, mailbox),
            _MEND_FOLDER if kinds[mailbox.name] == "maildir" else _MEND_SERVER,
        )


def _folders(mailbox: Mailbox) -> str:
    counts = []
    for folder in mailbox.folders:
        with mailbox.open(folder) as session:
            state = session.state
            counts.append(f"{folder} holds {state.exists} messages")
    return "; ".join(counts)


def _tables(settings: Settings) -> str:
    """What a command refuses only once it needs it: the worker its tables, the dashboard its keys."""
    from ingest import bootstrap

    bootstrap.label_tables(settings)
    bootstrap.matching_model(settings)
    if settings.keys:
        from tui.keys import keymap

        keymap(settings.keys)
    return "labels, weights of matching and keys can be used"


def _recognition() -> Finding:
    from parsers.ocr.tesseract import HOW_TO_INSTALL, data_folder

    folder = data_folder()
    if folder is None:
        words = "not installed: scanned and photographed forms need attention"
        return Finding("text recognition", False, words, HOW_TO_INSTALL[0].upper() + HOW_TO_INSTALL[1:])
    return Finding("text recognition", True, f"Tesseract's data is in {folder}")


def _sandbox(settings: Settings) -> Finding:
    from ingest import bootstrap
    from parsers.sandbox.sandbox import SandboxUnavailable

    try:
        with bootstrap.sandbox(settings) as sandbox:
            state = sandbox.state()
    except SandboxUnavailable as error:
        return Finding("sandbox", False, str(error), "See the worker's log for why it ended.")
    except MashError as error:
        return Finding("sandbox", False, error.sentence, "Mend the tables first.")
    words = f"Landlock {f'version {state.landlock}' if state.landlock else 'absent'}, seccomp {'on' if state.seccomp else 'absent'}"
    mend = (
        ""
        if state.complete
        else "Use a kernel with Landlock and seccomp; memory and time are limited all the same."
    )
    return Finding("sandbox", state.complete, words, mend)

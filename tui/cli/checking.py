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
_MEND_IMAP_FOLDER: Final = (
    "How folders are named, and which rights are needed: see Folders in docs/installing.md."
)
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
        mend = _MEND_FOLDER if kinds[mailbox.name] == "maildir" else _MEND_SERVER
        yield _mailbox(mailbox, mend)


def _mailbox(mailbox: Mailbox, mend: str) -> Finding:
    """Of every folder, unless the server itself is at fault: a login must not be tried for each."""
    from ingest.mailbox.errors import CertificateRefused, LoginRefused, MailboxUnreachable

    counts, faults = [], []
    for folder in mailbox.folders:
        try:
            with mailbox.open(folder) as session:
                counts.append(f"{folder} holds {session.state.exists} messages")
                hindrance = session.hindrance()
            if hindrance is not None:
                faults.append(f"{folder}: its mail is taken, and cannot be marked or moved then: {hindrance}")
        except (CertificateRefused, LoginRefused, MailboxUnreachable) as error:
            return Finding(f"mailbox {mailbox.name}", False, error.sentence, mend)
        except MashError as error:
            faults.append(f"{folder}: {error.sentence}")
    mend = "" if not faults else mend if mend == _MEND_FOLDER else _MEND_IMAP_FOLDER
    return Finding(f"mailbox {mailbox.name}", not faults, "; ".join([*faults, *counts]), mend)


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

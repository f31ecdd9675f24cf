"""A folder with a mailbox, calls and settings, and `mash` run on it: in this process, or in its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

ROOT = Path(__file__).parents[4]

FORM = """\
ABOUT YOU
Your name: Bea Quill
Your organisation: Hollow Lane School
Your phone number: 023 9200 0411
Your email address: bea.quill@hollowlane.example

CHILD 1
First name: Rowan
Last name: Tidewell
Date of birth: 03/04/2015
Address: 9 Sprat Street, Portsmouth
Postcode: PO1 9XX

YOUR CONCERN
What are you worried about?: Rowan says that he is afraid to go home and has old bruises.
Have the parents been informed?: No
"""
CALLS = (
    "reference,received_at,caller_name,caller_agency,caller_email,child_forename,child_surname,child_dob,"
    "child_postcode\n"
    "C-1,2026-11-20T09:30,Bea Quill,Hollow Lane School,bea.quill@hollowlane.example,Rowan,Tidewell,2015-04-03,PO1 9XX\n"
)
SETTINGS = """\
[database]
url = "sqlite:///mash.db"
[[mailboxes]]
name = "mash"
kind = "maildir"
path = "mail"
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str

    def lines(self) -> list[dict[str, Any]]:
        """What it printed, as JSON Lines."""
        return [json.loads(line) for line in self.stdout.splitlines()]


@dataclass(frozen=True, slots=True)
class Polled:
    """Such a folder after the calls were imported and the mailbox was polled twice; and what that said."""

    place: Path
    imported: Done
    first_poll: Done
    second_poll: Done


Mash = Callable[..., Done]


def fill(place: Path) -> Path:
    """Put a mailbox of one form and one newsletter, calls, and settings into a folder."""
    mail = place / "mail"
    mail.mkdir(parents=True)
    (mail / "form.eml").write_bytes(_email(FORM, "Online contact form", "<form@mail.example>"))
    (mail / "news.eml").write_bytes(
        _email("Our autumn newsletter. Unsubscribe at any time.", "Newsletter", "<news@mail.example>")
    )
    (place / "calls.csv").write_text(CALLS, encoding="utf-8")
    (place / "mash.toml").write_text(SETTINGS, encoding="utf-8")
    return place


def run_here(place: Path, *arguments: str) -> Done:
    """`mash` in this process, through the door that the command uses."""
    with _standing_in(place) as (out, err):
        status = 0
        try:
            main(list(arguments))
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return Done(status, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())


def run_apart(place: Path, *arguments: str) -> Done:
    """`mash` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tui", *arguments],
        cwd=place,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


class _Stream(io.TextIOWrapper):
    buffer: io.BytesIO

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)


@contextmanager
def _standing_in(place: Path) -> Iterator[tuple[_Stream, _Stream]]:
    out, err = _Stream(), _Stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        for name in [name for name in os.environ if name.startswith("MASH_")]:
            patch.delenv(name)
        patch.setenv("HOME", str(place))
        patch.setattr(sys, "stdin", io.StringIO())
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        yield out, err


def _email(body: str, subject: str, message_id: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Online Forms <noreply@forms.example>"
    message["To"] = "mash@hub.example"
    message["Subject"] = subject
    message["Date"] = "Fri, 20 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = message_id
    message["Received"] = "from a.example by b.example; Fri, 20 Nov 2026 11:00:05 +0000"
    message.set_content(body)
    return message.as_bytes()

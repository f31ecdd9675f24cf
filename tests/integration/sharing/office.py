"""Two officers at two dashboards in terminals of their own, and a worker, on one SQLite file."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from operator import itemgetter
from pathlib import Path
from queue import SimpleQueue

from ingest import bootstrap
from ingest.domain.model import Caller, ContactChild, NewContact
from tests.pseudo_terminal import PATIENCE_SECONDS, ROOT, PseudoTerminal

WIDTH, HEIGHT = 160, 44
LIST_WIDTH = 88  # of these columns, the list's
TROUBLE = ("locked", "refused (", "FAILING", "SILENT", "The desk failed", "has not answered", "a fault in it")
REFUSED = "Somebody else"
_SETTINGS = """\
[database]
url = "sqlite:///mash.db"
[worker]
poll_seconds = 5
[desk]
lock_minutes = 0
[[mailboxes]]
name = "mash"
kind = "maildir"
path = "post"
"""
_FORM = """\
Your name: Bea Quill
Your organisation: Hollow Lane School
Your phone number: 023 9200 0411

CHILD 1
First name: Posted{number}
Last name: Tidewell
Date of birth: 03/04/2015
Postcode: PO1 9XX

What are you worried about?: Afraid to go home, and has old bruises ({number}).
"""


class Officer:
    """Somebody at a dashboard. Words that no officer may ever see are noted as they appear.

    A thread takes what the dashboard writes, notes when, and sets `wrote`: the screen is worked out from
    it later and piece by piece, so that a slow reader neither holds the program up, nor misses what
    passes, nor makes it seem slow.
    """

    def __init__(self, folder: Path, name: str, wrote: threading.Event) -> None:
        command = [sys.executable, "-P", "-m", "tui", "--config", str(folder / "mash.toml"), "desk"]
        place = {"MASH_DESK__OFFICER": name, "XDG_STATE_HOME": str(folder / name)}
        self.name = name
        self.terminal = PseudoTerminal(command, WIDTH, HEIGHT, place)
        self.lines: list[str] = []
        self.troubles: set[str] = set()
        self.refused = False  # whether that was told since somebody asked; it passes soon
        self.wrote_at = time.monotonic()
        self._written: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        self._next: tuple[float, bytes] | None = None
        self._wrote = wrote
        threading.Thread(target=self._take, name=f"eyes of {name}", daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                written = os.read(self.terminal.master, 65536)
            except OSError:  # the program has ended, or the terminal is closed
                return
            self.wrote_at = time.monotonic()
            self._written.put((self.wrote_at, written))
            self._wrote.set()

    @property
    def next_at(self) -> float | None:
        """When the next piece was written that is not on the screen yet, if there is one."""
        if self._next is None and not self._written.empty():
            self._next = self._written.get()
        return None if self._next is None else self._next[0]

    def look(self) -> None:
        """Put the next piece on the screen."""
        assert self._next is not None
        (_, written), self._next = self._next, None
        self.terminal.show(written)
        self.lines = self.terminal.screen.display
        text = "\n".join(self.lines)
        self.troubles |= {word for word in TROUBLE if word in text}
        self.refused |= REFUSED in text

    @property
    def account(self) -> str:
        """The screen, and whether the dashboard stands or the screen was misread: a clock ticks each second."""
        ended, silent = self.terminal.program.poll(), time.monotonic() - self.wrote_at
        return f"{self.name}: ended {ended}, wrote last {silent:.0f} s ago\n{self.terminal.text}"

    def type(self, keys: str) -> None:
        self.terminal.type(keys.encode())

    def shows(self, words: str) -> bool:
        """Whether the words are on the screen, however it broke the lines."""
        return words in " ".join(" ".join(self.lines).split())

    def rows(self) -> list[str]:
        """The list's lines about calls."""
        return [line[:LIST_WIDTH] for line in self.lines if "Kid" in line and " left " in line]

    def row(self, child: str) -> str:
        """The list's line about a child, or nothing."""
        return next((line for line in self.rows() if child in line[:LIST_WIDTH]), "")


@dataclass
class Office:
    """`wrote` is set when either dashboard writes; `posted` is when each email was put into the mailbox, by
    its file's name; `at` when the last piece that stands on a screen was written."""

    folder: Path
    officers: tuple[Officer, Officer]
    worker: subprocess.Popen[bytes]
    wrote: threading.Event
    posted: dict[str, float] = field(default_factory=dict)
    at: float = 0.0

    def until(self, holds: Callable[[], bool], patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Read both terminals until `holds()`; fail if it does not come. Their clocks tick each second:
        what is not on a screen is asked that often too."""
        end = time.monotonic() + patience_seconds
        while not holds():
            self.wrote.clear()
            if not self._look() and not self.wrote.wait(end - time.monotonic()):
                screens = "\n\n".join(officer.account for officer in self.officers)
                raise AssertionError(f"it did not come:\n{screens}")

    def _look(self) -> bool:
        """Put the piece that was written first on its screen; whether there was one."""
        waiting = [(at, officer) for officer in self.officers if (at := officer.next_at) is not None]
        if not waiting:
            return False
        self.at, officer = min(waiting, key=itemgetter(0))
        officer.look()
        return True

    def hear_more(self) -> None:
        """Wait until a dashboard has written once more."""
        before = self.at
        self.until(lambda: self.at > before)

    def forget_refusals(self) -> None:
        """Wait until no screen tells of a refusal any more."""
        self.until(lambda: not any(officer.shows(REFUSED) for officer in self.officers))
        for officer in self.officers:
            officer.refused = False

    def post(self, number: int) -> None:
        """Put an email with a form into the mailbox."""
        letter = EmailMessage()
        letter["From"] = "Bea Quill <bea.quill@hollowlane.example>"
        letter["Subject"] = f"Form {number}"
        letter["Message-ID"] = f"<{number}@hollowlane.example>"
        letter["Date"] = format_datetime(datetime.now(UTC))
        letter.set_content(_FORM.format(number=number))
        name = f"{number:06}.eml"
        written = self.folder / "post" / f"{name}.part"
        written.write_bytes(letter.as_bytes())
        written.rename(written.with_name(name))
        self.posted[name] = time.time()


@contextmanager
def opened(children: list[str]) -> Iterator[Office]:
    """The office with one call about each of the children, for as long as the block runs."""
    from tempfile import TemporaryDirectory

    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="mash-sharing-")))
        (folder / "post").mkdir()
        (folder / "mash.toml").write_text(_SETTINGS, encoding="utf-8")
        _log_calls(folder, children)
        wrote = threading.Event()
        officers = (Officer(folder, "ann", wrote), Officer(folder, "ben", wrote))
        for officer in officers:
            stack.callback(officer.terminal.close)
        worker = stack.enter_context(_worker(folder))
        office = Office(folder, officers, worker, wrote)
        office.until(lambda: all(officer.row(children[0]) for officer in officers))
        yield office


@contextmanager
def mail_arriving(office: Office, every_seconds: float) -> Iterator[None]:
    """Emails come for as long as the block runs."""
    over = threading.Event()

    def deliver() -> None:
        number = 0
        while not over.is_set():
            number += 1
            office.post(number)
            over.wait(every_seconds)

    postman = threading.Thread(target=deliver, name="postman")
    postman.start()
    try:
        yield
    finally:
        over.set()
        postman.join()


@contextmanager
def _worker(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-m", "tui", "--config", str(folder / "mash.toml"), "worker"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=ROOT)
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait()


def _log_calls(folder: Path, children: list[str]) -> None:
    settings = bootstrap.load_settings(folder / "mash.toml")
    store = bootstrap.open_store(settings)
    desk = bootstrap.desk(settings, store, "switchboard")
    now = store.clock.now()
    for number, child in enumerate(children):
        at = now - timedelta(hours=len(children) - number)
        who = Caller("Sam Tester", "Testing Primary School")
        desk.log_contact(NewContact(at, caller=who, children=(ContactChild(child, "Sharing"),), concern="x"))
    store.close()

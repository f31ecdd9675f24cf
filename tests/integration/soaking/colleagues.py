"""The people around the worker: who writes, and who tidies the mailbox while it works."""

from __future__ import annotations

import imaplib
import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.integration.dovecot_server import Dovecot
from tests.integration.soaking.letters import Letter, letter, subject_of, token_of

_FAILURES = (imaplib.IMAP4.error, OSError)


class Colleague:
    """A mail program that is patient with a server that comes and goes."""

    def __init__(self, server: Dovecot, over: threading.Event) -> None:
        self._server = server
        self._over = over
        self._client: imaplib.IMAP4 | None = None

    def tried(self, act: Callable[[imaplib.IMAP4], bool]) -> bool:
        """Whether `act` was done; a connection on which it was not is given up."""
        done = False
        with suppress(*_FAILURES):
            if self._client is None:
                self._client = self._server.client(timeout=5)
            done = act(self._client)
        if not done:
            self.leave()
            self._over.wait(0.1)
        return done

    def leave(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.shutdown()


@dataclass
class Writer:
    """Sends one letter after the other, each until the server has said that it took it."""

    colleague: Colleague
    seed: int
    sent: list[Letter] = field(default_factory=list)

    def send_next(self) -> None:
        one = letter(len(self.sent) + 1, self.seed)
        while not self.colleague.tried(lambda client: _appended(client, one.raw)):
            pass
        self.sent.append(one)


def _appended(client: imaplib.IMAP4, raw: bytes) -> bool:
    return client.append("INBOX", "", "", raw)[0] == "OK"


@dataclass
class Tidier:
    """Reads and moves any mail at any time, into a folder that is watched too; deletes what is recorded."""

    colleague: Colleague
    database: Path
    seed: int
    chance: Random
    done: dict[str, int] = field(default_factory=lambda: {"seen": 0, "moved": 0, "deleted": 0})

    def tidy(self) -> None:
        self.colleague.tried(self._tidy)

    def _tidy(self, client: imaplib.IMAP4) -> bool:
        folder = self.chance.choice(("INBOX", "INBOX", "Handled"))
        typ, (count, *_) = client.select(folder)
        if typ != "OK" or not count or int(count) == 0:
            return typ == "OK"
        # The newest most often: those that the worker is just about to take.
        place = max(1, int(count) - int(self.chance.expovariate(0.2)))
        act = self.chance.choice(("seen", "moved", "deleted"))
        if self._act(client, act, str(place), folder):
            self.done[act] += 1
        return True

    def _act(self, client: imaplib.IMAP4, act: str, place: str, folder: str) -> bool:
        if act == "seen":
            return client.store(place, "+FLAGS", r"(\Seen)")[0] == "OK"
        if act == "moved":
            there = "Handled" if folder == "INBOX" else "INBOX"
            moved, _ = client._simple_command("MOVE", place, there)
            return bool(moved == "OK")
        number = self._number_at(client, place)
        if number is None or not self._is_recorded(number):
            return False
        client.store(place, "+FLAGS", r"(\Deleted)")
        return client.expunge()[0] == "OK"

    def _number_at(self, client: imaplib.IMAP4, place: str) -> int | None:
        _, answer = client.fetch(place, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        said = b"".join(part for item in answer if isinstance(item, tuple) for part in item)
        return token_of(re.sub(rb"\s+", b" ", said))

    def _is_recorded(self, number: int) -> bool:
        try:
            found = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=1)
        except sqlite3.Error:
            return False
        try:
            query = "SELECT 1 FROM message WHERE subject = ? AND sha256 = ?"
            wanted = (subject_of(number), letter(number, self.seed).digest)
            return found.execute(query, wanted).fetchone() is not None
        except sqlite3.Error:
            return False
        finally:
            found.close()

"""What the pipeline asks of a mailbox, whichever kind it is.

UIDs come first and cheaply; bodies come only for messages that the ledger does not know. A
message that the server will not give is an answer too (`Fetched.missing`): it gets its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FolderState:
    """A folder as it was opened. `uidvalidity` is `None` where its UIDs cannot be relied on;
    `rising` says whether later messages have greater UIDs. `listing`, where there is one, is the
    same number as long as no message has come."""

    uidvalidity: int | None
    uidnext: int | None
    exists: int
    rising: bool = True
    listing: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A message that is there. `uidvalidity` and `uid` are its identity in the folder.

    `size` is in bytes, as the server announces it; `received_at` is INTERNALDATE, aware, UTC.
    """

    uidvalidity: int
    uid: int
    size: int | None
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the mailbox gave for a listed message.

    `missing` is `None` where `raw` is the whole message. Else it says in a sentence why it is
    not, and `raw` holds what could be had instead: the headers, or nothing. `ask_again` says that
    it may be given another time.
    """

    listed: Listed
    raw: bytes
    missing: str | None = None
    ask_again: bool = False


class Folder(Protocol):
    """An open folder. Its methods raise `MailboxError`, and after one it must be closed."""

    @property
    def state(self) -> FolderState: ...

    def uids(self, above: int = 0) -> Sequence[int]:
        """The UIDs greater than `above`, rising."""

    def describe(self, uids: Sequence[int]) -> Sequence[Listed]:
        """Identity, size and arrival of those messages; one that has gone is left out."""

    def fetch(self, listed: Sequence[Listed]) -> Iterator[Sequence[Fetched]]:
        """The messages, as they come, some at a time; one that has gone meanwhile is left out."""

    def untaken(self) -> Sequence[int]:
        """Messages with which what is configured for recorded ones has not been done yet."""

    def hindrance(self) -> str | None:
        """Why `taken` would be refused, in a sentence, as far as the server tells beforehand."""

    def taken(self, uids: Sequence[int]) -> None:
        """Do what is configured with messages that are recorded: nothing, a keyword, or a move."""


class Mailbox(Protocol):
    """A mailbox by the name that it has in the settings."""

    @property
    def name(self) -> str: ...

    @property
    def folders(self) -> tuple[str, ...]: ...

    def open(self, folder: str) -> AbstractContextManager[Folder]:
        """Open a folder for one look. Raises `MailboxError`."""

    def wait(self, stop: Event, seconds: float) -> bool:
        """Wait for news in the first folder: true when there is some, false after `seconds`.

        Ends early when `stop` is set. A mailbox that cannot be waited for waits it out and
        returns false. Raises `MailboxError`.
        """

    def stay_connected(self) -> None:
        """From now on keep the connection between two looks, until `close`."""

    def login_is_renewed(self) -> bool:
        """Whether it is logged in to with another secret now than the last time. Never raises."""

    def hang_up(self) -> None:
        """Let whoever looks or waits in another thread go at once, with a `MailboxError`; from now on
        nobody can. Never raises."""

    def close(self) -> None:
        """End every connection that is kept. Never raises. Nobody may be looking or waiting."""

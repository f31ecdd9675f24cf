"""A mailbox of paper: what it holds and when it fails is up to the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ingest.mailbox.errors import MailboxError
from ingest.mailbox.source import Fetched, FolderState, Listed

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


@dataclass
class PaperMailbox:
    """Implements `Mailbox` and `Folder` at once. `failure` is raised whenever it is opened.

    `news` wakes who listens, and so must whoever tells the listener to stop; `heard` is set once
    somebody was woken.
    """

    name: str = "paper"
    messages: dict[int, bytes] = field(default_factory=dict)
    failure: MailboxError | None = None
    breaks_after: int | None = None
    break_with: MailboxError | None = None
    missing: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ("INBOX",)
    uidvalidity: int | None = 1
    uidnext: int | None = None
    arrived: datetime | None = AT
    opened: int = 0
    asked_above: list[int] = field(default_factory=list)
    described: list[int] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)
    fetched: list[int] = field(default_factory=list)
    on_open: Callable[[], object] = lambda: None
    news: threading.Event = field(default_factory=threading.Event)
    heard: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)
    renewed: bool = False

    @property
    def state(self) -> FolderState:
        uidnext = self.uidnext or max(self.messages, default=0) + 1
        return FolderState(self.uidvalidity, uidnext, len(self.messages))

    @contextmanager
    def open(self, folder: str) -> Iterator[PaperMailbox]:
        self.opened += 1
        self.on_open()
        if self.failure is not None:
            raise self.failure
        yield self

    def uids(self, above: int = 0) -> Sequence[int]:
        self.asked_above.append(above)
        return sorted(uid for uid in self.messages if uid > above)

    def describe(self, uids: Sequence[int]) -> Sequence[Listed]:
        self.described += uids
        there = [uid for uid in uids if uid in self.messages]
        return [Listed(self.uidvalidity or 9, uid, len(self.messages[uid]), self.arrived) for uid in there]

    def fetch(self, listed: Sequence[Listed]) -> Iterator[Sequence[Fetched]]:
        listed = [item for item in listed if item.uid in self.messages]
        whole = listed if self.breaks_after is None else listed[: self.breaks_after]
        if whole:
            yield [self._fetched(item) for item in whole]
        if len(whole) < len(listed):
            raise self.break_with or MailboxError("the paper tore")

    def _fetched(self, item: Listed) -> Fetched:
        self.fetched.append(item.uid)
        missing = self.missing.get(item.uid) or self.refused.get(item.uid)
        ask_again = item.uid in self.refused
        return Fetched(item, b"" if missing else self.messages[item.uid], missing, ask_again)

    def untaken(self) -> Sequence[int]:
        return [uid for uid in self.messages if uid not in self.touched]

    def hindrance(self) -> str | None:
        return None

    def taken(self, uids: Sequence[int]) -> None:
        self.touched += uids

    def wait(self, stop: threading.Event, seconds: float) -> bool:
        told = self.news.wait(seconds)
        self.news.clear()
        self.heard.set()
        return told and not stop.is_set()

    def stay_connected(self) -> None:
        return

    def login_is_renewed(self) -> bool:
        return self.renewed

    def hang_up(self) -> None:
        self.hung_up.set()

    def close(self) -> None:
        return

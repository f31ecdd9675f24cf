"""What one shift tells the next: what presses, who has what, what was done, and what was noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One record that waits, with the least that tells which it is.

    `name` is a call's reference or a record's key, `child` initials only, `of` the agency or the
    sender's domain; `due_at` may be `None`; `status` is the board's.
    """

    key: str
    name: str
    child: str
    of: str
    due_at: datetime | None
    status: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class OpenList:
    """Some of what waits, most pressing first; `total` counts those that are not listed too."""

    title: str
    items: tuple[OpenItem, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did in the shift: each act in words, how often, and the first records' names."""

    by: str
    acts: tuple[tuple[str, int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class NoteTold:
    """A note of the shift, on the record that `name` tells."""

    name: str
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Handover:
    """From `since` to `at`, by the officer who hands over. `worker` says in words how the
    mailbox is being read, and `alarm` whether it is not."""

    since: datetime
    at: datetime
    by: str
    worker: str
    alarm: bool
    lists: tuple[OpenList, ...]
    held: tuple[tuple[str, tuple[str, ...]], ...]
    done: tuple[Done, ...]
    notes: tuple[NoteTold, ...]

"""What a mailbox is logged in to with, read whenever it is needed: one that is renewed needs no restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from ingest.mailbox.errors import MailboxError

Value = TypeVar("Value")


class Secret(Generic[Value]):
    """Calling it reads it. `read` raises `MailboxError` where it cannot be had."""

    def __init__(self, read: Callable[[], Value]) -> None:
        self._read = read
        self._used: Value | None = None

    def __call__(self) -> Value:
        self._used = self._read()
        return self._used

    def is_renewed(self) -> bool:
        """Whether it is another one than that which was used last. Never raises."""
        try:
            return self._used is not None and self._read() != self._used
        except MailboxError:
            return False  # it is just being replaced

    def __repr__(self) -> str:
        return "Secret()"
